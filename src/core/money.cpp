#include "core/money.h"

std::optional<Money> Money::fromUsdText(QStringView usd)
{
    const auto parsed = parseDecimal(usd, 12);
    if (!parsed)
        return {};
    return fromPico(parsed->value);
}

QString Money::exactText() const
{
    return decimalText(m_pico, 12);
}

QString Money::roundedText(int digits) const
{
    Int128 unit = 1;
    for (int i = digits; i < 12; ++i)
        unit *= 10;
    return decimalText(divideHalfEven(m_pico, unit), digits, digits);
}

Money tokenCost(qint64 tokens, qint64 pricePicoPerMtok)
{
    return Money::fromPico(divideHalfEven(static_cast<Int128>(tokens) * pricePicoPerMtok, TokensPerPriceUnit));
}
