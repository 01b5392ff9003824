#pragma once

#include "core/timerange.h"
#include "ledger/provideraggregate.h"
#include "ledger/usagerecord.h"

#include <QString>

#include <vector>

/// A name that a record used for the first time in this import.
struct NewName
{
    QByteArray name;
    // For models: what the resolver made of it; canonical is empty where nothing matched.
    QString canonical;
    QString family;
    QString matchKind = QStringLiteral("none");
};

/// A record ready to be written: parsed, identified and priced. Names are positions in the tables of the import.
struct PreparedRow
{
    UtcMicros time = 0;
    int feature = 0;
    int provider = 0;
    int model = 0;
    int user = 0;
    int source = 0; ///< Of the identity.
    QByteArray key;
    QByteArray digest;
    QByteArray session, client, statusText, errorCode, errorMessage;
    UsageStatus status = UsageStatus::Unknown;
    std::optional<qint64> inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens, reasoningTokens;
    std::optional<qint64> latencyMicros, ttftMicros;
    std::optional<qint64> chargedPico, computedPico, priceId, costPico;
    CostSource costSource = CostSource::Unpriced;
    int flags = 0;
    qint64 attempt = 1;
    qint64 line = 0;
    QByteArray raw; ///< The record as it stands in its file, compressed; empty: not kept.
    qint64 rawBytes = 0; ///< Its length there.
};

/// Bits of ai_usage_logs.flags.
enum UsageFlag { ChargeRounded = 1, TimeAssumed = 2, SplitUnknown = 4 };

/// What one transaction of an import writes.
struct PreparedBatch
{
    // Names first seen in this batch, to be appended to the tables of the import in this order. Position 0 of each table
    // is the empty name.
    std::vector<NewName> features, providers, models, users, sources;
    std::vector<PreparedRow> rows;
    std::vector<ProviderAggregate> aggregates; ///< Sums of calls, which go beside the ledger.
    /// Positions in `rows` by identity, so that the index of claims is filled from left to right; equal ones keep the order
    /// of the file.
    std::vector<size_t> byIdentity;
    std::vector<RejectedRecord> rejects;
    qint64 rounded = 0;
    bool last = false;
};
