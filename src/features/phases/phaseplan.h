#pragma once

#include "core/timerange.h"

#include <QList>
#include <QString>

#include <optional>

/// One phase on the time line.
struct PlanBar {
    enum class State { Planned, Running, Completed, RolledBack };

    QString name;
    UtcMicros from = 0;
    std::optional<UtcMicros> to; ///< Empty: it goes on.
    State state = State::Planned;
    QString detail; ///< Dates in words, for tool tips and screen readers.
    QString conflict; ///< What does not fit; empty where all does.

    friend bool operator==(const PlanBar &, const PlanBar &) = default;
};

/// Phases of one kind: those of the programme, or those of the rollout. "Phase 1" means another thing in each.
struct PlanLane {
    QString title;
    QList<PlanBar> bars;

    friend bool operator==(const PlanLane &, const PlanLane &) = default;
};
