#include "features/flags/flagsqueries.h"

#include "data/sql.h"
#include "features/flagreviews.h"
#include "flags/flagevaluator.h"
#include "flags/flagstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FlagsQueries)
};

QHash<QString, int> viewersOf(const FlagSet &set, const QString &environment, UtcMicros now)
{
    const FlagEvaluator evaluator(set, environment, now);
    QHash<QString, int> viewers;
    for (int flag = 0; flag < set.flags.size(); ++flag) {
        int &count = viewers[set.flags.at(flag).key];
        for (const Person &person : set.directory.people())
            count += evaluator.evaluate(flag, person.key).value;
    }
    return viewers;
}

HistoryLine lineOf(const FlagHistoryRow &row, const ReportingZone &zone)
{
    const QString place
        = row.environment.isEmpty() ? QString() : Tr::tr("%1: ").arg(FlagReviews::environmentName(row.environment));
    const bool canRevert = !row.environment.isEmpty(); // what a kill or a prerequisite was is no state
    QString reason = row.reason;
    if (row.undoneBy != 0)
        reason = Tr::tr("%1 (undone)").arg(reason);
    else if (row.undoes != 0)
        reason = Tr::tr("%1 (undo)").arg(reason);
    return { row.set, zone.timeText(row.at / MicrosPerSecond * MicrosPerSecond), row.actor,
        Tr::tr("%1%2 → %3").arg(place, row.oldText, row.newText), reason,
        canRevert ? Tr::tr("Back to before this") : QString() };
}

/// Only what was asked for, or moves somebody.
Impact trimmed(Impact impact, const QList<StagedChange> &staged)
{
    const auto isIdle = [&staged](const FlagImpact &flag) {
        return flag.gains == 0 && flag.losses == 0
            && std::none_of(staged.cbegin(), staged.cend(), [&flag](const StagedChange &wish) {
                   return wish.change.flag == flag.flag && wish.change.environment == flag.environment;
               });
    };
    impact.flags.removeIf(isIdle);
    return impact;
}

}

Result<FlagsAnswer> FlagsQueries::read(Connection &connection, UtcMicros now)
{
    QElapsedTimer timer;
    timer.start();
    auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    FlagsAnswer answer;
    answer.environment = set->environments.isEmpty() ? QString() : set->environments.constLast();
    answer.viewers = viewersOf(*set, answer.environment, now);
    answer.set = *std::move(set);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}

Result<FlagsReview> FlagsQueries::review(
    Connection &connection, const QList<StagedChange> &staged, const BuiltViews &built, UtcMicros now,
    const ReportingZone &zone)
{
    const auto before = FlagStore::load(connection);
    if (!before)
        return before.error();
    QList<FlagChange> changes;
    QHash<QString, QString> refusals;
    QStringList environments;
    QStringList flags;
    QStringList confirmed;
    for (const StagedChange &wish : staged) {
        if (const auto checked = checkChanges(*before, { wish.change }, built); !checked) {
            if (checked.error().kind == Error::Kind::Conflict)
                return checked.error();
            refusals.insert(wish.change.flag, checked.error().summary);
        }
        changes.append(wish.change);
        if (!environments.contains(wish.change.environment))
            environments.append(wish.change.environment);
        flags.append(wish.change.flag);
        if (wish.change.environment == QLatin1String("production") && !confirmed.contains(wish.change.flag))
            confirmed.append(wish.change.flag);
    }
    const FlagSet after = withChanges(*before, changes);
    const Impact impact = trimmed(simulate(*before, after, environments, now, flags), staged);
    auto reviews = FlagReviews::reviews(*before, after, impact, now, refusals);
    for (const StagedChange &wish : staged) {
        for (ReviewChange &change : reviews) {
            if (wish.at && change.flagKey == wish.change.flag
                && change.environment == FlagReviews::environmentName(wish.change.environment))
                change.to = Tr::tr("%1 at %2").arg(change.to, zone.timeText(*wish.at));
        }
    }
    return FlagsReview { reviews, confirmed.join(QStringLiteral(", ")), {} };
}

Result<QList<HistoryLine>> FlagsQueries::history(
    Connection &connection, const QString &flag, const ReportingZone &zone, int most)
{
    const auto rows = FlagStore::history(connection, flag, most);
    if (!rows)
        return rows.error();
    QList<HistoryLine> lines;
    for (const FlagHistoryRow &row : *rows)
        lines.append(lineOf(row, zone));
    return lines;
}

Result<QList<StagedChange>> FlagsQueries::stateBefore(Connection &connection, const QString &flag, qint64 changeSet)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const Flag *known = set->find(flag);
    if (!known)
        return Error { Error::Kind::NotFound, Tr::tr("There is no flag \"%1\".").arg(visibleControls(flag)), {} };
    using Stored = std::pair<QString, QString>; // environment, state
    const auto rows = Sql::select(connection,
        QStringLiteral("SELECT environment, old_state FROM flag_changes WHERE set_id = ? AND flag = ? AND environment "
                       "<> '' ORDER BY id"),
        { changeSet, flag }, [](const Row &row) { return Stored(row.text(0), row.text(1)); });
    if (!rows)
        return rows.error();
    QList<StagedChange> wishes;
    for (const auto &[environment, json] : *rows) {
        const auto state = stateFromJson(json);
        if (!state)
            return state.error();
        if (const FlagSetting now = known->setting(environment); now.state != *state)
            wishes.append(StagedChange { { flag, environment, now.version, *state }, std::nullopt });
    }
    return wishes;
}

Result<FlagsReview> FlagsQueries::reviewKill(Connection &connection, const KillWish &wish, UtcMicros now)
{
    const auto before = FlagStore::load(connection);
    if (!before)
        return before.error();
    FlagSet after = *before;
    if (wish.flag.isEmpty())
        after.killed = wish.kill;
    else if (Flag *flag = after.find(wish.flag))
        flag->killed = wish.kill;
    else
        return Error { Error::Kind::NotFound, Tr::tr("There is no flag \"%1\".").arg(visibleControls(wish.flag)), {} };
    const QStringList always = wish.flag.isEmpty() ? QStringList() : QStringList { wish.flag };
    const Impact impact = simulate(*before, after, before->environments, now, always);
    auto changes = FlagReviews::reviews(*before, after, impact, now);
    for (ReviewChange &change : changes) {
        if (wish.flag.isEmpty() || change.flagKey == wish.flag) // others hang on it
            (wish.kill ? change.to : change.from) = Tr::tr("Killed");
    }
    const QString word = wish.kill ? QStringLiteral("kill all") : QStringLiteral("release");
    return FlagsReview { changes, wish.flag.isEmpty() ? word : wish.flag, {} };
}

Result<QList<StagedChange>> FlagsQueries::onPresentVersions(Connection &connection, QList<StagedChange> staged)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    for (StagedChange &wish : staged) {
        if (const Flag *flag = set->find(wish.change.flag))
            wish.change.fromVersion = flag->setting(wish.change.environment).version;
    }
    return staged;
}
