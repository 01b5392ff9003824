#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QPainter;

/// One name in a legend.
struct ChartLegendEntry
{
    QString id; ///< Empty for an entry that can't be clicked, such as the previous period.
    QString name;
    int slot = 0;
    bool isHidden = false;
    bool isDashed = false; ///< A dash instead of a swatch.
};

/// The names above a plot: click hides, Ctrl or Shift click isolates, double click shows all. Wraps where it must.
class ChartLegend : public QWidget
{
    Q_OBJECT

public:
    explicit ChartLegend(QWidget *parent = nullptr);

    void setEntries(const QList<ChartLegendEntry> &entries);
    const QList<ChartLegendEntry> &entries() const { return m_entries; }
    /// Where an entry is, in widget coordinates.
    QRect entryRect(int entry) const { return m_rects.value(entry); }
    /// Draws the legend as it stands, at the painter's origin.
    void drawOn(QPainter &painter) const;

signals:
    void entryClicked(const QString &id, bool isolate);
    void allRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void arrange();

    QList<ChartLegendEntry> m_entries;
    QList<QRect> m_rects;
};
