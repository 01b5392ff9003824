#pragma once

#include <QList>
#include <QString>

#include <memory>

class QAbstractItemModel;
class QMimeData;

/// Raw values (TableExport::rawValue) of some rows and columns of a model as text for the clipboard.
namespace TableCopy {

struct Cells {
    QList<int> rows;
    QList<int> columns; ///< Logical columns in the order to write.
};

/// Tab-separated text and an HTML table. Values that a spreadsheet would run as formulas are disarmed as in CSV files.
std::unique_ptr<QMimeData> table(const QAbstractItemModel &model, const Cells &cells, bool withHeaders);
/// With a header line; what Markdown would read as markup is escaped.
QString markdown(const QAbstractItemModel &model, const Cells &cells);
/// As in the files of TableExport.
QString csv(const QAbstractItemModel &model, const Cells &cells);
QString json(const QAbstractItemModel &model, const Cells &cells);

}
