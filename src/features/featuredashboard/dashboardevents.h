#pragma once

#include "features/featuredashboard/dashboardquestion.h"

class Connection;

/// A feature over some hours or days.
struct EventWindow {
    TimeRange range;
    UsageMeasures measures;
    std::optional<qint64> p95; ///< Microseconds; exact. nullopt: no latency, or too many calls to read.
};

/// Something that somebody did and that may have changed the figures.
struct DashboardEvent {
    UtcMicros at = 0; ///< Of the first, where it stands for several.
    QString title; ///< Translated: "Model changed".
    QString detail;
    QString actor;
    int count = 1; ///< How many of the same kind within an hour it stands for.
    /// Equal windows before and after; nullopt where one of them would be too short or too empty to compare.
    std::optional<std::pair<EventWindow, EventWindow>> effect;
    std::optional<std::pair<qint64, qint64>> tooFew; ///< Calls before and after, where that is the reason.
};

namespace DashboardEvents {

inline constexpr qint64 LeastCalls = 20; ///< In each window.

/// What happened in the range to the feature or to all, oldest first: flags and phases, imports, prices and repricing,
/// assignments and edits from the audit log, and versions of prompts. Call inside Database::run.
Result<QList<DashboardEvent>> of(Connection &connection, const DashboardQuestion &question);

}
