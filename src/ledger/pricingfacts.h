#pragma once

#include "ledger/rowpricer.h"

class Connection;

/// Everything that decides what a row costs, read at one time.
struct PricingFacts
{
    std::shared_ptr<const ModelResolver> resolver;
    std::shared_ptr<const PriceBook> prices;
    QList<FeatureAssignment> assignments;
    QHash<QString, QString> confirmed; ///< Names that the resolver does not know, with the model that somebody said they are.

    static Result<PricingFacts> load(Connection &connection);
    /// Of PriceStore::bundled(); made once, which takes a quarter of a second. From any thread.
    static const Result<std::shared_ptr<const ModelResolver>> &bundledResolver();

    RowPricer pricer() const { return RowPricer(resolver, prices, assignments, confirmed); }

    /// Stands for the prices, assignments and confirmed names: the same digest gives every row the same cost. Hexadecimal.
    QString digest() const;
};
