#include "features/requests/requesttext.h"

#include "core/format.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QDateTime>

namespace {

constexpr Money SmallestShown = Money::fromPico(1'000'000); // a millionth of a dollar

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestText", text);
}

}

QString RequestText::title(RequestField field, const ReportingZone &zone)
{
    switch (field) {
    case RequestField::Time: return tr("Time, %1").arg(zone.id());
    case RequestField::Feature: return tr("Feature");
    case RequestField::Provider: return tr("Provider");
    case RequestField::Model: return tr("Model");
    case RequestField::User: return tr("User");
    case RequestField::Session: return tr("Session");
    case RequestField::Status: return tr("Status");
    case RequestField::Input: return tr("Input");
    case RequestField::CacheRead: return tr("Cached");
    case RequestField::Output: return tr("Output");
    case RequestField::Reasoning: return tr("Reasoning");
    case RequestField::Latency: return tr("ms");
    case RequestField::FirstToken: return tr("First token, ms");
    case RequestField::Cost: return tr("Cost");
    case RequestField::CostSource: return tr("Cost source");
    case RequestField::ErrorCode: return tr("Error code");
    case RequestField::Batch: return tr("Import");
    case RequestField::Line: return tr("Line");
    }
    Q_UNREACHABLE();
}

QString RequestText::costSource(CostSource source)
{
    switch (source) {
    case CostSource::Unpriced: return tr("No price");
    case CostSource::Charged: return tr("Charged");
    case CostSource::Computed: return tr("Computed");
    case CostSource::Imported: return tr("Imported");
    case CostSource::Assigned: return tr("Assigned model");
    }
    Q_UNREACHABLE();
}

QString RequestText::status(UsageStatus status)
{
    return UsageText::label(Dimension::Status, { 0, statusName(status), {} });
}

Severity RequestText::severity(UsageStatus status)
{
    switch (status) {
    case UsageStatus::Success: return Severity::Good;
    case UsageStatus::Error:
    case UsageStatus::Timeout: return Severity::Error;
    case UsageStatus::Cancelled: return Severity::Off;
    case UsageStatus::Pending: return Severity::Info;
    case UsageStatus::Unknown: return Severity::Unknown;
    }
    Q_UNREACHABLE();
}

QString RequestText::cost(const std::optional<Money> &cost)
{
    if (!cost)
        return QStringLiteral("$?");
    const bool isTiny = *cost != Money() && *cost < SmallestShown && Money() - *cost < SmallestShown;
    return isTiny ? Format::money(*cost) : Format::moneyFixed(*cost, 6);
}

QString RequestText::tokens(const std::optional<qint64> &count)
{
    return count ? Format::count(*count) : Format::unknown();
}

QString RequestText::milliseconds(const std::optional<qint64> &microseconds)
{
    if (!microseconds)
        return Format::unknown();
    if (*microseconds > 0 && *microseconds < 1000)
        return UsageText::exactMilliseconds(*microseconds);
    return Format::count((*microseconds + 500) / 1000);
}

QString RequestText::isoTime(UtcMicros t)
{
    const auto seconds = floorTo(t, MicrosPerSecond);
    const QString text = QDateTime::fromSecsSinceEpoch(seconds / MicrosPerSecond, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    return QStringLiteral("%1.%2Z").arg(text).arg(t - seconds, 6, 10, QLatin1Char('0'));
}
