#pragma once

#include <Qt>

/// What a model says about a cell beyond its text. Models state meaning; colours and fonts are the view's business.
enum TableRole {
    SortRole = Qt::UserRole, ///< qint64, double, QString or a QVariantList of these (128-bit money: high, low half).
    ExportRole, ///< Exact raw value for CSV, JSON and copies: QString, qint64, int or bool; invalid = unknown.
    CellKindRole, ///< CellKind as int, of a cell or (headerData) of a column.
    SeverityRole, ///< Severity as int.
    SeriesSlotRole, ///< int slot of Theme::series, 0 = the largest.
    SparklineRole, ///< QVariantList of double; an invalid QVariant is a gap.
    ShareRole, ///< double 0..1.
    PolarityRole, ///< int: -1 more is bad, 0 neutral, +1 more is good.
    ColumnIdRole, ///< headerData: stable id of the column as QString, never translated.
    RowKindRole, ///< RowKind as int.
    EmphasisRole, ///< bool: drawn DemiBold (the measure that the table is about).
    SecondaryRole, ///< bool: drawn in the caption colour.
};

enum class CellKind { Text, Number, Money, Delta, Share, Sparkline, Status, Swatch, Identifier };
enum class Severity { None, Good, Warning, Error, Info, Unknown, Off };
/// Other and Total rows stay at the end whatever the sort order.
enum class RowKind { Normal, Other, Total };
