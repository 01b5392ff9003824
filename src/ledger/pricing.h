#pragma once

#include "core/money.h"
#include "ledger/pricebook.h"

#include <QList>

#include <optional>

/// What a request used, in tokens; absent is unknown. The classes are disjoint; `input` and `output` are the totals.
struct TokenClasses
{
    std::optional<qint64> inputUncached;
    std::optional<qint64> cacheRead;
    std::optional<qint64> cacheWrite5m;
    std::optional<qint64> cacheWrite1h;
    std::optional<qint64> outputText;
    std::optional<qint64> reasoning;
    std::optional<qint64> input;
    std::optional<qint64> output;
};

/// Splits whole input and output into their disjoint parts, where the parts are known. Precondition: the parts of a whole
/// are not more than it.
TokenClasses splitTokens(std::optional<qint64> input, std::optional<qint64> cacheRead, std::optional<qint64> cacheWrite5m,
    std::optional<qint64> cacheWrite1h, std::optional<qint64> output, std::optional<qint64> reasoning);

enum class TokenClass { InputUncached, CacheRead, CacheWrite5m, CacheWrite1h, OutputText, Reasoning };

/// One line of the working: tokens times rate, rounded half-even once.
struct PriceComponent
{
    TokenClass tokenClass = TokenClass::InputUncached;
    qint64 tokens = 0;
    qint64 rate = 0; ///< Pico-USD per million tokens.
    bool rateOfOtherClass = false; ///< The class has no rate of its own, see priceRequest().
    Money cost;
};

/// How the price of a request came about.
struct PriceWorking
{
    QList<PriceComponent> components;
    std::optional<Money> total; ///< Sum of the components; absent when the request cannot be priced.
    std::optional<Unpriced> reason; ///< Why there is no total.
    bool longContext = false; ///< The rates above the threshold were taken, for the whole request.
    bool splitUnknown = false; ///< A total was priced as uncached input or as plain output: its parts are not known.
    bool incomplete = false; ///< Input or output is unknown although it has a rate: the total is the known side only.
};

/// Prices one request.
///
/// A class without a rate of its own takes another's: cached reads and 5-minute writes the input rate, 1-hour writes
/// the 5-minute rate and then the input rate, reasoning the output rate. Above the threshold the same order holds among
/// the long-context rates before the ordinary rates are looked at. Tokens for which no rate can be found make the whole
/// request unpriced, as does knowing neither its input nor its output.
PriceWorking priceRequest(const TokenClasses &tokens, const PriceRevision &revision);
