#include "features/activity/activitytext.h"

#include "core/error.h"
#include "core/format.h"

#include <QCoreApplication>
#include <QHash>

namespace {

constexpr qsizetype LongestLine = 400;
constexpr qsizetype LongestText = 20'000;
constexpr int HeadDigits = 16; ///< Of a hash, on screen.

QString tr(const char *text)
{
    return QCoreApplication::translate("ActivityText", text);
}

const QHash<QString, const char *> &knownActions()
{
    static const QHash<QString, const char *> known {
        { QStringLiteral("workspace.create"), QT_TRANSLATE_NOOP("ActivityText", "Workspace made") },
        { QStringLiteral("prices.import"), QT_TRANSLATE_NOOP("ActivityText", "Prices imported") },
        { QStringLiteral("prices.set"), QT_TRANSLATE_NOOP("ActivityText", "Price set") },
        { QStringLiteral("prices.supersede"), QT_TRANSLATE_NOOP("ActivityText", "Price superseded") },
        { QStringLiteral("prices.close"), QT_TRANSLATE_NOOP("ActivityText", "Price ended") },
        { QStringLiteral("feature.add"), QT_TRANSLATE_NOOP("ActivityText", "Feature added") },
        { QStringLiteral("feature.assign"), QT_TRANSLATE_NOOP("ActivityText", "Model assigned") },
        { QStringLiteral("features.edit"), QT_TRANSLATE_NOOP("ActivityText", "Feature edited") },
        { QStringLiteral("assignments.set"), QT_TRANSLATE_NOOP("ActivityText", "Model assigned") },
        { QStringLiteral("assignments.undo"), QT_TRANSLATE_NOOP("ActivityText", "Assignment undone") },
        { QStringLiteral("flags.change"), QT_TRANSLATE_NOOP("ActivityText", "Flags changed") },
        { QStringLiteral("flags.kill"), QT_TRANSLATE_NOOP("ActivityText", "Flag killed") },
        { QStringLiteral("flags.prerequisites"), QT_TRANSLATE_NOOP("ActivityText", "Prerequisites changed") },
        { QStringLiteral("flags.schedule"), QT_TRANSLATE_NOOP("ActivityText", "Flag change scheduled") },
        { QStringLiteral("flags.undo"), QT_TRANSLATE_NOOP("ActivityText", "Flag change undone") },
        { QStringLiteral("phases.start"), QT_TRANSLATE_NOOP("ActivityText", "Phase started") },
        { QStringLiteral("phases.complete"), QT_TRANSLATE_NOOP("ActivityText", "Phase completed") },
        { QStringLiteral("phases.rollback"), QT_TRANSLATE_NOOP("ActivityText", "Phases rolled back") },
        { QStringLiteral("phases.edit"), QT_TRANSLATE_NOOP("ActivityText", "Phases edited") },
        { QStringLiteral("people.change"), QT_TRANSLATE_NOOP("ActivityText", "People changed") },
        { QStringLiteral("import.complete"), QT_TRANSLATE_NOOP("ActivityText", "Import completed") },
        { QStringLiteral("import.cancel"), QT_TRANSLATE_NOOP("ActivityText", "Import cancelled") },
        { QStringLiteral("import.undo"), QT_TRANSLATE_NOOP("ActivityText", "Import undone") },
        { QStringLiteral("model.confirm"), QT_TRANSLATE_NOOP("ActivityText", "Name confirmed") },
        { QStringLiteral("model.unconfirm"), QT_TRANSLATE_NOOP("ActivityText", "Name unconfirmed") },
        { QStringLiteral("reprice.begin"), QT_TRANSLATE_NOOP("ActivityText", "Repricing begun") },
        { QStringLiteral("reprice.complete"), QT_TRANSLATE_NOOP("ActivityText", "Repricing completed") },
        { QStringLiteral("reprice.undo"), QT_TRANSLATE_NOOP("ActivityText", "Repricing undone") },
    };
    return known;
}

}

QString ActivityText::action(const QString &action)
{
    if (const char *known = knownActions().value(action))
        return tr(known);
    QString words = line(action);
    for (const auto separator : { QLatin1Char('.'), QLatin1Char('_') })
        words.replace(separator, QLatin1Char(' '));
    return words.left(1).toUpper() + words.mid(1);
}

QString ActivityText::group(AuditGroup group)
{
    switch (group) {
    case AuditGroup::Flags: return tr("Flags");
    case AuditGroup::Phases: return tr("Phases");
    case AuditGroup::Assignments: return tr("Features and assignments");
    case AuditGroup::Imports: return tr("Imports");
    case AuditGroup::Prices: return tr("Prices");
    case AuditGroup::Names: return tr("Names");
    case AuditGroup::Repricing: return tr("Repricing");
    case AuditGroup::People: return tr("People");
    case AuditGroup::Workspace: return tr("Workspace");
    case AuditGroup::Other: return tr("Other");
    }
    Q_UNREACHABLE();
}

QString ActivityText::change(const AuditEntry &entry)
{
    if (entry.oldValue.isEmpty())
        return line(entry.newValue);
    return tr("%1 → %2").arg(line(entry.oldValue), entry.newValue.isEmpty() ? tr("nothing") : line(entry.newValue));
}

QString ActivityText::line(const QString &text)
{
    return visibleControls(text.left(LongestLine));
}

QString ActivityText::lines(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.left(LongestText).split(QLatin1Char('\n')))
        lines.append(visibleControls(line));
    if (text.size() > LongestText)
        lines.append(tr("… %1 characters in all; copy the entry to have them").arg(Format::count(text.size())));
    return lines.join(QLatin1Char('\n'));
}

QString ActivityText::verdict(const AuditLog::Check &check)
{
    if (check.firstBad)
        return tr("Entry %1 was changed, or one before it was removed.").arg(Format::count(*check.firstBad));
    const QString entries = check.entries == 1 ? tr("1 entry, whole") : tr("%1 entries, each fits the one before").arg(Format::count(check.entries));
    return tr("%1; head %2…").arg(entries, QString::fromLatin1(check.head.toHex().left(HeadDigits)));
}
