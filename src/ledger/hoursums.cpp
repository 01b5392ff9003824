#include "ledger/hoursums.h"

#include "data/bulkstatement.h"
#include "data/sql.h"
#include "ledger/usagefilter.h"

#include <charconv>
#include <map>

namespace {

using LineKey = std::array<qint64, HourSums::KeyNumbers>;
using Hour = std::map<LineKey, RollupCells>;

LineKey keyOf(const HourSums::Line &line)
{
    LineKey key;
    std::copy_n(line.begin(), key.size(), key.begin());
    return key;
}

RollupCells cellsOf(const HourSums::Line &line)
{
    RollupCells cells;
    std::copy_n(line.begin() + HourSums::KeyNumbers, CellCount, cells.values.begin());
    return cells;
}

/// Where the number at `at` ends; null where there is none. Most have few digits: twice as fast as from_chars(), which looks
/// after each digit whether it fits.
const char *readNumber(const char *at, const char *end, qint64 &number)
{
    constexpr int fitting = 18;
    const char *digit = at;
    qint64 value = 0;
    while (digit != end && digit - at < fitting && *digit >= '0' && *digit <= '9')
        value = value * 10 + (*digit++ - '0');
    if (digit != at && (digit == end || *digit < '0' || *digit > '9')) {
        number = value;
        return digit;
    }
    const auto read = std::from_chars(at, end, number); // negative, long or none
    return read.ec == std::errc() ? read.ptr : nullptr;
}

void append(QByteArray &text, qint64 number, char end)
{
    std::array<char, 24> digits;
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), written.ptr - digits.data()).append(end);
}

QByteArray textOf(const Hour &hour)
{
    QByteArray text;
    for (const auto &[key, cells] : hour) {
        for (const qint64 number : key)
            append(text, number, ' ');
        for (const qint64 number : cells.values)
            append(text, number, ' ');
        text.back() = '\n';
    }
    text.chop(1);
    return text;
}

}

bool HourSums::readLine(const char *&at, const char *end, Line &line)
{
    for (size_t i = 0; i < line.size(); ++i) {
        const char *const stop = readNumber(at, end, line[i]);
        const char separator = i + 1 < line.size() ? ' ' : '\n';
        if (!stop || (stop == end ? separator == ' ' : *stop != separator))
            return false;
        at = stop == end ? end : stop + 1;
    }
    return line[StatusPlace] >= 0 && line[StatusPlace] < UsageStatusCount && line[SourcePlace] >= 0 && line[SourcePlace] < CostSourceCount;
}

Error HourSums::damaged()
{
    return { Error::Kind::Corrupt, QStringLiteral("The stored sums of an hour are damaged. Run \"signalbox verify --deep\"."), {} };
}

Result<> HourSums::add(Connection &connection, const Rollups::Table &quarterHours)
{
    if (quarterHours.empty())
        return Ok;
    std::map<UtcMicros, Hour> hours;
    for (const auto &[key, sums] : quarterHours)
        hours[floorTo(key[0], MicrosPerHour)][{ key[1], key[2], key[3], key[4], key[5] }].add(sums.cells);
    auto read = BulkStatement::prepare(connection, QStringLiteral("SELECT 1, sums FROM usage_hours WHERE bucket_us = ?"));
    auto write = BulkStatement::prepare(connection,
        QStringLiteral("INSERT INTO usage_hours (bucket_us, sums) VALUES (?, ?) ON CONFLICT (bucket_us) DO UPDATE SET sums = excluded.sums"));
    auto remove = BulkStatement::prepare(connection, QStringLiteral("DELETE FROM usage_hours WHERE bucket_us = ?"));
    for (const auto *statement : { &read, &write, &remove }) {
        if (!*statement)
            return statement->error();
    }
    for (auto &[start, hour] : hours) {
        read->bind(1, start);
        if (auto done = read->execute(); !done)
            return done.error();
        if (!forEachLine(read->returnedBytes(), [&hour = hour](const Line &line) { hour[keyOf(line)].add(cellsOf(line)); }))
            return damaged();
        std::erase_if(hour, [](const auto &entry) { return entry.second[Cell::Requests] == 0; });
        auto &statement = hour.empty() ? *remove : *write;
        statement.bind(1, start);
        if (!hour.empty())
            statement.bindText(2, textOf(hour));
        if (auto done = statement.execute(); !done)
            return done.error();
    }
    return Ok;
}

Result<Rollups::Table> HourSums::readAll(Connection &connection)
{
    Rollups::Table table;
    bool sound = true;
    const auto read = Sql::forEach(connection, QStringLiteral("SELECT bucket_us, sums FROM usage_hours"), {}, [&](const Row &row) {
        sound = forEachLine(row.text(1).toUtf8(), [&](const Line &line) {
            table[{ row.int64(0), line[0], line[1], line[2], line[3], line[4] }].cells.add(cellsOf(line));
        });
        return sound;
    });
    if (!read)
        return read.error();
    if (!sound)
        return damaged();
    return table;
}
