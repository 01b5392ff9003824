#include "core/format.h"
#include "data/sql.h"
#include "features/featuredashboard/dashboardcells.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagesql.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace {

constexpr qsizetype MostShapes = 200; ///< Told apart within one code; the rest counts as one.

QString tr(const char *text) { return QCoreApplication::translate("DashboardTabs", text); }

/// Calls of one status with one error code.
struct Group {
    UsageStatus status = UsageStatus::Error;
    QString code;
    qint64 count = 0;
    UtcMicros first = 0;
    UtcMicros last = 0;
    Spend cost;
    QHash<QString, qint64> shapes;
};

Result<QList<Group>> readGroups(Connection &connection, const DashboardQuestion &question, TimeRange range)
{
    std::map<std::pair<int, QString>, Group> groups;
    QVariantList values;
    const UsageQuery query { range, question.zone, {}, question.filter };
    const QString statement = QStringLiteral("SELECT status, COALESCE(error_code, ''), COALESCE(error_message, ''), "
                                             "ts_us, cost_pico FROM ai_usage_logs")
        + UsageSql::where(query, { range, UsageAnswer::Source::RawRows }, values)
        + QStringLiteral(" AND status NOT IN (%1, %2)").arg(int(UsageStatus::Pending)).arg(int(UsageStatus::Success));
    const auto read = Sql::forEach(connection, statement, values, [&groups](const Row &row) {
        auto &group = groups[{ int(row.int64(0)), row.text(1) }];
        const auto time = row.int64(3);
        group.status = UsageStatus(row.int64(0));
        group.code = row.text(1);
        group.first = group.count == 0 ? time : std::min(group.first, time);
        group.last = group.count == 0 ? time : std::max(group.last, time);
        ++group.count;
        ++group.cost.requests;
        if (const auto cost = row.optionalInt64(4))
            group.cost.cost += Money::fromPico(*cost);
        else
            ++group.cost.unpriced;
        const auto shape = DashboardTabs::messageShape(row.text(2));
        ++group.shapes[group.shapes.size() < MostShapes || group.shapes.contains(shape) ? shape : tr("other messages")];
        return true;
    });
    if (!read)
        return read.error();
    QList<Group> list;
    for (const auto &[key, group] : groups)
        list.append(group);
    std::stable_sort(list.begin(), list.end(), [](const Group &a, const Group &b) { return a.count > b.count; });
    return list;
}

DashboardCell messages(const Group &group)
{
    QList<std::pair<qint64, QString>> shapes;
    for (auto shape = group.shapes.cbegin(); shape != group.shapes.cend(); ++shape)
        shapes.append({ shape.value(), shape.key() });
    std::sort(shapes.begin(), shapes.end(),
        [](const auto &a, const auto &b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    const auto words = [](const QString &shape) { return shape.isEmpty() ? tr("no message") : visibleControls(shape); };
    auto cell = DashboardCells::secondary(words(shapes.constFirst().second));
    if (shapes.size() > 1)
        cell.text = tr("%1  (and %2 more)").arg(cell.text, Format::count(shapes.size() - 1));
    QStringList lines;
    for (const auto &[count, shape] : shapes.mid(0, 12))
        lines.append(Format::count(count) + QStringLiteral("  ") + words(shape));
    cell.toolTip = lines.join(QLatin1Char('\n'));
    return cell;
}

DashboardCell spendCell(const Spend &spend)
{
    DashboardCell cell;
    cell.text = UsageText::spend(spend);
    cell.sort = UsageText::sortValue(spend.known());
    cell.exported = UsageText::exportValue(spend.known());
    cell.toolTip = UsageText::spendExact(spend);
    cell.severity = spend.unpriced > 0 ? Severity::Warning : Severity::None;
    return cell;
}

DashboardRow totalRow(const DashboardQuestion &question, TimeRange range, qint64 failed, const Spend &cost)
{
    using namespace DashboardCells;
    DashboardRow row;
    row.kind = RowKind::Total;
    row.cells = { text(tr("Total")), text({}), text({}), count(failed), share(ratio(failed, failed)), text({}),
        text({}), spendCell(cost) };
    const auto rows = FilterPart::of(question.filter,
        QList<UsageStatus> { UsageStatus::Error, UsageStatus::Timeout, UsageStatus::Cancelled, UsageStatus::Unknown });
    if (rows)
        row.counted = question.counted(*rows, range);
    return row;
}

}

QString DashboardTabs::messageShape(const QString &message)
{
    static const QRegularExpression quoted(QStringLiteral("\"[^\"]*\"|'[^']*'|`[^`]*`"));
    static const QRegularExpression ids(QStringLiteral("\\b(?=[A-Za-z_-]*\\d)[A-Za-z0-9_-]{6,}\\b"));
    static const QRegularExpression numbers(QStringLiteral("\\d+(?:[.,]\\d+)*"));
    constexpr qsizetype longest = 300;
    QString shape = message.left(longest).simplified();
    shape.replace(quoted, QStringLiteral("\"…\""));
    shape.replace(ids, QStringLiteral("#"));
    shape.replace(numbers, QStringLiteral("#"));
    return shape;
}

Result<DashboardTables> DashboardTabs::errors(Connection &connection, const DashboardQuestion &question)
{
    using namespace DashboardCells;
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto bounded = boundedRange(connection, question);
    if (!bounded)
        return bounded.error();
    const auto total = Usage::ask(connection, { *bounded, question.zone, {}, question.filter });
    if (!total)
        return total.error();
    const auto extent = Usage::extent(connection);
    if (!extent)
        return extent.error();
    const auto groups = readGroups(connection, question, *bounded);
    if (!groups)
        return groups.error();

    DashboardTable table;
    table.id = QStringLiteral("features.errors");
    table.title = tr("Calls that did not succeed");
    table.columns
        = { { QStringLiteral("status"), tr("Status"), CellKind::Status }, { QStringLiteral("message"), tr("Message") },
              { QStringLiteral("error_code"), tr("Code"), CellKind::Identifier },
              { QStringLiteral("requests"), tr("Calls"), CellKind::Number },
              { QStringLiteral("share"), tr("Share"), CellKind::Share }, { QStringLiteral("first"), tr("First") },
              { QStringLiteral("last"), tr("Last") }, { QStringLiteral("cost_usd"), tr("Cost"), CellKind::Money } };
    qint64 failed = 0;
    for (const Group &group : *groups)
        failed += group.count;
    Spend cost;
    for (const Group &group : *groups) {
        cost += group.cost;
        auto status
            = text(UsageText::label(Dimension::Status, { 0, statusName(group.status), statusName(group.status) }));
        status.severity = group.status == UsageStatus::Error ? Severity::Error
            : group.status == UsageStatus::Timeout           ? Severity::Warning
                                                             : Severity::Unknown;
        auto filter = question.filter;
        filter.statuses = { group.status };
        DashboardRow row;
        row.cells
            = { status, messages(group), secondary(group.code), count(group.count), share(ratio(group.count, failed)),
                  time(question.zone, group.first), time(question.zone, group.last), spendCell(group.cost) };
        row.cells[3].isStrong = true;
        row.counted = question.counted(filter, *bounded);
        row.counted.shown->options.insert(QStringLiteral("error"), group.code);
        row.route = row.counted.shown;
        table.rows.append(row);
    }
    if (!groups->isEmpty())
        table.rows.append(totalRow(question, *bounded, failed, cost));
    table.note = tr("%1 of %2 calls (%3)")
                     .arg(Format::count(failed), Format::count(total->total().requests()),
                         Format::percent(ratio(failed, total->total().requests()), 2))
        + (failed > 0 ? tr(", at a cost of %1").arg(UsageText::spend(cost)) : QString());
    table.emptyTitle = tr("No call failed in this range");
    DashboardTables tables;
    tables.tables = { table };
    tables.extent = *extent;
    tables.requests = total->total().requests();
    tables.notice = boundedNotice(question, *bounded);
    tables.source = tr("rows");
    tables.microseconds = timer.nsecsElapsed() / 1000;
    return tables;
}
