#include "ledger/trafficpricing.h"

#include "ledger/pricestore.h"
#include "ledger/pricing.h"
#include "ledger/pricingfacts.h"
#include "ledger/readsnapshot.h"
#include "ledger/usagerows.h"

#include <algorithm>

namespace {

std::optional<Money> priced(const PriceBook &book, int key, const UsageRows::Stored &row)
{
    const auto answer = book.priceOf(key, row.rollup.time);
    if (!answer.revision)
        return {};
    const auto &amounts = row.amounts;
    return priceRequest(splitTokens(amounts.input, amounts.cacheRead, amounts.cacheWrite5m, amounts.cacheWrite1h,
                            amounts.output, amounts.reasoning),
        *answer.revision)
        .total;
}

void add(Spend &spend, const std::optional<Money> &cost)
{
    ++spend.requests;
    if (cost)
        spend.cost += *cost;
    else
        ++spend.unpriced;
}

/// As rows are priced: the name may be another spelling of a model that the price list knows.
int keyOf(const PricingFacts &facts, const PricedModel &model)
{
    const auto resolution = facts.resolver->resolve(model.model, model.provider);
    const bool known = resolution.kind != MatchKind::None && resolution.kind != MatchKind::Family;
    return facts.prices->keyOf(model.provider, known ? resolution.canonical : model.model);
}

std::optional<PriceRevision> revisionAt(const PriceBook &book, int key, UtcMicros t)
{
    const auto answer = book.priceOf(key, t);
    return answer.revision ? std::optional(*answer.revision) : std::nullopt;
}

}

Result<TrafficComparison> TrafficPricing::compare(Connection &connection, const QString &featureKey, TimeRange range,
    const std::optional<PricedModel> &current, const PricedModel &next)
{
    ReadSnapshot snapshot(connection);
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto facts = PricingFacts::load(connection);
    if (!facts)
        return facts.error();
    const auto &book = facts->prices;
    const int nextKey = keyOf(*facts, next);
    const int currentKey = current ? keyOf(*facts, *current) : -1;
    TrafficComparison comparison;
    comparison.range = range;
    comparison.nextPrice = revisionAt(*book, nextKey, range.to - 1);
    if (current)
        comparison.currentPrice = revisionAt(*book, currentKey, range.to - 1);
    const auto read = UsageRows::forEachOf(connection,
        QStringLiteral("WHERE ts_us >= ? AND ts_us < ? AND feature_id IN (SELECT id FROM ai_features WHERE key = ?)"),
        { range.from, range.to, featureKey }, [&](const UsageRows::Stored &row) {
            add(comparison.actual, row.cost ? std::optional(Money::fromPico(*row.cost)) : std::nullopt);
            const auto asNext = priced(*book, nextKey, row);
            const auto asCurrent = current ? priced(*book, currentKey, row) : std::nullopt;
            add(comparison.next, asNext);
            add(comparison.current, asCurrent);
            if (asNext && asCurrent) {
                ++comparison.both;
                comparison.difference = comparison.difference + (*asNext - *asCurrent);
            }
        });
    if (!read)
        return read.error();
    return comparison;
}

Result<QList<PricedModel>> TrafficPricing::offers(Connection &connection)
{
    const auto revisions = PriceStore::revisions(connection);
    if (!revisions)
        return revisions.error();
    QList<PricedModel> models;
    for (const PriceRevision &revision : *revisions) {
        if (revision.validTo == OpenEnd && !revision.base.isEmpty())
            models.append({ revision.provider, revision.model });
    }
    const auto key = [](const PricedModel &model) { return std::pair(model.provider, model.model); };
    std::sort(models.begin(), models.end(), [&](const auto &a, const auto &b) { return key(a) < key(b); });
    models.erase(
        std::unique(models.begin(), models.end(), [&](const auto &a, const auto &b) { return key(a) == key(b); }),
        models.end());
    return models;
}
