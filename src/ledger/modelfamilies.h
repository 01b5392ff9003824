#pragma once

#include "ledger/modelname.h"

#include <QHash>
#include <QList>
#include <QSet>

/// The models that are known, by what their names say. Finds the family of any name and the known model that it most
/// likely means. Immutable once built, so any number of threads may ask.
class ModelFamilies
{
public:
    struct Model
    {
        QString provider; ///< Empty when it is not known.
        QString name;
    };

    explicit ModelFamilies(const QList<Model> &models);

    /// One id for all spellings, snapshots and routes of a model: the plainest known name, else the words of the name.
    /// Empty for a text without a name.
    QString familyOf(const ModelName &name) const;
    /// The known model of that family, the one of `provider`, date and route where there is a choice; else the one of the
    /// same line whose version is nearest. Empty when there is none.
    QString suggestion(const ModelName &name, const QString &provider) const;

private:
    struct Entry
    {
        Model model;
        ModelName name;
    };
    /// The models in the order of their plainness, each taken apart.
    static QList<Entry> entriesOf(const QList<Model> &models);

    /// The key under which the models of the name's family are filed.
    QString familyKey(const ModelName &name) const;
    /// The one known key that says more than `name` only by sizes or "instruct"; empty when there is none or a choice.
    QString completed(const ModelName &name, const QString &key) const;
    QString nearest(const ModelName &name) const;
    void fileByFamily();
    void nameFamilies();

    QList<Entry> m_entries; ///< Plainest first.
    QHash<QString, QSet<QString>> m_revisions; ///< By key.
    QHash<QString, QList<int>> m_members; ///< Entries by family key.
    QHash<QString, QString> m_names; ///< Of families by key.
    QHash<QString, QStringList> m_shortened; ///< Family keys by what is left without optional words.
    QHash<QString, QList<int>> m_lines; ///< Entries by what is left without versions.
};
