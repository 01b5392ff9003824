#pragma once

#include "core/int128.h"

#include <QString>
#include <QStringView>

#include <optional>

/// A decimal number read from its text, scaled by a power of ten into an integer. No double is involved anywhere.
struct ScaledDecimal
{
    qint64 value = 0;
    bool rounded = false; ///< The text had more digits than fit; `value` is the half-even neighbour.
};

/// Reads "12", "-0.5", "+3.25", "1E-6". Surrounding blanks are allowed; anything else is not: thousands separators,
/// comma decimals, hexadecimal, "NaN", "inf", full-width digits and empty text give nullopt, as does a value that does
/// not fit 64 bits after scaling by 10^scale.
std::optional<ScaledDecimal> parseDecimal(QStringView text, int scale);
std::optional<ScaledDecimal> parseDecimal(const char *begin, const char *end, int scale);

/// A whole number of the same grammar whose fraction, if any, is zero ("7", "7.0", "1e3").
std::optional<qint64> parseInteger(const char *begin, const char *end);

/// `value` / 10^scale as exact decimal text without trailing zeros: (1500, 3) is "1.5". At least `minimumDigits`
/// digits follow the point.
QString decimalText(Int128 value, int scale, int minimumDigits = 0);

/// numerator / denominator, rounded half to even. The denominator is positive.
Int128 divideHalfEven(Int128 numerator, Int128 denominator);
