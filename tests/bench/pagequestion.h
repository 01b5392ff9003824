#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

#include <functional>

class Connection;

/// A question as a page asks it, beside the statement that answers its main part from the rows of the ledger.
struct PageQuestion
{
    /// Rows are not compared with a GROUP BY: they are no sums. Exact: percentiles that the calls themselves tell, to pages
    /// as to the GROUP BY.
    enum class Kind { Page, User, Rows, Exact };

    QString name; ///< "spending by model, 90 days".
    Kind kind = Kind::Page;
    std::function<Result<>(Connection &)> ask;
    QString rawStatement; ///< A GROUP BY over ai_usage_logs; empty where there is nothing to compare with.
};

namespace PageQuestions {

/// Everything that the pages ask, over ranges that end with `usage`.
QList<PageQuestion> all(TimeRange usage);

}
