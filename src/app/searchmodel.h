#pragma once

#include "app/searchentry.h"

#include <QAbstractListModel>
#include <QHash>
#include <QMap>

/// Results of a search in groups, each below a heading. What was chosen often and lately stands first, then what begins
/// as typed, then whose words do, then what holds the letters in order; what cannot be chosen now stands last.
class SearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { HeadingRole = Qt::UserRole, IconRole, DetailRole, ShortcutRole, ReasonRole };

    using QAbstractListModel::QAbstractListModel;

    /// In place of the entries that `source` gave before; results that are there stay in the list.
    void setEntries(const QString &source, const QList<SearchEntry> &entries);
    /// Weight of what was chosen before, by id.
    void setWeights(std::function<double(const QString &id)> weight) { m_weight = std::move(weight); }
    void setQuery(const QString &text);

    /// nullptr for a heading.
    const SearchEntry *entry(int row) const;
    /// The next row from `row` on that is no heading, in steps of `step` (1 or -1), around the end; -1: there is none.
    int nextEntry(int row, int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Hit
    {
        const SearchEntry *entry; ///< In m_sources.
        double weight;
        int score;
    };
    struct Line
    {
        QString heading; ///< Empty: an entry.
        SearchEntry entry;
    };

    void search();
    QList<Hit> hits(const SearchQuery &query) const;
    static int groupOf(const Hit &hit);

    QMap<QString, QList<SearchEntry>> m_sources;
    std::function<double(const QString &id)> m_weight = [](const QString &) { return 0.0; };
    QString m_query;
    QList<Line> m_lines;
};
