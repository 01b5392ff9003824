#include "cli/flagimpact.h"

#include "cli/console.h"
#include "cli/flagdesk.h"
#include "core/csv.h"
#include "flags/impact.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

QJsonObject objectOf(const FlagImpact &flag)
{
    return { { QStringLiteral("flag"), flag.flag }, { QStringLiteral("environment"), flag.environment },
        { QStringLiteral("before"), flag.before }, { QStringLiteral("after"), flag.after },
        { QStringLiteral("gain"), flag.gains }, { QStringLiteral("lose"), flag.losses } };
}

}

void Cli::printImpact(const CommandLine &line, const FlagDesk &desk, const FlagSet &after, const QString &environment,
    const QStringList &always)
{
    QElapsedTimer timer;
    timer.start();
    const Impact impact = simulate(desk.set, after, { environment }, desk.now, always);
    const qint64 milliseconds = timer.elapsed();
    const QList<Person> &people = desk.set.directory.people();
    if (line.json()) {
        QJsonArray flags;
        for (const FlagImpact &flag : impact.flags)
            flags.append(objectOf(flag));
        QJsonArray rows;
        for (const ImpactRow &row : impact.rows) {
            rows.append(QJsonObject { { QStringLiteral("user"), people.at(row.person).key },
                { QStringLiteral("flag"), row.after.flag }, { QStringLiteral("environment"), row.environment },
                { QStringLiteral("from"), row.before.variant() }, { QStringLiteral("to"), row.after.variant() },
                { QStringLiteral("rule_before"), row.before.words() },
                { QStringLiteral("rule_after"), row.after.words() } });
        }
        printJson({ { QStringLiteral("people"), impact.people }, { QStringLiteral("milliseconds"), milliseconds },
            { QStringLiteral("flags"), flags }, { QStringLiteral("users"), rows } });
        return;
    }
    printLine(QStringLiteral("user,flag,environment,from,to,rule_before,rule_after"));
    for (const ImpactRow &row : impact.rows) {
        printLine(csvLine({ visibleControls(people.at(row.person).key), row.after.flag, row.environment,
            row.before.variant(), row.after.variant(), row.before.words(), row.after.words() }));
    }
    for (const FlagImpact &flag : impact.flags) {
        printNote(tr("%1 in %2: the new view for %3 of %4 people, before %5; %6 gain it, %7 lose it")
                      .arg(flag.flag, flag.environment, number(flag.after), number(impact.people), number(flag.before),
                          number(flag.gains), number(flag.losses)));
    }
    printNote(tr("Evaluated for %1 in %2 ms; nothing was changed.")
                  .arg(counted(impact.people, "1 person", "%1 people"), number(milliseconds)));
}
