#pragma once

#include "ledger/rowpricer.h"

class Connection;

/// Everything that decides what a row costs, read at one time.
struct PricingFacts
{
    std::shared_ptr<const ModelResolver> resolver;
    std::shared_ptr<const PriceBook> prices;
    QList<FeatureAssignment> assignments;

    static Result<PricingFacts> load(Connection &connection);

    /// Stands for the prices and assignments: the same digest gives every row the same cost. Hexadecimal.
    QString digest() const;
};
