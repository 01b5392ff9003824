#include "ledger/pricing.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace {

struct Part
{
    TokenClass tokenClass;
    qint64 tokens;
};

/// One side of a request, input or output.
struct Side
{
    QList<Part> parts;
    std::optional<qint64> total;
    bool splitUnknown = false;
};

/// `main` is the class that takes what the others leave. Parts that do not fit into the total are not believed.
Side sideOf(std::optional<qint64> total, Part main, std::optional<qint64> mainTokens,
    std::initializer_list<std::pair<TokenClass, std::optional<qint64>>> others)
{
    Side side;
    qint64 known = mainTokens.value_or(0);
    bool anyKnown = mainTokens.has_value();
    for (const auto &[tokenClass, tokens] : others) {
        if (!tokens)
            continue;
        side.parts.append({ tokenClass, *tokens });
        known += *tokens;
        anyKnown = true;
    }
    if (!total && !mainTokens)
        return side; // some part may be known, but not how much there was in all

    side.total = total.value_or(known);
    const qint64 rest = *side.total - known;
    side.splitUnknown = !anyKnown || rest < 0 || (mainTokens && rest > 0);
    if (rest < 0)
        side.parts.clear();
    main.tokens = rest < 0 ? *side.total : mainTokens.value_or(0) + rest;
    side.parts.prepend(main);
    return side;
}

struct Rate
{
    qint64 value = 0;
    bool ofOtherClass = false;
};

using RateMember = std::optional<qint64> PriceRates::*;

/// The class's own rate first, then those that stand in for it.
QList<RateMember> ratesFor(TokenClass tokenClass)
{
    switch (tokenClass) {
    case TokenClass::InputUncached: return { &PriceRates::input };
    case TokenClass::CacheRead: return { &PriceRates::cacheRead, &PriceRates::input };
    case TokenClass::CacheWrite5m: return { &PriceRates::cacheWrite5m, &PriceRates::input };
    case TokenClass::CacheWrite1h: return { &PriceRates::cacheWrite1h, &PriceRates::cacheWrite5m, &PriceRates::input };
    case TokenClass::OutputText: return { &PriceRates::output };
    case TokenClass::Reasoning: return { &PriceRates::reasoning, &PriceRates::output };
    }
    Q_UNREACHABLE();
}

std::optional<Rate> rateOf(TokenClass tokenClass, const PriceRates &rates)
{
    const auto members = ratesFor(tokenClass);
    for (const auto member : members) {
        if (const auto &rate = rates.*member)
            return Rate { *rate, member != members.first() };
    }
    return {};
}

std::optional<Rate> rateOf(TokenClass tokenClass, const PriceRevision &revision, bool longContext)
{
    if (longContext) {
        if (const auto rate = rateOf(tokenClass, revision.aboveThreshold))
            return rate;
    }
    return rateOf(tokenClass, revision.base);
}

PriceWorking unpriced(Unpriced reason)
{
    PriceWorking working;
    working.reason = reason;
    return working;
}

} // namespace

PriceWorking priceRequest(const TokenClasses &tokens, const PriceRevision &revision)
{
    const auto input = sideOf(tokens.input, { TokenClass::InputUncached, 0 }, tokens.inputUncached,
        { { TokenClass::CacheRead, tokens.cacheRead }, { TokenClass::CacheWrite5m, tokens.cacheWrite5m },
            { TokenClass::CacheWrite1h, tokens.cacheWrite1h } });
    const auto output = sideOf(tokens.output, { TokenClass::OutputText, 0 }, tokens.outputText,
        { { TokenClass::Reasoning, tokens.reasoning } });
    if (revision.base.isEmpty() || (!input.total && !output.total))
        return unpriced(Unpriced::NoRate);

    PriceWorking working;
    working.longContext = revision.longContextThreshold && input.total.value_or(0) > *revision.longContextThreshold;
    working.splitUnknown = input.splitUnknown || output.splitUnknown;
    working.incomplete = (!input.total && rateOf(TokenClass::InputUncached, revision, false))
        || (!output.total && rateOf(TokenClass::OutputText, revision, false));
    Money total;
    for (const auto &part : input.parts + output.parts) {
        const auto rate = rateOf(part.tokenClass, revision, working.longContext);
        if (!rate && part.tokens != 0)
            return unpriced(Unpriced::NoRate);
        if (!rate)
            continue;
        const auto cost = tokenCost(part.tokens, rate->value);
        working.components.append({ part.tokenClass, part.tokens, rate->value, rate->ofOtherClass, cost });
        total += cost;
    }
    working.total = total;
    return working;
}

TokenClasses splitTokens(std::optional<qint64> input, std::optional<qint64> cacheRead, std::optional<qint64> cacheWrite5m,
    std::optional<qint64> cacheWrite1h, std::optional<qint64> output, std::optional<qint64> reasoning)
{
    TokenClasses tokens { {}, cacheRead, cacheWrite5m, cacheWrite1h, {}, reasoning, input, output };
    if (input && (cacheRead || cacheWrite5m || cacheWrite1h))
        tokens.inputUncached = *input - cacheRead.value_or(0) - cacheWrite5m.value_or(0) - cacheWrite1h.value_or(0);
    if (output && reasoning)
        tokens.outputText = *output - *reasoning;
    return tokens;
}
