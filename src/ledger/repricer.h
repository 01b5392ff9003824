#pragma once

#include "ledger/pricingfacts.h"
#include "ledger/repricing.h"
#include "ledger/usagerows.h"

#include <QHash>

#include <functional>

/// The part of a row that repricing changes.
struct RowCost
{
    std::optional<qint64> computed; ///< pico-USD
    std::optional<qint64> price; ///< Revision.
    std::optional<qint64> cost;
    int source = 0;
    int flags = 0;

    static RowCost of(const UsageRows::Stored &row) { return { row.computed, row.price, row.cost, row.rollup.costSource, row.flags }; }
    friend bool operator==(const RowCost &, const RowCost &) = default;
};

/// What `row` adds to the rollups when it costs `cost`.
RollupRow rollupWith(const UsageRows::Stored &row, const RowCost &cost);

/// Prices rows of the ledger as an import would today.
class Repricer
{
public:
    static Result<Repricer> load(Connection &connection);

    /// The cost that the row is due. Another revision that gives the same amount is no change: the row keeps its own.
    RowCost costOf(const UsageRows::Stored &row);

    QString featureOf(const UsageRows::Stored &row) const { return QString::fromUtf8(m_features.value(row.rollup.feature)); }
    QString modelOf(const UsageRows::Stored &row) const { return QString::fromUtf8(m_models.value(row.rollup.model)); }
    const QString &pricesDigest() const { return m_digest; }

private:
    Repricer(const PricingFacts &facts) : m_pricer(facts.pricer()), m_digest(facts.digest()) {}

    RowPricer m_pricer;
    QString m_digest;
    QHash<qint64, QByteArray> m_features, m_providers, m_models; ///< Names by id.
};

/// The rows of `scope` with an id above `after`, in the order of their ids, `limit` at most (-1: all).
Result<> forEachInScope(Connection &connection, const RepricingScope &scope, qint64 after, qint64 limit,
    const std::function<void(const UsageRows::Stored &)> &visit);
