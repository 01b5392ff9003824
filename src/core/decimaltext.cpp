#include "core/decimaltext.h"

#include <QVarLengthArray>

#include <limits>

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

struct Digits
{
    bool negative = false;
    QVarLengthArray<char, 64> digits; ///< Significant digits, leading zeros dropped.
    int exponent = 0; ///< value = digits * 10^exponent
};

std::optional<Digits> scan(const char *p, const char *end)
{
    while (p < end && isBlank(*p))
        ++p;
    while (end > p && isBlank(*(end - 1)))
        --end;
    if (p == end)
        return {};

    Digits number;
    if (*p == '-' || *p == '+')
        number.negative = *p++ == '-';
    bool any = false;
    const auto take = [&number, &any](char c) {
        any = true;
        if (c != '0' || !number.digits.isEmpty())
            number.digits.append(char(c - '0'));
    };
    while (p < end && isDigit(*p))
        take(*p++);
    if (p < end && *p == '.') {
        ++p;
        while (p < end && isDigit(*p)) {
            take(*p++);
            --number.exponent;
        }
    }
    if (!any)
        return {};
    if (p < end && (*p == 'e' || *p == 'E')) {
        ++p;
        bool negative = false;
        if (p < end && (*p == '-' || *p == '+'))
            negative = *p++ == '-';
        if (p == end)
            return {};
        int exponent = 0;
        while (p < end && isDigit(*p)) {
            if (exponent < 100000)
                exponent = exponent * 10 + (*p - '0');
            ++p;
        }
        number.exponent += negative ? -exponent : exponent;
    }
    if (p != end)
        return {};
    return number;
}

}

std::optional<ScaledDecimal> parseDecimal(const char *begin, const char *end, int scale)
{
    const auto number = scan(begin, end);
    if (!number)
        return {};
    const auto count = int(number->digits.size());
    const int shift = number->exponent + scale; // value = digits * 10^shift
    const int kept = count + (shift < 0 ? shift : 0); // digits left of the cut
    if (count == 0 || kept < 0)
        return ScaledDecimal { 0, count != 0 };
    if (count + shift > 19) // more than 19 digits before the point never fit 64 bits
        return {};

    Int128 value = 0;
    for (int i = 0; i < kept; ++i)
        value = value * 10 + number->digits[i];
    bool rounded = false;
    if (shift >= 0) {
        for (int i = 0; i < shift; ++i)
            value *= 10;
    } else if (kept < count) {
        const int next = number->digits[kept];
        bool rest = false;
        for (int i = kept + 1; i < count; ++i)
            rest = rest || number->digits[i] != 0;
        rounded = next != 0 || rest;
        if (next > 5 || (next == 5 && (rest || value % 2 != 0)))
            ++value;
    }
    if (number->negative)
        value = -value;
    if (value > std::numeric_limits<qint64>::max() || value < std::numeric_limits<qint64>::min())
        return {};
    return ScaledDecimal { qint64(value), rounded };
}

std::optional<ScaledDecimal> parseDecimal(QStringView text, int scale)
{
    QVarLengthArray<char, 64> bytes;
    for (const QChar c : text) {
        if (c.unicode() > 0x7e)
            return {};
        bytes.append(char(c.unicode()));
    }
    return parseDecimal(bytes.constData(), bytes.constData() + bytes.size(), scale);
}

std::optional<qint64> parseInteger(const char *begin, const char *end)
{
    const auto parsed = parseDecimal(begin, end, 0);
    if (!parsed || parsed->rounded)
        return {};
    return parsed->value;
}

QString decimalText(Int128 value, int scale, int minimumDigits)
{
    const bool negative = value < 0;
    UInt128 rest = negative ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
    QString reversed;
    int position = 0;
    bool seen = false;
    do {
        const int digit = int(rest % 10);
        rest /= 10;
        seen = seen || digit != 0 || position >= scale - minimumDigits;
        if (position == scale && position != 0 && !reversed.isEmpty())
            reversed += QLatin1Char('.');
        if (seen || position >= scale)
            reversed += QLatin1Char(char('0' + digit));
        ++position;
    } while (rest != 0 || position <= scale);
    if (negative)
        reversed += QLatin1Char('-');
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

Int128 divideHalfEven(Int128 numerator, Int128 denominator)
{
    Int128 quotient = numerator / denominator;
    const Int128 remainder = numerator % denominator;
    const Int128 twice = 2 * (remainder < 0 ? -remainder : remainder);
    if (twice > denominator || (twice == denominator && quotient % 2 != 0))
        quotient += numerator < 0 ? -1 : 1;
    return quotient;
}
