#include "features/requests/requestmodel.h"

#include "core/format.h"
#include "core/tablerole.h"
#include "features/requests/requesttext.h"
#include "ledger/usagetext.h"

#include <QLocale>

namespace {

QVariant optional(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant milliseconds(const std::optional<qint64> &value)
{
    return value ? QVariant(UsageText::exactMilliseconds(*value)) : QVariant();
}

QVariant word(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QString shown(const QString &text)
{
    return text.isEmpty() ? Format::unknown() : visibleControls(text);
}

CellKind kindOf(RequestField field)
{
    switch (field) {
    case RequestField::Feature: return CellKind::Swatch;
    case RequestField::Provider:
    case RequestField::Model:
    case RequestField::User:
    case RequestField::CostSource:
    case RequestField::ErrorCode: return CellKind::Text;
    case RequestField::Session: return CellKind::Identifier;
    case RequestField::Status: return CellKind::Status;
    case RequestField::Cost: return CellKind::Money;
    case RequestField::Time:
    case RequestField::Input:
    case RequestField::CacheRead:
    case RequestField::Output:
    case RequestField::Reasoning:
    case RequestField::Latency:
    case RequestField::FirstToken:
    case RequestField::Batch:
    case RequestField::Line: return CellKind::Number;
    }
    Q_UNREACHABLE();
}

}

void RequestModel::setAnswer(const RequestsAnswer &answer)
{
    beginResetModel();
    m_rows.reset(answer.page.rows, answer.page.next);
    m_slotOf = answer.slotOf;
    m_range = answer.question.query.range;
    m_zone = answer.question.query.zone;
    endResetModel();
}

void RequestModel::append(const RequestCursor &after, const RequestPage &page)
{
    if (!m_rows.waitsFor(after))
        return;
    if (page.rows.isEmpty()) {
        m_rows.append({}, page.next);
        return;
    }
    beginInsertRows({}, m_rows.size(), m_rows.size() + int(page.rows.size()) - 1);
    m_rows.append(page.rows, page.next);
    endInsertRows();
}

void RequestModel::fetchFailed()
{
    m_rows.hold();
}

void RequestModel::retry()
{
    m_rows.release();
    fetchMore({});
}

void RequestModel::hold()
{
    m_rows.hold();
}

int RequestModel::rowOf(qint64 id) const
{
    const auto &rows = m_rows.rows();
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [id](const RequestRow &row) { return row.id == id; });
    return found == rows.cend() ? -1 : int(found - rows.cbegin());
}

int RequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.size();
}

int RequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : RequestFieldCount;
}

bool RequestModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_rows.canFetch();
}

void RequestModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        emit moreWanted(m_rows.fetch());
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &row = m_rows.at(index.row());
    const auto field = RequestField(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(row, field);
    case Qt::ToolTipRole: return toolTip(row, field);
    case ExportRole: return exportValue(row, field);
    default: return styleValue(row, field, role);
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= RequestFieldCount)
        return {};
    const auto field = RequestField(section);
    switch (role) {
    case Qt::DisplayRole: return RequestText::title(field, m_zone);
    case Qt::ToolTipRole: return field == RequestField::Latency ? tr("Latency in milliseconds") : QString();
    case ColumnIdRole: return requestFieldName(field);
    case CellKindRole: return int(kindOf(field));
    default: return {};
    }
}

QString RequestModel::timeText(UtcMicros t) const
{
    const auto text = m_zone.timeText(t); // "2026-11-20 13:04:05.123456 +05:45"
    const auto first = m_zone.dayOf(m_range.from);
    const auto last = m_zone.dayOf(m_range.to - 1);
    const auto time = text.mid(11, 8);
    if (first == last)
        return time + QStringLiteral(".%1").arg((t - floorTo(t, MicrosPerSecond)) / 1000, 3, 10, QLatin1Char('0'));
    const auto form = first.year() == last.year() ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy");
    return Format::locale().toString(m_zone.dayOf(t), form) + QStringLiteral(", ") + time;
}

QString RequestModel::text(const RequestRow &row, RequestField field) const
{
    switch (field) {
    case RequestField::Time: return timeText(row.time);
    case RequestField::Feature: return UsageText::label(Dimension::Feature, { 0, row.feature, row.featureName });
    case RequestField::Provider: return shown(row.provider);
    case RequestField::Model: return shown(row.model);
    case RequestField::User: return shown(row.user);
    case RequestField::Session: return shown(row.session);
    case RequestField::Status: return RequestText::status(row.status);
    case RequestField::Input: return RequestText::tokens(row.input);
    case RequestField::CacheRead: return RequestText::tokens(row.cacheRead);
    case RequestField::Output: return RequestText::tokens(row.output);
    case RequestField::Reasoning: return RequestText::tokens(row.reasoning);
    case RequestField::Latency: return RequestText::milliseconds(row.latency);
    case RequestField::FirstToken: return RequestText::milliseconds(row.firstToken);
    case RequestField::Cost: return RequestText::cost(row.cost);
    case RequestField::CostSource: return RequestText::costSource(row.costSource);
    case RequestField::ErrorCode: return shown(row.errorCode);
    case RequestField::Batch: return QString::number(row.batch);
    case RequestField::Line: return Format::count(row.line);
    }
    Q_UNREACHABLE();
}

QString RequestModel::toolTip(const RequestRow &row, RequestField field) const
{
    switch (field) {
    case RequestField::Time: return m_zone.timeText(row.time);
    case RequestField::Latency: return row.latency ? tr("%1 ms").arg(UsageText::exactMilliseconds(*row.latency)) : QString();
    case RequestField::FirstToken:
        return row.firstToken ? tr("%1 ms").arg(UsageText::exactMilliseconds(*row.firstToken)) : QString();
    case RequestField::Cost: return row.cost ? Format::moneyExact(*row.cost) : tr("This request has no price");
    case RequestField::Status: return visibleControls(row.statusText);
    default: return {};
    }
}

QVariant RequestModel::styleValue(const RequestRow &row, RequestField field, int role) const
{
    switch (role) {
    case SortRole: return exportValue(row, field);
    case CellKindRole: return int(kindOf(field));
    case SeriesSlotRole: return field == RequestField::Feature ? QVariant(m_slotOf.value(row.feature)) : QVariant();
    case SeverityRole:
        if (field == RequestField::Status)
            return int(RequestText::severity(row.status));
        return int(field == RequestField::Cost && !row.cost ? Severity::Warning : Severity::None);
    case SecondaryRole: return field == RequestField::Model || field == RequestField::Provider || field == RequestField::Line;
    default: return {};
    }
}

QVariant RequestModel::exportValue(const RequestRow &row, RequestField field)
{
    switch (field) {
    case RequestField::Time: return RequestText::isoTime(row.time);
    case RequestField::Feature: return row.feature;
    case RequestField::Provider: return row.provider;
    case RequestField::Model: return row.model;
    case RequestField::User: return row.user;
    case RequestField::Session: return word(row.session);
    case RequestField::Status: return statusName(row.status);
    case RequestField::Input: return optional(row.input);
    case RequestField::CacheRead: return optional(row.cacheRead);
    case RequestField::Output: return optional(row.output);
    case RequestField::Reasoning: return optional(row.reasoning);
    case RequestField::Latency: return milliseconds(row.latency);
    case RequestField::FirstToken: return milliseconds(row.firstToken);
    case RequestField::Cost: return UsageText::exportValue(row.cost);
    case RequestField::CostSource: return costSourceName(row.costSource);
    case RequestField::ErrorCode: return word(row.errorCode);
    case RequestField::Batch: return row.batch;
    case RequestField::Line: return row.line;
    }
    Q_UNREACHABLE();
}
