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

QList<ModelFamilies::Model> modelsOf(const PriceCatalogue &catalogue)
{
    QList<ModelFamilies::Model> models;
    for (const auto &model : catalogue.models())
        models.append({ model.provider, model.model });
    return models;
}

QList<ModelFamilies::Model> modelsOf(const QStringList &names)
{
    QList<ModelFamilies::Model> models;
    for (const auto &name : names)
        models.append({ {}, name });
    return models;
}

} // namespace

QString matchKindName(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact: return QStringLiteral("exact");
    case MatchKind::Alias: return QStringLiteral("alias");
    case MatchKind::AnnotationStripped: return QStringLiteral("annotation-stripped");
    case MatchKind::Family: return QStringLiteral("family");
    case MatchKind::None: return QStringLiteral("none");
    }
    Q_UNREACHABLE();
}

ModelResolver::ModelResolver(const PriceCatalogue &catalogue)
    : m_providers(catalogue.providers())
    , m_families(modelsOf(catalogue))
{
    for (const auto &model : catalogue.models()) {
        m_models.insert({ model.provider, model.model });
        m_names.insert(model.model);
        for (const auto &alias : model.aliases)
            m_aliases.insert({ model.provider, alias }, model.model);
    }
}

ModelResolver::ModelResolver(const QStringList &models) : m_families(modelsOf(models))
{
    for (const auto &model : models)
        m_names.insert(model);
}

Resolution ModelResolver::resolve(const QString &name, const QString &provider) const
{
    if (name.isEmpty())
        return { {}, {}, MatchKind::None, provider };
    auto resolution = sure(name, provider);
    if (resolution.kind != MatchKind::None)
        return resolution;
    for (const auto &stripped : { withoutVersionHash(name), ModelName::withoutNote(name) }) {
        auto other = stripped.isEmpty() ? Resolution() : sure(stripped, provider);
        if (other.kind == MatchKind::None)
            continue;
        other.kind = MatchKind::AnnotationStripped;
        return other;
    }
    return resolution;
}

Resolution ModelResolver::sure(const QString &name, const QString &provider) const
{
    const auto id = m_providers.idOf(provider);
    auto resolution = id.isEmpty() ? Resolution() : ofProvider(name, id);
    if (resolution.kind == MatchKind::None)
        resolution = ofAnybody(name);
    if (!provider.isEmpty())
        resolution.provider = provider; // whoever the row names is who sends the bill
    return resolution;
}

Resolution ModelResolver::suggest(const QString &name, const QString &provider) const
{
    auto resolution = resolve(name, provider);
    if (resolution.kind == MatchKind::None && !provider.isEmpty()) {
        resolution = resolve(name, {}); // an unknown provider does not make a well-known name unknown
        resolution.provider = provider;
    }
    if (resolution.kind != MatchKind::None)
        return resolution;
    const auto parsed = ModelName::parse(name);
    const auto slash = name.indexOf(QLatin1Char('/'));
    const auto payee = provider.isEmpty() && slash > 0 ? name.left(slash) : provider;
    resolution.family = m_families.familyOf(parsed);
    resolution.canonical = m_families.suggestion(parsed, m_providers.idOf(payee));
    resolution.kind = resolution.canonical.isEmpty() ? MatchKind::None : MatchKind::Family;
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
    if (m_models.contains({ provider, name }))
        return found(provider, name, MatchKind::Exact);
    if (const auto model = m_aliases.value({ provider, name }); !model.isEmpty())
        return found(provider, model, MatchKind::Alias);
    if (provider == QLatin1String("fireworks")) {
        const auto other = name.startsWith(FireworksFolder) ? name.mid(FireworksFolder.size()) : FireworksFolder + name;
        if (m_models.contains({ provider, other }))
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
    return m_names.contains(name) ? found({}, name, MatchKind::Exact) : Resolution();
}

Resolution ModelResolver::found(const QString &provider, const QString &model, MatchKind kind) const
{
    return { model, m_families.familyOf(ModelName::parse(model)), kind, provider };
}
