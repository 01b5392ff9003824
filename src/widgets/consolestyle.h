#pragma once

#include <QProxyStyle>

/// Fusion with flat progress bars and quiet scroll bars: no arrows, a thin round handle on the surface below. The whole width of the bar takes
/// the mouse. Wheel, keyboard, paging by clicks and right-to-left stay Fusion's.
class ConsoleStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ConsoleStyle();

    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
};
