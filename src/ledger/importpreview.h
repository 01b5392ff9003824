#pragma once

#include "ledger/importer.h"
#include "ledger/usagefilter.h"

#include <QList>

struct PricingFacts;

/// A record of a file as it would stand in the ledger.
struct PreviewRow
{
    UtcMicros time = 0;
    bool timeAssumed = false; ///< The record has none.
    QString feature, provider, model, user;
    QString canonical; ///< What the model's name resolves to; empty: to nothing.
    UsageStatus status = UsageStatus::Unknown;
    std::optional<qint64> input, output;
    std::optional<Money> charged, computed, cost;
    CostSource costSource = CostSource::Unpriced;
    qint64 line = 0;
};

/// What importing a file would make of its beginning.
struct ImportPreview
{
    QString format; ///< "event-csv"
    QString title; ///< For people: "Event CSV".
    QStringList evidence; ///< See RecognisedFormat.
    qint64 bytesTotal = 0;
    bool whole = false; ///< All of the file was read, not only its beginning.
    qint64 records = 0; ///< That were read, rejected ones included.
    qint64 sums = 0; ///< Of these, sums of calls: they go beside the ledger.
    qint64 rejected = 0;
    qint64 withoutTime = 0;
    qint64 unpriced = 0;
    Money cost; ///< Of the priced records.
    std::optional<TimeRange> range; ///< Of the records.
    QList<PreviewRow> rows; ///< The first ones.
    QList<ImportReport::Reject> rejects; ///< The first ones.
    QStringList ignoredColumns; ///< Columns of the file that the format does not know.
    QStringList unknownModels; ///< Names that resolve to nothing, in the order of the file.

    static constexpr int ShownRows = 50;
    static constexpr qint64 MaxBytes = 4 * 1024 * 1024; ///< About as much of a file is read at most.

    /// Reads the beginning of `path`, writes nothing and touches no database. Fails as an import would where the file
    /// cannot be read or nothing in it is understood. Stops with Interrupted.
    static Result<ImportPreview> read(
        const QString &path, const ImportOptions &options, const PricingFacts &facts, const std::atomic_bool &cancelled);
};
