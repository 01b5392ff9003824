#include "features/featuredashboard/dashboardcells.h"

#include "core/format.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr double NoticeableErrorRate = 0.01; // as on the overview

QString tr(const char *text) { return QCoreApplication::translate("DashboardCells", text); }

QVariant orInvalid(const std::optional<double> &value) { return value ? QVariant(*value) : QVariant(); }

}

DashboardCell DashboardCells::text(const QString &text)
{
    DashboardCell cell;
    cell.text = visibleControls(text);
    cell.sort = cell.text;
    cell.exported = text;
    return cell;
}

DashboardCell DashboardCells::secondary(const QString &text)
{
    auto cell = DashboardCells::text(text);
    if (text.isEmpty()) {
        cell.text = Format::unknown();
        cell.exported = {};
    }
    cell.isSecondary = true;
    return cell;
}

DashboardCell DashboardCells::named(Dimension dimension, const UsageKey &key, int slot)
{
    DashboardCell cell;
    cell.text = UsageText::label(dimension, key);
    cell.sort = cell.text;
    cell.exported = key.text;
    cell.toolTip = visibleControls(key.text);
    cell.slot = slot;
    return cell;
}

DashboardCell DashboardCells::count(qint64 value)
{
    DashboardCell cell;
    cell.text = Format::count(value);
    cell.sort = value;
    cell.exported = value;
    return cell;
}

DashboardCell DashboardCells::tokens(const TokenSum &sum)
{
    DashboardCell cell;
    cell.text = sum.value() ? Format::compactCount(*sum.value()) : Format::unknown();
    if (sum.value()) {
        cell.sort = *sum.value();
        cell.exported = *sum.value();
        cell.toolTip = Format::count(*sum.value());
    }
    return cell;
}

DashboardCell DashboardCells::share(std::optional<double> value, int slot)
{
    DashboardCell cell;
    cell.text = Format::percent(value);
    cell.sort = orInvalid(value);
    cell.exported = UsageText::exportRatio(value);
    cell.share = value;
    cell.slot = slot;
    return cell;
}

DashboardCell DashboardCells::spend(const UsageMeasures &measures)
{
    const auto spend = Spend::of(measures);
    DashboardCell cell;
    cell.text = spend.requests > 0 ? UsageText::spend(spend) : Format::unknown();
    cell.sort = UsageText::sortValue(spend.requests > 0 ? spend.known() : std::nullopt);
    cell.exported = UsageText::exportValue(spend.requests > 0 ? spend.known() : std::nullopt);
    cell.toolTip = UsageText::spendExact(spend);
    cell.severity = spend.unpriced > 0 ? Severity::Warning : Severity::None;
    cell.isStrong = true;
    return cell;
}

DashboardCell DashboardCells::costPerRequest(const UsageMeasures &measures)
{
    const auto cost = costPerRequests(measures, 1);
    DashboardCell cell;
    cell.text = UsageText::unitCost(cost);
    cell.sort = UsageText::sortValue(cost);
    cell.exported = UsageText::exportValue(cost);
    cell.toolTip = cost ? Format::moneyExact(*cost) : QString();
    return cell;
}

DashboardCell DashboardCells::change(std::optional<double> value, const QString &toolTip)
{
    DashboardCell cell;
    cell.text = Format::delta(value);
    cell.sort = orInvalid(value);
    cell.exported = UsageText::exportRatio(value);
    cell.toolTip = toolTip;
    return cell;
}

DashboardCell DashboardCells::errorRate(const UsageMeasures &measures)
{
    const auto rate = measures.errorRate();
    DashboardCell cell;
    cell.text = Format::percent(rate, 2);
    cell.sort = orInvalid(rate);
    cell.exported = UsageText::exportRatio(rate);
    cell.severity = rate.value_or(0) > NoticeableErrorRate ? Severity::Warning : Severity::None;
    return cell;
}

DashboardCell DashboardCells::latency(const std::optional<qint64> &microseconds, bool exact)
{
    DashboardCell cell;
    cell.text = Format::milliseconds(microseconds ? std::optional(double(*microseconds) / 1000) : std::nullopt);
    if (microseconds) {
        cell.sort = *microseconds;
        cell.exported = UsageText::exactMilliseconds(*microseconds);
        cell.toolTip = (exact ? tr("%1 ms, exact") : tr("%1 ms, estimated to within 1 %"))
                           .arg(UsageText::exactMilliseconds(*microseconds));
    }
    return cell;
}

DashboardCell DashboardCells::time(
    const ReportingZone &zone, const std::optional<UtcMicros> &at, const QString &unknown)
{
    DashboardCell cell;
    if (!at) {
        cell.text = unknown.isEmpty() ? Format::unknown() : unknown;
        cell.sort = qint64(0);
        cell.isSecondary = true;
        return cell;
    }
    cell.text = zone.timeText(*at).left(16).replace(QLatin1Char('T'), QLatin1Char(' '));
    cell.sort = *at;
    cell.exported = ReportingZone().timeText(*at);
    cell.toolTip = zone.timeText(*at);
    return cell;
}

DashboardCell DashboardCells::trend(const QList<std::optional<double>> &values, int slot)
{
    DashboardCell cell;
    for (const auto &value : values)
        cell.trend.append(orInvalid(value));
    cell.slot = slot;
    return cell;
}

std::optional<double> DashboardCells::ratio(qint64 part, qint64 whole)
{
    return whole > 0 ? std::optional(double(part) / double(whole)) : std::nullopt;
}

Result<TimeRange> DashboardCells::boundedRange(Connection &connection, const DashboardQuestion &question, qint64 limit)
{
    const auto days = Usage::ask(connection, { question.range, question.zone, { Dimension::Day }, {} });
    if (!days)
        return days.error();
    qint64 sum = 0;
    auto from = question.range.to;
    for (auto day = days->rows.crbegin(); day != days->rows.crend(); ++day) {
        sum += day->measures.requests();
        if (sum > limit && from < question.range.to)
            return TimeRange { from, question.range.to };
        from = std::max(question.range.from, day->keys.at(0).start);
    }
    return question.range;
}

QString DashboardCells::boundedNotice(const DashboardQuestion &question, TimeRange bounded)
{
    if (bounded == question.range)
        return {};
    return tr(
        "Too many requests to read one by one: these figures are of %1 only. Choose a shorter range to see other days.")
        .arg(UsageText::range(question.zone, bounded));
}
