#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

/// The vocabulary of providers: finds the catalogue's id for the names that exports give a provider ("together_ai",
/// "Together AI", "together" are one). Upper case, blanks and underscores do not matter. Immutable once filled.
class ProviderNames
{
public:
    void add(const QString &id, const QStringList &aliases = {});

    /// The catalogue's id; empty when the name is unknown.
    QString idOf(const QString &name) const;
    /// Every known spelling, folded, with the id that it stands for.
    const QHash<QString, QString> &ids() const { return m_ids; }

private:
    QHash<QString, QString> m_ids;
};

/// The provider that made the model and sells it first-hand: "openai" for "gpt-4o", "anthropic" for "claude-3-opus".
/// Empty when the name does not begin the way a vendor's own names do. The one place that knows this rule.
QString firstPartyVendor(const QString &model);
