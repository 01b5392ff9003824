#pragma once

#include "core/decimaltext.h"

#include <QMetaType>
#include <QString>

#include <optional>

/// A sum of money: a signed count of pico-USD (10^-12 USD). Wide enough for any sum of rows. Unknown money is an empty
/// std::optional<Money>, never zero.
class Money
{
public:
    constexpr Money() = default;
    static constexpr Money fromPico(Int128 pico)
    {
        Money money;
        money.m_pico = pico;
        return money;
    }
    /// The two halves that SQL sums apart so that no 64-bit sum overflows: whole micro-USD and the pico below it.
    static constexpr Money fromHalves(qint64 micros, qint64 picoRest)
    {
        return fromPico(static_cast<Int128>(micros) * 1000000 + picoRest);
    }
    /// Reads USD from decimal text; digits beyond the twelfth are rounded half-even.
    static std::optional<Money> fromUsdText(QStringView usd);

    constexpr Int128 pico() const { return m_pico; }
    /// For charts and ratios on screen only, never for sums that are shown as money.
    constexpr double approximateUsd() const { return static_cast<double>(m_pico) / 1e12; }

    /// Exact USD, no trailing zeros, no sign of currency: "0.0000375".
    QString exactText() const;
    /// Rounded half-even to `digits` decimals: "1234.50".
    QString roundedText(int digits) const;

    constexpr Money &operator+=(Money other)
    {
        m_pico += other.m_pico;
        return *this;
    }
    friend constexpr Money operator+(Money a, Money b) { return fromPico(a.m_pico + b.m_pico); }
    friend constexpr Money operator-(Money a, Money b) { return fromPico(a.m_pico - b.m_pico); }
    friend constexpr bool operator==(Money a, Money b) { return a.m_pico == b.m_pico; }
    friend constexpr auto operator<=>(Money a, Money b) { return a.m_pico <=> b.m_pico; }

private:
    Int128 m_pico = 0;
};

Q_DECLARE_METATYPE(Money)

/// Largest amount that one usage row may carry, in pico-USD (one million USD, exclusive).
inline constexpr qint64 MaxRowPico = 1'000'000'000'000'000'000;

/// tokens * pricePicoPerMtok / 10^6, rounded half-even once.
constexpr qint64 TokensPerPriceUnit = 1'000'000;
Money tokenCost(qint64 tokens, qint64 pricePicoPerMtok);
