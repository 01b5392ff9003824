#include "ledger/pricefile.h"

#include "core/decimaltext.h"
#include "core/reportingzone.h"
#include "ledger/formats/csvreader.h"
#include "ledger/formats/recordfield.h"
#include "ledger/ratecolumns.h"

#include <QCoreApplication>
#include <QHash>

#include <array>

namespace {

constexpr int PicoDigits = 12;
constexpr int MinutesPerDay = 24 * 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("PriceFile", text);
}

constexpr std::array OtherColumns { "provider", "model", "valid_from", "valid_to", "window_from_minute",
    "window_to_minute", "long_context_threshold", "source", "aliases", "family",
    "mode" }; // the last three are the catalogue's own

bool isColumn(const QByteArray &name)
{
    const auto equals = [&name](const char *known) { return name == known; };
    return std::any_of(OtherColumns.begin(), OtherColumns.end(), equals)
        || std::any_of(
            RateColumns.begin(), RateColumns.end(), [&name](const RateColumn &column) { return name == column.name; });
}

/// One line by column name; empty where the file has no such column.
class Line
{
public:
    Line(const QHash<QByteArray, size_t> &columns, const std::vector<QByteArrayView> &cells)
        : m_columns(columns)
        , m_cells(cells)
    {
    }

    QByteArray cell(const char *column) const
    {
        const auto at = m_columns.constFind(QByteArray(column));
        return at == m_columns.constEnd() ? QByteArray() : m_cells[*at].toByteArray().trimmed();
    }
    QString text(const char *column) const { return QString::fromUtf8(cell(column)); }

private:
    const QHash<QByteArray, size_t> &m_columns;
    const std::vector<QByteArrayView> &m_cells;
};

bool readDay(const QByteArray &cell, UtcMicros &value)
{
    if (cell.isEmpty())
        return true;
    const QDate day = cell.size() == 10 ? QDate::fromString(QString::fromLatin1(cell), Qt::ISODate) : QDate();
    if (day.isValid())
        value = ReportingZone().startOfDay(day);
    return day.isValid();
}

bool readMinute(const QByteArray &cell, int &value)
{
    const auto minute = cell.isEmpty() ? std::optional<qint64>(-1) : parseInteger(cell.constBegin(), cell.constEnd());
    if (!minute || *minute >= MinutesPerDay || (*minute < 0 && !cell.isEmpty()))
        return false;
    value = int(*minute);
    return true;
}

/// Period and window; what is wrong, or an empty text.
QString readPeriod(const Line &line, PriceRevision &price)
{
    if (!readDay(line.cell("valid_from"), price.validFrom) || !readDay(line.cell("valid_to"), price.validTo))
        return tr("valid_from and valid_to are days such as 2026-01-31, or empty");
    if (price.validFrom >= price.validTo)
        return tr("valid_to is not after valid_from");
    if (!readMinute(line.cell("window_from_minute"), price.windowFromMinute)
        || !readMinute(line.cell("window_to_minute"), price.windowToMinute)
        || (price.windowFromMinute < 0) != (price.windowToMinute < 0)
        || (price.windowFromMinute >= 0 && price.windowFromMinute == price.windowToMinute))
        return tr("the window needs two different minutes of the day, from 0 to 1439");
    return {};
}

QString readRates(const Line &line, PriceRevision &price)
{
    for (const RateColumn &column : RateColumns) {
        const QByteArray cell = line.cell(column.name);
        if (cell.isEmpty())
            continue;
        const auto rate = PriceFile::rateOf(cell);
        if (!rate)
            return tr("%1 is not an amount of USD: \"%2\"")
                .arg(QLatin1String(column.name), QString::fromUtf8(cell.left(40)));
        PriceRates &rates = column.above ? price.aboveThreshold : price.base;
        rates.*column.rate = *rate;
    }
    if (const QByteArray cell = line.cell("long_context_threshold"); !cell.isEmpty()) {
        price.longContextThreshold = parseInteger(cell.constBegin(), cell.constEnd());
        if (!price.longContextThreshold || *price.longContextThreshold <= 0)
            return tr("long_context_threshold is not a number of tokens");
    }
    if (!price.longContextThreshold && !price.aboveThreshold.isEmpty())
        return tr("rates above a threshold need long_context_threshold");
    return {};
}

QString readRevision(const Line &line, const QString &source, PriceRevision &price)
{
    price.provider = line.text("provider");
    price.model = line.text("model");
    price.source = line.text("source").isEmpty() ? source : line.text("source");
    for (const char *column : { "provider", "model", "source" }) {
        QByteArray text;
        if (const char *fault = RecordField::text(line.cell(column), text))
            return QStringLiteral("%1: %2").arg(QLatin1String(column), RecordField::translated(fault));
    }
    if (price.provider.isEmpty() || price.model.isEmpty())
        return tr("provider and model must not be empty");
    const QString wrong = readPeriod(line, price);
    return wrong.isEmpty() ? readRates(line, price) : wrong;
}

Result<QHash<QByteArray, size_t>> readHeader(const std::vector<QByteArrayView> &cells)
{
    QHash<QByteArray, size_t> columns;
    for (size_t i = 0; i < cells.size(); ++i) {
        const QByteArray name = cells[i].toByteArray().trimmed().toLower();
        if (!isColumn(name) || columns.contains(name))
            return Error { Error::Kind::Unrecognised,
                tr("The price file has an unknown or doubled column \"%1\".")
                    .arg(visibleControls(QString::fromUtf8(name.left(60)))),
                {} };
        columns.insert(name, i);
    }
    const bool rated = std::any_of(RateColumns.begin(), RateColumns.end(),
        [&columns](const RateColumn &column) { return columns.contains(column.name); });
    if (!columns.contains("provider") || !columns.contains("model") || !rated)
        return Error { Error::Kind::Unrecognised,
            tr("A price file needs the columns provider, model and at least one rate such as input."), {} };
    return columns;
}

}

std::optional<qint64> PriceFile::rateOf(QByteArrayView usd)
{
    const auto rate = parseDecimal(usd.data(), usd.data() + usd.size(), PicoDigits);
    return rate && !rate->rounded && rate->value >= 0 ? std::optional(rate->value) : std::nullopt;
}

Result<PriceFile::Content> PriceFile::read(QIODevice &device, const QString &source)
{
    Content content;
    QHash<QByteArray, size_t> columns;
    CsvReader reader(device);
    for (;;) {
        const CsvReader::Next next = reader.next();
        if (next == CsvReader::Next::ReadError)
            return Error { Error::Kind::Storage, tr("The price file could not be read to its end."),
                device.errorString() };
        if (next == CsvReader::Next::End)
            break;
        if (reader.raw().startsWith('#') || reader.raw().startsWith("@provider,")) // the catalogue's own lines
            continue;
        if (next == CsvReader::Next::Fault) {
            content.badLines.append({ reader.line(), reader.fault() });
            continue;
        }
        if (columns.isEmpty()) {
            const auto header = readHeader(reader.cells());
            if (!header)
                return header.error();
            columns = *header;
            continue;
        }
        PriceRevision price;
        const bool complete = reader.cells().size() == size_t(columns.size());
        const QString wrong = complete
            ? readRevision(Line(columns, reader.cells()), source, price)
            : tr("it has %1 cells, the header has %2").arg(reader.cells().size()).arg(columns.size());
        if (wrong.isEmpty())
            content.revisions.append(price);
        else
            content.badLines.append({ reader.line(), wrong });
    }
    if (columns.isEmpty())
        return Error { Error::Kind::Unrecognised, tr("The price file has no header line."), {} };
    return content;
}
