#pragma once

#include "core/reportingzone.h"
#include "core/result.h"
#include "ledger/pricecatalogue.h"
#include "ledger/usageseries.h"

class Connection;

/// A model as a provider offers it.
struct PricedModel {
    QString provider;
    QString model;
};

/// The same traffic at the prices of two models.
struct TrafficComparison {
    TimeRange range;
    Spend actual; ///< What it cost.
    Spend current; ///< All of it at the prices of the first model; unpriced where none is given.
    Spend next; ///< All of it at the prices of the second.
    qint64 both = 0; ///< Requests that both have a price for.
    Money difference; ///< next - current, over these.
    std::optional<PriceRevision> currentPrice; ///< At the end of the range.
    std::optional<PriceRevision> nextPrice;
};

namespace TrafficPricing {

/// Prices every request of `featureKey` in `range` as if it had gone to one model, at that model's price at the time of
/// the request. Exact; a request whose tokens or price are unknown stays unknown. Reads the rows one by one; may be
/// interrupted. Call inside Database::run.
Result<TrafficComparison> compare(Connection &connection, const QString &featureKey, TimeRange range,
    const std::optional<PricedModel> &current, const PricedModel &next);

/// Providers and models that the workspace has prices for, by provider and model.
Result<QList<PricedModel>> offers(Connection &connection);

}
