#pragma once

#include "data/transaction.h"
#include "ledger/pricecatalogue.h"
#include "ledger/pricestore.h"
#include "support/testdatabase.h"

/// Gives a workspace the prices that ship with the program.
inline void storePrices(TestDatabase &test)
{
    const auto stored = test.writer().run([](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        const auto catalogue = PriceStore::bundled();
        if (!catalogue)
            return catalogue.error();
        if (auto done = PriceStore::store(connection, *catalogue, 0, QStringLiteral("tester")); !done)
            return done.error();
        return transaction.commit();
    }).result();
    if (!stored)
        qFatal("%s", qPrintable(stored.error().line()));
}
