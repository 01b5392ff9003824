#include "ledger/pricebook.h"

#include <algorithm>
#include <tuple>

namespace {

// Keys below zero say at once why there is no price.
int keyFor(Unpriced reason)
{
    return -1 - int(reason);
}

bool precedes(const PriceRevision &a, const PriceRevision &b)
{
    return std::tie(a.provider, a.model, a.validFrom, a.windowFromMinute)
        < std::tie(b.provider, b.model, b.validFrom, b.windowFromMinute);
}

/// Batch rates are left out: they price no single request.
bool samePrice(const PriceRevision &a, const PriceRevision &b)
{
    const auto sameRates = [](const PriceRates &x, const PriceRates &y) {
        return x.input == y.input && x.output == y.output && x.cacheRead == y.cacheRead
            && x.cacheWrite5m == y.cacheWrite5m && x.cacheWrite1h == y.cacheWrite1h && x.reasoning == y.reasoning;
    };
    return sameRates(a.base, b.base) && sameRates(a.aboveThreshold, b.aboveThreshold)
        && a.longContextThreshold == b.longContextThreshold;
}

/// Local and subscription offers are listed at zero. That says nothing about the price of a request whose provider
/// is unknown.
bool isFreeOfCharge(const PriceRates &rates)
{
    return rates.input.value_or(0) == 0 && rates.output.value_or(0) == 0;
}

} // namespace

PriceBook::PriceBook(QList<PriceRevision> revisions, ProviderNames providers)
    : m_revisions(std::move(revisions)), m_providers(std::move(providers))
{
    std::stable_sort(m_revisions.begin(), m_revisions.end(), precedes);
    for (qsizetype i = 0; i < m_revisions.size(); ++i) {
        const auto &revision = m_revisions.at(i);
        const std::pair name { revision.provider, revision.model };
        if (i > 0 && m_revisions.at(i - 1).provider == name.first && m_revisions.at(i - 1).model == name.second) {
            ++m_offers.last().count;
            continue;
        }
        if (m_providers.idOf(revision.provider).isEmpty())
            m_providers.add(revision.provider);
        m_offerOf.insert(name, int(m_offers.size()));
        if (!m_agreementOf.contains(revision.model)) {
            m_agreementOf.insert(revision.model, int(m_agreements.size()));
            m_agreements.append(QList<int>());
        }
        m_agreements[m_agreementOf.value(revision.model)].append(int(m_offers.size()));
        m_offers.append({ i, 1 });
    }
}

int PriceBook::keyOf(const QString &provider, const QString &model) const
{
    if (model.isEmpty())
        return keyFor(Unpriced::NoModel);
    if (!provider.isEmpty()) {
        const auto id = m_providers.idOf(provider);
        if (id.isEmpty())
            return keyFor(Unpriced::UnknownProvider);
        return m_offerOf.value({ id, model }, keyFor(Unpriced::UnknownModel));
    }
    if (const int offer = m_offerOf.value({ firstPartyVendor(model), model }, -1); offer >= 0)
        return offer;
    const int agreement = m_agreementOf.value(model, -1);
    return agreement < 0 ? keyFor(Unpriced::UnknownModel) : int(m_offers.size()) + agreement;
}

PriceAnswer PriceBook::priceOf(int key, UtcMicros t) const
{
    if (key < 0)
        return { nullptr, Unpriced(-1 - key) };
    if (key < m_offers.size())
        return priceOfOffer(m_offers.at(key), t);
    return agreedPrice(m_agreements.at(key - m_offers.size()), t);
}

PriceAnswer PriceBook::priceOfOffer(const Offer &offer, UtcMicros t) const
{
    for (auto i = offer.first; i < offer.first + offer.count; ++i) {
        const auto &revision = m_revisions.at(i);
        if (revision.holdsAt(t))
            return revision.base.isEmpty() ? PriceAnswer { nullptr, Unpriced::NoRate } : PriceAnswer { &revision, {} };
    }
    return { nullptr, Unpriced::NotYetValid };
}

PriceAnswer PriceBook::agreedPrice(const QList<int> &offers, UtcMicros t) const
{
    PriceAnswer agreed { nullptr, Unpriced::NoRate };
    for (const int offer : offers) {
        const auto answer = priceOfOffer(m_offers.at(offer), t);
        if (!answer.revision) {
            if (!agreed.revision && answer.reason == Unpriced::NotYetValid)
                agreed.reason = answer.reason;
            continue;
        }
        if (isFreeOfCharge(answer.revision->base))
            continue;
        if (agreed.revision && !samePrice(*agreed.revision, *answer.revision))
            return { nullptr, Unpriced::ProvidersDisagree };
        if (!agreed.revision)
            agreed = answer;
    }
    return agreed;
}
