#pragma once

#include "core/result.h"

#include <QList>
#include <QVariant>

class QAbstractItemModel;
class QIODevice;
class QModelIndex;

/// Writes the raw values (ExportRole, else the text) of a model. Never the figures as they are drawn.
namespace TableExport {

enum class Format { Csv, Json };

/// Exact value of a cell for files and copies; invalid = unknown.
QVariant rawValue(const QModelIndex &index);
/// The column's stable id, else its number.
QString columnId(const QAbstractItemModel &model, int column);

/// `columns` are logical columns in the order to write, `rows` the rows; empty means all. CSV is UTF-8 with a header
/// row and the formula guard. JSON is an array of objects keyed by column id, in the order of the columns: integers are
/// numbers, everything else is a string, true, false or null.
Result<> write(const QAbstractItemModel &model, QIODevice &device, Format format, const QList<int> &columns = {},
    const QList<int> &rows = {});
/// The same into a file that is replaced only when all of it was written.
Result<> writeFile(const QAbstractItemModel &model, const QString &path, Format format, const QList<int> &columns = {});

}
