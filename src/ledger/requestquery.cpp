#include "ledger/requestquery.h"

#include "data/commitsequence.h"
#include "data/sql.h"
#include "ledger/importbatches.h"
#include "ledger/rarerequests.h"
#include "ledger/readsnapshot.h"
#include "ledger/requestsearch.h"
#include "ledger/requeststatement.h"
#include "ledger/usagesql.h"
#include "ledger/userrowids.h"
#include "ledger/userrowwalk.h"

namespace {

const QStringList &fieldNames()
{
    static const QStringList names { QStringLiteral("ts_utc"), QStringLiteral("feature"), QStringLiteral("provider"),
        QStringLiteral("model"), QStringLiteral("user"), QStringLiteral("session"), QStringLiteral("status"),
        QStringLiteral("input_tokens"), QStringLiteral("cache_read_tokens"), QStringLiteral("output_tokens"),
        QStringLiteral("reasoning_tokens"), QStringLiteral("latency_ms"), QStringLiteral("ttft_ms"),
        QStringLiteral("cost_usd"), QStringLiteral("cost_source"), QStringLiteral("error_code"),
        QStringLiteral("batch"), QStringLiteral("line") };
    Q_ASSERT(names.size() == RequestFieldCount);
    return names;
}

/// Whether the index by time leads to `limit` rows of the users sooner than their own rows are read. Guesses that one in ten is left
/// where the query asks for more than users, and by texts none of those that it would find in time.
bool isNearInTime(const RequestQuery &query, const UserRowIds::Listed &listed, int limit)
{
    UsageFilter rest = query.filter;
    rest.users.clear();
    const double left = double(listed.ids.size()) / (rest.isEmpty() ? 1 : 10);
    return !query.isNarrowed() && double(limit) * double(listed.inRange) / left < double(listed.ids.size()) * double(UsageSql::RowsReadPerFetch);
}

enum class Wanted { Sum, Page, AllInOrder };

Result<RequestStatement> statementOf(Connection &connection, const RequestQuery &query, Wanted wanted, int limit = Requests::PageRows)
{
    const auto listed = UserRowIds::of(connection, query.filter.users, query.range);
    if (!listed)
        return listed.error();
    if (*listed && !(wanted == Wanted::Page && query.isByTime() && isNearInTime(query, **listed, limit)))
        return RequestStatement(query, connection.dialect(), true, UserRowIds::json((*listed)->ids));
    if (wanted != Wanted::Sum && query.isByTime())
        return RequestStatement(query, connection.dialect(), false);
    const auto wide = UsageSql::isWide(connection, { query.range, query.zone, {}, query.filter });
    if (!wide)
        return wide.error();
    return RequestStatement(query, connection.dialect(), *wide);
}

/// What the rollups know of the rows where they are all rows of an import; nullopt: they are others.
Result<std::optional<Spend>> spendOfWholeImport(Connection &connection, const RequestQuery &query)
{
    if (!query.batch || !query.filter.isEmpty() || !query.errorCodes.isEmpty() || !query.text.isEmpty() || query.session || query.client)
        return std::optional<Spend>();
    const auto sums = ImportBatches::sums(connection, *query.batch);
    if (!sums)
        return sums.error();
    if (sums->days && (query.range.from > sums->days->from || query.range.to < sums->days->to))
        return std::optional<Spend>();
    return std::optional(Spend { sums->cost, sums->rows, sums->unpriced });
}

}

QString requestFieldName(RequestField field)
{
    return fieldNames().at(int(field));
}

std::optional<RequestField> requestFieldFromName(const QString &name)
{
    const auto index = fieldNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(RequestField(index));
}

/// Pages in an order that RequestSearch finds.
class RequestPager
{
public:
    RequestPager(Connection &connection, const RequestQuery &query)
        : m_connection(connection), m_query(query), m_statement(query, connection.dialect(), false)
    {
    }

    Result<RequestPage> page(const std::optional<RequestCursor> &after, int limit) const
    {
        const auto sequence = CommitSequence::current(m_connection);
        if (!sequence)
            return sequence.error();
        const bool goesOn = after && after->m_sequence == *sequence;
        if (goesOn && after->m_ahead.size() > limit)
            return pageOf(after->m_ahead, limit, *sequence);
        if (!goesOn || !after->m_search) {
            const auto found = findByLists(after, limit);
            if (!found)
                return found.error();
            if (*found)
                return pageOf(**found, limit, *sequence);
        }
        return searchedPage(after, limit, *sequence);
    }

private:
    static constexpr int PagesAtOnce = 5;
    static constexpr int FoundAtOnce = 20'000; ///< Where all rows that match are read anyway.

    /// Ids of the rows after `after`, more than `limit` where there are; nullopt: nothing says where the rows are.
    Result<std::optional<QList<qint64>>> findByLists(const std::optional<RequestCursor> &after, int limit) const
    {
        const int count = (after ? PagesAtOnce : 1) * limit + 1; // who goes on once will go on
        const auto idsOf = [&](const QString &listed, const QList<TimeRange> &times) -> Result<std::optional<QList<qint64>>> {
            QVariantList values;
            const auto text = RequestStatement(m_query, m_connection.dialect(), true, listed).found(after, qMax(count, FoundAtOnce), times, values);
            const auto ids = Sql::select(m_connection, text, values, [](const Row &row) { return row.int64(0); });
            return ids ? Result<std::optional<QList<qint64>>>(*ids) : ids.error();
        };
        const auto listed = UserRowIds::of(m_connection, m_query.filter.users, m_query.range);
        if (!listed)
            return listed.error();
        if (*listed)
            return idsOf(UserRowIds::json((*listed)->ids), {});
        const auto few = RareRequests::all(m_connection, m_query, {});
        if (!few)
            return few.error();
        if (*few)
            return (*few)->isEmpty() ? std::optional(QList<qint64>()) : idsOf({}, **few);
        if (!UserRowWalk::canFind(m_query))
            return std::optional<QList<qint64>>();
        return UserRowWalk::find(m_connection, m_query, after ? std::optional(after->m_place) : std::nullopt, count, {});
    }

    /// The first of `ids`, with the others ahead.
    Result<RequestPage> pageOf(const QList<qint64> &ids, int limit, qint64 sequence) const
    {
        auto page = read(ids.first(qMin(ids.size(), qsizetype(limit))));
        if (page && page->next && ids.size() > limit) { // one more says whether there is more
            page->next->m_ahead = ids.sliced(limit);
            page->next->m_sequence = sequence;
        } else if (page) {
            page->next.reset();
        }
        return page;
    }

    Result<RequestPage> searchedPage(const std::optional<RequestCursor> &after, int limit, qint64 sequence) const
    {
        auto search = after && after->m_sequence == sequence ? after->m_search : nullptr;
        qint64 position = after ? after->m_position : 0;
        if (!search || !search->reaches(m_query, position)) {
            const auto wide = UsageSql::isWide(m_connection, { m_query.range, m_query.zone, {}, m_query.filter });
            if (!wide)
                return wide.error();
            const auto begun = RequestSearch::begin(m_connection, m_query, after ? std::optional(after->m_place) : std::nullopt, *wide, {});
            if (!begun)
                return begun.error();
            search = *begun;
            position = 0;
        }
        const auto ids = search->from(m_connection, position, limit + 1); // one more says whether there is more
        if (!ids)
            return ids.error();
        auto page = read(ids->first(qMin(ids->size(), qsizetype(limit))));
        if (page && ids->size() <= limit) {
            page->next.reset();
        } else if (page && page->next && !search->isTooLarge()) {
            page->next->m_search = search;
            page->next->m_position = position + limit;
            page->next->m_sequence = sequence;
        }
        return page;
    }

    /// The rows with `ids`, and the place after the last.
    Result<RequestPage> read(const QList<qint64> &ids) const
    {
        if (ids.isEmpty())
            return RequestPage(); // an empty list is no SQL to PostgreSQL
        QHash<qint64, std::pair<RequestRow, RequestCursor>> found;
        const auto read = Sql::forEach(m_connection, m_statement.withIds(ids), {}, [&](const Row &row) {
            found.insert(row.int64(0), { RequestStatement::rowOf(row), m_statement.cursorOf(row) });
            return true;
        });
        if (!read)
            return read.error();
        RequestPage page;
        for (const qint64 id : ids) {
            if (const auto row = found.constFind(id); row != found.cend()) { // not gone meanwhile
                page.rows.append(row->first);
                page.next = row->second;
            }
        }
        return page;
    }

    Connection &m_connection;
    const RequestQuery &m_query;
    const RequestStatement m_statement;
};

namespace {

/// Fills a page from one statement after the other.
class PageFiller
{
public:
    PageFiller(Connection &connection, const RequestStatement &statement, const std::optional<RequestCursor> &after, int limit)
        : m_connection(connection), m_statement(statement), m_after(after), m_limit(limit)
    {
    }

    bool isFull() const { return m_next.has_value(); }
    RequestPage page() const { return { m_rows, m_next }; }

    /// Adds the rows at `times`, which come after those so far; empty: at any time.
    Result<> add(const QList<TimeRange> &times)
    {
        QVariantList values;
        const auto text = m_statement.page(m_after, m_limit + 1 - int(m_rows.size()), times, values); // one more says whether there is more
        return Sql::forEach(m_connection, text, values, [&](const Row &row) {
            if (m_rows.size() == m_limit) {
                m_next = m_last;
                return false;
            }
            m_rows.append(RequestStatement::rowOf(row));
            m_last = m_statement.cursorOf(row);
            return true;
        });
    }

private:
    Connection &m_connection;
    const RequestStatement &m_statement;
    const std::optional<RequestCursor> &m_after;
    const int m_limit;
    QList<RequestRow> m_rows;
    RequestCursor m_last; ///< Of the rows.
    std::optional<RequestCursor> m_next;
};

Result<> addByTime(Connection &connection, const RequestQuery &query, TimeRange range, int wanted, PageFiller &filler)
{
    auto rare = RareRequests::find(connection, query, range, wanted, {});
    if (!rare)
        return rare.error();
    if (!*rare)
        return filler.add({});
    while (!filler.isFull()) {
        const auto times = (*rare)->next(connection);
        if (!times)
            return times.error();
        if (times->isEmpty())
            break;
        if (const auto done = filler.add(*times); !done)
            return done;
    }
    return Ok;
}

Result<> addByFields(Connection &connection, const RequestQuery &query, PageFiller &filler)
{
    const auto few = RareRequests::all(connection, query, {});
    if (!few)
        return few.error();
    const bool none = *few && (*few)->isEmpty();
    return none ? Result<>(Ok) : filler.add(few->value_or(QList<TimeRange>()));
}

}

Result<RequestPage> Requests::page(
    Connection &connection, const RequestQuery &query, const std::optional<RequestCursor> &after, int limit)
{
    if (query.range.isEmpty() || limit <= 0)
        return RequestPage();
    if (RequestSearch::canFind(query))
        return RequestPager(connection, query).page(after, limit);
    const auto statement = statementOf(connection, query, Wanted::Page, limit);
    if (!statement)
        return statement.error();
    PageFiller filler(connection, *statement, after, limit);
    const auto done = statement->readsListedRows() ? filler.add({})
        : query.isByTime()                         ? addByTime(connection, query, statement->rangeAfter(after), limit + 1, filler)
                                                   : addByFields(connection, query, filler);
    if (!done)
        return done.error();
    return filler.page();
}

Result<> Requests::forEach(
    Connection &connection, const RequestQuery &query, const std::function<bool(const RequestRow &)> &visit)
{
    if (query.range.isEmpty())
        return Ok;
    ReadSnapshot snapshot(connection); // the lists that lead to the rows are read before them
    if (const auto begun = snapshot.begin(); !begun)
        return begun.error();
    const auto statement = statementOf(connection, query, Wanted::AllInOrder);
    if (!statement)
        return statement.error();
    QVariantList values;
    const auto text = statement->all(values);
    return Sql::forEach(
        connection, text, values, [&visit](const Row &row) { return visit(RequestStatement::rowOf(row)); });
}

Result<Spend> Requests::spend(Connection &connection, const RequestQuery &query)
{
    if (query.range.isEmpty())
        return Spend();
    if (const auto whole = spendOfWholeImport(connection, query); !whole)
        return whole.error();
    else if (*whole)
        return **whole;
    const auto statement = statementOf(connection, query, Wanted::Sum);
    if (!statement)
        return statement.error();
    QVariantList values;
    const auto text = statement->spend(values);
    const auto sum = Sql::selectOne(connection, text, values, [](const Row &row) {
        return Spend { Money::fromHalves(row.int64(2), row.int64(3)), row.int64(0), row.int64(1) };
    });
    return sum ? Result<Spend>(sum->value_or(Spend())) : Result<Spend>(sum.error());
}

Result<QStringList> Requests::plan(
    Connection &connection, const RequestQuery &query, const std::optional<RequestCursor> &after)
{
    const auto statement = statementOf(connection, query, Wanted::Page);
    if (!statement)
        return statement.error();
    QVariantList values;
    const auto text = statement->page(after, PageRows, {}, values);
    return Sql::select(
        connection, QStringLiteral("EXPLAIN QUERY PLAN ") + text, values, [](const Row &row) { return row.text(3); });
}
