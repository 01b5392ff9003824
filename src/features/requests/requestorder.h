#pragma once

#include "ledger/requestquery.h"
#include "widgets/tablesortproxy.h"

#include <QVariantMap>

/// The order of the table between its headings, a query and a link.
namespace RequestOrder {

/// "-cost_usd,model"; empty for the default.
QString text(const QList<SortKey> &keys);
/// Words that are no field, and second mentions, are left out.
QList<SortKey> keysOf(const QString &text);
QList<RequestSort> sorts(const QList<SortKey> &keys);
/// "newest first", "by Cost, largest first".
QString words(const RequestQuery &query);
/// For DataTable::restoreState(): the columns that a new user sees.
QVariantMap defaultColumns();

}
