#pragma once

#include "ledger/pricecatalogue.h"

#include <QHash>
#include <QSet>

/// How a model's name was recognised, from sure to not at all.
enum class MatchKind {
    Exact, ///< The catalogue knows the name.
    Alias, ///< The same name in another documented spelling, such as with the provider in front.
    AnnotationStripped, ///< After dropping a documented addition, such as Replicate's version hash.
    Family, ///< A suggestion that waits for somebody's confirmation.
    None,
};

/// What a name stands for.
struct Resolution
{
    QString canonical; ///< The model's name in the catalogue; empty when there is none.
    QString family; ///< The snapshot's undated name, or the canonical name.
    MatchKind kind = MatchKind::None;
    QString provider; ///< The provider to ask for a price: the row's, else the one that the name itself begins with.
};

/// Recognises model names as they stand in logs. Different models never become one and nothing is guessed: a name that
/// is not recognised keeps its raw form. Immutable, so any number of threads may ask.
class ModelResolver
{
public:
    explicit ModelResolver(const PriceCatalogue &catalogue);

    /// `provider` is the row's own text, empty when the row names none.
    Resolution resolve(const QString &name, const QString &provider) const;

private:
    /// The model of `provider` that `name` is, with or without the provider in front.
    Resolution ofProvider(const QString &name, const QString &provider) const;
    Resolution named(const QString &name, const QString &provider) const;
    Resolution ofAnybody(const QString &name) const;
    Resolution found(const QString &provider, const QString &model, MatchKind kind) const;

    ProviderNames m_providers;
    QHash<std::pair<QString, QString>, QString> m_families; ///< By provider and model.
    QHash<std::pair<QString, QString>, QString> m_aliases; ///< By provider and alias.
    QHash<QString, QString> m_names; ///< Every model's name with its family.
};
