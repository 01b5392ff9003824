#pragma once

#include "ledger/requestquery.h"

/// Where the value stands that a field of Requests sorts by.
struct RequestColumn
{
    enum class Kind {
        Number,
        Text,
        Name, ///< `column` holds an id of `table`, whose name counts; an empty one is unknown.
        Word, ///< The same by "code" instead of "id".
    };
    Kind kind = Kind::Number;
    QString column;
    QString table;
    bool mayBeUnknown = true;

    static RequestColumn of(RequestField field);
    /// What the statements sort by.
    QString expression() const;
};
