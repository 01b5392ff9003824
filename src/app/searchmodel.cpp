#include "app/searchmodel.h"

#include "app/searchscore.h"
#include "core/error.h"

#include <algorithm>

namespace {

using Kind = SearchEntry::Kind;

constexpr int MostInGroup = 30;
constexpr int Unavailable = 100; ///< Group of what cannot be chosen now.
constexpr QLatin1String LinkScheme("signalbox://");

}

SearchQuery::SearchQuery(const QString &text)
{
    const QString trimmed = text.trimmed();
    words = trimmed;
    if (trimmed.startsWith(LinkScheme)) {
        kind = Kind::Link;
        return;
    }
    for (const Kind candidate : { Kind::Command, Kind::Feature, Kind::Model, Kind::Flag, Kind::Help }) {
        if (trimmed.startsWith(prefixOf(candidate))) {
            kind = candidate;
            words = trimmed.mid(1).trimmed();
        }
    }
}

QChar SearchQuery::prefixOf(SearchEntry::Kind kind)
{
    switch (kind) {
    case Kind::Command: return QLatin1Char('>');
    case Kind::Feature: return QLatin1Char('@');
    case Kind::Model: return QLatin1Char('$');
    case Kind::Flag: return QLatin1Char('!');
    case Kind::Help: return QLatin1Char('?');
    case Kind::Link:
    case Kind::Page: return {};
    }
    Q_UNREACHABLE();
}

void SearchModel::setEntries(const QString &source, const QList<SearchEntry> &entries)
{
    m_sources.insert(source, entries);
    search();
}

void SearchModel::setQuery(const QString &text)
{
    m_query = text;
    search();
}

QList<SearchModel::Hit> SearchModel::hits(const SearchQuery &query) const
{
    QList<Hit> hits;
    for (const auto &entries : m_sources) {
        for (const SearchEntry &entry : entries) {
            if (query.kind ? entry.kind != *query.kind : entry.onlyByPrefix)
                continue;
            auto score = entry.kind == Kind::Link ? 0 : SearchScore::of(query.words, entry.text);
            for (const QString &alias : entry.aliases)
                score = std::max(score, SearchScore::of(query.words, alias)); // nullopt is the least
            if (score)
                hits.append({ &entry, m_weight(entry.id), *score });
        }
    }
    return hits;
}

int SearchModel::groupOf(const Hit &hit)
{
    return hit.entry->reason.isEmpty() || hit.entry->kind == Kind::Link ? int(hit.entry->kind) : Unavailable;
}

void SearchModel::search()
{
    const SearchQuery query(m_query);
    QList<Hit> found = hits(query);
    const auto better = [](const Hit &a, const Hit &b) {
        if (a.weight != b.weight)
            return a.weight > b.weight;
        return a.score > b.score;
    };
    std::stable_sort(found.begin(), found.end(), better); // equals stay as their source has them
    QList<int> groups; // the one with the best result first; without words, in the order of the kinds
    for (const Hit &hit : std::as_const(found)) {
        if (!groups.contains(groupOf(hit)))
            groups.append(groupOf(hit));
    }
    if (query.words.isEmpty())
        std::sort(groups.begin(), groups.end());
    if (groups.removeOne(Unavailable))
        groups.append(Unavailable);

    const QHash<int, QString> titles { { int(Kind::Link), tr("Link") }, { int(Kind::Page), tr("Pages") }, { int(Kind::Command), tr("Commands") },
        { int(Kind::Feature), tr("Features") }, { int(Kind::Model), tr("Models") }, { int(Kind::Flag), tr("Flags") }, { int(Kind::Help), tr("Keyboard shortcuts") },
        { Unavailable, tr("Not available now") } };
    beginResetModel();
    m_lines.clear();
    for (const int group : std::as_const(groups)) {
        m_lines.append({ titles.value(group), {} });
        int shown = 0;
        for (const Hit &hit : std::as_const(found)) {
            if (groupOf(hit) == group && shown++ < MostInGroup)
                m_lines.append({ QString(), *hit.entry });
        }
    }
    endResetModel();
}

const SearchEntry *SearchModel::entry(int row) const
{
    return row < 0 || row >= m_lines.size() || !m_lines.at(row).heading.isEmpty() ? nullptr : &m_lines.at(row).entry;
}

int SearchModel::nextEntry(int row, int step) const
{
    const int count = rowCount();
    for (int tried = 0; tried < count; ++tried, row += step) {
        row = (row % count + count) % count;
        if (entry(row))
            return row;
    }
    return -1;
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const Line &line = m_lines.at(index.row());
    const SearchEntry &entry = line.entry;
    if (!line.heading.isEmpty())
        return role == Qt::DisplayRole ? QVariant(line.heading) : role == HeadingRole ? QVariant(true) : QVariant();
    switch (role) {
    case Qt::DisplayRole: return visibleControls(entry.text);
    case Qt::AccessibleTextRole:
        return QStringList { visibleControls(entry.text), visibleControls(entry.detail), entry.shortcut, entry.reason }.join(QStringLiteral(", "));
    case HeadingRole: return false;
    case IconRole: return entry.icon;
    case DetailRole: return visibleControls(entry.detail);
    case ShortcutRole: return entry.shortcut;
    case ReasonRole: return visibleControls(entry.reason);
    default: return {};
    }
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    return entry(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}
