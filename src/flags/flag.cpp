#include "flags/flag.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Flag", text); }

QStringList sorted(QStringList names)
{
    names.removeDuplicates();
    names.sort();
    return names;
}

QStringList namesIn(const QJsonObject &object, const char *key)
{
    QStringList names;
    const QJsonArray array = object.value(QLatin1String(key)).toArray();
    for (const QJsonValue &value : array)
        names.append(value.toString());
    return names;
}

}

FlagState FlagState::normalised() const
{
    return { enabled, rolloutMilli, sorted(allow), sorted(deny), sorted(groups) };
}

QString rolloutText(int milli)
{
    QString text = QString::number(milli / 1000);
    if (milli % 1000 != 0) {
        text += QLatin1Char('.') + QStringLiteral("%1").arg(milli % 1000, 3, 10, QLatin1Char('0'));
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
    }
    return text + QStringLiteral(" %");
}

Result<int> parseRollout(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,9})(?:\\.(\\d+))?\\s*%?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return Error { Error::Kind::Invalid, tr("\"%1\" is not a share such as 25 or 0.5.").arg(visibleControls(text)),
            {} };
    QString thousandths = match.captured(2);
    while (thousandths.endsWith(QLatin1Char('0')))
        thousandths.chop(1);
    if (thousandths.size() > 3)
        return Error { Error::Kind::Invalid, tr("\"%1\" is finer than a thousandth of a percent.").arg(text), {} };
    const qint64 milli = match.captured(1).toLongLong() * 1000 + thousandths.leftJustified(3, QLatin1Char('0')).toInt();
    if (milli > WholeRollout)
        return Error { Error::Kind::Invalid, tr("\"%1\" is more than 100 %.").arg(text), {} };
    return int(milli);
}

QString stateText(const FlagState &state)
{
    if (!state.enabled)
        return QStringLiteral("off");
    QStringList audience;
    if (state.rolloutMilli > 0 && state.rolloutMilli < WholeRollout)
        audience.append(rolloutText(state.rolloutMilli));
    if (state.rolloutMilli < WholeRollout) {
        if (!state.groups.isEmpty())
            audience.append(QStringLiteral("groups ") + state.groups.join(QStringLiteral(", ")));
        if (!state.allow.isEmpty())
            audience.append(QStringLiteral("users ") + state.allow.join(QStringLiteral(", ")));
        if (audience.isEmpty())
            audience.append(QStringLiteral("rollout phases only"));
    }
    QString text = QStringLiteral("on");
    if (!audience.isEmpty())
        text += QStringLiteral(" for ") + audience.join(QStringLiteral(" and "));
    if (!state.deny.isEmpty())
        text += QStringLiteral("; not for ") + state.deny.join(QStringLiteral(", "));
    return text;
}

QString stateToJson(const FlagState &state)
{
    const QJsonObject object { { QStringLiteral("enabled"), state.enabled },
        { QStringLiteral("rollout_milli"), state.rolloutMilli },
        { QStringLiteral("allow"), QJsonArray::fromStringList(state.allow) },
        { QStringLiteral("deny"), QJsonArray::fromStringList(state.deny) },
        { QStringLiteral("groups"), QJsonArray::fromStringList(state.groups) } };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<FlagState> stateFromJson(const QString &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    const int milli = object.value(QLatin1String("rollout_milli")).toInt(-1);
    if (!object.value(QLatin1String("enabled")).isBool() || milli < 0 || milli > WholeRollout)
        return Error { Error::Kind::Corrupt, tr("The state of a flag in the workspace cannot be read."), json };
    return FlagState { object.value(QLatin1String("enabled")).toBool(), milli, namesIn(object, "allow"),
        namesIn(object, "deny"), namesIn(object, "groups") };
}
