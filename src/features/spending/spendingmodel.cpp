#include "features/spending/spendingmodel.h"

#include "core/format.h"
#include "core/tablerole.h"
#include "ledger/usagetext.h"

namespace {

QVariant tokens(const TokenSum &sum)
{
    return sum.value() ? QVariant(*sum.value()) : QVariant();
}

QString tokensText(const TokenSum &sum)
{
    return sum.value() ? Format::compactCount(*sum.value()) : Format::unknown();
}

QVariant optional(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

CellKind kindOf(SpendingModel::Column column)
{
    switch (column) {
    case SpendingModel::NameColumn: return CellKind::Swatch;
    case SpendingModel::RequestsColumn:
    case SpendingModel::InputColumn:
    case SpendingModel::OutputColumn:
    case SpendingModel::ErrorsColumn: return CellKind::Number;
    case SpendingModel::PerThousandColumn:
    case SpendingModel::SpendColumn: return CellKind::Money;
    case SpendingModel::ChangeColumn: return CellKind::Delta;
    case SpendingModel::ShareColumn: return CellKind::Share;
    case SpendingModel::ColumnCount: break;
    }
    Q_UNREACHABLE();
}

}

void SpendingModel::setAnswer(const SpendingAnswer &answer, bool compare)
{
    beginResetModel();
    m_rows = answer.rows;
    if (!m_rows.isEmpty()) {
        SpendingRow total;
        for (const auto &row : answer.rows) // the rows themselves, not the range: reconciliation compares the two
            total.now += row.now;
        total.before = answer.before;
        m_rows.append(total);
    }
    m_group = answer.question.group;
    m_compare = compare;
    endResetModel();
}

void SpendingModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

std::optional<UsageKey> SpendingModel::key(int row) const
{
    if (row < 0 || row >= m_rows.size() || isTotal(row) || m_rows.at(row).gathered > 0)
        return {};
    return m_rows.at(row).key;
}

std::optional<QStringList> SpendingModel::keys(int row) const
{
    if (const auto one = key(row))
        return QStringList { one->text };
    if (row < 0 || row >= m_rows.size() || m_rows.at(row).others.isEmpty())
        return {};
    return m_rows.at(row).others;
}

int SpendingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SpendingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SpendingModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const auto &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole: return column == NameColumn && isTotal(index.row()) ? tr("Total") : displayText(row, column);
    case Qt::ToolTipRole: return toolTip(row, column);
    case SortRole: return sortValue(row, column);
    case ExportRole:
        return column == NameColumn && isTotal(index.row()) ? QVariant(tr("Total")) : exportValue(row, column);
    default: return styleValue(row, index.row(), column, role);
    }
}

QVariant SpendingModel::styleValue(const SpendingRow &row, int rowNumber, Column column, int role) const
{
    switch (role) {
    case CellKindRole: return int(column == NameColumn && isTotal(rowNumber) ? CellKind::Text : kindOf(column));
    case RowKindRole:
        return int(isTotal(rowNumber) ? RowKind::Total : row.gathered > 0 ? RowKind::Other : RowKind::Normal);
    case SeriesSlotRole: return column == NameColumn || column == ShareColumn ? QVariant(row.slot) : QVariant();
    case ShareRole: return column == ShareColumn ? optional(share(row)) : QVariant();
    case PolarityRole: return column == ChangeColumn ? QVariant(-1) : QVariant();
    case EmphasisRole: return column == SpendColumn || isTotal(rowNumber);
    case SeverityRole: return int(column == SpendColumn && row.now.unpriced() > 0 ? Severity::Warning : Severity::None);
    default: return {};
    }
}

QVariant SpendingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    struct Header
    {
        QString id;
        QString title;
    };
    const Header headers[] = {
        { QStringLiteral("name"), UsageText::dimensionTitle(m_group) }, // one id, whatever the group
        { QStringLiteral("requests"), tr("Requests") },
        { QStringLiteral("input_tokens"), tr("Input") },
        { QStringLiteral("output_tokens"), tr("Output") },
        { QStringLiteral("errors"), tr("Errors") },
        { QStringLiteral("cost_per_1k_requests"), tr("Per 1k req.") },
        { QStringLiteral("cost_usd"), tr("Spend") },
        { QStringLiteral("change"), tr("Change") },
        { QStringLiteral("share"), tr("Share") },
    };
    switch (role) {
    case Qt::DisplayRole: return headers[section].title;
    case ColumnIdRole: return headers[section].id;
    case CellKindRole: return int(kindOf(Column(section)));
    default: return {};
    }
}

QString SpendingModel::name(const SpendingRow &row) const
{
    return row.gathered > 0 ? tr("Other users (%1)").arg(Format::count(row.gathered))
                            : UsageText::label(m_group, row.key);
}

QString SpendingModel::displayText(const SpendingRow &row, Column column) const
{
    switch (column) {
    case NameColumn: return name(row);
    case RequestsColumn: return Format::count(row.now.requests());
    case InputColumn: return tokensText(row.now.input);
    case OutputColumn: return tokensText(row.now.output);
    case ErrorsColumn: return Format::count(row.now.errors());
    case PerThousandColumn: return Format::money(costPerRequests(row.now, 1000));
    case SpendColumn: return UsageText::spend(Spend::of(row.now));
    case ChangeColumn: return Format::delta(change(row));
    case ShareColumn: return Format::percent(share(row));
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant SpendingModel::sortValue(const SpendingRow &row, Column column) const
{
    switch (column) {
    case NameColumn: return name(row);
    case RequestsColumn: return row.now.requests();
    case InputColumn: return tokens(row.now.input);
    case OutputColumn: return tokens(row.now.output);
    case ErrorsColumn: return row.now.errors();
    case PerThousandColumn: return UsageText::sortValue(costPerRequests(row.now, 1000));
    case SpendColumn: return UsageText::sortValue(row.now.knownCost());
    case ChangeColumn: return optional(change(row));
    case ShareColumn: return optional(share(row));
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QVariant SpendingModel::exportValue(const SpendingRow &row, Column column) const
{
    switch (column) {
    case NameColumn: return row.gathered > 0 ? name(row) : row.key.text;
    case RequestsColumn: return row.now.requests();
    case InputColumn: return tokens(row.now.input);
    case OutputColumn: return tokens(row.now.output);
    case ErrorsColumn: return row.now.errors();
    case PerThousandColumn: return UsageText::exportValue(costPerRequests(row.now, 1000));
    case SpendColumn: return UsageText::exportValue(row.now.knownCost());
    case ChangeColumn: return UsageText::exportRatio(change(row));
    case ShareColumn: return UsageText::exportRatio(share(row));
    case ColumnCount: break;
    }
    Q_UNREACHABLE();
}

QString SpendingModel::toolTip(const SpendingRow &row, Column column) const
{
    switch (column) {
    case InputColumn: return row.now.input.value() ? Format::count(*row.now.input.value()) : QString();
    case OutputColumn: return row.now.output.value() ? Format::count(*row.now.output.value()) : QString();
    case SpendColumn: return UsageText::spendExact(Spend::of(row.now));
    case ChangeColumn: return tr("Before: %1").arg(UsageText::spend(Spend::of(row.before)));
    default: return {};
    }
}

std::optional<double> SpendingModel::change(const SpendingRow &row) const
{
    return m_compare ? relativeChange(row.now.knownCost(), row.before.knownCost()) : std::nullopt;
}

std::optional<double> SpendingModel::share(const SpendingRow &row) const
{
    const auto cost = row.now.knownCost();
    const auto total = m_rows.constLast().now.cost.approximateUsd();
    return cost && total > 0 ? std::optional(cost->approximateUsd() / total) : std::nullopt;
}
