#pragma once

#include <QList>
#include <QObject>

class TimeChart;

/// Charts over the same buckets: moving over one moves the crosshair of all, and their plots begin at the same distance
/// from the left. The charts outlive it or are its siblings; it owns none.
class ChartGroup : public QObject {
    Q_OBJECT

public:
    explicit ChartGroup(QObject *parent = nullptr);

    void add(TimeChart *chart);

private:
    void align();

    QList<TimeChart *> m_charts;
};
