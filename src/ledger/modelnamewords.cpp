#include "ledger/modelnamewords.h"

#include <QSet>

#include <initializer_list>

namespace {

using Words = QSet<QString>;

Words wordsOf(std::initializer_list<const char *> texts)
{
    Words words;
    for (const char *text : texts)
        words.insert(QString::fromLatin1(text));
    return words;
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

/// Reads digits with at most one point from `at` on; false where there are none.
bool readNumber(const QString &word, qsizetype &at)
{
    const auto from = at;
    bool point = false;
    while (at < word.size() && (isDigit(word.at(at)) || (word.at(at) == QLatin1Char('.') && !point && at > from))) {
        point = point || word.at(at) == QLatin1Char('.');
        ++at;
    }
    return at > from;
}

/// "70b", "a22b", "e4b", "128e", "8x7b", "1.5b"
bool isSize(const QString &word)
{
    qsizetype at = word.startsWith(QLatin1Char('a')) || word.startsWith(QLatin1Char('e')) ? 1 : 0;
    if (!readNumber(word, at))
        return false;
    if (at < word.size() && word.at(at) == QLatin1Char('x') && !readNumber(word, ++at))
        return false;
    return at == word.size() - 1 && QStringLiteral("bem").contains(word.at(at));
}

}

bool ModelNameWords::isRegion(const QString &word)
{
    static const Words words = wordsOf({ "us", "eu", "apac", "ap", "au", "jp", "ca", "sa", "uk", "in", "me", "global", "regional", "us-gov" });
    return words.contains(word);
}

bool ModelNameWords::isVendor(const QString &word)
{
    static const Words words = wordsOf({ "openai", "anthropic", "google", "meta", "amazon", "microsoft", "nvidia", "cohere", "databricks",
        "azure", "bedrock", "nous", "xai", "alibaba", "ai21", "tencent", "baidu", "bytedance", "ibm", "zai", "moonshotai", "vertex" });
    return words.contains(word);
}

bool ModelNameWords::isRoute(const QString &word)
{
    static const Words words = wordsOf({ "free", "beta", "thinking", "nitro", "floor", "extended", "exacto", "batch", "online", "flex", "priority" });
    return words.contains(word);
}

bool ModelNameWords::isState(const QString &word)
{
    static const Words words = wordsOf({ "latest", "preview", "beta", "default", "maas", "hf" });
    return words.contains(word);
}

bool ModelNameWords::isVariant(const QString &word)
{
    static const Words words = wordsOf({ "mini", "nano", "micro", "tiny", "lite", "small", "medium", "large", "xl", "pro", "max", "ultra",
        "plus", "turbo", "flash", "fast", "slow", "high", "low", "instruct", "chat", "it", "pt", "base", "vision", "vl", "reasoning", "reasoner",
        "thinking", "think", "non", "exp", "experimental", "audio", "image", "images", "video", "text", "to", "search", "tts", "stt", "realtime",
        "transcribe", "speech", "music", "edit", "generate", "generation", "upscale", "hd", "standard", "fp", "bf", "int", "awq", "gptq",
        "coder", "code", "distill", "model", "models", "deep", "research", "agent", "multi", "tuned", "tune", "fine", "finetune", "finetuned",
        "extended", "preview", "beta", "alpha", "latest", "ft", "tools", "tool", "use" });
    return words.contains(word);
}

bool ModelNameWords::isOptional(const QString &word)
{
    return word == QLatin1String("instruct") || word == QLatin1String("it") || isSize(word);
}

bool ModelNameWords::isNote(const QString &text)
{
    static const Words words = wordsOf({ "web-grounded", "web grounded", "grounded", "fallback", "retry", "default" });
    return words.contains(text);
}

bool ModelNameWords::isVersion(const QString &word)
{
    qsizetype at = 0;
    return readNumber(word, at) && at == word.size();
}
