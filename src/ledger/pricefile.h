#pragma once

#include "core/result.h"
#include "ledger/pricecatalogue.h"

#include <QIODevice>
#include <QList>

/// Price files that people write: CSV with a header of the columns that they need, in any order, in the names of
/// resources/prices/catalogue.csv. Rates are USD per million tokens as decimal text; an empty rate is unknown, 0 is free.
namespace PriceFile {

struct BadLine
{
    qint64 line = 0;
    QString reason;
};

struct Content
{
    QList<PriceRevision> revisions;
    QList<BadLine> badLines; ///< Where there is one, nothing of the file is to be used.
};

/// `source` stands for an empty cell or a missing column "source". Fails with Unrecognised where there is no header with
/// provider, model and a rate, or where a column is unknown: a misspelt rate would otherwise be lost in silence.
Result<Content> read(QIODevice &device, const QString &source);

/// USD per million tokens as pico-USD; nullopt where the text is no exact amount from 0 on.
std::optional<qint64> rateOf(QByteArrayView usdPerMillion);

}
