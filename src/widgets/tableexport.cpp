#include "widgets/tableexport.h"

#include "core/csv.h"
#include "core/tablerole.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace {

QVariant rawValue(const QModelIndex &index)
{
    const QVariant raw = index.data(ExportRole);
    // A cell with a kind of its own leaves ExportRole empty to say "unknown"; its text would be a dash.
    return raw.isValid() || index.data(CellKindRole).isValid() ? raw : index.data(Qt::DisplayRole);
}

QString columnId(const QAbstractItemModel &model, int column)
{
    const QString id = model.headerData(column, Qt::Horizontal, ColumnIdRole).toString();
    return id.isEmpty() ? QString::number(column) : id;
}

QByteArray csvRow(const QStringList &cells) { return csvLine(cells).toUtf8() + QByteArrayLiteral("\r\n"); }

QJsonValue jsonValue(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType: return QJsonValue::Null;
    case QMetaType::Bool: return value.toBool();
    case QMetaType::Int: case QMetaType::LongLong: return value.toLongLong();
    default: return value.toString();
    }
}

QByteArray rowText(const QAbstractItemModel &model, int row, const QList<int> &columns, TableExport::Format format)
{
    if (format == TableExport::Format::Csv) {
        QStringList cells;
        for (const int column : columns)
            cells.append(rawValue(model.index(row, column)).toString());
        return csvRow(cells);
    }
    QJsonObject object;
    for (const int column : columns)
        object.insert(columnId(model, column), jsonValue(rawValue(model.index(row, column))));
    return (row > 0 ? QByteArrayLiteral(",\n") : QByteArray()) + QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Error failure(const QString &detail)
{
    return { Error::Kind::Storage, QCoreApplication::translate("TableExport", "The table could not be written."), detail };
}

}

Result<> TableExport::write(const QAbstractItemModel &model, QIODevice &device, Format format, const QList<int> &columns)
{
    QList<int> chosen = columns;
    if (chosen.isEmpty())
        for (int column = 0; column < model.columnCount(); ++column)
            chosen.append(column);
    QStringList heads;
    for (const int column : chosen)
        heads.append(model.headerData(column, Qt::Horizontal).toString());

    const auto put = [&device](const QByteArray &text) { return device.write(text) == text.size(); };
    bool whole = put(format == Format::Csv ? csvRow(heads) : QByteArrayLiteral("[\n"));
    for (int row = 0; whole && row < model.rowCount(); ++row)
        whole = put(rowText(model, row, chosen, format));
    if (whole && format == Format::Json)
        whole = put(QByteArrayLiteral("\n]\n"));
    if (!whole)
        return failure(device.errorString());
    return Ok;
}

Result<> TableExport::writeFile(const QAbstractItemModel &model, const QString &path, Format format, const QList<int> &columns)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(file.errorString());
    if (auto written = write(model, file, format, columns); !written)
        return written.error();
    if (!file.commit())
        return failure(file.errorString());
    return Ok;
}
