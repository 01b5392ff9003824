#pragma once

#include "core/tablerole.h"
#include "features/overview/overviewqueries.h"

#include <QMap>
#include <QString>

/// Something that a person should look at, with the figures that say so and where its cause can be seen.
struct AttentionItem
{
    enum class Kind { UnpricedRequests, ErrorRate, SpendRise, OldData, QuietFeature, UnusedFeature };

    Kind kind = Kind::UnpricedRequests;
    Severity severity = Severity::Warning;
    QString title;
    QString detail; ///< One sentence with figures.
    QString page; ///< Shows the cause.
    UsageFilter filter; ///< Of that page.
    QMap<QString, QString> options; ///< Of that page.
    std::optional<UsageFilter> counted; ///< The requests that the sentence counts; nullopt where it counts none.
    bool countsBefore = false; ///< Those of the period before.
};

/// Finds them in an answer; nothing is assumed that the answer does not say. Errors first, then warnings, then notices.
QList<AttentionItem> attentionItems(const OverviewAnswer &answer, UtcMicros now);
