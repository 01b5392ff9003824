#pragma once

#include "core/result.h"
#include "core/timerange.h"
#include "ledger/providernames.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <limits>
#include <optional>

/// Rates of one request in pico-USD per million tokens. An absent rate is unknown, a zero is free.
struct PriceRates
{
    std::optional<qint64> input;
    std::optional<qint64> output;
    std::optional<qint64> cacheRead;
    std::optional<qint64> cacheWrite5m;
    std::optional<qint64> cacheWrite1h;
    std::optional<qint64> reasoning;
    std::optional<qint64> inputBatch;
    std::optional<qint64> outputBatch;

    /// No rate for any class of tokens, as with models that are paid by the image or the second.
    bool isEmpty() const;
    friend bool operator==(const PriceRates &, const PriceRates &) = default;
};

inline constexpr UtcMicros FromTheBeginning = std::numeric_limits<UtcMicros>::min();
inline constexpr UtcMicros OpenEnd = std::numeric_limits<UtcMicros>::max();

/// What one provider asks for one model during one period.
struct PriceRevision
{
    using Rates = PriceRates;

    qint64 id = 0; ///< Row of the workspace; 0 until stored.
    QString provider; ///< The catalogue's id, see ProviderNames.
    QString model; ///< The name by which that provider knows it.
    UtcMicros validFrom = FromTheBeginning;
    UtcMicros validTo = OpenEnd; ///< Exclusive.
    int windowFromMinute = -1; ///< Minute of the UTC day, -1 = all day. A window may run over midnight.
    int windowToMinute = -1; ///< Exclusive.
    std::optional<qint64> longContextThreshold; ///< Input tokens; strictly above it the whole request is long.
    Rates base;
    Rates aboveThreshold;
    QString source; ///< "genai-prices 2026-08-21", "history", ...

    /// Whether this is the price at `t`: within the validity and the daily window.
    bool holdsAt(UtcMicros t) const;
    friend bool operator==(const PriceRevision &, const PriceRevision &) = default;
};

/// A model as one provider offers it.
struct CatalogueModel
{
    QString provider;
    QString model;
    QString family; ///< The name without a snapshot date where that is a model too, else the name itself.
    QString mode; ///< "chat", "embedding", ...; empty when unknown.
    QStringList aliases; ///< Other whole names for it, e.g. "together_ai/openai/gpt-oss-20b".
};

/// The price file resources/prices/catalogue.csv as values. Its first lines say what the columns mean.
class PriceCatalogue
{
public:
    /// Fails with Invalid and names the line when any cell is malformed; never takes half a file.
    static Result<PriceCatalogue> parse(const QByteArray &csv);

    const QList<PriceRevision> &revisions() const { return m_revisions; }
    /// One entry per provider and model, in the order of the file.
    const QList<CatalogueModel> &models() const { return m_models; }
    const ProviderNames &providers() const { return m_providers; }

private:
    QList<PriceRevision> m_revisions;
    QList<CatalogueModel> m_models;
    ProviderNames m_providers;
};
