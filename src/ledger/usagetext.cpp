#include "ledger/usagetext.h"

#include "core/format.h"

#include <QCoreApplication>
#include <QDateTime>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageText", text);
}

QString statusTitle(const QString &name)
{
    const auto status = statusFromName(name);
    if (!status)
        return name;
    switch (*status) {
    case UsageStatus::Pending: return tr("Pending");
    case UsageStatus::Success: return tr("Success");
    case UsageStatus::Error: return tr("Error");
    case UsageStatus::Timeout: return tr("Timeout");
    case UsageStatus::Cancelled: return tr("Cancelled");
    case UsageStatus::Unknown: return tr("Unknown");
    }
    Q_UNREACHABLE();
}

QString blankTitle(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Feature: return tr("Unassigned");
    case Dimension::Model: return tr("No model named");
    case Dimension::Provider: return tr("No provider named");
    case Dimension::User: return tr("No user named");
    default: return tr("Not said");
    }
}

QString dayText(QDate day, bool withYear)
{
    return Format::locale().toString(day, withYear ? QStringLiteral("d MMM yyyy") : QStringLiteral("d MMM"));
}

bool isWholeDays(const ReportingZone &zone, TimeRange range)
{
    return zone.startOfDay(zone.dayOf(range.from)) == range.from && zone.startOfDay(zone.dayOf(range.to)) == range.to;
}

}

QString UsageText::label(Dimension dimension, const UsageKey &key)
{
    if (dimension == Dimension::Status)
        return statusTitle(key.text);
    const auto text = key.label.isEmpty() ? key.text : key.label;
    return text.isEmpty() ? blankTitle(dimension) : visibleControls(text);
}

QString UsageText::dimensionTitle(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Feature: return tr("Feature");
    case Dimension::Model: return tr("Model");
    case Dimension::Provider: return tr("Provider");
    case Dimension::User: return tr("User");
    case Dimension::Status: return tr("Status");
    default: return dimensionName(dimension);
    }
}

QString UsageText::filter(const UsageFilter &filter)
{
    QStringList parts;
    const auto add = [&parts](const QString &title, const QStringList &values) {
        if (!values.isEmpty())
            parts.append(title + QLatin1Char(' ') + visibleControls(values.join(QStringLiteral(", "))));
    };
    QStringList statuses;
    for (const auto status : filter.statuses)
        statuses.append(statusName(status));
    QStringList sources;
    for (const auto source : filter.costSources)
        sources.append(costSourceName(source));
    add(tr("feature"), filter.features);
    add(tr("provider"), filter.providers);
    add(tr("model"), filter.models);
    add(tr("user"), filter.users);
    add(tr("status"), statuses);
    add(tr("cost source"), sources);
    return parts.join(QStringLiteral("; "));
}

QString UsageText::source(UsageAnswer::Source source)
{
    switch (source) {
    case UsageAnswer::Source::Days: return tr("days");
    case UsageAnswer::Source::Hours: return tr("hours");
    case UsageAnswer::Source::QuarterHours: return tr("quarter hours");
    case UsageAnswer::Source::UserDays: return tr("user days");
    case UsageAnswer::Source::RawRows: return tr("rows");
    }
    Q_UNREACHABLE();
}

QString UsageText::bucketTitle(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return tr("Minute");
    case Bucket::Hour: return tr("Hour");
    case Bucket::Day: return tr("Day");
    case Bucket::Week: return tr("Week");
    case Bucket::Month: return tr("Month");
    }
    Q_UNREACHABLE();
}

QString UsageText::bucketNote(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return tr("per minute");
    case Bucket::Hour: return tr("per hour");
    case Bucket::Day: return tr("per day");
    case Bucket::Week: return tr("per week");
    case Bucket::Month: return tr("per month");
    }
    Q_UNREACHABLE();
}

QString UsageText::spend(const Spend &spend)
{
    const auto known = spend.known();
    if (!known || spend.unpriced == 0)
        return Format::money(known, spend.unpriced);
    return tr("%1 + %2").arg(Format::money(known), Format::money(std::nullopt, spend.unpriced));
}

QString UsageText::unitCost(const std::optional<Money> &amount)
{
    if (!amount)
        return Format::unknown();
    constexpr int mostDigits = 9;
    const Int128 pico = amount->pico() < 0 ? -amount->pico() : amount->pico();
    int digits = 2;
    for (Int128 unit = Int128(1'000'000'000'000); pico > 0 && pico < unit && digits < mostDigits; unit /= 10)
        ++digits;
    return Format::moneyFixed(*amount, digits);
}

QString UsageText::spendExact(const Spend &spend)
{
    const auto known = spend.known();
    const auto exact = known ? Format::moneyExact(*known) : Format::unknown();
    if (spend.unpriced == 0)
        return exact;
    return QCoreApplication::translate("UsageText", "%1 and %n requests without a price", nullptr,
        int(qMin<qint64>(spend.unpriced, std::numeric_limits<int>::max())))
        .arg(exact);
}

QVariant UsageText::sortValue(const std::optional<Money> &amount)
{
    if (!amount)
        return {};
    constexpr Int128 half = 1'000'000'000'000'000'000;
    return QVariantList { qint64(amount->pico() / half), qint64(amount->pico() % half) };
}

QVariant UsageText::exportValue(const std::optional<Money> &amount)
{
    return amount ? QVariant(amount->exactText()) : QVariant();
}

QVariant UsageText::exportRatio(const std::optional<double> &ratio)
{
    return ratio ? QVariant(QString::number(*ratio, 'f', 6)) : QVariant();
}

QString UsageText::exactMilliseconds(qint64 microseconds)
{
    return QStringLiteral("%1.%2").arg(microseconds / 1000).arg(microseconds % 1000, 3, 10, QLatin1Char('0'));
}

QString UsageText::timeOfDay(const ReportingZone &zone, UtcMicros t)
{
    return zone.timeText(t).mid(11, 5);
}

QString UsageText::range(const ReportingZone &zone, TimeRange range)
{
    const auto first = zone.dayOf(range.from);
    const auto last = zone.dayOf(range.to - 1);
    if (isWholeDays(zone, range)) {
        if (first == last)
            return dayText(first, true);
        return tr("%1 – %2").arg(dayText(first, first.year() != last.year()), dayText(last, true));
    }
    const QString from
        = dayText(first, first.year() != last.year()) + QStringLiteral(", ") + timeOfDay(zone, range.from);
    if (first == last)
        return tr("%1 – %2").arg(
            dayText(first, true) + QStringLiteral(", ") + timeOfDay(zone, range.from), timeOfDay(zone, range.to));
    return tr("%1 – %2").arg(
        from, dayText(zone.dayOf(range.to), true) + QStringLiteral(", ") + timeOfDay(zone, range.to));
}

QString UsageText::rangeForFileName(const ReportingZone &zone, TimeRange range)
{
    return zone.label(range.from, Bucket::Day) + QLatin1Char('_') + zone.label(range.to - 1, Bucket::Day);
}

QString UsageText::day(const ReportingZone &zone, UtcMicros t)
{
    return dayText(zone.dayOf(t), true);
}

RangeExpression UsageText::expression(const ReportingZone &zone, TimeRange range)
{
    if (isWholeDays(zone, range))
        return { zone.dayOf(range.from).toString(Qt::ISODate), zone.dayOf(range.to).toString(Qt::ISODate) };
    const auto bound = [](UtcMicros t) -> QString {
        return QDateTime::fromMSecsSinceEpoch(t / 1000, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm"))
            + QLatin1Char('Z');
    };
    return { bound(range.from), bound(range.to) };
}
