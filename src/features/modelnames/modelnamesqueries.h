#pragma once

#include "ledger/modelnamedecisions.h"
#include "ledger/modelresolver.h"

#include <QStringList>

#include <memory>

class Connection;

/// A name that waits for a decision, with what the resolver thinks of it.
struct WaitingName : UnresolvedName
{
    Resolution suggestion; ///< Its canonical name is empty where there is none.
};

/// Everything of the page.
struct ModelNamesAnswer
{
    QList<WaitingName> waiting; ///< In the order of the rank, ModelNamesQueries::ShownNames at most.
    UnresolvedName total; ///< Over all that wait; without a name.
    qint64 waitingCount = 0; ///< How many wait in all.
    QList<ConfirmedName> decided; ///< The latest first.
    QStringList models; ///< That a name can stand for: all of the workspace's price list, sorted.
    std::shared_ptr<const ModelResolver> resolver;
    qint64 microseconds = 0; ///< How long the database took.
};

/// Reads names of models. Call inside Database::run.
namespace ModelNamesQueries {

enum class Rank { Money, Requests };

inline constexpr qsizetype ShownNames = 1000;

Result<ModelNamesAnswer> names(Connection &connection, Rank rank);

/// What a decision for the model `canonical` of the price list says.
ConfirmedModel confirmedModel(const ModelResolver &resolver, const QString &canonical);
/// The decision that a name is a model of its own.
ConfirmedModel keptModel(const WaitingName &name);

}
