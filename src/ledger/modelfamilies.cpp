#include "ledger/modelfamilies.h"

#include "ledger/modelnamewords.h"
#include "ledger/providernames.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

namespace {

/// The letters and digits of a text without the "v" of versions.
QString bones(const QString &text)
{
    QString bones;
    for (const QChar c : text) {
        if (c.isLetterOrNumber() && c != QLatin1Char('v'))
            bones += c;
    }
    return bones;
}

/// Whether the name says the model and nothing besides.
bool isPlain(const QString &text, const ModelName &name)
{
    static const QRegularExpression zero(QStringLiteral("\\.0(?!\\d)"));
    const bool lower = text == text.toLower() && !text.contains(QLatin1Char(':'));
    return lower && bones(QString(text).remove(zero)) == bones(name.words.join(QString()));
}

/// How much a name carries besides the model, least first; the text itself makes the order total.
auto plainness(const ModelFamilies::Model &model, const ModelName &name)
{
    const bool snapshot = !name.date.isEmpty() || !name.revision.isEmpty() || !name.route.isEmpty();
    const bool foreign = model.provider.isEmpty() || firstPartyVendor(model.name) != model.provider;
    return std::tuple(snapshot, !isPlain(model.name, name), foreign, model.name.size(), -model.name.count(QLatin1Char('.')), model.name,
        model.provider);
}

QStringList withoutOptional(QStringList words)
{
    words.removeIf(ModelNameWords::isOptional);
    return words;
}

/// What the versions of one line of models share: "claude-sonnet".
QStringList lineOf(QStringList words)
{
    const auto silent = [](const QString &word) {
        return ModelNameWords::isVersion(word) || word == QLatin1String("exp");
    };
    words.removeIf(silent);
    return words;
}

double versionOf(const QStringList &words)
{
    for (const auto &word : words) {
        if (ModelNameWords::isVersion(word))
            return word.toDouble();
    }
    return 0;
}

bool holdsAll(QStringList words, const QStringList &parts)
{
    return std::all_of(parts.cbegin(), parts.cend(), [&words](const QString &part) { return words.removeOne(part); });
}

}

QList<ModelFamilies::Entry> ModelFamilies::entriesOf(const QList<Model> &models)
{
    using Plainness = decltype(plainness({}, {}));
    std::vector<std::pair<Plainness, Entry>> ranked;
    ranked.reserve(size_t(models.size()));
    for (const auto &model : models) {
        auto name = ModelName::parse(model.name);
        if (!name.words.isEmpty())
            ranked.emplace_back(plainness(model, name), Entry { model, name });
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<Entry> entries;
    entries.reserve(qsizetype(ranked.size()));
    for (auto &[rank, entry] : ranked)
        entries.append(std::move(entry));
    return entries;
}

ModelFamilies::ModelFamilies(const QList<Model> &models) : m_entries(entriesOf(models))
{
    for (const auto &entry : m_entries) {
        if (!entry.name.revision.isEmpty())
            m_revisions[entry.name.key()].insert(entry.name.revision);
    }
    fileByFamily();
    nameFamilies();
}

void ModelFamilies::fileByFamily()
{
    for (int i = 0; i < m_entries.size(); ++i) {
        const auto &name = m_entries.at(i).name;
        const auto key = familyKey(name);
        if (!m_members.contains(key))
            m_shortened[ModelName::keyOf(withoutOptional(name.words))].append(key);
        m_members[key].append(i);
        if (const auto line = lineOf(name.words); line.size() >= 2)
            m_lines[ModelName::keyOf(line)].append(i);
    }
}

void ModelFamilies::nameFamilies()
{
    for (auto members = m_members.cbegin(); members != m_members.cend(); ++members) {
        const auto &plainest = m_entries.at(members->first());
        const auto spoken = ModelName::parse(plainest.name.words.join(QLatin1Char('-')));
        const bool plain = plainest.name.date.isEmpty() && isPlain(plainest.model.name, plainest.name);
        QString name = members.key();
        if (plain)
            name = plainest.model.name;
        else if (plainest.name.revision.isEmpty() && spoken.revision.isEmpty() && spoken.key() == members.key())
            name = plainest.name.words.join(QLatin1Char('-'));
        m_names.insert(members.key(), name);
    }
}

QString ModelFamilies::familyKey(const ModelName &name) const
{
    const auto key = name.key();
    // "text-embedding-ada-002" is the only one there is. "text-davinci-003" is not "text-davinci-002", and "davinci-002"
    // is not the "davinci" before it.
    const bool onlyOne = name.words.size() > 1 && m_revisions.value(key) == QSet<QString> { name.revision };
    if (name.revision.isEmpty() || onlyOne)
        return key;
    return ModelName::keyOf(name.words + QStringList { name.revision });
}

QString ModelFamilies::completed(const ModelName &name, const QString &key) const
{
    if (m_members.contains(key) || !name.revision.isEmpty())
        return {};
    QString found;
    const auto longer = m_shortened.value(ModelName::keyOf(withoutOptional(name.words)));
    for (const auto &candidate : longer) {
        if (!holdsAll(m_entries.at(m_members.value(candidate).constFirst()).name.words, name.words))
            continue;
        if (!found.isEmpty())
            return {};
        found = candidate;
    }
    return found;
}

QString ModelFamilies::familyOf(const ModelName &name) const
{
    if (name.words.isEmpty())
        return {};
    const auto key = familyKey(name);
    const auto longer = completed(name, key);
    return m_names.value(longer.isEmpty() ? key : longer, key);
}

QString ModelFamilies::suggestion(const ModelName &name, const QString &provider) const
{
    if (name.words.isEmpty())
        return {};
    const auto key = familyKey(name);
    const auto longer = completed(name, key);
    const auto members = m_members.value(longer.isEmpty() ? key : longer);
    const Entry *best = nullptr;
    int most = -1;
    for (const int member : members) {
        const auto &entry = m_entries.at(member);
        const int likeness = 4 * (!provider.isEmpty() && entry.model.provider == provider) + 2 * (entry.name.date == name.date)
            + (entry.name.route == name.route);
        if (likeness > most) {
            best = &entry;
            most = likeness;
        }
    }
    return best ? best->model.name : nearest(name);
}

QString ModelFamilies::nearest(const ModelName &name) const
{
    const auto line = lineOf(name.words);
    if (line.size() < 2) // "gpt" alone is no line
        return {};
    const double version = versionOf(name.words);
    const Entry *best = nullptr;
    std::pair least { std::numeric_limits<double>::infinity(), 0.0 };
    const auto members = m_lines.value(ModelName::keyOf(line));
    for (const int member : members) {
        const auto &entry = m_entries.at(member);
        const double other = versionOf(entry.name.words);
        if (const std::pair distance { std::abs(other - version), -other }; distance < least) {
            best = &entry;
            least = distance;
        }
    }
    return best ? best->model.name : QString();
}
