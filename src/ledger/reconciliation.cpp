#include "ledger/reconciliation.h"

#include "data/sql.h"
#include "ledger/modelresolver.h"
#include "ledger/pricingfacts.h"
#include "ledger/usagequery.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace {

using By = Reconciliation::By;

constexpr UtcMicros Day = 24 * MicrosPerHour;

/// Sums of one report and UTC day that were divided in one way, of one model.
struct Part
{
    QString provider, kind, report, cut, model;
    UtcMicros day = 0;
    UtcMicros width = 0; ///< Of its buckets.
    qint64 sums = 0;
    qint64 batch = 0; ///< The latest import that brought one.
    ReconciledSide says;
};

Result<QList<Part>> parts(Connection &connection, TimeRange range)
{
    // Bounds are whole days and no bucket goes beyond its day.
    return Sql::select(connection, QStringLiteral(R"(
        SELECT provider, kind, report, cut, model, from_us / 86400000000, to_us - from_us, COUNT(*), MAX(batch_id),
               CAST(SUM(requests) AS BIGINT), CAST(SUM(input_tokens) AS BIGINT), CAST(SUM(output_tokens) AS BIGINT),
               CAST(SUM(cost_pico / 1000000) AS BIGINT), CAST(SUM(cost_pico % 1000000) AS BIGINT)
          FROM provider_aggregates
         WHERE replaced_by IS NULL AND from_us >= ? AND from_us < ?
      GROUP BY provider, kind, report, cut, model, from_us / 86400000000, to_us - from_us
      ORDER BY provider, kind, report, cut, model, from_us / 86400000000, to_us - from_us)"),
        { range.from, range.to }, [](const Row &row) {
            Part part { row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.int64(5) * Day, row.int64(6), row.int64(7), row.int64(8), {} };
            part.says = { row.optionalInt64(9), row.optionalInt64(10), row.optionalInt64(11), {} };
            if (!row.isNull(12))
                part.says.cost = Money::fromHalves(row.int64(12), row.int64(13));
            return part;
        });
}

/// How well a part serves: the largest wins.
std::tuple<bool, UtcMicros, qsizetype, qint64, QString> worth(const Part &part, bool byModel)
{
    const bool knowsModels = part.cut.contains(QLatin1String("model")) || part.cut.contains(QLatin1String("line_item")) || part.cut.contains(QLatin1String("description"))
        || part.cut == QLatin1String("dashboard-export");
    return { byModel && knowsModels, part.width, part.cut.count(QLatin1Char(',')), part.batch, part.cut };
}

/// Of each report and day the parts that are divided in the one way that counts.
QList<Part> chosen(const QList<Part> &all, bool byModel, qint64 &leftOut)
{
    using Where = std::tuple<QString, QString, QString, UtcMicros>;
    std::map<Where, const Part *> best;
    for (const Part &part : all) {
        const Part *&held = best[{ part.provider, part.kind, part.report, part.day }];
        if (!held || worth(part, byModel) > worth(*held, byModel))
            held = &part;
    }
    QList<Part> parts;
    for (const Part &part : all) {
        const Part &held = *best.at({ part.provider, part.kind, part.report, part.day });
        if (part.cut == held.cut && part.width == held.width)
            parts.append(part);
        else
            leftOut += part.sums;
    }
    return parts;
}

template<typename Amount>
void add(std::optional<Amount> &sum, const std::optional<Amount> &amount)
{
    if (amount)
        sum = sum.value_or(Amount()) + *amount;
}

void addName(QStringList &names, const QString &name)
{
    if (!names.contains(name))
        names.append(name);
}

class Comparison
{
public:
    Comparison(Connection &connection, TimeRange range, By by, const UsageFilter &filter)
        : m_connection(connection)
        , m_range(range)
        , m_byDay(by != By::Model)
        , m_rowsOfModels(by != By::Day)
        , m_byModel(by != By::Day || !filter.models.isEmpty())
        , m_filter(filter)
    {
    }

    Result<ReconciledAnswer> run()
    {
        for (const auto step : { &Comparison::readProviders, &Comparison::readReports, &Comparison::readLedger }) {
            if (auto done = (this->*step)(); !done)
                return done.error();
        }
        for (const auto &[key, row] : m_rowOf)
            m_answer.rows.append(row);
        return m_answer;
    }

private:
    using Key = std::tuple<QString, UtcMicros, QString>;

    Result<> readProviders()
    {
        const auto providers = Sql::select(m_connection, QStringLiteral("SELECT DISTINCT provider FROM provider_aggregates WHERE replaced_by IS NULL"), {},
            [](const Row &row) { return row.text(0); });
        if (!providers)
            return providers.error();
        m_providers = *providers;
        return Ok;
    }

    /// What the ledger's names stand for there; and a resolver where the reports or the filter have others.
    Result<> readModels(const QList<Part> &parts)
    {
        const auto read = Sql::forEach(m_connection,
            QStringLiteral("SELECT n.name, COALESCE(m.canonical, n.name) FROM ai_model_names n LEFT JOIN ai_models m ON m.id = n.model_id"), {},
            [this](const Row &row) {
                m_modelOf.insert(row.text(0), row.text(1));
                return true;
            });
        if (!read)
            return read.error();
        const auto isKnown = [this](const QString &name) { return m_modelOf.contains(name); };
        if (std::all_of(m_filter.models.cbegin(), m_filter.models.cend(), isKnown)
                && std::all_of(parts.cbegin(), parts.cend(), [&](const Part &part) { return isKnown(part.model); }))
            return Ok;
        const auto &resolver = PricingFacts::bundledResolver();
        if (!resolver)
            return resolver.error();
        m_resolver = *resolver;
        return Ok;
    }

    ReconciledRow &rowOf(const QString &provider, UtcMicros day, const QString &model)
    {
        const Key key { provider, m_byDay ? day : 0, m_rowsOfModels ? model : QString() };
        ReconciledRow &row = m_rowOf[key];
        std::tie(row.provider, row.day, row.model) = key;
        return row;
    }

    /// The name under which the ledger has a model. Suggestions that nobody confirmed do not count there either.
    QString modelOf(const QString &name, const QString &provider) const
    {
        if (const auto known = m_modelOf.constFind(name); known != m_modelOf.cend())
            return *known;
        const Resolution found = m_resolver->resolve(name, provider);
        return found.kind == MatchKind::None || found.kind == MatchKind::Family ? name : found.canonical;
    }

    /// `model` as modelOf() names it.
    bool isWanted(const QString &provider, const QString &model) const
    {
        if (!m_filter.providers.isEmpty() && !m_filter.providers.contains(provider, Qt::CaseInsensitive))
            return false;
        return m_filter.models.isEmpty() || std::any_of(m_filter.models.cbegin(), m_filter.models.cend(), [&](const QString &name) {
            return name == model || modelOf(name, provider) == model;
        });
    }

    Result<> readReports()
    {
        const auto all = parts(m_connection, m_range);
        if (!all)
            return all.error();
        if (const auto read = m_byModel ? readModels(*all) : Result<>(Ok); !read)
            return read;
        const auto counted = chosen(*all, m_byModel, m_answer.otherCuts);
        for (const Part &part : counted) {
            const QString model = m_byModel ? modelOf(part.model, part.provider) : QString();
            if (!isWanted(part.provider, model))
                continue;
            ReconciledRow &row = rowOf(part.provider, part.day, model);
            row.hasCost = row.hasCost || part.kind == QLatin1String("cost");
            row.hasUsage = row.hasUsage || part.kind == QLatin1String("usage");
            add(row.reported.requests, part.says.requests);
            add(row.reported.inputTokens, part.says.inputTokens);
            add(row.reported.outputTokens, part.says.outputTokens);
            add(row.reported.cost, part.says.cost);
        }
        return Ok;
    }

    Result<> readLedger()
    {
        QList<Dimension> dimensions { Dimension::Provider };
        if (m_byDay)
            dimensions.append(Dimension::Day);
        if (m_byModel)
            dimensions.append({ Dimension::Canonical, Dimension::Model });
        const auto usage = Usage::ask(m_connection, { m_range, ReportingZone(), dimensions, {} });
        if (!usage)
            return usage.error();
        for (const UsageRow &said : usage->rows) {
            const QString provider = said.keys.at(0).text;
            const QString named = said.keys.constLast().text;
            const QString canonical = m_byModel ? said.keys.at(said.keys.size() - 2).text : QString();
            const QString model = canonical.isEmpty() ? named : canonical;
            if (!isWanted(provider, model))
                continue;
            const auto match = std::find_if(m_providers.cbegin(), m_providers.cend(), [&provider](const QString &name) { return name.compare(provider, Qt::CaseInsensitive) == 0; });
            if (provider.isEmpty())
                m_answer.withoutProvider += said.measures.requests();
            if (match == m_providers.cend()) {
                if (!provider.isEmpty() && !m_answer.unreported.contains(provider))
                    m_answer.unreported.append(provider);
                continue;
            }
            ReconciledRow &row = rowOf(*match, said.keys.at(1).start, model);
            row.isInLedger = true;
            addName(row.ledgerProviders, provider);
            if (m_byModel)
                addName(row.ledgerModels, named);
            row.unpriced += said.measures.unpriced();
            add(row.ledger.requests, std::optional(said.measures.requests()));
            add(row.ledger.inputTokens, said.measures.input.value());
            add(row.ledger.outputTokens, said.measures.output.value());
            add(row.ledger.cost, said.measures.knownCost());
        }
        return Ok;
    }

    Connection &m_connection;
    const TimeRange m_range;
    const bool m_byDay;
    const bool m_rowsOfModels;
    const bool m_byModel; ///< Models have to be known: for rows of their own, or for the filter.
    const UsageFilter m_filter;
    QStringList m_providers;
    std::shared_ptr<const ModelResolver> m_resolver;
    QHash<QString, QString> m_modelOf; ///< By the ledger's names.
    std::map<Key, ReconciledRow> m_rowOf;
    ReconciledAnswer m_answer;
};

}

std::optional<Money> ReconciledRow::difference() const
{
    return reported.cost && ledger.cost ? std::optional(*reported.cost - *ledger.cost) : std::nullopt;
}

QString standingName(Standing standing)
{
    static const QStringList names { QStringLiteral("agrees"), QStringLiteral("tokens-agree"), QStringLiteral("differs"),
        QStringLiteral("ledger-lacks"), QStringLiteral("report-lacks"), QStringLiteral("unknown") };
    return names.at(int(standing));
}

Standing ReconciledRow::standing() const
{
    if (!isInLedger) {
        const bool isNothing = (hasCost || hasUsage) && reported.cost.value_or(Money()) == Money() && reported.requests.value_or(0) == 0
            && reported.inputTokens.value_or(0) == 0 && reported.outputTokens.value_or(0) == 0;
        return isNothing ? Standing::Agrees : Standing::LedgerLacks;
    }
    if (!hasUsage && !hasCost)
        return Standing::ReportLacks;
    bool isCounted = false;
    for (const auto amount : { &ReconciledSide::requests, &ReconciledSide::inputTokens, &ReconciledSide::outputTokens }) {
        if (!(reported.*amount) || !(ledger.*amount))
            continue;
        if (reported.*amount != ledger.*amount)
            return Standing::Differs;
        isCounted = true;
    }
    if (difference().value_or(Money()) != Money())
        return Standing::Differs;
    if (difference() && unpriced == 0)
        return Standing::Agrees;
    return isCounted && !hasCost ? Standing::TokensAgree : Standing::Unknown;
}

Result<ReconciledAnswer> Reconciliation::compare(Connection &connection, TimeRange range, By by, const UsageFilter &filter)
{
    return Comparison(connection, range, by, filter).run();
}

Result<std::optional<TimeRange>> Reconciliation::extent(Connection &connection)
{
    return Sql::selectOne(connection, QStringLiteral("SELECT MIN(from_us), MAX(to_us) FROM provider_aggregates WHERE replaced_by IS NULL HAVING COUNT(*) > 0"), {},
        [](const Row &row) { return TimeRange { floorTo(row.int64(0), Day), floorTo(row.int64(1) + Day - 1, Day) }; });
}
