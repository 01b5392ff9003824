#pragma once

#include "core/reportingzone.h"
#include "core/tablerole.h"
#include "features/phases/phaseplan.h"

#include <QAbstractTableModel>

/// The time line as a table, for those who read better than they look.
class PhasePlanModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Lane, Phase, State, From, To, Conflict, ColumnCount };

    explicit PhasePlanModel(QObject *parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    void setLanes(const QList<PlanLane> &lanes, const ReportingZone &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        QString lane;
        PlanBar bar;
    };
    QString text(const Line &line, int column) const;

    QList<Line> m_lines;
    ReportingZone m_zone;
};
