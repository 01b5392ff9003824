#include "features/modelnames/modelnamesqueries.h"

#include "data/sql.h"
#include "ledger/pricingfacts.h"
#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

#include <algorithm>

namespace {

UnresolvedName sumOf(const QList<UnresolvedName> &names)
{
    UnresolvedName total;
    for (const UnresolvedName &name : names) {
        total.requests += name.requests;
        total.unpriced += name.unpriced;
        total.cost += name.cost;
    }
    return total;
}

}

Result<ModelNamesAnswer> ModelNamesQueries::names(Connection &connection, Rank rank)
{
    QElapsedTimer timer;
    timer.start();
    ModelNamesAnswer answer;
    const auto &resolver = PricingFacts::bundledResolver();
    if (!resolver)
        return resolver.error();
    answer.resolver = *resolver;
    ReadSnapshot snapshot(connection);
    if (auto begun = snapshot.begin(); !begun)
        return begun.error();
    auto unresolved = ModelNameDecisions::unresolved(connection);
    if (!unresolved)
        return unresolved.error();
    if (rank == Rank::Requests)
        std::stable_sort(unresolved->begin(), unresolved->end(),
            [](const UnresolvedName &a, const UnresolvedName &b) { return a.requests > b.requests; });
    answer.waitingCount = unresolved->size();
    answer.total = sumOf(*unresolved);
    for (const UnresolvedName &name : unresolved->mid(0, ShownNames))
        answer.waiting.append({ name, answer.resolver->suggest(name.name) });
    auto decided = ModelNameDecisions::confirmed(connection);
    if (!decided)
        return decided.error();
    answer.decided = std::move(*decided);
    const auto models = Sql::select(connection, QStringLiteral("SELECT DISTINCT model FROM model_prices"), {},
        [](const Row &row) { return row.text(0); });
    if (!models)
        return models.error();
    answer.models = *models;
    answer.models.sort(Qt::CaseInsensitive);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}

ConfirmedModel ModelNamesQueries::confirmedModel(const ModelResolver &resolver, const QString &canonical)
{
    const Resolution known = resolver.suggest(canonical);
    if (known.kind != MatchKind::None && known.kind != MatchKind::Family)
        return { known.canonical, known.family };
    return { canonical, known.family.isEmpty() ? canonical : known.family }; // only the workspace's own prices know it
}

ConfirmedModel ModelNamesQueries::keptModel(const WaitingName &name)
{
    // Spellings of one unknown model share a family; a suggestion that was turned down is none of it.
    const bool own = name.suggestion.canonical.isEmpty() && !name.suggestion.family.isEmpty();
    return { name.name, own ? name.suggestion.family : name.name };
}
