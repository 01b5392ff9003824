#pragma once

#include <QStringList>

/// What spreadsheets make of a table.
namespace CsvCells {

/// Cells of RFC 4180 text, quotes taken off.
inline QStringList of(const QByteArray &csv, QChar separator = QLatin1Char(','))
{
    QStringList cells(QString {});
    bool quoted = false;
    const QString text = QString::fromUtf8(csv);
    for (const QChar c : text) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && (c == separator || c == QLatin1Char('\n')))
            cells.append(QString());
        else
            cells.last() += c;
    }
    return cells;
}

/// `cell` is not a number and would be worked out.
inline bool runsAsFormula(const QString &cell)
{
    bool number = false;
    (void)cell.toDouble(&number);
    return !number && !cell.isEmpty() && cell != QLatin1String("\r") && QStringLiteral("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20").contains(cell.front());
}

}
