#pragma once

#include "features/featuredashboard/dashboardquestion.h"
#include "ledger/featurerepository.h"

class Connection;

/// The header of a dashboard: who it is about.
struct DashboardHead {
    Feature feature;
    std::optional<ModelAssignment> assigned; ///< In production, now.
    QString calledModel; ///< The model with the largest spend in the range; empty where none is named.
    qsizetype calledModels = 0;
    UsageMeasures total; ///< Of the range: what the health is judged by.
};

/// Everything of the summary but latency and changes. One snapshot, so its sums agree.
struct DashboardSummary {
    DashboardQuestion question;
    QList<TimeRange> buckets;
    QList<UsageMeasures> perBucket;
    UsageMeasures total;
    UsageMeasures before;
    QList<UsageRow> models; ///< {model}, most requests first.
    std::optional<TimeRange> extent; ///< Of the whole workspace.
    QString source;
    qint64 microseconds = 0; ///< How long the database took.
};

struct DashboardLatency {
    Quantiles total;
    Quantiles before;
    QList<Quantiles> perBucket; ///< Of the question's buckets.
};

/// Call inside Database::run; may be interrupted.
namespace DashboardQueries {

/// Fails with NotFound where there is no such feature.
Result<DashboardHead> head(Connection &connection, const DashboardQuestion &question);
Result<DashboardSummary> summary(Connection &connection, const DashboardQuestion &question);
Result<DashboardLatency> latency(Connection &connection, const DashboardQuestion &question);

}
