#include "core/format.h"

#include "core/decimaltext.h"

#include <array>
#include <cmath>

namespace {

constexpr UInt128 CentPico = 10'000'000'000;

/// Unsigned: the most negative number has no positive counterpart.
UInt128 magnitude(Int128 value) { return value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value); }

QString minus() { return QString(QChar(0x2212)); }

/// Groups the digits of plain decimal text; splits the sign off.
QString grouped(QString text, bool *negative)
{
    *negative = text.startsWith(QLatin1Char('-'));
    if (*negative)
        text.remove(0, 1);
    const QLocale locale = Format::locale();
    const auto point = text.indexOf(QLatin1Char('.'));
    const auto whole = point < 0 ? text.size() : point;
    QString result = text.left(whole);
    for (auto at = whole - 3; at > 0; at -= 3)
        result.insert(at, locale.groupSeparator());
    if (point >= 0)
        result += locale.decimalPoint() + text.mid(point + 1);
    return result;
}

QString signedText(const QString &plain, const QString &prefix = {})
{
    bool negative = false;
    const QString text = grouped(plain, &negative);
    return (negative ? minus() : QString()) + prefix + text;
}

QString dollars(const QString &plain) { return signedText(plain, QStringLiteral("$")); }

/// `value` with a sign that is shown also when positive, none when it rounds to zero.
QString withSign(double value, int digits)
{
    const QString plain = QString::number(std::abs(value), 'f', digits);
    const bool zero = plain.toDouble() == 0;
    return (zero ? QString() : value < 0 ? minus() : QStringLiteral("+")) + signedText(plain);
}

}

QLocale Format::locale()
{
    const QLocale user;
    return user.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : user;
}

QString Format::shortened(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const QString kept = text.left(most - 1);
    return (kept.isEmpty() || !kept.back().isHighSurrogate() ? kept : kept.chopped(1)) + QChar(0x2026);
}

QString Format::unknown() { return QString(QChar(0x2014)); }

QString Format::money(Money amount)
{
    const Int128 pico = amount.pico();
    const UInt128 size = magnitude(pico);
    if (size == 0 || size >= CentPico)
        return moneyFixed(amount, 2);
    if (size >= CentPico / 100)
        return moneyFixed(amount, 4);
    if (size >= CentPico / 10000)
        return moneyFixed(amount, 6);
    const QString least = dollars(QStringLiteral("0.000001"));
    return QLatin1Char('<') + (pico < 0 ? minus() + least : least);
}

QString Format::money(const std::optional<Money> &amount, qint64 unpriced)
{
    if (amount)
        return money(*amount);
    return unpriced > 0 ? QStringLiteral("$? (%1)").arg(count(unpriced)) : unknown();
}

QString Format::moneyFixed(Money amount, int digits) { return dollars(amount.roundedText(digits)); }

QString Format::moneyExact(Money amount) { return dollars(decimalText(amount.pico(), 12, 2)); }

QString Format::count(Int128 value) { return signedText(decimalText(value, 0)); }

QString Format::compactCount(Int128 value)
{
    static constexpr std::array<char, 4> Units { 'k', 'M', 'B', 'T' };
    if (magnitude(value) < 10000)
        return count(value);

    Int128 unit = 1000;
    size_t step = 0;
    while (step + 1 < Units.size() && magnitude(divideHalfEven(value, unit)) >= 1000) {
        unit *= 1000;
        ++step;
    }
    int digits = 2;
    Int128 scaled = divideHalfEven(value, unit / 100);
    if (magnitude(scaled) >= 1000) {
        digits = 1;
        scaled = divideHalfEven(value, unit / 10);
    }
    if (digits == 1 && magnitude(scaled) >= 1000) {
        digits = 0;
        scaled = divideHalfEven(value, unit);
    }
    return signedText(decimalText(scaled, digits, digits)) + QLatin1Char(Units[step]);
}

QString Format::percent(const std::optional<double> &share, int digits)
{
    if (!share || !std::isfinite(*share))
        return unknown();
    const double least = std::pow(10.0, -digits);
    const double value = *share * 100;
    if (value > 0 && value < least / 2)
        return QLatin1Char('<') + signedText(QString::number(least, 'f', digits)) + QLatin1Char('%');
    return signedText(QString::number(value, 'f', value == 100 ? 0 : digits)) + QLatin1Char('%');
}

QString Format::percentagePoints(const std::optional<double> &difference)
{
    if (!difference || !std::isfinite(*difference))
        return unknown();
    return withSign(*difference * 100, 2) + QStringLiteral(" pp");
}

QString Format::delta(const std::optional<double> &ratio)
{
    if (!ratio || !std::isfinite(*ratio))
        return unknown();
    if (*ratio >= 999)
        return QChar(0x00d7) + signedText(QString::number(*ratio + 1, 'f', 0));
    return withSign(*ratio * 100, 1) + QLatin1Char('%');
}

QString Format::milliseconds(const std::optional<double> &value)
{
    if (!value || !std::isfinite(*value))
        return unknown();
    if (std::abs(*value) < 999.5)
        return signedText(QString::number(*value, 'f', 0)) + QStringLiteral(" ms");
    if (std::abs(*value) < 59995)
        return signedText(QString::number(*value / 1000, 'f', 2)) + QStringLiteral(" s");
    const auto seconds = static_cast<qint64>(std::llround(*value / 1000));
    return count(seconds / 60) + QStringLiteral(" min ") + QString::number(std::abs(seconds % 60)) + QStringLiteral(" s");
}
