#include "widgets/tableexport.h"

#include "core/csv.h"
#include "core/outputfile.h"
#include "core/tablerole.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <numeric>

namespace {

QByteArray csvRow(const QStringList &cells) { return csvLine(cells).toUtf8() + QByteArrayLiteral("\r\n"); }

QJsonValue jsonValue(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        return QJsonValue::Null;
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.toLongLong();
    default:
        return value.toString();
    }
}

/// One JSON value as text; a document can only hold arrays and objects.
QByteArray jsonText(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray rowText(const QAbstractItemModel &model, int row, const QList<int> &columns, TableExport::Format format)
{
    if (format == TableExport::Format::Csv) {
        QStringList cells;
        for (const int column : columns)
            cells.append(TableExport::rawValue(model.index(row, column)).toString());
        return csvRow(cells);
    }
    // By hand: QJsonObject sorts its keys, and a reader expects the columns in the order of the table.
    QByteArray object;
    for (const int column : columns)
        object += (object.isEmpty() ? "{" : ",") + jsonText(TableExport::columnId(model, column)) + ':'
            + jsonText(jsonValue(TableExport::rawValue(model.index(row, column))));
    return object + '}';
}

Error failure(const QString &detail)
{
    return { Error::Kind::Storage, QCoreApplication::translate("TableExport", "The table could not be written."),
        detail };
}

}

QVariant TableExport::rawValue(const QModelIndex &index)
{
    const QVariant raw = index.data(ExportRole);
    if (raw.isValid())
        return raw;
    // A cell with a kind leaves ExportRole empty to say "unknown"; its text would be a dash.
    const bool hasKind = index.data(CellKindRole).isValid()
        || index.model()->headerData(index.column(), Qt::Horizontal, CellKindRole).isValid();
    return hasKind ? QVariant() : index.data(Qt::DisplayRole);
}

QString TableExport::columnId(const QAbstractItemModel &model, int column)
{
    const QString id = model.headerData(column, Qt::Horizontal, ColumnIdRole).toString();
    return id.isEmpty() ? QString::number(column) : id;
}

Result<> TableExport::write(const QAbstractItemModel &model, QIODevice &device, Format format,
    const QList<int> &columns, const QList<int> &rows)
{
    const auto upTo = [](int count) {
        QList<int> all(count);
        std::iota(all.begin(), all.end(), 0);
        return all;
    };
    const QList<int> chosen = columns.isEmpty() ? upTo(model.columnCount()) : columns;
    const QList<int> written = rows.isEmpty() ? upTo(model.rowCount()) : rows;
    QStringList heads;
    for (const int column : chosen)
        heads.append(model.headerData(column, Qt::Horizontal).toString());

    const bool isJson = format == Format::Json;
    const auto put = [&device](const QByteArray &text) { return device.write(text) == text.size(); };
    bool whole = put(isJson ? QByteArrayLiteral("[\n") : csvRow(heads));
    for (qsizetype i = 0; whole && i < written.size(); ++i) {
        const QByteArray separator = isJson && i > 0 ? QByteArrayLiteral(",\n") : QByteArray();
        whole = put(separator + rowText(model, written.at(i), chosen, format));
    }
    if (whole && isJson)
        whole = put(QByteArrayLiteral("\n]\n"));
    if (!whole)
        return failure(device.errorString());
    return Ok;
}

Result<> TableExport::writeFile(
    const QAbstractItemModel &model, const QString &path, Format format, const QList<int> &columns)
{
    OutputFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(file.errorString());
    if (auto written = write(model, file, format, columns); !written)
        return written.error();
    if (!file.commit())
        return failure(file.errorString());
    return Ok;
}
