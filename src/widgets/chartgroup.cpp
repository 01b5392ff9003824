#include "widgets/chartgroup.h"

#include "widgets/timechart.h"

#include <algorithm>

ChartGroup::ChartGroup(QObject *parent)
    : QObject(parent)
{
}

void ChartGroup::add(TimeChart *chart)
{
    m_charts.append(chart);
    connect(chart, &QObject::destroyed, this, [this, chart] { m_charts.removeOne(chart); });
    connect(chart, &TimeChart::neededInsetChanged, this, &ChartGroup::align);
    connect(chart, &TimeChart::crosshairMoved, this, [this, chart](int bucket) {
        for (auto *other : std::as_const(m_charts)) {
            if (other != chart)
                other->setCrosshair(bucket);
        }
    });
    align();
}

void ChartGroup::align()
{
    int widest = 0;
    for (const auto *chart : std::as_const(m_charts))
        widest = std::max(widest, chart->neededInset());
    for (auto *chart : std::as_const(m_charts))
        chart->setLeastInset(widest);
}
