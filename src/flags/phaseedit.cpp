#include "flags/phaseadmin.h"

#include "flags/flagrecord.h"
#include "flags/flagstore.h"
#include "flags/names.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr int DaysPerWeek = 7;

const QLatin1String Edited("phases.edit");

QString tr(const char *text) { return QCoreApplication::translate("PhaseAdmin", text); }

Error invalid(const QString &summary) { return { Error::Kind::Invalid, summary, {} }; }

QString textOf(const RolloutPhase &phase)
{
    return QStringLiteral("%1; %2; groups %3; features %4; rollback %5")
               .arg(phase.name,
                   phase.durationDays ? QStringLiteral("%1 days").arg(*phase.durationDays) : QStringLiteral("ongoing"),
                   phase.groups.join(QStringLiteral(", ")), phase.features.join(QStringLiteral(", ")),
                   rollbackLimitText(phase.rollbackMinutes))
        + (phase.planned ? QStringLiteral("; planned ") + ReportingZone().timeText(*phase.planned) : QString());
}

Result<> checkEdit(const FlagSet &set, const RolloutPhase &old, const PhaseEdit &edit)
{
    if (edit.name.trimmed().isEmpty())
        return invalid(tr("A phase needs a name."));
    if ((edit.durationDays && *edit.durationDays <= 0) || (edit.rollbackMinutes && *edit.rollbackMinutes < 0))
        return invalid(tr("A phase lasts a day at least, and its rollback limit is not below 0."));
    if (edit.groups.isEmpty() || edit.features.isEmpty())
        return invalid(tr("A phase needs groups and features."));
    if (old.isOpen() && (edit.groups != old.groups || edit.features != old.features))
        return invalid(
            tr("Phase %1 is %2: its groups and features decide who sees what and stay until it is rolled back.")
                .arg(QString::number(old.number), phaseStatusName(old.status)));
    QStringList unknown;
    for (const QString &group : edit.groups) {
        if (set.directory.groupIndex(group) < 0)
            unknown.append(group);
    }
    if (!unknown.isEmpty())
        return Error { Error::Kind::NotFound, tr("The directory has no group %1.").arg(quoted(unknown)), {} };
    return Ok;
}

/// Replaces the rows of one of the phase's two lists.
Result<> storeList(
    Connection &connection, const QString &table, const QString &column, int number, const QStringList &names)
{
    if (const auto gone
        = FlagRecord::exec(connection, QStringLiteral("DELETE FROM %1 WHERE phase = ?").arg(table), { number });
        !gone)
        return gone;
    for (int i = 0; i < names.size(); ++i) {
        const auto added = FlagRecord::exec(connection,
            QStringLiteral("INSERT INTO %1 (phase, position, %2) VALUES (?, ?, ?)").arg(table, column),
            { number, i + 1, names.at(i) });
        if (!added)
            return added;
    }
    return Ok;
}

Result<> editIn(Connection &connection, int number, PhaseEdit edit, qint64 fromVersion, const FlagDeed &deed)
{
    const auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    const RolloutPhase *old = set->phase(number);
    if (!old)
        return Error { Error::Kind::NotFound, tr("There is no phase %1.").arg(number), {} };
    if (old->version != fromVersion)
        return Error { Error::Kind::Conflict, tr("Phase %1 was changed meanwhile.").arg(number), {} };
    edit.groups.removeDuplicates();
    edit.features.removeDuplicates();
    if (const auto checked = checkEdit(*set, *old, edit); !checked)
        return checked;
    RolloutPhase phase = *old;
    phase.name = edit.name.trimmed();
    phase.groups = edit.groups;
    phase.features = edit.features;
    phase.durationDays = edit.durationDays;
    phase.rollbackMinutes = edit.rollbackMinutes;
    phase.planned = edit.planned;
    if (textOf(phase) == textOf(*old))
        return invalid(tr("Nothing is changed."));
    const auto orNull = [](auto value) { return value ? QVariant(qint64(*value)) : QVariant(); };
    const auto stored = FlagRecord::exec(connection, QStringLiteral(R"(
        UPDATE rollout_phases
           SET name = ?, duration_days = ?, rollback_minutes = ?, planned_us = ?, version = version + 1
         WHERE number = ?)"),
        { phase.name, orNull(phase.durationDays), orNull(phase.rollbackMinutes), orNull(phase.planned), number });
    if (!stored)
        return stored;
    if (const auto lists = storeList(
            connection, QStringLiteral("rollout_phase_groups"), QStringLiteral("group_name"), number, phase.groups);
        !lists)
        return lists;
    if (const auto lists = storeList(
            connection, QStringLiteral("rollout_phase_features"), QStringLiteral("name"), number, phase.features);
        !lists)
        return lists;
    return FlagRecord::log(connection, Edited, QStringLiteral("phase %1: %2").arg(QString::number(number), phase.name),
        textOf(*old), textOf(phase), deed);
}

Result<> setNameIn(Connection &connection, const PhaseName &wanted, const FlagDeed &deed)
{
    auto set = FlagStore::load(connection);
    if (!set)
        return set.error();
    QString old;
    for (const PhaseName &name : std::as_const(set->phaseNames)) {
        if (name.name == wanted.name)
            old = name.meaning;
    }
    if (old == wanted.meaning)
        return invalid(tr("Nothing is changed."));
    if (wanted.name.trimmed().isEmpty())
        return invalid(tr("The name is empty."));
    if (!wanted.meaning.isEmpty()) {
        set->phaseNames = { wanted };
        RolloutPhase probe;
        probe.features = { wanted.name };
        if (!scopeOf(*set, probe))
            return invalid(
                tr("\"%1\" stands for nothing: write flag keys, ALL, ALL EXCEPT and flag keys, or ROLE and a role.")
                    .arg(visibleControls(wanted.meaning)));
    }
    const auto stored = wanted.meaning.isEmpty()
        ? FlagRecord::exec(connection, QStringLiteral("DELETE FROM rollout_names WHERE name = ?"), { wanted.name })
        : FlagRecord::exec(connection,
            QStringLiteral("INSERT INTO rollout_names (name, meaning) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET "
                           "meaning = excluded.meaning"),
            { wanted.name, wanted.meaning });
    if (!stored)
        return stored;
    return FlagRecord::log(connection, Edited, QStringLiteral("name %1").arg(wanted.name), old, wanted.meaning, deed);
}

Result<> setProgrammeStartIn(Connection &connection, QDate firstDay, const ReportingZone &zone, const FlagDeed &deed)
{
    const auto phases = FlagStore::programme(connection);
    if (!phases)
        return phases.error();
    for (const ProgrammePhase &phase : *phases) {
        const auto stored = FlagRecord::exec(connection,
            QStringLiteral("UPDATE programme_phases SET starts_us = ?, ends_us = ? WHERE number = ?"),
            { zone.startOfDay(firstDay.addDays((phase.firstWeek - 1) * DaysPerWeek)),
                zone.startOfDay(firstDay.addDays(phase.lastWeek * DaysPerWeek)), phase.number });
        if (!stored)
            return stored;
    }
    const auto old = phases->value(0).starts;
    return FlagRecord::log(connection, Edited, QStringLiteral("programme"),
        old ? zone.dayOf(*old).toString(Qt::ISODate) : QString(), firstDay.toString(Qt::ISODate), deed);
}

}

Result<> PhaseAdmin::edit(
    Workspace &workspace, int number, const PhaseEdit &edit, qint64 fromVersion, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace, [number, edit, fromVersion, deed](Connection &connection) {
        return editIn(connection, number, edit, fromVersion, deed);
    });
}

Result<> PhaseAdmin::setName(Workspace &workspace, const PhaseName &name, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    return inTransaction(workspace, [name, deed](Connection &connection) { return setNameIn(connection, name, deed); });
}

Result<> PhaseAdmin::setProgrammeStart(Workspace &workspace, QDate firstDay, const FlagDeed &deed)
{
    if (const auto may = refuseDeed(deed); !may)
        return may;
    if (!firstDay.isValid())
        return invalid(tr("That is not a day."));
    return inTransaction(workspace, [firstDay, zone = workspace.zone(), deed](Connection &connection) {
        return setProgrammeStartIn(connection, firstDay, zone, deed);
    });
}
