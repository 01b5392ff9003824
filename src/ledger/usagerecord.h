#pragma once

#include "core/timerange.h"
#include "ledger/usagefilter.h"

#include <QByteArray>

#include <optional>

/// One call of a model as a source tells it: every format becomes this. Unknown is nullopt or empty, never zero.
/// Texts are valid UTF-8 without NUL.
struct UsageRecord
{
    std::optional<UtcMicros> time;
    QByteArray feature;
    QByteArray provider;
    QByteArray model;
    QByteArray user;
    QByteArray session;
    QByteArray client;
    UsageStatus status = UsageStatus::Unknown;
    QByteArray statusText; ///< The source's own word where it is not one of ours.
    QByteArray errorCode;
    QByteArray errorMessage;
    std::optional<qint64> inputTokens; ///< The whole input, cached parts included.
    std::optional<qint64> cacheReadTokens;
    std::optional<qint64> cacheWrite5mTokens;
    std::optional<qint64> cacheWrite1hTokens;
    std::optional<qint64> outputTokens; ///< The whole output, reasoning included.
    std::optional<qint64> reasoningTokens;
    std::optional<qint64> latencyMicros;
    std::optional<qint64> ttftMicros;
    std::optional<qint64> chargedPico;
    bool chargedRounded = false; ///< The source's cost had more than 12 decimals.

    QByteArray source; ///< With sourceId: the record's own identity. Both empty: identity is a hash of the content.
    QByteArray sourceId;
    qint64 attempt = 1;

    qint64 line = 0; ///< Where it stands in the file.

    void clear() { *this = UsageRecord(); }
};

/// A record that could not be understood.
struct RejectedRecord
{
    qint64 line = 0;
    qint64 offset = 0;
    QString reason;
    QByteArray raw; ///< The first 200 bytes.
    std::optional<qint64> chargedPico = {}; ///< What the provider charged, where that could be read in spite of it.
};

/// Largest number of tokens that one record may carry.
inline constexpr qint64 MaxTokens = 1'000'000'000'000;
