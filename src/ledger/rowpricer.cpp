#include "ledger/rowpricer.h"

#include "ledger/pricing.h"

RowPricer::RowPricer(std::shared_ptr<const ModelResolver> resolver, std::shared_ptr<const PriceBook> prices,
    QList<FeatureAssignment> assignments, QHash<QString, QString> confirmed)
    : m_resolver(std::move(resolver))
    , m_prices(std::move(prices))
    , m_confirmed(std::move(confirmed))
{
    for (const FeatureAssignment &assignment : assignments)
        m_assignments[assignment.feature.toUtf8()].append(assignment);
}

void RowPricer::resolve(NewName &model, const QByteArray &provider) const
{
    const QString name = QString::fromUtf8(model.name);
    Resolution resolution = m_resolver->resolve(name, QString::fromUtf8(provider));
    if (resolution.kind == MatchKind::None)
        resolution = m_resolver->resolve(name, {}); // an unknown provider does not make a well-known name unknown
    if (resolution.kind == MatchKind::None || resolution.kind == MatchKind::Family)
        return; // a family is a suggestion that somebody has to confirm
    model.canonical = resolution.canonical;
    model.family = resolution.family;
    model.matchKind = matchKindName(resolution.kind);
}

int RowPricer::keyOf(const QByteArray &provider, const QByteArray &model)
{
    const auto found = m_keys.constFind({ provider, model });
    if (found != m_keys.constEnd())
        return *found;
    QString name = QString::fromUtf8(model);
    Resolution resolution = m_resolver->resolve(name, QString::fromUtf8(provider));
    if (const auto meant = m_confirmed.constFind(name); resolution.kind == MatchKind::None && meant != m_confirmed.constEnd()) {
        name = *meant;
        resolution = m_resolver->resolve(name, QString::fromUtf8(provider));
    }
    const bool known = resolution.kind != MatchKind::None && resolution.kind != MatchKind::Family;
    const QString offer = provider.isEmpty() ? resolution.provider : QString::fromUtf8(provider);
    const int key = known ? m_prices->keyOf(offer, resolution.canonical) : m_prices->keyOf(QString::fromUtf8(provider), name);
    m_keys.insert({ provider, model }, key);
    return key;
}

const FeatureAssignment *RowPricer::assignmentOf(const QByteArray &feature, UtcMicros t) const
{
    const auto found = m_assignments.constFind(feature);
    if (found == m_assignments.constEnd())
        return nullptr;
    for (const FeatureAssignment &assignment : *found) {
        if (t >= assignment.validFrom && t < assignment.validTo)
            return &assignment;
    }
    return nullptr;
}

void RowPricer::price(const UsageRecord &record, const QByteArray &feature, PreparedRow &row)
{
    row.chargedPico = record.chargedPico;
    const FeatureAssignment *assigned = record.model.isEmpty() ? assignmentOf(feature, row.time) : nullptr;
    if (!record.model.isEmpty() || assigned) {
        const int key = assigned ? keyOf(assigned->provider.toUtf8(), assigned->model.toUtf8()) : keyOf(record.provider, record.model);
        if (const PriceAnswer answer = m_prices->priceOf(key, row.time); answer.revision) {
            const PriceWorking working = priceRequest(splitTokens(record.inputTokens, record.cacheReadTokens, record.cacheWrite5mTokens,
                                                         record.cacheWrite1hTokens, record.outputTokens, record.reasoningTokens),
                *answer.revision);
            if (working.total && working.total->pico() < MaxRowPico) {
                row.computedPico = qint64(working.total->pico());
                row.priceId = answer.revision->id;
                row.flags |= working.splitUnknown ? SplitUnknown : 0;
            }
        }
    }
    if (row.chargedPico) {
        row.costPico = row.chargedPico;
        row.costSource = CostSource::Charged;
    } else if (row.computedPico) {
        row.costPico = row.computedPico;
        row.costSource = assigned ? CostSource::Assigned : CostSource::Computed;
    }
}
