#pragma once

#include "core/tablerole.h"

#include <QString>
#include <QVariant>

#include <span>

/// What a model's headerData() says of a column.
struct ColumnHeader
{
    QString id; ///< Stable, never translated: ColumnIdRole.
    QString title;
    CellKind kind = CellKind::Text;
    QString hint = {}; ///< Tool tip; may be empty.
};

/// The answer of headerData() of a model whose columns are `headers`, in their order.
QVariant columnHeader(std::span<const ColumnHeader> headers, int section, Qt::Orientation orientation, int role);
