#pragma once

#include "core/result.h"
#include "ledger/pricecatalogue.h"

#include <QList>

class Connection;
class Workspace;

/// Who changes prices, and why; goes to the audit log.
struct PriceChangeAbout
{
    QString action; ///< "prices.import", "prices.set"
    QString object; ///< The file, or the provider and model.
    QString actor;
    QString reason;
    UtcMicros now = 0;
};

/// What became of the revisions that were given.
struct PriceChangeReport
{
    QList<PriceRevision> added; ///< As they are stored: known names, and the end at which the next price begins.
    qint64 unchanged = 0; ///< That price held for that period already.
    qint64 closed = 0; ///< Older revisions that end, or begin, at another time now.
    qint64 superseded = 0; ///< Older revisions whose whole period was taken over.
};

/// New prices for the workspace. A price with an open end lasts until the next known price of that provider and model
/// begins; one with an end puts back behind it what held there before. What it takes over is closed, never deleted, and
/// rows of the ledger keep the price that they have until somebody reprices them.
namespace PriceChange {

/// All or nothing, inside the caller's transaction.
Result<PriceChangeReport> apply(Connection &connection, const QList<PriceRevision> &revisions, const PriceChangeAbout &about);

/// The same as a transaction of its own, under the writer lock; waits on the writer's thread.
Result<PriceChangeReport> run(Workspace &workspace, const QList<PriceRevision> &revisions, const PriceChangeAbout &about);

}
