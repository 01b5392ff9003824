#pragma once

#include "core/money.h"
#include "core/result.h"
#include "core/timerange.h"
#include "migration/legacyrows.h"

#include <QStringList>

#include <optional>

/// What usage_logs holds of one service. Nothing is guessed: what cannot be read is counted apart.
struct LegacyService
{
    QString name; ///< As it stands.
    bool isNamed = true; ///< false: the name is NULL.
    qint64 rows = 0;
    qint64 succeeded = 0;
    qint64 failed = 0;
    qint64 unknown = 0; ///< success is neither 1 nor 0.
    qint64 models = 0; ///< Distinct names, NULL not among them.
    Money cost; ///< Of the costs that are exact decimal numbers.
    qint64 costsRead = 0; ///< How many these are.
    qint64 costsUnreadable = 0; ///< Text that is no exact decimal number, such as " $0.01".
    qint64 costsMissing = 0; ///< NULL.
    qint64 timesUnreadable = 0;
    std::optional<UtcMicros> newest; ///< Of the times that can be read, to the second.
};

/// Services of the legacy systems.
namespace LegacyServices {

/// The legacy services that became these features ("" for nothing said): those of the seed's map, and the features' own
/// keys, because a service may be called like its feature.
QStringList namesOf(const QStringList &featureKeys);
/// The feature that a service became; empty: it maps to nothing.
QString featureOf(const QString &service);

}
