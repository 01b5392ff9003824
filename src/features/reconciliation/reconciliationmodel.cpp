#include "features/reconciliation/reconciliationmodel.h"

#include "core/columnheader.h"
#include "core/format.h"
#include "core/reportingzone.h"
#include "ledger/usagetext.h"

#include <algorithm>

namespace {

using By = Reconciliation::By;
using Model = ReconciliationModel;

/// Which side's count a column shows; nullptr for columns of something else.
struct Count
{
    const ReconciledSide ReconciledRow::*side = nullptr;
    std::optional<qint64> ReconciledSide::*amount = nullptr;
};

Count countOf(Model::Column column)
{
    switch (column) {
    case Model::ReportedInputColumn: return { &ReconciledRow::reported, &ReconciledSide::inputTokens };
    case Model::LedgerInputColumn: return { &ReconciledRow::ledger, &ReconciledSide::inputTokens };
    case Model::ReportedOutputColumn: return { &ReconciledRow::reported, &ReconciledSide::outputTokens };
    case Model::LedgerOutputColumn: return { &ReconciledRow::ledger, &ReconciledSide::outputTokens };
    case Model::ReportedRequestsColumn: return { &ReconciledRow::reported, &ReconciledSide::requests };
    case Model::LedgerRequestsColumn: return { &ReconciledRow::ledger, &ReconciledSide::requests };
    default: return {};
    }
}

bool isTokens(Model::Column column)
{
    return column >= Model::ReportedInputColumn && column <= Model::LedgerOutputColumn;
}

QString countText(std::optional<qint64> count, bool compact)
{
    return !count ? Format::unknown() : compact ? Format::compactCount(*count) : Format::count(*count);
}

QVariant raw(std::optional<qint64> count)
{
    return count ? QVariant(*count) : QVariant();
}

Spend ledgerSpend(const ReconciledRow &row)
{
    return { row.ledger.cost.value_or(Money()), row.ledger.requests.value_or(0), row.unpriced };
}

Severity severityOf(Standing standing)
{
    switch (standing) {
    case Standing::Agrees:
    case Standing::TokensAgree: return Severity::Good;
    case Standing::Differs: return Severity::Error;
    case Standing::LedgerLacks:
    case Standing::ReportLacks: return Severity::Warning;
    case Standing::Unknown: return Severity::Unknown;
    }
    Q_UNREACHABLE();
}

}

void ReconciliationModel::setAnswer(const ReconciliationAnswer &answer)
{
    beginResetModel();
    m_rows = answer.compared.rows;
    m_columns = allColumns();
    if (answer.question.by == By::Model)
        m_columns.removeOne(DayColumn);
    else if (answer.question.by == By::Day)
        m_columns.removeOne(ModelColumn);
    choose();
    endResetModel();
}

QList<ReconciliationModel::Column> ReconciliationModel::allColumns()
{
    QList<Column> columns;
    for (int column = DayColumn; column <= UnpricedColumn; ++column)
        columns.append(Column(column));
    return columns;
}

void ReconciliationModel::setOnlyOpen(bool onlyOpen)
{
    if (onlyOpen == m_onlyOpen)
        return;
    beginResetModel();
    m_onlyOpen = onlyOpen;
    choose();
    endResetModel();
}

void ReconciliationModel::choose()
{
    m_shown.clear();
    m_sum = {};
    for (const ReconciledRow &row : std::as_const(m_rows)) {
        if (m_onlyOpen && ReconciliationQueries::isSettled(row))
            continue;
        m_shown.append(&row);
        m_sum.add(row);
    }
}

int ReconciliationModel::rowOf(Standing standing) const
{
    const auto found = std::find_if(m_shown.cbegin(), m_shown.cend(), [standing](const ReconciledRow *row) { return row->standing() == standing; });
    return found == m_shown.cend() ? -1 : int(found - m_shown.cbegin());
}

int ReconciliationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_shown.isEmpty() ? 0 : int(m_shown.size()) + 1;
}

int ReconciliationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant ReconciliationModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const Column column = m_columns.at(index.column());
    const ReconciledRow *row = line(index.row());
    if (!row)
        return sumData(column, role);
    switch (role) {
    case Qt::DisplayRole: return text(*row, column);
    case Qt::ToolTipRole: return toolTip(*row, column);
    case SortRole: return rawValue(*row, column, true);
    case ExportRole: return rawValue(*row, column, false);
    case SeverityRole:
        if (column == StandingColumn)
            return int(severityOf(row->standing()));
        return int(column == LedgerColumn && row->unpriced > 0 ? Severity::Warning : Severity::None);
    case EmphasisRole: return column == DifferenceColumn && row->difference().value_or(Money()) != Money();
    case SecondaryRole: return column == ProviderColumn;
    default: return {};
    }
}

QString ReconciliationModel::standingText(Standing standing)
{
    switch (standing) {
    case Standing::Agrees: return tr("Agrees");
    case Standing::TokensAgree: return tr("Tokens agree");
    case Standing::Differs: return tr("Differs");
    case Standing::LedgerLacks: return tr("Ledger lacks");
    case Standing::ReportLacks: return tr("Report lacks");
    case Standing::Unknown: return tr("Not comparable");
    }
    Q_UNREACHABLE();
}

QString ReconciliationModel::differenceText(const std::optional<Money> &difference)
{
    const QString sign = difference.value_or(Money()) > Money() ? QStringLiteral("+") : QString();
    return sign + Format::money(difference);
}

QString ReconciliationModel::text(const ReconciledRow &row, Column column) const
{
    if (const Count count = countOf(column); count.side)
        return countText(row.*count.side.*count.amount, isTokens(column));
    switch (column) {
    case DayColumn: return UsageText::day(ReportingZone(), row.day);
    case ModelColumn: return row.model.isEmpty() ? tr("Not said") : visibleControls(row.model);
    case ProviderColumn: return visibleControls(row.provider);
    case StandingColumn: return standingText(row.standing());
    case ReportedColumn: return Format::money(row.reported.cost);
    case LedgerColumn: return row.isInLedger ? UsageText::spend(ledgerSpend(row)) : Format::unknown();
    case DifferenceColumn: return differenceText(row.difference());
    case UnpricedColumn: return row.isInLedger ? Format::count(row.unpriced) : Format::unknown();
    default: break;
    }
    Q_UNREACHABLE();
}

QVariant ReconciliationModel::rawValue(const ReconciledRow &row, Column column, bool forSorting) const
{
    const auto money = [forSorting](const std::optional<Money> &amount) {
        return forSorting ? UsageText::sortValue(amount) : UsageText::exportValue(amount);
    };
    if (const Count count = countOf(column); count.side)
        return raw(row.*count.side.*count.amount);
    switch (column) {
    case DayColumn: return forSorting ? QVariant(row.day) : QVariant(ReportingZone().label(row.day, Bucket::Day));
    case ModelColumn: return row.model;
    case ProviderColumn: return row.provider;
    case StandingColumn: return standingName(row.standing());
    case ReportedColumn: return money(row.reported.cost);
    case LedgerColumn: return money(row.ledger.cost);
    case DifferenceColumn: return money(row.difference());
    case UnpricedColumn: return row.isInLedger ? QVariant(row.unpriced) : QVariant();
    default: break;
    }
    Q_UNREACHABLE();
}

QString ReconciliationModel::toolTip(const ReconciledRow &row, Column column) const
{
    if (const Count count = countOf(column); count.side)
        return row.*count.side.*count.amount ? Format::count(*(row.*count.side.*count.amount)) : tr("Nobody says");
    switch (column) {
    case StandingColumn:
        switch (row.standing()) {
        case Standing::Agrees: return tr("Report and ledger say the same, to the last digit");
        case Standing::TokensAgree: return tr("The same counts; there is no cost report of it");
        case Standing::Differs: return tr("Report and ledger say different costs or counts");
        case Standing::LedgerLacks: return tr("It is reported, and the ledger has no call of it");
        case Standing::ReportLacks: return tr("The ledger has calls of it, and no report speaks of it");
        case Standing::Unknown:
            return row.unpriced > 0 ? tr("Calls of the ledger have no price") : tr("No figure is known on both sides");
        }
        break;
    case ReportedColumn: return row.reported.cost ? Format::moneyExact(*row.reported.cost) : tr("There is no cost report of it");
    case LedgerColumn: return row.isInLedger ? UsageText::spendExact(ledgerSpend(row)) : tr("The ledger has no call of it");
    case DifferenceColumn:
        return row.difference() ? tr("%1: reported minus ledger").arg(Format::moneyExact(*row.difference())) : tr("One side is unknown");
    case ModelColumn: return row.model.isEmpty() ? tr("The report does not say of which model") : visibleControls(row.model);
    default: break;
    }
    return {};
}

QVariant ReconciliationModel::sumData(Column column, int role) const
{
    if (role == RowKindRole)
        return int(RowKind::Total);
    if (role == EmphasisRole)
        return true;
    if (role == SeverityRole)
        return int(column == LedgerColumn && m_sum.ledger.unpriced > 0 ? Severity::Warning : Severity::None);
    if (role == CellKindRole && column == StandingColumn)
        return int(CellKind::Text);
    // What is unknown in a line is in no sum: as a line of its own the sum would say more than is known.
    ReconciledRow sum;
    sum.reported = m_sum.reported;
    sum.ledger = m_sum.counted;
    if (m_sum.inLedger > 0)
        sum.ledger.cost = m_sum.ledger.known();
    sum.isInLedger = m_sum.inLedger > 0;
    sum.unpriced = m_sum.ledger.unpriced;
    const bool isName = column == m_columns.constFirst();
    switch (role) {
    case Qt::DisplayRole:
    case ExportRole: {
        const bool forFile = role == ExportRole;
        if (isName)
            return tr("Total");
        if (column == ModelColumn || column == ProviderColumn || column == StandingColumn)
            return forFile ? QVariant() : QVariant(QString());
        if (column == DifferenceColumn)
            return forFile ? UsageText::exportValue(m_sum.difference) : QVariant(differenceText(m_sum.difference));
        return forFile ? rawValue(sum, column, false) : QVariant(text(sum, column));
    }
    case Qt::ToolTipRole:
        if (column == DifferenceColumn)
            return tr("Of the %1 of %2 lines of which both sides say a cost").arg(Format::count(m_sum.compared), Format::count(m_sum.all()));
        if (column == ReportedColumn && m_sum.silent > 0)
            return tr("%1 of %2 lines are without a reported cost").arg(Format::count(m_sum.silent), Format::count(m_sum.all()));
        return isName || column <= StandingColumn ? QString() : toolTip(sum, column);
    default: return {};
    }
}

QVariant ReconciliationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const ColumnHeader headers[] = {
        { QStringLiteral("day"), tr("UTC day"), CellKind::Number },
        { QStringLiteral("model"), tr("Model"), CellKind::Text },
        { QStringLiteral("provider"), tr("Provider"), CellKind::Text },
        { QStringLiteral("status"), tr("Status"), CellKind::Status },
        { QStringLiteral("provider_cost_usd"), tr("Reported"), CellKind::Money, tr("What the provider's cost report says") },
        { QStringLiteral("ledger_cost_usd"), tr("Ledger"), CellKind::Money, tr("What the ledger has of the same calls") },
        { QStringLiteral("difference_usd"), tr("Difference"), CellKind::Money, tr("Reported minus ledger") },
        { QStringLiteral("provider_input_tokens"), tr("Input, reported"), CellKind::Number },
        { QStringLiteral("ledger_input_tokens"), tr("Input, ledger"), CellKind::Number },
        { QStringLiteral("provider_output_tokens"), tr("Output, reported"), CellKind::Number },
        { QStringLiteral("ledger_output_tokens"), tr("Output, ledger"), CellKind::Number },
        { QStringLiteral("provider_requests"), tr("Requests, reported"), CellKind::Number },
        { QStringLiteral("ledger_requests"), tr("Requests, ledger"), CellKind::Number },
        { QStringLiteral("ledger_unpriced_requests"), tr("Unpriced"), CellKind::Number, tr("Requests of the ledger without a price") },
    };
    static_assert(std::size(headers) == UnpricedColumn + 1);
    return columnHeader(headers, m_columns.at(section), orientation, role);
}
