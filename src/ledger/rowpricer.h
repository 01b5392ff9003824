#pragma once

#include "ledger/modelresolver.h"
#include "ledger/preparedrows.h"
#include "ledger/pricebook.h"
#include "ledger/usagerecord.h"

#include <QHash>

#include <memory>

/// The model that a feature uses where its records name none.
struct FeatureAssignment
{
    QString feature; ///< Key.
    QString provider;
    QString model;
    UtcMicros validFrom = FromTheBeginning;
    UtcMicros validTo = OpenEnd;
};

/// Fills in what a record cost: what the provider charged beside what we compute from the price at its own time.
class RowPricer
{
public:
    /// `confirmed`: by name, the model that it stands for where the resolver does not know it.
    RowPricer(std::shared_ptr<const ModelResolver> resolver, std::shared_ptr<const PriceBook> prices,
        QList<FeatureAssignment> assignments, QHash<QString, QString> confirmed);

    /// Sets canonical, family and match kind of a model name, met first beside `provider`.
    void resolve(NewName &model, const QByteArray &provider) const;

    /// Sets charged, computed, price, cost, source and the split flag of `row` from `record` at row.time. `feature` is the
    /// key under which the row is booked.
    void price(const UsageRecord &record, const QByteArray &feature, PreparedRow &row);

private:
    int keyOf(const QByteArray &provider, const QByteArray &model);
    const FeatureAssignment *assignmentOf(const QByteArray &feature, UtcMicros t) const;

    std::shared_ptr<const ModelResolver> m_resolver;
    std::shared_ptr<const PriceBook> m_prices;
    QHash<QByteArray, QList<FeatureAssignment>> m_assignments; ///< By feature key.
    QHash<QString, QString> m_confirmed;
    QHash<std::pair<QByteArray, QByteArray>, int> m_keys;
};
