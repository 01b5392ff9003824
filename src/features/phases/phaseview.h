#pragma once

#include "features/phases/phaseplan.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// A name that a phase releases, and what it means.
struct PhaseRelease {
    QString name; ///< As written.
    QString meaning; ///< Flags in words.
    QString error; ///< "matches no flag"; blocks the start.

    friend bool operator==(const PhaseRelease &, const PhaseRelease &) = default;
};

/// A rollout phase as its card shows it. Empty reasons mean that the step may be taken.
struct PhaseView {
    int number = 0;
    QString name;
    PlanBar::State state = PlanBar::State::Planned;
    QString environment; ///< Where it was started.
    QStringList groups;
    qint64 people = 0;
    qint64 newPeople = 0; ///< Whom no earlier phase has.
    QList<PhaseRelease> releases;
    QString duration;
    QString dates;
    std::optional<UtcMicros> endsAt; ///< Of a running one that ends.
    QString limit;
    std::optional<UtcMicros> rollbackStarted; ///< Of an open rollback.
    std::optional<qint64> limitSeconds;
    QString rollbackResult; ///< "Rolled back in 12 s, within the limit": of the last one that is over.
    std::optional<bool> limitMet;
    QString startRefusal;
    QString completeRefusal;
    QString rollbackRefusal;
    QString editRefusal;

    friend bool operator==(const PhaseView &, const PhaseView &) = default;
};

namespace PhaseText {

/// "2 d 4 h left", "58 min left", "1 d 2 h over".
QString countdown(UtcMicros endsAt, UtcMicros now);
/// "0:42 of 1:00:00", "0:42, no limit".
QString stopwatch(UtcMicros started, const std::optional<qint64> &limitSeconds, UtcMicros now);
/// "3 days", "Ongoing".
QString duration(const std::optional<qint64> &days);
/// "Immediately", "Within 4 h", "Not applicable".
QString limit(const std::optional<qint64> &minutes);
QString state(PlanBar::State state);

}
