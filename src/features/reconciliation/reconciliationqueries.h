#pragma once

#include "ledger/reconciliation.h"
#include "ledger/usageseries.h"

#include <array>

class Connection;

/// What the page of reconciliation is about.
struct ReconciliationQuestion
{
    TimeRange range; ///< Whole UTC days.
    Reconciliation::By by = Reconciliation::By::Day;
    UsageFilter filter; ///< Providers and models only.

    friend bool operator==(const ReconciliationQuestion &, const ReconciliationQuestion &) = default;
};

/// Lines taken together. What is unknown in a line is in no sum, and counted.
struct ReconciliationSum
{
    ReconciledSide reported;
    Spend ledger; ///< Of lines that the ledger has.
    qint64 silent = 0; ///< Lines that the reports say no cost of.
    qint64 inLedger = 0; ///< Lines that the ledger has.
    ReconciledSide counted; ///< What the ledger counts; its cost is in `ledger`.
    std::optional<Money> difference; ///< Of the lines of which both sides say a cost.
    qint64 compared = 0; ///< These.
    std::array<qint64, StandingCount> lines {}; ///< By Standing.
    Money missed; ///< What is reported of lines that the ledger lacks.
    Spend unreported; ///< The ledger's of lines that the reports lack.

    void add(const ReconciledRow &row);
    qint64 of(Standing standing) const { return lines[size_t(standing)]; }
    qint64 all() const;
};

/// Everything of the page.
struct ReconciliationAnswer
{
    ReconciliationQuestion question;
    ReconciledAnswer compared;
    std::optional<TimeRange> extent; ///< Of all reports, whole UTC days; nullopt: there is none.
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads for the page of reconciliation. Call inside Database::run.
namespace ReconciliationQueries {

/// `range` in whole UTC days, which it is in.
TimeRange wholeDays(TimeRange range);
/// The part of a filter that reports know.
UsageFilter comparable(const UsageFilter &filter);
/// Whether the line needs nobody's attention.
bool isSettled(const ReconciledRow &row);

Result<ReconciliationAnswer> compare(Connection &connection, const ReconciliationQuestion &question);

}
