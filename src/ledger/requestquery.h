#pragma once

#include "ledger/keysetorder.h"
#include "ledger/usageseries.h"

#include <QList>

#include <functional>
#include <memory>

class RequestSearch;

/// What a row of the ledger can be sorted by.
enum class RequestField {
    Time,
    Feature,
    Provider,
    Model,
    User,
    Session,
    Status,
    Input,
    CacheRead,
    Output,
    Reasoning,
    Latency,
    FirstToken,
    Cost,
    CostSource,
    ErrorCode,
    Batch,
    Line,
};
inline constexpr int RequestFieldCount = 18;
/// "ts_utc", "feature", "cost_usd", ...: names of columns in files, links and settings.
QString requestFieldName(RequestField field);
std::optional<RequestField> requestFieldFromName(const QString &name);

struct RequestSort
{
    RequestField field = RequestField::Time;
    bool descending = true;

    friend bool operator==(const RequestSort &, const RequestSort &) = default;
};

/// Which rows, and in which order. `zone` only counts for the sums.
struct RequestQuery
{
    TimeRange range;
    ReportingZone zone;
    UsageFilter filter;
    QStringList errorCodes; ///< Empty: all rows. "" among them: the record did not say.
    QString text; ///< Occurs in the error's message or code, whatever its case; empty: all rows.
    QList<RequestSort> order; ///< Empty: newest first. Ties follow the row's id; unknown values come last both ways.
    std::optional<qint64> batch = {}; ///< Only the rows that this import wrote.
    std::optional<QString> session = {}; ///< Only its rows. "": the record did not say.
    std::optional<QString> client = {}; ///< The same.

    bool isByTime() const { return order.isEmpty() || order.constFirst().field == RequestField::Time; } ///< First of all.
    /// Whether it asks for something that no rollup knows.
    bool isNarrowed() const { return !errorCodes.isEmpty() || !text.isEmpty() || batch || session || client; }
    friend bool operator==(const RequestQuery &, const RequestQuery &) = default;
};

/// A row of the ledger as it stands there. "" and nullopt: the record did not say.
struct RequestRow
{
    qint64 id = 0;
    UtcMicros time = 0;
    QString feature; ///< Key.
    QString featureName;
    QString provider;
    QString model;
    QString user;
    QString session;
    QString client;
    UsageStatus status = UsageStatus::Unknown;
    QString statusText; ///< The source's own word where it is not ours.
    QString errorCode;
    std::optional<qint64> input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning;
    std::optional<qint64> latency; ///< Microseconds.
    std::optional<qint64> firstToken; ///< Microseconds.
    std::optional<Money> charged, computed, cost;
    std::optional<qint64> price; ///< Id of its price revision.
    CostSource costSource = CostSource::Unpriced;
    int flags = 0; ///< Bits of UsageFlag.
    qint64 batch = 0;
    qint64 line = 0;
};

/// The place after a row in the order of one query. Means nothing to another order.
class RequestCursor
{
public:
    friend bool operator==(const RequestCursor &a, const RequestCursor &b) { return a.m_place == b.m_place; }

private:
    friend class RequestStatement;
    friend class RequestPager;
    KeysetOrder::Place m_place;
    std::shared_ptr<RequestSearch> m_search; ///< That goes on from here; may be none. Used where pages are read only.
    qint64 m_position = 0; ///< In it.
    QList<qint64> m_ahead; ///< Rows that were found to come next where nothing searches, in order; may be empty.
    qint64 m_sequence = 0; ///< The state of the workspace in which they were found.
};

struct RequestPage
{
    QList<RequestRow> rows;
    std::optional<RequestCursor> next; ///< nullopt: these are the last rows.
};

/// Reads single rows. Call inside Database::run; may be interrupted.
namespace Requests {

inline constexpr int PageRows = 200;

/// The rows after `after`. By time this costs the same at any depth, and by one other field too, for who goes on from page
/// to page of one state of the workspace: a page that begins further down reads the whole range, and by several fields
/// each does. Of few users' rows each reads those alone.
Result<RequestPage> page(Connection &connection, const RequestQuery &query,
    const std::optional<RequestCursor> &after = {}, int limit = PageRows);

/// All rows in order, one by one, of one state of the workspace; stops early where `visit` returns false. For exports.
/// Begins a ReadSnapshot of its own.
Result<> forEach(
    Connection &connection, const RequestQuery &query, const std::function<bool(const RequestRow &)> &visit);

/// What all rows that match cost. Reads them all, or those of the filter's users, unless they are all rows of an
/// import.
Result<Spend> spend(Connection &connection, const RequestQuery &query);

/// How SQLite would find the rows of page(), a step per line: tests hold the promise about the index with it.
Result<QStringList> plan(Connection &connection, const RequestQuery &query, const std::optional<RequestCursor> &after);

}
