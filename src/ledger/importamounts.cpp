#include "ledger/importamounts.h"

#include "data/sql.h"

namespace {

constexpr std::pair<const char *, ImportAmount ImportAmounts::*> Outcomes[] {
    { "new", &ImportAmounts::fresh },
    { "known", &ImportAmounts::duplicate },
    { "revised", &ImportAmounts::revised },
    { "rejected", &ImportAmounts::rejected },
};

}

ImportAmount &ImportAmount::operator+=(const ImportAmount &other)
{
    cost += other.cost;
    records += other.records;
    unknown += other.unknown;
    return *this;
}

ImportAmounts &ImportAmounts::operator+=(const ImportAmounts &other)
{
    for (const auto &[name, amount] : Outcomes)
        this->*amount += other.*amount;
    return *this;
}

Result<QMap<qint64, ImportAmounts>> ImportAmounts::read(Connection &connection, qint64 first, qint64 last)
{
    QMap<qint64, ImportAmounts> found;
    const auto done = Sql::forEach(connection,
        QStringLiteral("SELECT batch_id, outcome, records, unknown, cost_micros, cost_rest FROM import_amounts WHERE batch_id BETWEEN ? AND ?"),
        { first, last }, [&found](const Row &row) {
            for (const auto &[name, amount] : Outcomes) {
                if (row.text(1) == QLatin1String(name))
                    found[row.int64(0)].*amount = { Money::fromHalves(row.int64(4), row.int64(5)), row.int64(2), row.int64(3) };
            }
            return true;
        });
    if (!done)
        return done.error();
    return found;
}

Result<> ImportAmounts::write(Connection &connection, qint64 batch) const
{
    for (const auto &[name, member] : Outcomes) {
        const ImportAmount &amount = this->*member;
        const auto done = Sql::exec(connection, QStringLiteral(R"(
            INSERT INTO import_amounts (batch_id, outcome, records, unknown, cost_micros, cost_rest) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (batch_id, outcome) DO UPDATE
               SET records = excluded.records, unknown = excluded.unknown, cost_micros = excluded.cost_micros, cost_rest = excluded.cost_rest)"),
            { batch, QString::fromLatin1(name), amount.records, amount.unknown, qint64(amount.cost.pico() / 1000000), qint64(amount.cost.pico() % 1000000) });
        if (!done)
            return done.error();
    }
    return Ok;
}
