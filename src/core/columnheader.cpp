#include "core/columnheader.h"

QVariant columnHeader(std::span<const ColumnHeader> headers, int section, Qt::Orientation orientation, int role)
{
    if (orientation != Qt::Horizontal || section < 0 || size_t(section) >= headers.size())
        return {};
    const ColumnHeader &header = headers[size_t(section)];
    switch (role) {
    case Qt::DisplayRole: return header.title;
    case ColumnIdRole: return header.id;
    case Qt::ToolTipRole: return header.hint.isEmpty() ? QVariant() : QVariant(header.hint);
    case CellKindRole: return int(header.kind);
    default: return {};
    }
}
