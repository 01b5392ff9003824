#pragma once

#include "core/tablerole.h"
#include "features/countedrequests.h"
#include "ledger/usageseries.h"

#include <QVariant>

struct DashboardColumn {
    QString id; ///< Never translated.
    QString title;
    CellKind kind = CellKind::Text;
};

/// A cell, written out.
struct DashboardCell {
    QString text;
    QVariant sort;
    QVariant exported; ///< Exact; invalid = unknown.
    QString toolTip;
    Severity severity = Severity::None;
    std::optional<double> share; ///< 0..1, of CellKind::Share.
    QVariantList trend; ///< Of CellKind::Sparkline.
    int slot = -1; ///< Of CellKind::Swatch, Share and Sparkline.
    bool isStrong = false;
    bool isSecondary = false;
};

struct DashboardRow {
    QList<DashboardCell> cells; ///< As many as there are columns.
    std::optional<Route> route; ///< Where Enter leads.
    CountedRequests counted;
    RowKind kind = RowKind::Normal;
};

struct DashboardTable {
    QString id; ///< For settings.
    QString title;
    QString note;
    QList<DashboardColumn> columns;
    QList<DashboardRow> rows;
    QString emptyTitle; ///< Said in place of the rows where there are none.
    QString emptyText;
};

/// What a tab of tables shows.
struct DashboardTables {
    QList<DashboardTable> tables; ///< Always the same number for the same tab.
    std::optional<UsageSeries> spend; ///< By model, for the chart of the tab that has one.
    QStringList otherModels; ///< That its line "Other" gathers.
    std::optional<TimeRange> extent; ///< First and last usage of the whole workspace.
    bool needsUsage = true; ///< Without usage in the range there is nothing to show.
    qint64 requests = 0; ///< In the range.
    QString notice; ///< That a part was left out, and why; empty for none.
    QString source; ///< What was read: "days".
    qint64 microseconds = 0; ///< How long the database took.
};
