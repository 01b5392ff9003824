#pragma once

#include "core/timerange.h"

#include <QByteArray>

#include <optional>

/// What a provider's own report says about one bucket of time and one group of calls: a sum of calls, never part of the
/// ledger. Unknown is nullopt or empty, never zero. Texts are valid UTF-8 without NUL.
struct ProviderAggregate
{
    enum class Kind { Usage, Cost };

    Kind kind = Kind::Usage;
    QByteArray provider; ///< "anthropic", "openai".
    QByteArray report; ///< Which of its reports: "messages", "completions", "costs".
    UtcMicros from = 0;
    UtcMicros to = 0; ///< Not part of it; never beyond the UTC day of `from`.
    /// By what the report was divided: "model,workspace_id". Sums of the same bucket that were divided in different ways
    /// are the same calls again.
    QByteArray cut;
    QByteArray model;
    QByteArray description; ///< Or the line item.
    QByteArray project; ///< Or the workspace.
    QByteArray apiKey;
    QByteArray user;
    QByteArray detail; ///< The rest of the group, in a fixed order: "service_tier=batch;context_window=0-200k".

    std::optional<qint64> requests;
    std::optional<qint64> inputTokens; ///< The whole input, cached parts included.
    std::optional<qint64> cacheReadTokens;
    std::optional<qint64> cacheWrite5mTokens;
    std::optional<qint64> cacheWrite1hTokens;
    std::optional<qint64> outputTokens;
    std::optional<qint64> costPico; ///< Credits are negative.
    bool costRounded = false; ///< The source's amount had more than 12 decimals of a USD.
    QByteArray currency; ///< "USD" with a cost.

    qint64 line = 0; ///< Where it stands in the file.

    /// Provider, report, bucket and group in 16 bytes, the first of them a version: the same for ever.
    QByteArray key() const;
    /// 16 bytes over what it says.
    QByteArray digest() const;
};
