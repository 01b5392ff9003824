#include "flags/names.h"

#include "core/error.h"

#include <QSet>

#include <algorithm>

namespace {

/// Walks the edges depth first, keeping the way it came.
class Walk {
public:
    explicit Walk(const QHash<QString, QStringList> &edges)
        : m_edges(edges)
    {
    }

    bool findsCycleFrom(const QString &name)
    {
        if (const qsizetype at = m_way.indexOf(name); at >= 0) {
            m_way = m_way.mid(at);
            m_way.append(name);
            return true;
        }
        if (m_done.contains(name))
            return false;
        m_way.append(name);
        const QStringList next = m_edges.value(name);
        const bool found
            = std::any_of(next.begin(), next.end(), [this](const QString &to) { return findsCycleFrom(to); });
        if (!found) {
            m_way.removeLast();
            m_done.insert(name);
        }
        return found;
    }

    QStringList way() const { return m_way; }

private:
    const QHash<QString, QStringList> &m_edges;
    QStringList m_way;
    QSet<QString> m_done;
};

}

std::optional<QStringList> findCycle(const QHash<QString, QStringList> &edges)
{
    QStringList names = edges.keys();
    names.sort();
    Walk walk(edges);
    const bool found
        = std::any_of(names.begin(), names.end(), [&walk](const QString &name) { return walk.findsCycleFrom(name); });
    return found ? std::optional(walk.way()) : std::nullopt;
}

QString quoted(const QStringList &names)
{
    QStringList marked;
    for (const QString &name : names)
        marked.append(QLatin1Char('"') + visibleControls(name) + QLatin1Char('"'));
    return marked.join(QStringLiteral(", "));
}
