#include "ledger/modelname.h"

#include "ledger/modelnametokens.h"
#include "ledger/modelnamewords.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace {

/// Longer texts are no names of models: they stay whole, so that nothing joins them and nothing takes long.
constexpr int LongestName = 300;

/// What stands around the name itself, from the outside in: the display name's maker, folders, dotted prefixes.
struct Surroundings
{
    QStringList owners; ///< "openrouter", "anthropic"
    QStringList notes; ///< What stood in brackets.
    QString tail; ///< A fine-tune's own part, ":acme::8Xyz", which makes it a model of its own.
};

bool isAsciiLetter(QChar c)
{
    return c >= QLatin1Char('a') && c <= QLatin1Char('z');
}

/// Lower case, one kind of blanks and letters, no control characters.
QString folded(const QString &text)
{
    auto folded = text.normalized(QString::NormalizationForm_KC).toLower();
    for (QChar &c : folded) {
        if (!c.isPrint())
            c = QLatin1Char(' ');
    }
    return folded.simplified();
}

/// "o3" and "o4": two characters that are a name.
bool isReasoningSeries(const QString &word)
{
    return word.size() == 2 && word.front() == QLatin1Char('o') && word.back().isDigit();
}

/// Whether a word among them is a name and not only a version, a size or a variant.
bool haveName(const QStringList &words)
{
    return std::any_of(words.cbegin(), words.cend(), [](const QString &word) {
        if (isReasoningSeries(word))
            return true;
        const bool letters = word.size() >= 2 && std::none_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); });
        return letters && !ModelNameWords::isVariant(word);
    });
}

bool haveNumber(const QStringList &words)
{
    return std::any_of(words.cbegin(), words.cend(), [](const QString &word) { return std::any_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); }); });
}

/// "meta/llama-2-7b-chat:13c3cdee..." without Replicate's version.
QString withoutVersionHash(const QString &text)
{
    static const QRegularExpression hash(QStringLiteral(":[0-9a-f]{32,64}$"));
    const auto match = hash.match(text);
    return match.hasMatch() ? text.left(match.capturedStart()) : text;
}

/// "Nano Banana 2 (Gemini 3.1 Flash Image)" is said better in the brackets, where the name is one that a vendor uses.
bool startsLikeAModel(const QString &text)
{
    static const QRegularExpression start(QStringLiteral("^(gpt|claude|gemini|grok|llama|mistral|qwen|deepseek)[ -]?[0-9a-z]"));
    return start.match(text).hasMatch();
}

QString takeNotes(QString text, QStringList &notes)
{
    static const QRegularExpression brackets(QStringLiteral("\\s*[(\\[]([^()\\[\\]]*)[)\\]]"));
    for (auto match = brackets.match(text); match.hasMatch(); match = brackets.match(text)) {
        const auto note = match.captured(1).trimmed();
        text.remove(match.capturedStart(), match.capturedLength());
        if (startsLikeAModel(note) && !startsLikeAModel(text))
            text = note;
        else
            notes.append(note);
    }
    return text.trimmed();
}

/// "ft:gpt-4o-mini-2024-07-18:acme::8Xyz": the base's name with what makes the tuned model another one.
QString takeFineTune(const QString &text, QString &tail)
{
    if (!text.startsWith(QLatin1String("ft:")))
        return text;
    const auto end = text.indexOf(QLatin1Char(':'), 3);
    tail = end < 0 ? QStringLiteral("ft") : QString(QLatin1String("ft") + text.mid(end));
    return text.mid(3, end < 0 ? -1 : end - 3);
}

/// "OpenAI: GPT-4o" and "openrouter/openai/gpt-4o" without what stands in front.
QString takeOwners(QString text, QStringList &owners)
{
    if (const auto colon = text.indexOf(QLatin1String(": ")); colon > 0) {
        owners.append(text.left(colon));
        text = text.mid(colon + 2);
    }
    if (const auto slash = text.lastIndexOf(QLatin1Char('/')); slash >= 0) {
        owners.append(text.left(slash).split(QLatin1Char('/'), Qt::SkipEmptyParts));
        text = text.mid(slash + 1);
    }
    for (auto dot = text.indexOf(QLatin1Char('.')); dot > 0 && dot + 1 < text.size(); dot = text.indexOf(QLatin1Char('.'))) {
        const auto owner = text.left(dot);
        const bool word = std::all_of(owner.cbegin(), owner.cend(), isAsciiLetter);
        if (!(word && owner.size() >= 2 && text.at(dot + 1).isLetter()) && !ModelNameWords::isRegion(owner) && !ModelNameWords::isVendor(owner))
            break;
        owners.append(owner);
        text = text.mid(dot + 1);
    }
    return text;
}

/// Takes ":free" and the like off the end.
QString takeRoute(QString text, QString &route)
{
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon > 0 && ModelNameWords::isRoute(text.mid(colon + 1))) {
        route = text.mid(colon + 1);
        text.truncate(colon);
    }
    return text;
}

/// Bedrock's tag: "-v1:0" counts from one and says nothing, "-v0:2" is version 0.2, "claude-v2:1" version 2.1. What
/// follows it is the length of the context, ":200k".
QString withPlainTag(const QString &text)
{
    static const QRegularExpression tag(QStringLiteral("-v?(\\d{1,2}):(\\d{1,2})(?::[0-9a-z]+)?$"));
    static const QRegularExpression zero(QStringLiteral(":0$"));
    const auto match = tag.match(text);
    const auto before = text.left(match.capturedStart());
    const bool marked = match.hasMatch() && text.at(match.capturedStart() + 1) == QLatin1Char('v');
    if (match.hasMatch() && (marked || match.captured(1) == QLatin1String("1")))
        return before + QLatin1String("-v") + match.captured(1) + (match.captured(2) == QLatin1String("0") ? QString() : QString(QLatin1Char('.') + match.captured(2)));
    const auto end = zero.match(text);
    return end.hasMatch() ? text.left(end.capturedStart()) : text;
}

/// What a note says about the model: dates, sizes and versions join the name, and variants where the note says nothing
/// else ("Nano Banana" is a nickname, no nano). A route is kept, the rest is dropped.
void addNotes(const QStringList &notes, QList<NameToken> &tokens, QString &route)
{
    for (const auto &note : notes) {
        if (ModelNameWords::isRoute(note)) {
            route = note;
            continue;
        }
        const auto noted = NameTokens::split(note);
        const auto isNumber = [](const NameToken &token) { return token.text.at(0).isDigit() || ModelNameWords::isOptional(token.text); };
        const bool known = std::all_of(noted.cbegin(), noted.cend(), [&isNumber](const NameToken &token) { return isNumber(token) || ModelNameWords::isVariant(token.text); });
        std::copy_if(noted.cbegin(), noted.cend(), std::back_inserter(tokens), [&](const NameToken &token) { return known || isNumber(token); });
    }
}

/// In front of "r1" of "deepseek.r1" or "search" of "firecrawl/search" its owner belongs to the name.
void addOwners(QStringList &words, QStringList owners)
{
    while (!haveName(words) && !owners.isEmpty()) {
        const auto owner = owners.takeLast();
        if (ModelNameWords::isRegion(owner))
            continue;
        auto named = NameTokens::texts(NameTokens::split(owner));
        named.removeAll(QStringLiteral("ai"));
        words = named + words;
    }
}

/// Leaves out makers in front ("meta-llama") and passing states ("preview"), as long as a name remains.
void dropSilentWords(QStringList &words)
{
    while (words.size() > 1 && ModelNameWords::isVendor(words.first()) && haveName(words.mid(1)))
        words.removeFirst();
    const bool preview = words.contains(QLatin1String("preview"));
    for (int i = int(words.size()) - 1; i > 0; --i) {
        // Without a version a beta is a model of its own: "grok-beta" is no later Grok.
        if (ModelNameWords::isState(words.at(i)) && (words.at(i) != QLatin1String("beta") || haveNumber(words)))
            words.removeAt(i);
    }
    // OpenAI's dated previews of GPT-4 were all of GPT-4 Turbo.
    if (preview && words == QStringList { QStringLiteral("gpt"), QStringLiteral("4") })
        words.append(QStringLiteral("turbo"));
}

/// Takes "002" off the end: of a model with a version it counts snapshots, else it may be the only version there is.
void takeRevision(ModelName &name)
{
    auto &words = name.words;
    static const QRegularExpression counted(QStringLiteral("^0\\d\\d$"));
    if (words.size() < 2 || !counted.match(words.last()).hasMatch())
        return;
    const auto revision = words.takeLast();
    const bool versioned = std::any_of(words.cbegin(), words.cend(), ModelNameWords::isVersion);
    (versioned ? name.date : name.revision) = revision;
}

}

QString ModelName::keyOf(QStringList words)
{
    // Words before numbers, so that the key can be read.
    std::sort(words.begin(), words.end(), [](const QString &a, const QString &b) {
        const bool digitA = a.at(0).isDigit();
        const bool digitB = b.at(0).isDigit();
        return digitA != digitB ? digitB : a < b;
    });
    QString key;
    for (qsizetype i = 0; i < words.size(); ++i) {
        // Two versions in a row stay two when the key is read as a name.
        const bool versions = i > 0 && ModelNameWords::isVersion(words.at(i - 1)) && ModelNameWords::isVersion(words.at(i));
        if (i > 0)
            key += QLatin1Char(versions ? ' ' : '-');
        key += words.at(i);
    }
    return key;
}

ModelName ModelName::parse(const QString &text)
{
    ModelName name;
    if (text.size() > LongestName) {
        if (!NameTokens::split(text.left(LongestName)).isEmpty())
            name.words = { text.simplified() };
        return name;
    }
    Surroundings around;
    auto rest = takeNotes(withoutVersionHash(folded(text)), around.notes);
    rest = takeFineTune(rest, around.tail);
    rest = takeOwners(rest, around.owners);
    rest = withPlainTag(takeRoute(rest, name.route));
    auto tokens = NameTokens::split(rest);
    addNotes(around.notes, tokens, name.route);
    name.date = NameTokens::takeDate(tokens);
    NameTokens::normaliseVersions(tokens);
    name.words = NameTokens::texts(tokens);
    std::replace(name.words.begin(), name.words.end(), QStringLiteral("experimental"), QStringLiteral("exp"));
    addOwners(name.words, around.owners);
    dropSilentWords(name.words);
    if (!around.tail.isEmpty())
        name.words.append(around.tail);
    takeRevision(name);
    return name;
}

QString ModelName::withoutNote(const QString &text)
{
    static const QRegularExpression note(QStringLiteral("^(.*\\S)\\s*[(\\[]([^()\\[\\]]*)[)\\]]\\s*$"));
    if (text.size() > LongestName)
        return {};
    const auto match = note.match(text);
    return match.hasMatch() && ModelNameWords::isNote(match.captured(2).trimmed().toLower()) ? match.captured(1) : QString();
}
