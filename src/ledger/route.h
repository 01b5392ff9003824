#pragma once

#include "core/rangeexpression.h"
#include "core/result.h"
#include "ledger/usagefilter.h"

#include <QMap>
#include <QString>
#include <QUrl>

/// A place in the console with all that it shows: history, links, session restore, the palette and tests speak in these.
/// As a URL: signalbox://spending?from=now-29d/d&to=now%2B1d/d&compare=1&feature=chatbot&group=model
struct Route
{
    QString page; ///< Id of the page: "overview", "spending".
    RangeExpression range;
    bool compare = true; ///< With the period before.
    UsageFilter filter;
    QMap<QString, QString> options; ///< What only that page understands: group, bucket, chart, tab.

    QUrl toUrl() const;
    /// Fails with Invalid, naming the part, for another scheme, an unknown status or a malformed value. Unknown keys
    /// become options.
    static Result<Route> fromUrl(const QUrl &url);

    friend bool operator==(const Route &, const Route &) = default;
};
