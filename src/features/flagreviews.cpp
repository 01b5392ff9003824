#include "features/flagreviews.h"

#include <QCoreApplication>
#include <QMap>

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FlagReviews)
};

QList<ReviewGroup> groupsOf(const FlagSet &set, const QList<const ImpactRow *> &rows)
{
    QMap<int, ReviewGroup> groups; // by position in the directory; those in no group come last
    for (const ImpactRow *row : rows) {
        const Person &person = set.directory.people().at(row->person);
        const QString name = person.groups.value(0);
        const int index = set.directory.groupIndex(name);
        ReviewGroup &group = groups[index < 0 ? std::numeric_limits<int>::max() : index];
        group.name = index < 0 ? QString() : name;
        group.users.append({ person.key, person.name, row->before.words(), row->after.words() });
    }
    return groups.values();
}

}

QString FlagReviews::environmentName(const QString &environment)
{
    if (environment == QLatin1String("development"))
        return Tr::tr("Development");
    if (environment == QLatin1String("staging"))
        return Tr::tr("Staging");
    if (environment == QLatin1String("production"))
        return Tr::tr("Production");
    return visibleControls(environment);
}

QString FlagReviews::stateName(const FlagState &state)
{
    if (!state.enabled)
        return Tr::tr("Legacy");
    if (state.rolloutMilli == WholeRollout)
        return state.deny.isEmpty() ? Tr::tr("New") : Tr::tr("New, not for %n users", nullptr, int(state.deny.size()));
    if (state.rolloutMilli > 0)
        return Tr::tr("New %1").arg(rolloutText(state.rolloutMilli));
    if (!state.groups.isEmpty())
        return Tr::tr("New for %n groups", nullptr, int(state.groups.size()));
    if (!state.allow.isEmpty())
        return Tr::tr("New for %n users", nullptr, int(state.allow.size()));
    return Tr::tr("New by phase");
}

QList<ReviewChange> FlagReviews::reviews(const FlagSet &before, const FlagSet &after, const Impact &impact,
    UtcMicros now, const QHash<QString, QString> &refusals)
{
    QList<ReviewChange> changes;
    for (const FlagImpact &flag : impact.flags) {
        const Flag *was = before.find(flag.flag);
        const Flag *is = after.find(flag.flag);
        if (!was || !is)
            continue;
        QList<const ImpactRow *> gains;
        QList<const ImpactRow *> losses;
        for (const ImpactRow &row : impact.rows) {
            if (row.environment == flag.environment && row.after.flag == flag.flag)
                (row.gains() ? gains : losses).append(&row);
        }
        changes.append(
            { flag.flag, environmentName(flag.environment), stateName(before.stateAt(*was, flag.environment, now)),
                stateName(after.stateAt(*is, flag.environment, now)), is->newView, refusals.value(flag.flag),
                groupsOf(after, gains), groupsOf(after, losses) });
    }
    return changes;
}
