#pragma once

#include "ledger/modelfamilies.h"
#include "ledger/pricecatalogue.h"

#include <QHash>
#include <QSet>

/// How a model's name was recognised, from sure to not at all.
enum class MatchKind {
    Exact, ///< The catalogue knows the name.
    Alias, ///< The same name in another documented spelling, such as with the provider in front.
    AnnotationStripped, ///< After dropping an addition that says nothing: Replicate's version hash, "(fallback)".
    Family, ///< A suggestion that waits for somebody's confirmation.
    None,
};

/// "exact", "alias", "annotation-stripped", "family", "none": as it is stored and printed.
QString matchKindName(MatchKind kind);

/// What a name stands for.
struct Resolution
{
    QString canonical; ///< The model's name in the catalogue; empty when there is none.
    QString family; ///< One id for all spellings and snapshots of the model; different models differ in it.
    MatchKind kind = MatchKind::None;
    QString provider; ///< The provider to ask for a price: the row's, else the one that the name itself begins with.
};

/// Recognises model names as they stand in logs. Different models never become one and nothing is guessed: a name that
/// is not recognised keeps its raw form. Immutable, so any number of threads may ask.
class ModelResolver
{
public:
    explicit ModelResolver(const PriceCatalogue &catalogue);
    /// Knows these models and nothing about who offers them.
    explicit ModelResolver(const QStringList &models);

    /// What a row may be booked on: never of kind Family. `provider` is the row's own text, empty when it names none.
    Resolution resolve(const QString &name, const QString &provider) const;
    /// The same where the name is sure; else a suggestion of kind Family, which waits for somebody's confirmation, or None.
    /// The family says which names are one model even where nobody knows the model: it is empty only for a text that names
    /// nothing. The suggestion may be another version of the same line; the family is then that of the name itself.
    Resolution suggest(const QString &name, const QString &provider = {}) const;

private:
    Resolution sure(const QString &name, const QString &provider) const;
    /// The model of `provider` that `name` is, with or without the provider in front.
    Resolution ofProvider(const QString &name, const QString &provider) const;
    Resolution named(const QString &name, const QString &provider) const;
    Resolution ofAnybody(const QString &name) const;
    Resolution found(const QString &provider, const QString &model, MatchKind kind) const;

    ProviderNames m_providers;
    ModelFamilies m_families;
    QSet<std::pair<QString, QString>> m_models; ///< Provider and model.
    QHash<std::pair<QString, QString>, QString> m_aliases; ///< By provider and alias.
    QSet<QString> m_names; ///< Every model's.
};
