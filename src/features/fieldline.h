#pragma once

#include <QString>

/// A line of a record: what it is and what it says, both formatted.
struct FieldLine
{
    enum class Kind {
        Field, ///< Label and value side by side.
        Identifier, ///< The same in the fixed font.
        Figure, ///< Value at the right, note below the label.
        Sum, ///< The same below a rule.
        Sentence, ///< The value alone, over the whole width.
        Warning, ///< A sentence that needs attention.
    };

    Kind kind = Kind::Field;
    QString label;
    QString value;
    QString note;
};
