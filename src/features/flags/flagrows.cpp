// How the flags read as rows of the table.

#include "core/format.h"
#include "features/flagreviews.h"
#include "features/flags/flagsqueries.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;
constexpr int StaleDays = 90; ///< Fully on for longer: the legacy view could go.

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FlagsQueries)
};

QString dayText(UtcMicros at, const ReportingZone &zone, UtcMicros now)
{
    const QDate day = zone.dayOf(at);
    const bool thisYear = day.year() == zone.dayOf(now).year();
    return Format::locale().toString(day, thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

const StagedChange *stagedFor(const QList<StagedChange> &staged, const QString &flag, const QString &environment)
{
    const auto found = std::find_if(staged.cbegin(), staged.cend(),
        [&](const StagedChange &wish) { return wish.change.flag == flag && wish.change.environment == environment; });
    return found == staged.cend() ? nullptr : &*found;
}

const ScheduledChange *scheduledFor(const FlagSet &set, const QString &flag, const QString &environment, UtcMicros now)
{
    const auto found = std::find_if(set.scheduled.cbegin(), set.scheduled.cend(), [&](const ScheduledChange &change) {
        return change.flag == flag && change.environment == environment && change.due > now;
    });
    return found == set.scheduled.cend() ? nullptr : &*found;
}

/// The open phase that gives a flag that is on for nobody by itself to some.
bool hasOpenPhase(const FlagSet &set, const QString &flag, const QString &environment)
{
    return std::any_of(set.phases.cbegin(), set.phases.cend(), [&](const RolloutPhase &phase) {
        return phase.isOpen() && phase.environment == environment && phase.flags.contains(flag);
    });
}

FlagCell cellOf(const FlagSet &set, const Flag &flag, const QString &environment, UtcMicros now)
{
    const FlagState state = set.stateAt(flag, environment, now);
    FlagCell cell;
    cell.text = FlagReviews::stateName(state);
    cell.detail = stateText(state);
    if (set.killed || flag.killed) {
        cell.kind = FlagCell::Kind::Killed;
        cell.text = Tr::tr("Killed");
        cell.detail = set.killed
            ? Tr::tr("The kill switch of all flags holds the legacy view; without it: %1").arg(stateText(state))
            : Tr::tr("The kill switch of this flag holds the legacy view; without it: %1").arg(stateText(state));
    } else if (state.enabled && state.rolloutMilli == WholeRollout && state.deny.isEmpty()) {
        cell.kind = FlagCell::Kind::New;
    } else if (state.enabled
        && (state.rolloutMilli > 0 || !state.groups.isEmpty() || !state.allow.isEmpty()
            || hasOpenPhase(set, flag.key, environment))) {
        cell.kind = FlagCell::Kind::Partial;
        cell.share = state.rolloutMilli / double(WholeRollout);
    } else {
        cell.text = Tr::tr("Legacy");
    }
    return cell;
}

void addSchedule(FlagCell &cell, const FlagSet &set, const Flag &flag, const QString &environment, UtcMicros now,
    const ReportingZone &zone)
{
    const auto *change = scheduledFor(set, flag.key, environment, now);
    if (!change)
        return;
    cell.scheduled = true;
    cell.detail
        += Tr::tr("\nAt %1 by %2: %3").arg(zone.timeText(change->due), change->createdBy, stateText(change->state));
}

void addStaged(FlagCell &cell, const FlagState &state, const StagedChange &wish)
{
    const FlagState &wanted = wish.change.state;
    cell.stagedFrom = FlagReviews::stateName(state);
    cell.stagedTo = FlagReviews::stateName(wanted);
    // Between two shares the word "New" says nothing.
    const auto isShare = [](const FlagState &value) { return value.enabled && value.rolloutMilli > 0; };
    if (isShare(state) && isShare(wanted)) {
        cell.stagedFrom = rolloutText(state.rolloutMilli);
        cell.stagedTo = rolloutText(wanted.rolloutMilli);
    }
    if (cell.stagedFrom == cell.stagedTo)
        cell.stagedTo = Tr::tr("other people");
}

void addAudience(FlagRow &row, const FlagsAnswer &answer, const Flag &flag, UtcMicros now)
{
    const int viewers = answer.viewers.value(flag.key);
    const qint64 people = answer.set.directory.people().size();
    const FlagState state = answer.set.stateAt(flag, answer.environment, now);
    row.audience = people == 0 ? Format::unknown()
        : viewers == people    ? Tr::tr("Everyone")
        : viewers == 0         ? Tr::tr("Nobody")
                               : Tr::tr("%1 of %2").arg(Format::count(viewers), Format::count(people));
    QStringList parts;
    for (const RolloutPhase &phase : answer.set.phases) {
        if (phase.isOpen() && phase.environment == answer.environment && phase.flags.contains(flag.key))
            parts.append(Tr::tr("phase %1").arg(phase.number));
    }
    if (state.enabled) {
        parts += state.groups;
        if (!state.allow.isEmpty())
            parts.append(Tr::tr("%n users", nullptr, int(state.allow.size())));
        if (!state.deny.isEmpty())
            parts.append(Tr::tr("not %n users", nullptr, int(state.deny.size())));
    }
    row.audienceDetail = parts.join(QStringLiteral(", "));
    if (parts.isEmpty() && people == 0)
        row.audienceDetail = Tr::tr("no people listed");
}

void addLastChange(FlagRow &row, const FlagSet &set, const Flag &flag, UtcMicros now, const ReportingZone &zone)
{
    const FlagSetting *last = nullptr;
    for (const FlagSetting &setting : flag.settings) {
        if (setting.changed && (!last || *setting.changed > *last->changed))
            last = &setting;
    }
    row.changedBy = last ? last->changedBy : Tr::tr("Never");
    row.changedAt = last ? dayText(*last->changed, zone, now) : QString();
    const auto stale = staleness(set, flag, now);
    const QString production = set.environments.value(set.environments.size() - 1);
    const bool fullyOn = flag.setting(production).state.enabled;
    if (stale.isStale && fullyOn && now - stale.since > StaleDays * Day)
        row.stale = Tr::tr("on since %1").arg(dayText(stale.since, zone, now));
}

bool matches(const FlagRow &row, const FlagsFilter &filter)
{
    if (!row.key.contains(filter.text, Qt::CaseInsensitive)
        && !row.description.contains(filter.text, Qt::CaseInsensitive))
        return false;
    if (filter.state == FlagsFilter::State::Stale)
        return !row.stale.isEmpty();
    return std::any_of(row.cells.cbegin(), row.cells.cend(), [&filter](const FlagCell &cell) {
        switch (filter.state) {
        case FlagsFilter::State::New:
            return cell.kind == FlagCell::Kind::New;
        case FlagsFilter::State::Partial:
            return cell.kind == FlagCell::Kind::Partial;
        case FlagsFilter::State::Legacy:
            return cell.kind == FlagCell::Kind::Legacy || cell.kind == FlagCell::Kind::Killed;
        case FlagsFilter::State::Scheduled:
            return cell.scheduled;
        case FlagsFilter::State::Stale:
        case FlagsFilter::State::Any:
            break;
        }
        return true;
    });
}

}

QStringList FlagsQueries::environments(const FlagsAnswer &answer, const FlagsFilter &filter)
{
    return answer.set.environments.contains(filter.environment) ? QStringList { filter.environment }
                                                                : answer.set.environments;
}

QList<FlagRow> FlagsQueries::rows(const FlagsAnswer &answer, const QList<StagedChange> &staged,
    const FlagsFilter &filter, UtcMicros now, const ReportingZone &zone)
{
    QList<FlagRow> rows;
    const QStringList shown = environments(answer, filter);
    for (const Flag &flag : answer.set.flags) {
        FlagRow row { flag.key, flag.description, {}, {}, {}, {}, {}, {} };
        for (const QString &environment : shown) {
            FlagCell cell = cellOf(answer.set, flag, environment, now);
            addSchedule(cell, answer.set, flag, environment, now, zone);
            if (const auto *wish = stagedFor(staged, flag.key, environment))
                addStaged(cell, answer.set.stateAt(flag, environment, now), *wish);
            row.cells.append(cell);
        }
        addAudience(row, answer, flag, now);
        addLastChange(row, answer.set, flag, now, zone);
        if (matches(row, filter))
            rows.append(row);
    }
    return rows;
}
