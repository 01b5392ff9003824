#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <QWidget>

/// One series in a tooltip.
struct ChartTooltipRow
{
    QString name;
    QString value;
    int slot = 0;
    bool isCurrent = false; ///< Chosen with the keyboard: drawn bold.
};

/// The text of one bucket beside the crosshair. Paints plain text only, and lets the mouse through.
class ChartTooltip : public QWidget
{
    Q_OBJECT

public:
    explicit ChartTooltip(QWidget *parent);

    /// `total` empty = no total row; `note` empty = none. Resizes the widget to what it shows.
    void setContent(const QString &title, const QString &corner, const QList<ChartTooltipRow> &rows, const QString &total,
        const QString &note);
    /// The same as plain lines, for tests and for assistive programs.
    QString plainText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QString m_title;
    QString m_corner;
    QList<ChartTooltipRow> m_rows;
    QString m_total;
    QString m_note;
};
