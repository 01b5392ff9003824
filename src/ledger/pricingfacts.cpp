#include "ledger/pricingfacts.h"

#include "data/sql.h"
#include "ledger/pricestore.h"

#include <QCryptographicHash>

namespace {

/// What people said about names that the resolver does not know.
Result<QHash<QString, QString>> confirmedNames(Connection &connection, const ModelResolver &resolver)
{
    QHash<QString, QString> confirmed;
    const auto read = Sql::forEach(connection, QStringLiteral(R"(
        SELECT n.name, m.canonical
          FROM ai_model_names n JOIN ai_models m ON m.id = n.model_id
         WHERE n.match_kind = 'alias')"),
        {}, [&](const Row &row) {
            if (resolver.resolve(row.text(0), {}).kind == MatchKind::None)
                confirmed.insert(row.text(0), row.text(1));
            return true;
        });
    if (!read)
        return read.error();
    return confirmed;
}

}

const Result<std::shared_ptr<const ModelResolver>> &PricingFacts::bundledResolver()
{
    using Made = Result<std::shared_ptr<const ModelResolver>>;
    static const Made made = [] {
        const auto &catalogue = PriceStore::bundled();
        return catalogue ? Made(std::make_shared<const ModelResolver>(*catalogue)) : Made(catalogue.error());
    }();
    return made;
}

Result<PricingFacts> PricingFacts::load(Connection &connection)
{
    const auto &resolver = bundledResolver();
    if (!resolver)
        return resolver.error();
    auto book = PriceStore::load(connection);
    if (!book)
        return book.error();
    auto assignments = Sql::select(connection, QStringLiteral(R"(
        SELECT f.key, a.provider, a.model, a.valid_from_us, a.valid_to_us
          FROM feature_model_assignments a JOIN ai_features f ON f.id = a.feature_id
         WHERE a.environment = 'production'
      ORDER BY a.id DESC)"),
        {}, [](const Row &row) {
            return FeatureAssignment { row.text(0), row.text(1), row.text(2),
                row.optionalInt64(3).value_or(FromTheBeginning), row.optionalInt64(4).value_or(OpenEnd) };
        });
    if (!assignments)
        return assignments.error();
    auto confirmed = confirmedNames(connection, **resolver);
    if (!confirmed)
        return confirmed.error();
    return PricingFacts { *resolver, std::make_shared<const PriceBook>(std::move(*book)),
        std::move(*assignments), std::move(*confirmed) };
}

QString PricingFacts::digest() const
{
    // A revision's rates never change once it is stored, only its period does.
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QStringList &parts) {
        hash.addData(parts.join(QLatin1Char('\x1f')).append(QLatin1Char('\n')).toUtf8());
    };
    for (const PriceRevision &price : prices->revisions())
        add({ QString::number(price.id), QString::number(price.validFrom), QString::number(price.validTo) });
    for (const FeatureAssignment &assignment : assignments)
        add({ assignment.feature, assignment.provider, assignment.model, QString::number(assignment.validFrom),
            QString::number(assignment.validTo) });
    QStringList names = confirmed.keys();
    names.sort();
    for (const QString &name : std::as_const(names))
        add({ name, confirmed.value(name) });
    return QString::fromLatin1(hash.result().toHex());
}
