#pragma once

#include <QWidget>

/// The total of the range, and how it moved against the period before.
class SpendingHeadline : public QWidget
{
    Q_OBJECT

public:
    /// All formatted by the caller.
    struct Content
    {
        QString total;
        QString exact; ///< Tooltip: every digit.
        QString change; ///< "+9.3%"; empty: no comparison.
        int direction = 0; ///< +1 more than before, -1 less.
        QString comparison; ///< "vs $10,296.62 in the period before"
    };

    explicit SpendingHeadline(QWidget *parent = nullptr);

    void setContent(const Content &content);
    QString total() const { return m_content.total; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Content m_content;
};
