#include "core/csv.h"

#include "core/decimaltext.h"

bool looksNumeric(QStringView text)
{
    if (text.isEmpty() || text.front().isSpace() || text.back().isSpace())
        return false;
    return parseDecimal(text, 12).has_value() || parseDecimal(text, 0).has_value();
}

QString withoutFormula(const QString &cell)
{
    static const QString dangerous = QStringLiteral("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20");
    const bool runs = !cell.isEmpty() && dangerous.contains(cell.at(0)) && !looksNumeric(cell);
    return runs ? QLatin1Char('\'') + cell : cell;
}

QString csvLine(const QStringList &cells, bool raw)
{
    QString line;
    bool first = true;
    for (QString cell : cells) {
        if (!first)
            line += QLatin1Char(',');
        first = false;
        if (!raw)
            cell = withoutFormula(cell);
        const bool quote = cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n'))
            || cell.contains(QLatin1Char('\r')) || cell.startsWith(QLatin1Char(' ')) || cell.endsWith(QLatin1Char(' '));
        if (quote)
            line += QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
        else
            line += cell;
    }
    return line;
}
