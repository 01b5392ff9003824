#include "ledger/modelnametokens.h"

#include "ledger/modelnamewords.h"

#include <algorithm>

namespace {

constexpr int FirstYear = 22; // of this century: before it nobody sold tokens by dated names
constexpr int LastYear = 39;

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool areDigits(const QString &text, int count)
{
    return text.size() == count && std::all_of(text.cbegin(), text.cend(), isDigit);
}

bool isMonth(int n)
{
    return n >= 1 && n <= 12;
}

bool isDay(int n)
{
    return n >= 1 && n <= 31;
}

bool isShortYear(int n)
{
    return n >= FirstYear && n <= LastYear;
}

bool isYear(const QString &text)
{
    return areDigits(text, 4) && text.startsWith(QLatin1String("20")) && QStringView(text).mid(2).toInt() >= FirstYear;
}

bool isTwoDigits(const QString &text, bool (*valid)(int))
{
    return areDigits(text, 2) && valid(text.toInt());
}

/// A date within one token: 20240718, 240718, 0718, 2407 or 24.07.
bool isWholeDate(const QString &text)
{
    if (areDigits(text, 8))
        return isYear(text.left(4)) && isMonth(QStringView(text).mid(4, 2).toInt()) && isDay(QStringView(text).mid(6).toInt());
    if (areDigits(text, 6))
        return isShortYear(QStringView(text).left(2).toInt()) && isMonth(QStringView(text).mid(2, 2).toInt()) && isDay(QStringView(text).mid(4).toInt());
    if (text.size() == 5 && text.at(2) == QLatin1Char('.')) // "24.02": the first part is a year where no version is so high
        return isTwoDigits(text.left(2), isShortYear) && isTwoDigits(text.mid(3), isMonth);
    if (!areDigits(text, 4) || text == QLatin1String("1024")) // a width of pictures
        return false;
    const int first = QStringView(text).left(2).toInt();
    const int second = QStringView(text).mid(2).toInt();
    return (isMonth(first) && isDay(second)) || (isShortYear(first) && isMonth(second));
}

/// How many tokens from `at` on are a date: 2024-07-18, 07-18-2024, 2024-07, 07-2024, 07-18, or one whole; 0 for none.
int dateLength(const QList<NameToken> &tokens, int at)
{
    const auto text = [&tokens, at](int offset) { return at + offset < tokens.size() ? tokens.at(at + offset).text : QString(); };
    if (isYear(text(0)) && isTwoDigits(text(1), isMonth))
        return isTwoDigits(text(2), isDay) ? 3 : 2;
    if (isTwoDigits(text(0), isMonth)) {
        if (isYear(text(1)))
            return 2;
        if (isTwoDigits(text(1), isDay))
            return isYear(text(2)) ? 3 : 2;
    }
    return isWholeDate(text(0)) ? 1 : 0;
}

/// Bedrock's "-20241022-v2:0" and Vertex' "-v2@20241022" count the snapshots of a model that has a version already; the
/// date that stood at `at` says the same.
void dropSnapshotCount(QList<NameToken> &tokens, int at)
{
    for (const int neighbour : { at, at - 1 }) {
        if (neighbour <= 0 || neighbour >= tokens.size() || !tokens.at(neighbour).marked || tokens.at(neighbour).text.contains(QLatin1Char('.')))
            continue;
        for (int i = 0; i < tokens.size(); ++i) {
            if (i != neighbour && ModelNameWords::isVersion(tokens.at(i).text)) {
                tokens.removeAt(neighbour);
                return;
            }
        }
    }
}

/// "5p1" -> "5.1": fireworks writes the point so.
QString withPoint(QString text)
{
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('p') && isDigit(text.at(i - 1)) && isDigit(text.at(i + 1)))
            text[i] = QLatin1Char('.');
    }
    return text;
}

/// Appends a run of letters and digits, "llama3" as two tokens.
void append(QList<NameToken> &tokens, const QString &run, QChar before)
{
    const auto text = withPoint(run);
    qsizetype letters = 0;
    while (letters < text.size() && !isDigit(text.at(letters)))
        ++letters;
    if (letters == 1 && text.size() > 1 && text.front() == QLatin1Char('v') && ModelNameWords::isVersion(text.mid(1)))
        tokens.append({ text.mid(1), before, true });
    else if (letters >= 3 && letters < text.size()) {
        tokens.append({ text.left(letters), before });
        tokens.append({ text.mid(letters), {} });
    } else
        tokens.append({ text, before });
}

/// A number of one or two digits that can stand on a side of a point: "3", "20", "0", never "05".
bool isSmallNumber(const QString &text)
{
    return areDigits(text, 1) || (areDigits(text, 2) && text.front() != QLatin1Char('0'));
}

/// "3-5" -> 3.5; `markedOnly`: only "v3-5".
void joinVersions(QList<NameToken> &tokens, bool markedOnly)
{
    for (int i = 0; i + 1 < tokens.size(); ++i) {
        const auto &next = tokens.at(i + 1);
        if ((tokens.at(i).marked || !markedOnly) && isSmallNumber(tokens.at(i).text) && isSmallNumber(next.text) && !next.marked && next.before == QLatin1Char('-')) {
            tokens[i].text += QLatin1Char('.') + next.text;
            tokens.removeAt(i + 1);
        }
    }
}

}

QList<NameToken> NameTokens::split(const QString &text)
{
    QList<NameToken> tokens;
    QString run;
    QChar before;
    const auto flush = [&tokens, &run, &before] {
        if (!run.isEmpty())
            append(tokens, run, before);
        run.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool point = c == QLatin1Char('.') && i > 0 && i + 1 < text.size() && isDigit(text.at(i - 1)) && isDigit(text.at(i + 1));
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || point) {
            run += c;
            continue;
        }
        flush();
        before = c == QLatin1Char('_') ? QLatin1Char('-') : c;
        if (c == QLatin1Char('+') && !tokens.isEmpty())
            tokens.append({ QStringLiteral("plus"), c }); // "Command R+"
    }
    flush();
    return tokens;
}

QString NameTokens::takeDate(QList<NameToken> &tokens)
{
    joinVersions(tokens, true);
    QString date;
    for (int at = 1; at < tokens.size();) { // a name does not begin with its date
        const int length = dateLength(tokens, at);
        if (length == 0) {
            ++at;
            continue;
        }
        QString digits;
        for (int i = 0; i < length; ++i)
            digits += tokens.at(at + i).text;
        if (date.isEmpty())
            date = digits;
        tokens.remove(at, length);
        dropSnapshotCount(tokens, at);
    }
    return date;
}

void NameTokens::normaliseVersions(QList<NameToken> &tokens)
{
    joinVersions(tokens, false);
    for (int i = int(tokens.size()) - 1; i > 0; --i) {
        auto &token = tokens[i];
        const bool first = (token.marked && token.text == QLatin1String("1")) || token.text == QLatin1String("1.0");
        if (first && (token.marked || i == tokens.size() - 1)) {
            tokens.removeAt(i);
            continue;
        }
        if (token.text == QLatin1String("35") && tokens.at(i - 1).text == QLatin1String("gpt"))
            token.text = QStringLiteral("3.5"); // Azure allows no point in a deployment's name
        if (token.text.endsWith(QLatin1String(".0")) && ModelNameWords::isVersion(token.text))
            token.text.chop(2);
    }
}

QStringList NameTokens::texts(const QList<NameToken> &tokens)
{
    QStringList texts;
    for (const auto &token : tokens)
        texts.append(token.text);
    return texts;
}
