#include "app/searchscore.h"

#include <QStringList>

namespace {

constexpr int Prefix = 3000;
constexpr int WordStart = 2000;
constexpr qsizetype LongestText = 300; ///< What is behind it in a text does not count: names can have any length.

QString folded(const QString &text)
{
    return text.left(LongestText).simplified().toCaseFolded();
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    bool inWord = false;
    for (const QChar c : text) {
        if (!c.isLetterOrNumber()) {
            inWord = false;
            continue;
        }
        if (!inWord)
            words.append(QString());
        inWord = true;
        words.last() += c;
    }
    return words;
}

/// Each word of the query begins a word of the text, each of these used once.
bool beginsWords(const QString &query, const QString &text)
{
    QStringList left = wordsOf(text);
    const auto wanted = wordsOf(query);
    for (const QString &word : wanted) {
        const auto found = std::find_if(left.begin(), left.end(), [&word](const QString &other) { return other.startsWith(word); });
        if (found == left.end())
            return false;
        left.erase(found);
    }
    return !wanted.isEmpty();
}

/// Letters between the first and the last that were used and that were not; -1 where they do not come in that order.
int gapsIn(const QString &query, const QString &text)
{
    qsizetype at = -1;
    int gaps = 0;
    for (const QChar c : query) {
        if (c.isSpace())
            continue;
        const qsizetype next = text.indexOf(c, at + 1);
        if (next < 0)
            return -1;
        gaps += at < 0 ? 0 : int(next - at - 1);
        at = next;
    }
    return gaps;
}

}

std::optional<int> SearchScore::of(const QString &words, const QString &text)
{
    const QString query = folded(words);
    const QString target = folded(text);
    const int shortness = int(LongestText - target.size());
    if (query.isEmpty())
        return 0;
    if (target.startsWith(query))
        return Prefix + shortness;
    if (beginsWords(query, target))
        return WordStart + shortness;
    const int gaps = gapsIn(query, target);
    if (gaps < 0)
        return {};
    return std::max(0, 1000 - 10 * gaps) + shortness;
}
