#include "ledger/route.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace {

constexpr QLatin1String Scheme("signalbox");
constexpr std::array ReservedKeys { QLatin1String("from"), QLatin1String("to"), QLatin1String("compare"), QLatin1String("feature"),
    QLatin1String("provider"), QLatin1String("model"), QLatin1String("user"), QLatin1String("status"), QLatin1String("cost-source") };
/// Marks an option whose own name is one of the reserved keys.
constexpr QLatin1String OptionPrefix("option.");
constexpr qsizetype MaxLength = 64 * 1024;

Error invalid(const char *text, const QString &part)
{
    return { Error::Kind::Invalid, QCoreApplication::translate("Route", text).arg(visibleControls(part.left(80))), {} };
}

QString optionKey(const QString &name)
{
    const bool reserved = std::find(ReservedKeys.cbegin(), ReservedKeys.cend(), name) != ReservedKeys.cend();
    return reserved || name.startsWith(OptionPrefix) ? OptionPrefix + name : name;
}

class QueryText
{
public:
    void add(const QString &key, const QString &value)
    {
        if (!m_text.isEmpty())
            m_text += '&';
        m_text += QUrl::toPercentEncoding(key, "/") + '=' + QUrl::toPercentEncoding(value, "/:");
    }
    void addAll(const QString &key, const QStringList &values)
    {
        for (const QString &value : values)
            add(key, value);
    }
    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

/// nullopt where the bytes are not UTF-8.
std::optional<QString> decoded(const QByteArray &encoded)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom); // A value may begin with one.
    QString text = decoder(QByteArray::fromPercentEncoding(encoded));
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

Result<> takeCompare(Route &route, const QString &value)
{
    if (value != QLatin1String("0") && value != QLatin1String("1"))
        return invalid(QT_TRANSLATE_NOOP("Route", "The link's \"compare\" is \"%1\"; it can be 0 or 1."), value);
    route.compare = value == QLatin1String("1");
    return Ok;
}

Result<> takeBound(QString &bound, const QString &value)
{
    // Only the grammar is checked: whether the range is empty depends on the day on which the link is opened.
    constexpr UtcMicros anyTime = 1'600'000'000 * MicrosPerSecond;
    if (const auto parsed = parseBound(value, anyTime, ReportingZone()); !parsed)
        return parsed.error();
    bound = value;
    return Ok;
}

Result<> take(Route &route, const QString &key, const QString &value)
{
    if (key == QLatin1String("from"))
        return takeBound(route.range.from, value);
    if (key == QLatin1String("to"))
        return takeBound(route.range.to, value);
    if (key == QLatin1String("compare"))
        return takeCompare(route, value);
    if (key == QLatin1String("feature"))
        route.filter.features.append(value);
    else if (key == QLatin1String("provider"))
        route.filter.providers.append(value);
    else if (key == QLatin1String("model"))
        route.filter.models.append(value);
    else if (key == QLatin1String("user"))
        route.filter.users.append(value);
    else if (key == QLatin1String("status")) {
        const auto status = statusFromName(value);
        if (!status)
            return invalid(QT_TRANSLATE_NOOP("Route", "The link names a status \"%1\" that does not exist."), value);
        route.filter.statuses.append(*status);
    } else if (key == QLatin1String("cost-source")) {
        const auto source = costSourceFromName(value);
        if (!source)
            return invalid(QT_TRANSLATE_NOOP("Route", "The link names a cost source \"%1\" that does not exist."), value);
        route.filter.costSources.append(*source);
    } else {
        route.options.insert(key.startsWith(OptionPrefix) ? key.mid(OptionPrefix.size()) : key, value);
    }
    return Ok;
}

}

QUrl Route::toUrl() const
{
    QueryText query;
    if (!range.from.isEmpty() || !range.to.isEmpty()) {
        query.add(QStringLiteral("from"), range.from);
        query.add(QStringLiteral("to"), range.to);
    }
    query.add(QStringLiteral("compare"), compare ? QStringLiteral("1") : QStringLiteral("0"));
    query.addAll(QStringLiteral("feature"), filter.features);
    query.addAll(QStringLiteral("provider"), filter.providers);
    query.addAll(QStringLiteral("model"), filter.models);
    query.addAll(QStringLiteral("user"), filter.users);
    for (const UsageStatus status : filter.statuses)
        query.add(QStringLiteral("status"), statusName(status));
    for (const CostSource source : filter.costSources)
        query.add(QStringLiteral("cost-source"), costSourceName(source));
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        query.add(optionKey(option.key()), option.value());
    return QUrl::fromEncoded(Scheme.latin1() + QByteArrayLiteral("://") + page.toUtf8() + '?' + query.text(), QUrl::StrictMode);
}

Result<Route> Route::fromUrl(const QUrl &url)
{
    static const QRegularExpression pageForm(QStringLiteral("^[a-z][a-z0-9-]{0,63}$"));
    if (!url.isValid() || url.scheme() != Scheme)
        return invalid(QT_TRANSLATE_NOOP("Route", "\"%1\" is not a link of Signalbox: it does not begin with signalbox://."), url.toDisplayString());
    Route route;
    route.page = url.host();
    if (!pageForm.match(route.page).hasMatch() || !url.userInfo().isEmpty() || url.port() != -1 || url.path().size() > 1 || url.hasFragment())
        return invalid(QT_TRANSLATE_NOOP("Route", "The link does not name a page: \"%1\"."), url.toDisplayString());
    const QByteArray query = url.query(QUrl::FullyEncoded).toLatin1();
    if (query.size() > MaxLength)
        return invalid(QT_TRANSLATE_NOOP("Route", "The link is too long: %1 characters."), QString::number(query.size()));

    const auto parts = query.split('&');
    for (const QByteArray &part : parts) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto key = decoded(equals < 0 ? part : part.left(equals));
        const auto value = decoded(equals < 0 ? QByteArray() : part.mid(equals + 1));
        if (!key || !value || key->isEmpty())
            return invalid(QT_TRANSLATE_NOOP("Route", "A part of the link cannot be read: \"%1\"."), QString::fromLatin1(part));
        if (const auto taken = take(route, *key, *value); !taken)
            return taken.error();
    }
    if (route.range.from.isEmpty() != route.range.to.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("Route", "The link names only one end of a time range: \"%1\"."),
            route.range.from.isEmpty() ? route.range.to : route.range.from);
    return route;
}
