#include "ledger/modelresolver.h"

#include <QRegularExpression>

namespace {

const QLatin1String FireworksFolder("accounts/fireworks/models/");

/// "meta/llama-2-7b-chat:13c3cdee13ee…" without the version, which is a hash of at least 32 hexadecimal digits.
QString withoutVersionHash(const QString &name)
{
    static const QRegularExpression version(QStringLiteral("^(.+):[0-9a-f]{32,64}$"));
    return version.match(name).captured(1);
}

} // namespace

ModelResolver::ModelResolver(const PriceCatalogue &catalogue) : m_providers(catalogue.providers())
{
    for (const auto &model : catalogue.models()) {
        m_families.insert({ model.provider, model.model }, model.family);
        if (!m_names.contains(model.model))
            m_names.insert(model.model, model.family);
        for (const auto &alias : model.aliases)
            m_aliases.insert({ model.provider, alias }, model.model);
    }
}

Resolution ModelResolver::resolve(const QString &name, const QString &provider) const
{
    if (name.isEmpty())
        return { {}, {}, MatchKind::None, provider };
    const auto id = m_providers.idOf(provider);
    const auto attempt = [this, &id, &provider](const QString &text) {
        auto resolution = id.isEmpty() ? Resolution() : ofProvider(text, id);
        if (resolution.kind == MatchKind::None)
            resolution = ofAnybody(text);
        if (!provider.isEmpty())
            resolution.provider = provider; // whoever the row names is who sends the bill
        return resolution;
    };
    auto resolution = attempt(name);
    if (const auto stripped = withoutVersionHash(name); resolution.kind == MatchKind::None && !stripped.isEmpty()) {
        resolution = attempt(stripped);
        if (resolution.kind != MatchKind::None)
            resolution.kind = MatchKind::AnnotationStripped;
    }
    return resolution;
}

Resolution ModelResolver::ofProvider(const QString &name, const QString &provider) const
{
    auto resolution = named(name, provider);
    const auto slash = name.indexOf(QLatin1Char('/'));
    if (resolution.kind == MatchKind::None && slash > 0 && m_providers.idOf(name.left(slash)) == provider) {
        resolution = named(name.mid(slash + 1), provider);
        if (resolution.kind != MatchKind::None)
            resolution.kind = MatchKind::Alias;
    }
    return resolution;
}

Resolution ModelResolver::named(const QString &name, const QString &provider) const
{
    if (m_families.contains({ provider, name }))
        return found(provider, name, MatchKind::Exact);
    if (const auto model = m_aliases.value({ provider, name }); !model.isEmpty())
        return found(provider, model, MatchKind::Alias);
    if (provider == QLatin1String("fireworks")) {
        const auto other = name.startsWith(FireworksFolder) ? name.mid(FireworksFolder.size()) : FireworksFolder + name;
        if (m_families.contains({ provider, other }))
            return found(provider, other, MatchKind::Alias);
    }
    return {};
}

Resolution ModelResolver::ofAnybody(const QString &name) const
{
    // "openai/gpt-4o" is OpenAI's gpt-4o, although resellers have a model of that whole name. "meta-llama/" is where the
    // weights are published; everybody who hosts them uses that prefix.
    if (const auto slash = name.indexOf(QLatin1Char('/')); slash > 0 && !name.startsWith(QLatin1String("meta-llama/"))) {
        const auto id = m_providers.idOf(name.left(slash));
        const auto resolution = id.isEmpty() ? Resolution() : named(name.mid(slash + 1), id);
        if (resolution.kind != MatchKind::None)
            return found(id, resolution.canonical, MatchKind::Alias);
    }
    if (name.startsWith(FireworksFolder)) {
        if (const auto resolution = named(name, QStringLiteral("fireworks")); resolution.kind != MatchKind::None)
            return resolution;
    }
    const auto known = m_names.constFind(name);
    if (known == m_names.cend())
        return {};
    return { name, *known, MatchKind::Exact, {} };
}

Resolution ModelResolver::found(const QString &provider, const QString &model, MatchKind kind) const
{
    return { model, m_families.value({ provider, model }), kind, provider };
}
