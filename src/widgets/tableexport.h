#pragma once

#include "core/result.h"

#include <QList>

class QAbstractItemModel;
class QIODevice;

/// Writes the raw values (ExportRole, else the text) of a model. Never the figures as they are drawn.
namespace TableExport {

enum class Format { Csv, Json };

/// `columns` are logical columns in the order to write; empty means all. CSV is UTF-8 with a header row and the formula
/// guard. JSON is an array of objects keyed by column id: integers are numbers, everything else is a string or null.
Result<> write(const QAbstractItemModel &model, QIODevice &device, Format format, const QList<int> &columns = {});
/// The same into a file that is replaced only when all of it was written.
Result<> writeFile(const QAbstractItemModel &model, const QString &path, Format format, const QList<int> &columns = {});

}
