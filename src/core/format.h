#pragma once

#include "core/int128.h"
#include "core/money.h"

#include <QLocale>
#include <QString>

#include <optional>

/// How values are written on screen. Separators are the locale's, digits are always 0-9, minus is U+2212.
/// Never for files: those take Money::exactText() and ISO text.
namespace Format {

/// The user's locale; en_US in place of the C locale, which has no thousands separators.
QLocale locale();

/// At most `most` characters, the last of them "…" where there are more. Wrapping or eliding ten thousand without a blank
/// holds a window up for seconds.
QString shortened(const QString &text, qsizetype most);

QString unknown(); ///< An em dash: there is no value.

/// Two decimals from one cent up. Below that four, below a hundredth of a cent six, and "<$0.000001" for less, so that
/// an amount that is not zero never reads as zero. "-$100.00" has its sign before the currency.
QString money(Money amount);
/// An empty amount is unknown(), or "$? (n)" when `unpriced` rows have no price.
QString money(const std::optional<Money> &amount, qint64 unpriced = 0);
/// Always `digits` decimals (0..12), for columns that must line up.
QString moneyFixed(Money amount, int digits);
/// Every digit of the amount, grouped, for tooltips.
QString moneyExact(Money amount);

QString count(Int128 value); ///< "3,000,908"
/// Three significant digits from 10,000 up: "84.0k", "3.00M", "3.84B", "1,120T".
QString compactCount(Int128 value);

/// `share` 0..1 as "30.4%". A share that is not zero never reads as zero: "<0.1%".
QString percent(const std::optional<double> &share, int digits = 1);
/// Difference of two shares: 0.0006 is "+0.06 pp".
QString percentagePoints(const std::optional<double> &difference);
/// Relative change: 0.093 is "+9.3%"; no sign at zero; from a thousandfold on a multiple, "×1,250".
QString delta(const std::optional<double> &ratio);
/// "412 ms", "1.84 s", "2 min 5 s".
QString milliseconds(const std::optional<double> &value);

}
