#include "widgets/tablecopy.h"

#include "core/csv.h"
#include "widgets/tableexport.h"
#include "widgets/tableheader.h"

#include <QAbstractItemModel>
#include <QBuffer>
#include <QMimeData>

namespace {

QStringList headings(const QAbstractItemModel &model, const TableCopy::Cells &cells)
{
    QStringList texts;
    for (const int column : cells.columns)
        texts.append(model.headerData(column, Qt::Horizontal).toString());
    return texts;
}

QStringList values(const QAbstractItemModel &model, const TableCopy::Cells &cells, int row)
{
    QStringList texts;
    for (const int column : cells.columns)
        texts.append(TableExport::rawValue(model.index(row, column)).toString());
    return texts;
}

/// A value that holds a separator is quoted, as spreadsheets read it.
QString tabCell(const QString &text)
{
    QString cell = withoutFormula(text);
    const auto isSpecial
        = [](QChar c) { return c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r'); };
    if (std::any_of(cell.cbegin(), cell.cend(), isSpecial))
        cell = QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    return cell;
}

QString tabLine(const QStringList &texts)
{
    QStringList cells;
    for (const QString &text : texts)
        cells.append(tabCell(text));
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString htmlLine(const QStringList &texts, const QString &tag)
{
    QString line = QStringLiteral("<tr>");
    for (const QString &text : texts)
        line += QStringLiteral("<") + tag + QStringLiteral(">") + withoutFormula(text).toHtmlEscaped() + QStringLiteral("</")
            + tag + QStringLiteral(">");
    return line + QStringLiteral("</tr>\n");
}

QString markdownLine(const QStringList &texts)
{
    QString line = QStringLiteral("|");
    for (const QString &text : texts) {
        QString cell;
        for (const QChar c : text) {
            if (QStringLiteral("\\|`*_[]<>").contains(c))
                cell += QLatin1Char('\\');
            cell += c == QLatin1Char('\n') || c == QLatin1Char('\r') ? QLatin1Char(' ') : c;
        }
        line += QLatin1Char(' ') + cell + QStringLiteral(" |");
    }
    return line + QLatin1Char('\n');
}

QString exported(const QAbstractItemModel &model, const TableCopy::Cells &cells, TableExport::Format format)
{
    if (cells.rows.isEmpty() || cells.columns.isEmpty())
        return {};
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = TableExport::write(model, buffer, format, cells.columns, cells.rows);
    Q_ASSERT(bool(written)); // memory takes every write
    return QString::fromUtf8(buffer.data());
}

}

std::unique_ptr<QMimeData> TableCopy::table(const QAbstractItemModel &model, const Cells &cells, bool withHeaders)
{
    QString text;
    QString html = QStringLiteral("<meta charset=\"utf-8\"><table>\n");
    if (withHeaders) {
        text += tabLine(headings(model, cells));
        html += htmlLine(headings(model, cells), QStringLiteral("th"));
    }
    for (const int row : cells.rows) {
        text += tabLine(values(model, cells, row));
        html += htmlLine(values(model, cells, row), QStringLiteral("td"));
    }
    auto data = std::make_unique<QMimeData>();
    data->setText(text);
    data->setHtml(html + QStringLiteral("</table>\n"));
    return data;
}

QString TableCopy::markdown(const QAbstractItemModel &model, const Cells &cells)
{
    QString text = markdownLine(headings(model, cells)) + QLatin1Char('|');
    for (const int column : cells.columns)
        text += TableHeader::isNumeric(TableHeader::kind(model, column)) ? QStringLiteral(" ---: |")
                                                                         : QStringLiteral(" --- |");
    text += QLatin1Char('\n');
    for (const int row : cells.rows)
        text += markdownLine(values(model, cells, row));
    return text;
}

QString TableCopy::csv(const QAbstractItemModel &model, const Cells &cells)
{
    return exported(model, cells, TableExport::Format::Csv);
}

QString TableCopy::json(const QAbstractItemModel &model, const Cells &cells)
{
    return exported(model, cells, TableExport::Format::Json);
}
