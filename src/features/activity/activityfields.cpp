#include "features/activity/activityfields.h"

#include "core/format.h"
#include "features/activity/activitytext.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ActivityFields", text);
}

QString hex(const QByteArray &hash)
{
    return hash.isEmpty() ? Format::unknown() : QString::fromLatin1(hash.toHex());
}

FieldLine verdict(const AuditRecord &entry, const std::optional<AuditLog::Check> &check)
{
    if (!check)
        return { FieldLine::Kind::Sentence, {}, tr("Checking the entries up to this one …"), {} };
    if (check->firstBad)
        return { FieldLine::Kind::Warning, {},
            *check->firstBad == entry.seq ? tr("This entry was changed, or one before it was removed.") : ActivityText::verdict(*check), {} };
    return { FieldLine::Kind::Sentence, {}, tr("Every entry up to this one fits the one before."), {} };
}

}

QList<FieldLine> ActivityFields::head(const AuditRecord &entry, const ReportingZone &zone)
{
    QList<FieldLine> lines { { FieldLine::Kind::Field, tr("When"), zone.timeText(entry.at), {} },
        { FieldLine::Kind::Field, tr("Who"), ActivityText::line(entry.actor), {} },
        { FieldLine::Kind::Field, tr("What"), ActivityText::action(entry.action), {} },
        { FieldLine::Kind::Identifier, tr("Action"), ActivityText::line(entry.action), {} } };
    if (!entry.object.isEmpty())
        lines.append({ FieldLine::Kind::Field, tr("Object"), visibleControls(entry.object), {} });
    return lines;
}

QList<FieldLine> ActivityFields::chain(const AuditRecord &entry, const std::optional<AuditLog::Check> &check)
{
    return { verdict(entry, check), { FieldLine::Kind::Field, tr("Entry"), Format::count(entry.seq), {} },
        { FieldLine::Kind::Identifier, tr("Hash"), hex(entry.hash), {} },
        { FieldLine::Kind::Identifier, tr("Before"), hex(entry.previous), {} } };
}

QString ActivityFields::plainText(const AuditRecord &entry, const ReportingZone &zone)
{
    const QList<std::pair<QString, QString>> parts { { tr("Entry"), QString::number(entry.seq) }, { tr("When"), zone.timeText(entry.at) },
        { tr("Who"), entry.actor }, { tr("Action"), entry.action }, { tr("Object"), entry.object }, { tr("From"), entry.oldValue },
        { tr("To"), entry.newValue }, { tr("Why"), entry.reason }, { tr("Hash"), hex(entry.hash) }, { tr("Before"), hex(entry.previous) } };
    QString text;
    for (const auto &[name, value] : parts) {
        if (!value.isEmpty())
            text += name + QStringLiteral(": ") + value + QLatin1Char('\n');
    }
    return text;
}
