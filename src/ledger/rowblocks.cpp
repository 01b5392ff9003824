#include "ledger/rowblocks.h"

#include "data/bulkstatement.h"
#include "data/sql.h"

#include <algorithm>
#include <vector>

namespace {

constexpr std::array<const char *, RowBlock::NumberCount> NumberColumns { "ts_us", "input_tokens", "cache_read_tokens", "output_tokens",
    "reasoning_tokens", "latency_us", "ttft_us", "cost_pico", "batch_id", "line" };
constexpr std::array<const char *, RowBlock::TextCount> TextColumns { "session", "error_code" };
constexpr std::array<const char *, RowBlock::NameCount> NameColumns { "feature_id", "provider_id", "model_name_id", "user_id", "status",
    "cost_source" };

/// All columns behind the block's number.
QStringList columns()
{
    QStringList columns;
    const auto addBounds = [&columns](const char *name) {
        columns << QStringLiteral("low_") + QLatin1String(name) << QStringLiteral("high_") + QLatin1String(name);
    };
    std::for_each(NumberColumns.begin(), NumberColumns.end(), addBounds);
    std::for_each(TextColumns.begin(), TextColumns.end(), addBounds);
    for (const char *name : NameColumns)
        columns.append(QStringLiteral("set_") + QLatin1String(name));
    columns.append(QStringLiteral("unknown"));
    return columns;
}

QString upsertStatement()
{
    QStringList updates;
    for (const QString &column : columns())
        updates.append(column + QStringLiteral(" = excluded.") + column);
    return QStringLiteral("INSERT INTO usage_row_blocks (block, %1) VALUES (%2) ON CONFLICT (block) DO UPDATE SET %3")
        .arg(columns().join(QLatin1String(", ")), QStringList(columns().size() + 1, QStringLiteral("?")).join(QLatin1String(", ")),
            updates.join(QLatin1String(", ")));
}

RowBlock fromRow(const Row &row)
{
    RowBlock block;
    int column = 1;
    for (auto &bounds : block.numbers) {
        if (!row.isNull(column))
            bounds = RowBlock::Bounds { row.int64(column), row.int64(column + 1) };
        column += 2;
    }
    for (auto &bounds : block.texts) {
        if (!row.isNull(column))
            bounds = RowBlock::TextBounds { QByteArray::fromHex(row.text(column).toLatin1()), QByteArray::fromHex(row.text(column + 1).toLatin1()) };
        column += 2;
    }
    for (qint64 &set : block.sets)
        set = row.int64(column++);
    block.unknown = row.int64(column);
    return block;
}

void bind(BulkStatement &statement, qint64 number, const RowBlock &block)
{
    int parameter = 1;
    statement.bind(parameter++, number);
    for (const auto &bounds : block.numbers) {
        if (bounds) {
            statement.bind(parameter, bounds->low);
            statement.bind(parameter + 1, bounds->high);
        }
        parameter += 2;
    }
    for (const auto &bounds : block.texts) {
        if (bounds) {
            statement.bindText(parameter, bounds->low.toHex());
            statement.bindText(parameter + 1, bounds->high.toHex());
        }
        parameter += 2;
    }
    for (const qint64 set : block.sets)
        statement.bind(parameter++, set);
    statement.bind(parameter, block.unknown);
}

template<typename Bounds>
void widenBounds(std::optional<Bounds> &bounds, const Bounds &other)
{
    if (!bounds) {
        bounds = other;
        return;
    }
    bounds->low = std::min(bounds->low, other.low);
    bounds->high = std::max(bounds->high, other.high);
}

template<typename Bounds>
bool holds(const std::optional<Bounds> &outer, const std::optional<Bounds> &inner)
{
    return !inner || (outer && outer->low <= inner->low && outer->high >= inner->high);
}

}

const char *RowBlock::column(Number number) { return NumberColumns[number]; }
const char *RowBlock::column(Text text) { return TextColumns[text]; }
const char *RowBlock::column(Name name) { return NameColumns[name]; }

void RowBlock::add(const RollupRow &row)
{
    const auto number = [this](Number which, bool known, qint64 value) {
        if (known)
            widenBounds(numbers[which], Bounds { value, value });
        else
            unknown |= bit(which);
    };
    const auto cell = [&](Number which, Cell known, Cell sum) { number(which, row.cells[known] > 0, row.cells[sum]); };
    const auto text = [this](Text which, const QByteArray &value) {
        if (value.isEmpty()) {
            unknown |= bit(which);
            return;
        }
        auto &bounds = texts[which];
        if (bounds && bounds->low <= value && value <= bounds->high)
            return;
        const QByteArray low = value.left(TextBytes);
        // No byte of UTF-8 is 0xff: this stands above everything that begins alike.
        widenBounds(bounds, TextBounds { low, value.size() > TextBytes ? low + '\xff' : low });
    };
    number(Time, true, row.time);
    cell(Input, Cell::InputKnown, Cell::Input);
    cell(CacheRead, Cell::CacheReadKnown, Cell::CacheRead);
    cell(Output, Cell::OutputKnown, Cell::Output);
    cell(Reasoning, Cell::ReasoningKnown, Cell::Reasoning);
    number(Latency, row.callLatency >= 0, row.callLatency);
    number(FirstToken, row.firstToken >= 0, row.firstToken);
    number(Cost, row.costSource != 0, row.cells[Cell::CostMicros] * 1000000 + row.cells[Cell::CostRest]);
    number(Batch, true, row.batch);
    number(Line, true, row.line);
    text(Session, row.session);
    text(ErrorCode, row.errorCode);
    const std::array<qint64, NameCount> ids { row.feature, row.provider, row.model, row.user, row.status, row.costSource };
    for (size_t i = 0; i < NameCount; ++i)
        sets[i] |= qint64(1) << (ids[i] % SetBits);
}

void RowBlock::widen(const RowBlock &other)
{
    for (size_t i = 0; i < NumberCount; ++i) {
        if (other.numbers[i])
            widenBounds(numbers[i], *other.numbers[i]);
    }
    for (size_t i = 0; i < TextCount; ++i) {
        if (other.texts[i])
            widenBounds(texts[i], *other.texts[i]);
    }
    for (size_t i = 0; i < NameCount; ++i)
        sets[i] |= other.sets[i];
    unknown |= other.unknown;
}

bool RowBlock::contains(const RowBlock &other) const
{
    for (size_t i = 0; i < NumberCount; ++i) {
        if (!holds(numbers[i], other.numbers[i]))
            return false;
    }
    for (size_t i = 0; i < TextCount; ++i) {
        if (!holds(texts[i], other.texts[i]))
            return false;
    }
    for (size_t i = 0; i < NameCount; ++i) {
        if ((other.sets[i] & ~sets[i]) != 0)
            return false;
    }
    return (other.unknown & ~unknown) == 0;
}

void RowBlocks::add(const RollupRow &row)
{
    m_blocks[row.id >> RowBlock::IdBits].add(row);
}

Result<RowBlocks::Table> RowBlocks::read(Connection &connection, qint64 first, qint64 last)
{
    Table table;
    const auto read = Sql::forEach(connection,
        QStringLiteral("SELECT block, %1 FROM usage_row_blocks WHERE block BETWEEN ? AND ?").arg(columns().join(QLatin1String(", "))), { first, last },
        [&table](const Row &row) {
            table.emplace(row.int64(0), fromRow(row));
            return true;
        });
    if (!read)
        return read.error();
    return table;
}

Result<> RowBlocks::flush(Connection &connection)
{
    if (m_blocks.empty())
        return Ok;
    std::vector<qint64> numbers;
    for (const auto &[number, block] : m_blocks)
        numbers.push_back(number);
    std::sort(numbers.begin(), numbers.end());
    const auto stored = read(connection, numbers.front(), numbers.back());
    if (!stored)
        return stored.error();
    auto upsert = BulkStatement::prepare(connection, upsertStatement());
    if (!upsert)
        return upsert.error();
    for (const qint64 number : numbers) {
        RowBlock &block = m_blocks[number];
        if (const auto found = stored->find(number); found != stored->end()) {
            if (found->second.contains(block))
                continue;
            block.widen(found->second);
        }
        bind(*upsert, number, block);
        if (auto done = upsert->execute(); !done)
            return done.error();
    }
    m_blocks.clear();
    return Ok;
}
