#pragma once

#include "core/result.h"
#include "ledger/requestquery.h"

#include <memory>

class Database;
class JobContext;

/// Writes every row of a query into a file, row by row, so that memory does not grow with the rows.
namespace RequestExport {

enum class Format { Csv, Json };

struct Order
{
    std::shared_ptr<Database> database; ///< Its own connection: it is busy until the export ends.
    RequestQuery query;
    QList<RequestField> columns;
    Format format = Format::Csv;
    QString path;
    qint64 expectedRows = 0; ///< For the progress; 0 where nobody knows.
};

/// Returns the number of rows. CSV is UTF-8 with a header row of column ids and the formula guard, and a last column
/// that says which cells of the row have it (see EventCsv, which takes it off again); JSON is an array of objects keyed
/// by these ids, integers as numbers, all else as text or null. The file is replaced only when all of it was written:
/// after a cancel (Interrupted) or a failure it is as before. For a job's thread.
Result<qint64> run(const Order &order, const JobContext &context);

}
