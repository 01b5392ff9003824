#include "ledger/pricecatalogue.h"

#include "core/decimaltext.h"
#include "ledger/ratecolumns.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QSet>
#include <QTimeZone>

namespace {

constexpr UtcMicros MicrosPerDay = 24 * MicrosPerHour;
constexpr int MinutesPerDay = 24 * 60;
constexpr int PricePicoDigits = 12;

/// Cells of one line by column name.
class Line
{
public:
    Line(const QList<QByteArrayView> &columns, const QList<QByteArrayView> &cells) : m_columns(columns), m_cells(cells) {}

    QByteArrayView bytes(const char *column) const
    {
        const auto at = m_columns.indexOf(QByteArrayView(column));
        return at < 0 ? QByteArrayView() : m_cells.at(at);
    }
    QString text(const char *column) const { return QString::fromUtf8(bytes(column)); }

private:
    const QList<QByteArrayView> &m_columns;
    const QList<QByteArrayView> &m_cells;
};

/// Parts of `line`, which has to outlive them: the list has a hundred thousand cells, and most commands read it.
QList<QByteArrayView> cellsOf(QByteArrayView line)
{
    QList<QByteArrayView> cells;
    cells.reserve(line.count(',') + 1);
    for (auto comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',')) {
        cells.append(line.first(comma));
        line = line.sliced(comma + 1);
    }
    cells.append(line);
    return cells;
}

bool readDay(QByteArrayView cell, UtcMicros &value)
{
    if (cell.isEmpty())
        return true;
    const auto day = QDate::fromString(QString::fromUtf8(cell), Qt::ISODate);
    if (!day.isValid() || cell.size() != 10)
        return false;
    value = day.startOfDay(QTimeZone::utc()).toMSecsSinceEpoch() * 1000;
    return true;
}

bool readMinute(QByteArrayView cell, int &value)
{
    if (cell.isEmpty())
        return true;
    bool ok = false;
    value = cell.toInt(&ok);
    return ok && value >= 0 && value < MinutesPerDay;
}

bool readRate(QByteArrayView cell, std::optional<qint64> &rate)
{
    if (cell.isEmpty())
        return true;
    const auto price = parseDecimal(cell.begin(), cell.end(), PricePicoDigits);
    if (!price || price->rounded || price->value < 0)
        return false;
    rate = price->value;
    return true;
}

bool readPeriod(const Line &line, PriceRevision &revision)
{
    if (!readDay(line.bytes("valid_from"), revision.validFrom) || !readDay(line.bytes("valid_to"), revision.validTo))
        return false;
    if (!readMinute(line.bytes("window_from_minute"), revision.windowFromMinute)
        || !readMinute(line.bytes("window_to_minute"), revision.windowToMinute))
        return false;
    const bool windowComplete = (revision.windowFromMinute < 0) == (revision.windowToMinute < 0);
    const bool windowEmpty = revision.windowFromMinute >= 0 && revision.windowFromMinute == revision.windowToMinute;
    return windowComplete && !windowEmpty && revision.validFrom < revision.validTo;
}

bool readThreshold(QByteArrayView cell, std::optional<qint64> &threshold)
{
    if (cell.isEmpty())
        return true;
    threshold = parseInteger(cell.begin(), cell.end());
    return threshold && *threshold > 0;
}

std::optional<PriceRevision> readRevision(const Line &line)
{
    PriceRevision revision;
    revision.provider = line.text("provider");
    revision.model = line.text("model");
    revision.source = line.text("source");
    if (revision.provider.isEmpty() || revision.model.isEmpty() || !readPeriod(line, revision)
        || !readThreshold(line.bytes("long_context_threshold"), revision.longContextThreshold))
        return {};
    for (const auto &column : RateColumns) {
        auto &rates = column.above ? revision.aboveThreshold : revision.base;
        if (!readRate(line.bytes(column.name), rates.*column.rate))
            return {};
    }
    if (!revision.longContextThreshold && !revision.aboveThreshold.isEmpty())
        return {};
    return revision;
}

QStringList names(QByteArrayView cell)
{
    return QString::fromUtf8(cell).split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

Error malformed(qsizetype line)
{
    return { Error::Kind::Invalid,
        QCoreApplication::translate("PriceCatalogue", "Line %1 of the price file is malformed.").arg(line), {} };
}

bool isHeader(const QList<QByteArrayView> &cells)
{
    for (const char *needed : { "provider", "model", "valid_from", "valid_to", "input", "output", "source" }) {
        if (!cells.contains(QByteArrayView(needed)))
            return false;
    }
    return true;
}

} // namespace

bool PriceRates::isEmpty() const
{
    return !input && !output && !cacheRead && !cacheWrite5m && !cacheWrite1h && !reasoning && !inputBatch && !outputBatch;
}

bool PriceRevision::holdsAt(UtcMicros t) const
{
    if (t < validFrom || t >= validTo)
        return false;
    if (windowFromMinute < 0)
        return true;
    const auto minute = int((t - floorTo(t, MicrosPerDay)) / MicrosPerMinute);
    if (windowFromMinute < windowToMinute)
        return minute >= windowFromMinute && minute < windowToMinute;
    return minute >= windowFromMinute || minute < windowToMinute;
}

Result<PriceCatalogue> PriceCatalogue::parse(const QByteArray &csv)
{
    PriceCatalogue catalogue;
    QList<QByteArrayView> columns;
    QSet<std::pair<QString, QString>> known;
    const auto lines = csv.split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QByteArrayView line = lines.at(i);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const auto cells = cellsOf(line);
        if (line.startsWith("@provider,")) {
            if (cells.size() != 3 || cells.at(1).isEmpty())
                return malformed(i + 1);
            catalogue.m_providers.add(QString::fromUtf8(cells.at(1)), names(cells.at(2)));
            continue;
        }
        if (columns.isEmpty()) {
            if (!isHeader(cells))
                return malformed(i + 1);
            columns = cells;
            continue;
        }
        const Line row(columns, cells);
        // No name holds a quote or a comma, so the file needs no quoting; what has some is not our file.
        const auto revision = cells.size() == columns.size() && !line.contains('"') ? readRevision(row) : std::nullopt;
        if (!revision)
            return malformed(i + 1);
        catalogue.m_revisions.append(*revision);
        if (std::pair key { revision->provider, revision->model }; !known.contains(key)) {
            known.insert(key);
            catalogue.m_providers.add(revision->provider);
            catalogue.m_models.append({ revision->provider, revision->model, row.text("family"), row.text("mode"),
                names(row.bytes("aliases")) });
        }
    }
    if (columns.isEmpty())
        return malformed(1);
    return catalogue;
}
