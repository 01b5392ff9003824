#pragma once

#include <QList>

#include <optional>

/// The rows of a table model that are asked for page by page: those that are there, and whether more may be asked for.
/// `Place` is where a page ends in the order of the question.
template<typename Row, typename Place> class PagedRows
{
public:
    /// The first page of an answer, in place of all that was there.
    void reset(const QList<Row> &rows, const std::optional<Place> &next)
    {
        m_rows = rows;
        m_next = next;
        m_waiting = false;
        m_held = false;
    }
    const Row &at(int row) const { return m_rows.at(row); }
    int size() const { return int(m_rows.size()); }
    const QList<Row> &rows() const { return m_rows; }

    bool hasMore() const { return m_next.has_value(); }
    bool isWaiting() const { return m_waiting; }
    bool canFetch() const { return m_next && !m_waiting && !m_held; }
    /// Where the page begins that is to be asked for now. Only where canFetch().
    Place fetch()
    {
        m_waiting = true;
        return *m_next;
    }
    /// Whether these are the rows that were asked for; what comes too late is not.
    bool waitsFor(const Place &after) const { return m_waiting && !m_held && m_next && *m_next == after; }
    void append(const QList<Row> &rows, const std::optional<Place> &next)
    {
        m_rows += rows;
        m_next = next;
        m_waiting = false;
    }
    /// Nothing more is asked for until reset() or release().
    void hold()
    {
        m_waiting = false;
        m_held = true;
    }
    void release() { m_held = false; }

private:
    QList<Row> m_rows;
    std::optional<Place> m_next;
    bool m_waiting = false;
    bool m_held = false;
};
