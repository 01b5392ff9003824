#pragma once

#include "core/money.h"
#include "core/result.h"

#include <QMap>
#include <QtGlobal>

#include <optional>

class Connection;

/// What the records of one outcome cost.
struct ImportAmount
{
    Money cost; ///< Of those whose cost is known.
    qint64 records = 0;
    qint64 unknown = 0; ///< Records whose cost is not.

    void add(std::optional<qint64> pico)
    {
        ++records;
        unknown += pico ? 0 : 1;
        cost += Money::fromPico(pico.value_or(0));
    }
    ImportAmount &operator+=(const ImportAmount &other);
    /// nullopt where no record's cost is known.
    std::optional<Money> known() const { return unknown < records ? std::optional(cost) : std::nullopt; }
};

/// What the records of an import cost, by what became of them. Sums of calls are in none.
struct ImportAmounts
{
    ImportAmount fresh, duplicate, revised;
    ImportAmount rejected; ///< What was charged for them, where that could be read.

    ImportAmounts &operator+=(const ImportAmounts &other);

    /// Of the imports from number `first` to `last`, by number. Imports begun before amounts were kept are not in it.
    static Result<QMap<qint64, ImportAmounts>> read(Connection &connection, qint64 first, qint64 last);
    /// In the transaction that counts the records.
    Result<> write(Connection &connection, qint64 batch) const;
};
