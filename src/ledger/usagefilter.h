#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

enum class UsageStatus { Pending, Success, Error, Timeout, Cancelled, Unknown };
inline constexpr int UsageStatusCount = 6;
QString statusName(UsageStatus status); ///< "success", as stored and on the command line.
std::optional<UsageStatus> statusFromName(const QString &name);

/// Where a row's cost comes from: charged by the provider, computed from a price, imported from a legacy table, priced as
/// the feature's assigned model, or unknown.
enum class CostSource { Unpriced, Charged, Computed, Imported, Assigned };
inline constexpr int CostSourceCount = 5;
QString costSourceName(CostSource source);
std::optional<CostSource> costSourceFromName(const QString &name);

/// Keeps only rows that match; an empty list keeps all. Values are the keys of the dimensions: feature keys, provider and
/// model names as in the source, user names; "" means that the record did not say.
struct UsageFilter
{
    QStringList features;
    QStringList providers;
    QStringList models;
    QStringList users;
    QList<UsageStatus> statuses;
    QList<CostSource> costSources;

    bool isEmpty() const;
    friend bool operator==(const UsageFilter &, const UsageFilter &) = default;
};
