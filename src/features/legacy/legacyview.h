#pragma once

#include <QString>
#include <QStringList>

/// The six views of the systems before this one, in the order of the flags that replace them.
enum class LegacyView { Console, Debug, Settings, Prompts, Costs, Analytics };
inline constexpr int LegacyViewCount = 6;

/// What a legacy view shows: technical, one table after the other.
struct LegacyViewSpec
{
    QString id; ///< For settings: "console".
    QString title; ///< Translated: what it was called.
    QString place; ///< Where it was: "/platform/costs".
    /// Names of legacy tables, in the order of its tabs.
    QStringList tables;
    bool hasServices = false; ///< Its first tab sums usage_logs up by service, before its tables.
};

LegacyViewSpec legacyViewSpec(LegacyView view);
