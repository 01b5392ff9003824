#include "pagequestion.h"

#include "features/overview/overviewqueries.h"
#include "features/requests/requestsqueries.h"
#include "features/spending/spendingqueries.h"

#include <memory>

namespace {

constexpr UtcMicros Day = 24 * MicrosPerHour;

struct Span
{
    QString name;
    TimeRange range;

    TimeRange previous() const { return { range.from - range.length(), range.from }; }
    Bucket bucket() const { return automaticBucket(range); }
};

struct Filter
{
    QString name; ///< "", " of one feature", ...
    UsageFilter filter;
    QString condition; ///< " AND ..." of the raw statement.
};

QString named(const char *column, const char *table, const char *name, const char *value)
{
    return QStringLiteral(" AND %1 = (SELECT id FROM %2 WHERE %3 = '%4')")
        .arg(QLatin1String(column), QLatin1String(table), QLatin1String(name), QLatin1String(value));
}

QList<Filter> filters()
{
    const auto text = [](const char *value) { return QStringList { QString::fromLatin1(value) }; };
    UsageFilter feature, model, failed;
    feature.features = text("chatbot");
    model.models = text("gpt-4o");
    failed.statuses = { UsageStatus::Error, UsageStatus::Timeout };
    return { { {}, {}, {} }, { QStringLiteral(" of a feature"), feature, named("feature_id", "ai_features", "key", "chatbot") },
        { QStringLiteral(" of a model"), model, named("model_name_id", "ai_model_names", "name", "gpt-4o") },
        { QStringLiteral(" that failed"), failed, QStringLiteral(" AND status IN (2, 3)") } };
}

QList<Filter> userFilters()
{
    const auto of = [](const char *label, const char *user) {
        UsageFilter filter;
        filter.users = { QString::fromLatin1(user) };
        return Filter { QString::fromLatin1(label), filter, named("user_id", "usage_users", "name", user) };
    };
    return { of(" of the busiest user", "u0000"), of(" of a usual user", "u1500") };
}

QString timeColumn(Bucket bucket)
{
    switch (bucket) {
    case Bucket::Minute: return QStringLiteral("ts_us / 60000000");
    case Bucket::Hour: return QStringLiteral("ts_us / 3600000000");
    case Bucket::Day: return QStringLiteral("ts_us / 86400000000");
    case Bucket::Week: return QStringLiteral("(ts_us / 86400000000 + 3) / 7");
    case Bucket::Month: return QStringLiteral("strftime('%Y-%m', ts_us / 1000000, 'unixepoch')");
    }
    Q_UNREACHABLE();
}

QString rowsOf(const Span &span, const Filter &filter)
{
    return QStringLiteral(" FROM ai_usage_logs WHERE ts_us >= %1 AND ts_us < %2").arg(span.range.from).arg(span.range.to) + filter.condition;
}

/// The same sums from the rows. "" groups by nothing.
QString groupBy(const QString &groups, const Span &span, const Filter &filter)
{
    const QString sums = QStringLiteral("COUNT(*), SUM(input_tokens), SUM(output_tokens), SUM(cost_pico / 1000000), SUM(cost_pico % 1000000)");
    const QString rest = rowsOf(span, filter);
    return groups.isEmpty() ? QStringLiteral("SELECT ") + sums + rest
                            : QStringLiteral("SELECT %1, %2%3 GROUP BY %1").arg(groups, sums, rest);
}

template<typename Ask>
std::function<Result<>(Connection &)> asking(Ask ask)
{
    return [ask](Connection &connection) -> Result<> {
        const auto answer = ask(connection);
        if (!answer)
            return answer.error();
        return Ok;
    };
}

QString columnOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Feature: return QStringLiteral("feature_id");
    case Dimension::Model: return QStringLiteral("model_name_id");
    case Dimension::Provider: return QStringLiteral("provider_id");
    case Dimension::User: return QStringLiteral("user_id");
    default: return QStringLiteral("status");
    }
}

void addOverview(QList<PageQuestion> &questions, const Span &span, const Filter &filter, PageQuestion::Kind kind)
{
    const OverviewQuestion question { span.range, span.previous(), {}, filter.filter, span.bucket() };
    const QString about = filter.name + QStringLiteral(", ") + span.name;
    questions.append({ QStringLiteral("overview") + about, kind,
        asking([question](Connection &c) { return OverviewQueries::usage(c, question); }),
        groupBy(timeColumn(span.bucket()) + QStringLiteral(", feature_id, model_name_id"), span, filter) });
    const auto &statuses = filter.filter.statuses;
    const bool none = !statuses.isEmpty() && !statuses.contains(UsageStatus::Success); // only successes have a latency
    questions.append({ QStringLiteral("overview latency") + about, span.range.length() <= Day ? PageQuestion::Kind::Exact : kind,
        asking([question](Connection &c) { return OverviewQueries::latency(c, question); }),
        none ? QString() : QStringLiteral("SELECT feature_id, latency_us, COUNT(*)") + rowsOf(span, filter)
                + QStringLiteral(" AND status = 1 AND latency_us IS NOT NULL GROUP BY feature_id, latency_us") });
}

void addSpending(QList<PageQuestion> &questions, const Span &span, const Filter &filter, Dimension group, std::optional<Bucket> bucket = {})
{
    const SpendingQuestion question { span.range, span.previous(), {}, filter.filter, group, bucket.value_or(span.bucket()) };
    const bool users = group == Dimension::User || !filter.filter.users.isEmpty();
    questions.append({ QStringLiteral("spending by %1%2, %3").arg(dimensionName(group), filter.name, span.name)
            + (bucket ? QStringLiteral(" in %1s").arg(dimensionName(dimensionOf(*bucket))) : QString()),
        users ? PageQuestion::Kind::User : PageQuestion::Kind::Page,
        asking([question](Connection &c) { return SpendingQueries::usage(c, question); }),
        groupBy(group == Dimension::User ? columnOf(group) : timeColumn(question.bucket) + QStringLiteral(", ") + columnOf(group), span, filter) });
}

void addRequests(QList<PageQuestion> &questions, const Span &span, const Filter &filter)
{
    RequestQuery query;
    query.range = span.range;
    query.filter = filter.filter;
    const RequestsQuestion question { query, span.bucket() };
    questions.append({ QStringLiteral("requests page%1, %2").arg(filter.name, span.name),
        filter.filter.users.isEmpty() ? PageQuestion::Kind::Page : PageQuestion::Kind::User,
        asking([question](Connection &c) { return RequestsQueries::first(c, question); }),
        groupBy(timeColumn(span.bucket()) + QStringLiteral(", feature_id"), span, filter) });
}

PageQuestion::Kind kindOf(const RequestQuery &query)
{
    const bool byUser = !query.filter.users.isEmpty() || (!query.order.isEmpty() && query.order.constFirst().field == RequestField::User);
    return byUser ? PageQuestion::Kind::User : PageQuestion::Kind::Rows;
}

void addRows(QList<PageQuestion> &questions, const QString &about, const RequestQuery &query)
{
    questions.append({ QStringLiteral("request rows ") + about, kindOf(query),
        asking([query](Connection &c) { return Requests::page(c, query); }), {} });
}

/// Asks for the page that follows the one that the call before asked for.
void addNextRows(QList<PageQuestion> &questions, const QString &about, const RequestQuery &query)
{
    auto place = std::make_shared<std::optional<RequestCursor>>();
    questions.append({ QStringLiteral("request rows ") + about, kindOf(query),
        [query, place](Connection &connection) -> Result<> {
            const auto page = Requests::page(connection, query, *place);
            if (!page)
                return page.error();
            *place = page->next;
            return Ok;
        },
        {} });
}

void addAllRows(QList<PageQuestion> &questions, const Span &span)
{
    RequestQuery query;
    query.range = span.range;
    for (const double depth : { 0.1, 0.5, 0.9 }) { // the pages after any row are a range that ends there
        RequestQuery deep = query;
        deep.range.to = span.range.from + UtcMicros(double(span.range.length()) * (1 - depth));
        addNextRows(questions, QStringLiteral("by time, %1 % deep, %2").arg(qRound(depth * 100)).arg(span.name), deep);
    }
    for (const Filter &filter : filters() + userFilters()) {
        RequestQuery some = query;
        some.filter = filter.filter;
        addRows(questions, QStringLiteral("by time%1, %2").arg(filter.name, span.name), some);
    }
    RequestQuery rare = query;
    rare.filter.features = { QStringLiteral("lab") };
    rare.filter.statuses = { UsageStatus::Cancelled };
    addRows(questions, QStringLiteral("by time, cancelled ones of a small feature, ") + span.name, rare);
    RequestQuery coded = rare;
    coded.errorCodes = { QStringLiteral("server_error") }; // what was cancelled has none
    addRows(questions, QStringLiteral("by time, cancelled ones of a small feature with an error code, ") + span.name, coded);
    RequestQuery none = rare;
    none.filter.statuses = { UsageStatus::Pending };
    addRows(questions, QStringLiteral("by time, pending ones, which are none, of a small feature, ") + span.name, none);
    rare.order = { { RequestField::User, true } };
    addRows(questions, QStringLiteral("by user, cancelled ones of a small feature, ") + span.name, rare);
    rare.filter.features.clear();
    addRows(questions, QStringLiteral("by user, cancelled ones, ") + span.name, rare);
    rare.filter = { { QStringLiteral("lab") }, {}, {}, {}, {}, {} };
    addRows(questions, QStringLiteral("by user of a small feature, ") + span.name, rare);
    RequestQuery code = query;
    code.errorCodes = { QStringLiteral("server_error") };
    addRows(questions, QStringLiteral("by time, with an error code, ") + span.name, code);
    for (int field = 0; field < RequestFieldCount; ++field) {
        RequestQuery sorted = query;
        sorted.order = { { RequestField(field), true } };
        const QString name = QStringLiteral("by %1, %2").arg(requestFieldName(RequestField(field)), span.name);
        addRows(questions, name, sorted);
        addNextRows(questions, name + QStringLiteral(", page after page"), sorted);
    }
}

}

QList<PageQuestion> PageQuestions::all(TimeRange usage)
{
    const UtcMicros end = floorTo(usage.to + Day - 1, Day);
    const auto back = [end](const char *name, UtcMicros length, UtcMicros cut = 0) {
        return Span { QString::fromLatin1(name), { end - cut - length, end - cut } };
    };
    const Span quarter = back("90 days", 90 * Day);
    const Span month = back("30 days", 30 * Day);
    const Span everything { QStringLiteral("everything"), { floorTo(usage.from, Day), end } };
    QList<PageQuestion> questions;
    for (const Span &span : { back("24 hours", Day), back("7 days", 7 * Day), month, quarter, back("90 days until a quarter past", 90 * Day, 6 * MicrosPerHour + MicrosPerQuarterHour), everything })
        addOverview(questions, span, {}, PageQuestion::Kind::Page);
    for (const Filter &filter : filters().mid(1))
        addOverview(questions, quarter, filter, PageQuestion::Kind::Page);
    for (const Filter &filter : userFilters())
        addOverview(questions, quarter, filter, PageQuestion::Kind::User);

    for (const Dimension group : { Dimension::Feature, Dimension::Model, Dimension::Provider, Dimension::Status, Dimension::User }) {
        for (const Span &span : { back("7 days", 7 * Day), month, quarter })
            addSpending(questions, span, {}, group);
    }
    for (const Bucket bucket : { Bucket::Hour, Bucket::Week, Bucket::Month })
        addSpending(questions, quarter, {}, Dimension::Feature, bucket);
    addSpending(questions, back("90 days until a quarter past", 90 * Day, 6 * MicrosPerHour + MicrosPerQuarterHour), {}, Dimension::Model);
    addSpending(questions, back("24 hours", Day), {}, Dimension::Model);
    for (const Filter &filter : filters().mid(1))
        addSpending(questions, quarter, filter, Dimension::Model);
    for (const Filter &filter : filters().mid(1))
        addSpending(questions, quarter, filter, Dimension::User);
    for (const Filter &filter : userFilters())
        addSpending(questions, quarter, filter, Dimension::Feature);

    for (const Filter &filter : filters() + userFilters())
        addRequests(questions, quarter, filter);
    for (const Dimension dimension : { Dimension::Feature, Dimension::Model, Dimension::Provider, Dimension::Status, Dimension::User }) {
        questions.append({ QStringLiteral("filter values: %1").arg(dimensionName(dimension)),
            dimension == Dimension::User ? PageQuestion::Kind::User : PageQuestion::Kind::Page,
            asking([dimension](Connection &c) { return Usage::values(c, dimension); }), groupBy(columnOf(dimension), everything, {}) });
    }
    questions.append({ QStringLiteral("extent of usage"), PageQuestion::Kind::Page, asking([](Connection &c) { return Usage::extent(c); }),
        QStringLiteral("SELECT MIN(+ts_us), MAX(+ts_us) FROM ai_usage_logs") });
    questions.append({ QStringLiteral("extent of a feature"), PageQuestion::Kind::Page, asking([](Connection &c) { return Usage::extent(c, QStringLiteral("lab")); }),
        QStringLiteral("SELECT feature_id, MIN(ts_us), MAX(ts_us) FROM ai_usage_logs GROUP BY feature_id") });
    addAllRows(questions, quarter);
    return questions;
}
