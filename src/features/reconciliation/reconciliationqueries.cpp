#include "features/reconciliation/reconciliationqueries.h"

#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

#include <numeric>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;

template<typename Amount>
void addKnown(std::optional<Amount> &sum, const std::optional<Amount> &amount)
{
    if (amount)
        sum = sum.value_or(Amount()) + *amount;
}

void addCounts(ReconciledSide &sum, const ReconciledSide &side)
{
    for (const auto amount : { &ReconciledSide::requests, &ReconciledSide::inputTokens, &ReconciledSide::outputTokens })
        addKnown(sum.*amount, side.*amount);
}

}

void ReconciliationSum::add(const ReconciledRow &row)
{
    const Standing standing = row.standing();
    const Spend spend { row.ledger.cost.value_or(Money()), row.ledger.requests.value_or(0), row.unpriced };
    ++lines[size_t(standing)];
    addKnown(reported.cost, row.reported.cost);
    addCounts(reported, row.reported);
    addCounts(counted, row.ledger);
    silent += row.reported.cost ? 0 : 1;
    inLedger += row.isInLedger ? 1 : 0;
    ledger += spend;
    addKnown(difference, row.difference());
    compared += row.difference() ? 1 : 0;
    if (standing == Standing::LedgerLacks)
        missed += row.reported.cost.value_or(Money());
    if (standing == Standing::ReportLacks)
        unreported += spend;
}

qint64 ReconciliationSum::all() const
{
    return std::accumulate(lines.cbegin(), lines.cend(), qint64(0));
}

TimeRange ReconciliationQueries::wholeDays(TimeRange range)
{
    return { floorTo(range.from, Day), floorTo(range.to + Day - 1, Day) };
}

UsageFilter ReconciliationQueries::comparable(const UsageFilter &filter)
{
    UsageFilter known;
    known.providers = filter.providers;
    known.models = filter.models;
    return known;
}

bool ReconciliationQueries::isSettled(const ReconciledRow &row)
{
    const Standing standing = row.standing();
    return standing == Standing::Agrees || standing == Standing::TokensAgree;
}

Result<ReconciliationAnswer> ReconciliationQueries::compare(Connection &connection, const ReconciliationQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto extent = Reconciliation::extent(connection);
    if (!extent)
        return extent.error();
    ReconciliationAnswer answer { question, {}, *extent, 0 };
    if (*extent) { // without any report there is nothing to compare with
        auto compared = Reconciliation::compare(connection, question.range, question.by, question.filter);
        if (!compared)
            return compared.error();
        answer.compared = std::move(*compared);
    }
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}
