#pragma once

#include "widgets/statusshape.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

/// A line of a FigureList.
struct Figure
{
    QString label;
    QString note; ///< Secondary, after the label: "1,204 requests".
    QString value; ///< Formatted.
    QString exact; ///< Tooltip.
    bool isSum = false; ///< With a rule above, DemiBold.
    bool isWarning = false;
};

/// Labels at the left, figures at the right: a small statement of account.
class FigureList : public QWidget
{
    Q_OBJECT

public:
    explicit FigureList(QWidget *parent = nullptr);

    void setFigures(const QList<Figure> &figures);
    const QList<Figure> &figures() const { return m_figures; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    int rowHeight() const;

    QList<Figure> m_figures;
};
