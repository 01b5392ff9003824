#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

class Connection;

/// Proves that what is derived agrees with the rows.
namespace Verification {

struct Check
{
    QString name; ///< "claims", "quarter hours", "days", "user days", "batches", "references", "audit chain", ...
    bool passed = false;
    QString finding; ///< What was compared, or what differs and where.
};

struct Report
{
    QList<Check> checks;
    qint64 rows = 0;
    bool passed() const;
};

/// `deep` recomputes every rollup, sketch and row cost from the rows; otherwise engine checks, counts and sums only.
Result<Report> run(Connection &connection, bool deep);

}
