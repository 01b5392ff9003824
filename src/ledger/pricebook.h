#pragma once

#include "ledger/pricecatalogue.h"

#include <QHash>
#include <QList>

/// Why a request has no price.
enum class Unpriced {
    NoModel, ///< The row names no model.
    UnknownModel, ///< Nobody, or not the provider that was named, offers a model of that name.
    UnknownProvider, ///< The row names a provider that the price list does not know.
    ProvidersDisagree, ///< No provider in the row, no first-party price, and the others differ.
    NotYetValid, ///< There is a price for the model, but not at that time.
    NoRate, ///< The price list knows the model, but no rate per token for what was used.
};

struct PriceAnswer
{
    const PriceRevision *revision = nullptr; ///< Owned by the book; null when there is no price.
    Unpriced reason = Unpriced::NoModel; ///< Only where `revision` is null.
};

/// Finds the price of a request: the named provider's; with no provider in the row the first-party vendor's, else the
/// one that all providers agree on, else none. Immutable, so any number of threads may ask.
class PriceBook
{
public:
    PriceBook(QList<PriceRevision> revisions, ProviderNames providers);

    /// A number that stands for this provider and model in this book; ask once per distinct pair, not once per row.
    /// `model` is the canonical name, see ModelResolver. An empty provider means that the row names none.
    int keyOf(const QString &provider, const QString &model) const;

    /// The price at `t`. `key` must come from this book.
    PriceAnswer priceOf(int key, UtcMicros t) const;
    PriceAnswer priceOf(const QString &provider, const QString &model, UtcMicros t) const
    {
        return priceOf(keyOf(provider, model), t);
    }

    const QList<PriceRevision> &revisions() const { return m_revisions; }
    const ProviderNames &providers() const { return m_providers; }

private:
    struct Offer
    {
        qsizetype first = 0; ///< Into m_revisions, which are sorted so that an offer's are neighbours.
        qsizetype count = 0;
    };

    PriceAnswer priceOfOffer(const Offer &offer, UtcMicros t) const;
    PriceAnswer agreedPrice(const QList<int> &offers, UtcMicros t) const;

    QList<PriceRevision> m_revisions;
    ProviderNames m_providers;
    QList<Offer> m_offers;
    QHash<std::pair<QString, QString>, int> m_offerOf; ///< By provider and model.
    QList<QList<int>> m_agreements; ///< Offers of one model by all its providers; keys count on after the offers.
    QHash<QString, int> m_agreementOf; ///< By model.
};
