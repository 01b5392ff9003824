#include "cli/phaseedits.h"

#include "cli/console.h"
#include "cli/flagdesk.h"
#include "core/csv.h"
#include "core/rangeexpression.h"
#include "flags/flagstore.h"
#include "flags/phaseadmin.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

QStringList listOf(const CommandLine &line, const char *option, const QStringList &otherwise)
{
    if (!line.has(QLatin1String(option)))
        return otherwise;
    QStringList names = line.value(QLatin1String(option)).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed();
    return names;
}

/// The number of an option; "none" is no number. What is not given stays.
Result<std::optional<int>> numberOf(
    const CommandLine &line, const char *option, int least, std::optional<int> otherwise)
{
    if (line.value(QLatin1String(option)) == QLatin1String("none"))
        return std::optional<int>();
    const auto number = line.number(QLatin1String(option), least);
    if (!number)
        return number.error();
    return *number ? std::optional(int(**number)) : otherwise;
}

Result<PhaseEdit> wantedEdit(const CommandLine &line, const FlagDesk &desk, const RolloutPhase &phase)
{
    PhaseEdit edit;
    edit.name = line.has(QStringLiteral("name")) ? line.value(QStringLiteral("name")) : phase.name;
    edit.groups = listOf(line, "groups", phase.groups);
    edit.features = listOf(line, "features", phase.features);
    const auto days = numberOf(line, "days", 1, phase.durationDays);
    if (!days)
        return days.error();
    edit.durationDays = *days;
    const auto limit = numberOf(line, "limit", 0, phase.rollbackMinutes);
    if (!limit)
        return limit.error();
    edit.rollbackMinutes = *limit;
    edit.planned = phase.planned;
    if (line.has(QStringLiteral("planned"))) {
        const auto planned = parseBound(line.value(QStringLiteral("planned")), desk.now, desk.workspace->zone());
        if (!planned)
            return planned.error();
        edit.planned = *planned;
    }
    return edit;
}

}

void Cli::addPhaseEditOptions(CommandLine &line)
{
    line.add(QStringLiteral("name"), tr("Of edit: what the phase is called."), QStringLiteral("TEXT"));
    line.add(QStringLiteral("groups"), tr("Of edit: its groups, with commas between."), QStringLiteral("G,..."));
    line.add(QStringLiteral("features"), tr("Of edit: its features, with commas between."), QStringLiteral("F,..."));
    line.add(QStringLiteral("days"), tr("Of edit: how long it lasts, or none for ongoing."), QStringLiteral("N"));
    line.add(QStringLiteral("limit"), tr("Of edit: minutes that a rollback may take, 0 for immediate, or none."),
        QStringLiteral("N"));
    line.add(QStringLiteral("planned"), tr("Of edit: when it shall start."), QStringLiteral("T"));
}

Result<> Cli::editPhase(const CommandLine &line)
{
    bool valid = false;
    const int number = line.words().value(1).toInt(&valid);
    if (!valid)
        return line.usage(tr("Say the number of the phase: %1 2").arg(QStringLiteral("edit")));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const RolloutPhase *phase = desk->set.phase(number);
    if (!phase)
        return Error { Error::Kind::NotFound, tr("There is no phase %1.").arg(number), {} };
    const auto edit = wantedEdit(line, *desk, *phase);
    if (!edit)
        return edit.error();
    if (const auto done = PhaseAdmin::edit(*desk->workspace, number, *edit, phase->version, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("phase"), number }, { QStringLiteral("version"), phase->version + 1 } });
    else
        printLine(tr("Phase %1 is changed.").arg(number));
    return Ok;
}

Result<> Cli::listPhaseNames(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    QJsonObject names;
    if (!line.json())
        printLine(QStringLiteral("name,meaning"));
    for (const PhaseName &name : desk->set.phaseNames) {
        if (line.json())
            names.insert(name.name, name.meaning);
        else
            printLine(csvLine({ visibleControls(name.name), visibleControls(name.meaning) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("names"), names } });
    return Ok;
}

Result<> Cli::setPhaseName(const CommandLine &line)
{
    const QStringList words = line.words();
    if (words.size() != 3)
        return line.usage(tr("Say a name and what it means: name complete-system ALL"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (const auto done = PhaseAdmin::setName(*desk->workspace, { words.at(1), words.at(2) }, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("name"), words.at(1) }, { QStringLiteral("meaning"), words.at(2) } });
    else
        printLine(words.at(2).isEmpty() ? tr("%1 means nothing now.").arg(words.at(1))
                                        : tr("%1 means %2 now.").arg(words.at(1), words.at(2)));
    return Ok;
}

Result<> Cli::programme(const CommandLine &line)
{
    const QString first = line.words().value(1);
    const auto desk = FlagDesk::open(line, first.isEmpty() ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    if (!first.isEmpty()) {
        const QDate day = QDate::fromString(first, Qt::ISODate);
        if (!day.isValid())
            return line.usage(tr("\"%1\" is not a day such as 2026-11-30.").arg(first));
        if (const auto done = PhaseAdmin::setProgrammeStart(*desk->workspace, day, desk->deed(line)); !done)
            return done;
    }
    const auto phases = desk->workspace->reader()
                            .run([](Connection &connection) { return FlagStore::programme(connection); })
                            .result();
    if (!phases)
        return phases.error();
    const ReportingZone zone = desk->workspace->zone();
    const auto dayOf = [&zone](std::optional<UtcMicros> t, int shift) {
        return t ? zone.dayOf(*t).addDays(shift).toString(Qt::ISODate) : QString();
    };
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("phase,name,first_week,last_week,first_day,last_day"));
    for (const ProgrammePhase &phase : *phases) {
        if (line.json()) {
            array.append(
                QJsonObject { { QStringLiteral("phase"), phase.number }, { QStringLiteral("name"), phase.name },
                    { QStringLiteral("first_week"), phase.firstWeek }, { QStringLiteral("last_week"), phase.lastWeek },
                    { QStringLiteral("first_day"), dayOf(phase.starts, 0) },
                    { QStringLiteral("last_day"), dayOf(phase.ends, -1) } });
            continue;
        }
        printLine(csvLine({ number(phase.number), phase.name, number(phase.firstWeek), number(phase.lastWeek),
            dayOf(phase.starts, 0), dayOf(phase.ends, -1) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("programme"), array } });
    return Ok;
}
