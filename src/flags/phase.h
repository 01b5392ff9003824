#pragma once

#include "core/timerange.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

enum class PhaseStatus { Pending, Running, Completed, RolledBack };

/// A step of the rollout: which groups get which features, for how long, and how fast it must be possible to take it
/// back. Not one of the five programme phases.
struct RolloutPhase {
    int number = 0; ///< From 1; where phases overlap the smallest one decides.
    QString name;
    QStringList groups;
    QStringList features; ///< In the phase's own words, such as "all-except-advanced-testing"; see PhaseName.
    std::optional<int> durationDays; ///< nullopt: ongoing.
    std::optional<int> rollbackMinutes; ///< 0: immediate; nullopt: not applicable.
    std::optional<UtcMicros> planned; ///< When it shall start.
    PhaseStatus status = PhaseStatus::Pending;
    QString environment; ///< In which it was started.
    std::optional<UtcMicros> started;
    std::optional<UtcMicros> ended; ///< Completed or rolled back.
    QStringList flags; ///< While it is open: the flags whose new views its groups have.
    qint64 version = 0;

    /// Its groups have its flags: it runs, or was completed.
    bool isOpen() const { return status == PhaseStatus::Running || status == PhaseStatus::Completed; }
    /// When a running phase has had its days; nullopt where it does not run or is ongoing.
    std::optional<UtcMicros> due() const;
    /// Seconds that a rollback may take; an immediate one has a minute.
    std::optional<qint64> rollbackLimitSeconds() const;
};

/// What a name in RolloutPhase::features means: flag keys with commas between, "ALL", "ALL EXCEPT" and flag keys, or
/// "ROLE" and a role, which its groups then may have at most.
struct PhaseName {
    QString name;
    QString meaning;
};

/// One of the programme's phases: the other axis of the calendar.
struct ProgrammePhase {
    int number = 0;
    QString name;
    int firstWeek = 1; ///< Weeks of the plan, both included.
    int lastWeek = 1;
    std::optional<UtcMicros> starts; ///< nullopt until the programme has a first day.
    std::optional<UtcMicros> ends; ///< Exclusive.
};

/// A rollback from the record that opens it to the one that closes it.
struct PhaseRollback {
    qint64 id = 0;
    int phase = 0;
    bool everything = false;
    QString environment;
    QString actor;
    QString reason;
    UtcMicros started = 0;
    std::optional<UtcMicros> flagsOff;
    std::optional<UtcMicros> finished; ///< nullopt: it was interrupted and will be gone on with.
    std::optional<qint64> limitSeconds; ///< nullopt: not applicable.

    /// Whether its flags were off in time; nullopt where there is no limit or it goes on.
    std::optional<bool> metLimit() const;
};

/// "pending", "running", "completed", "rolled-back": as stored and on the command line.
QString phaseStatusName(PhaseStatus status);
/// Pending for an unknown name.
PhaseStatus phaseStatusNamed(const QString &name);
/// "immediate", "within 1 hour", "within 90 minutes", "not applicable".
QString rollbackLimitText(std::optional<int> minutes);
