#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// 100 % in thousandths of a percent, the unit of every rollout.
inline constexpr int WholeRollout = 100'000;

/// Who has the new view of a flag in one environment. Somebody who is named is decided by name; then come rollout
/// phases, the groups here, and last the share of everybody else.
struct FlagState {
    bool enabled = false; ///< Off: nobody has it, whatever else stands here.
    int rolloutMilli = 0; ///< 0..WholeRollout. While it is raised nobody loses the view; lowered and raised again, the
                          ///< same people have it.
    QStringList allow; ///< Keys of people who have it. Lists are sorted, without doubles.
    QStringList deny; ///< Keys of people who do not have it, even if they are in `allow`.
    QStringList groups; ///< Groups whose people have it.

    static FlagState off() { return {}; }
    static FlagState on() { return { true, WholeRollout, {}, {}, {} }; }
    /// Sorts the lists and drops doubles.
    FlagState normalised() const;
    friend bool operator==(const FlagState &, const FlagState &) = default;
};

/// A state as it is stored, and where it came from.
struct FlagSetting {
    FlagState state;
    qint64 version = 0; ///< Grows with each change; a change says which one it was made on.
    std::optional<UtcMicros> changed; ///< nullopt: as it came with the workspace.
    QString changedBy;
    QString reason;
};

/// Chooses between a new view and the legacy view that it replaces.
struct Flag {
    QString key; ///< "new-global-overview"
    QString description;
    QString newView; ///< "Global Overview"
    QString legacyView; ///< "AI Console"
    QString salt; ///< Immutable.
    QStringList prerequisites; ///< Keys of flags; who has not their new views does not have this one.
    bool killed = false; ///< In every environment.
    qint64 version = 0; ///< Of `killed` and `prerequisites`.
    QMap<QString, FlagSetting> settings; ///< By environment.

    FlagSetting setting(const QString &environment) const { return settings.value(environment); }
};

/// What waits for its time. It is refused then where the flag is not at `baseVersion` any more.
struct ScheduledChange {
    qint64 id = 0;
    QString flag;
    QString environment;
    UtcMicros due = 0;
    FlagState state;
    qint64 baseVersion = 0;
    QString status; ///< "pending", "applied", "refused" or "cancelled".
    UtcMicros created = 0;
    QString createdBy;
    QString reason;
    std::optional<UtcMicros> finished;
    QString outcome; ///< Why it was refused or cancelled.
};

/// "25 %", "0.5 %", "12.345 %".
QString rolloutText(int milli);
/// The thousandths of "25", "0.5" or "25 %". Fails with Invalid, saying why, for anything that is not a share.
Result<int> parseRollout(const QString &text);

/// As the log and the command line write it: "off", "on", "on for 25 % and groups qa-team; not for bob",
/// "on for rollout phases only".
QString stateText(const FlagState &state);

/// As it is stored.
QString stateToJson(const FlagState &state);
/// Fails with Corrupt for what stateToJson() did not write.
Result<FlagState> stateFromJson(const QString &json);
