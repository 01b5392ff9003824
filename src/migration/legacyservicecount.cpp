#include "migration/legacyservicecount.h"

#include "data/sql.h"
#include "migration/legacystatement.h"

#include <algorithm>

namespace {

constexpr QLatin1String UsageLogs("usage_logs");

/// The rows to read next: from this id on.
struct Part
{
    std::optional<qint64> from;
    qint64 rows = 0;
};

void addCost(LegacyService &service, const Row &row, int column)
{
    constexpr int picoDigits = 12;
    if (row.isNull(column)) {
        ++service.costsMissing;
        return;
    }
    const auto cost = parseDecimal(row.text(column), picoDigits);
    if (!cost || cost->rounded) {
        ++service.costsUnreadable;
        return;
    }
    ++service.costsRead;
    service.cost += Money::fromPico(cost->value);
}

}

LegacyServiceCount::LegacyServiceCount(const LegacyQuery &query)
    : m_query(query)
{
    m_query.table = UsageLogs;
    m_query.order.clear();
}

void LegacyServiceCount::add(Counted &counted, const Row &row)
{
    LegacyService &service = counted.service;
    ++service.rows;
    if (const QString model = row.text(1); !row.isNull(1) && (counted.models.isEmpty() || model != counted.lastModel)) {
        counted.lastModel = model;
        counted.models.insert(model);
    }
    const QString success = row.text(2); // NULL is an empty text
    ++(success == QLatin1String("1") ? service.succeeded : success == QLatin1String("0") ? service.failed : service.unknown);
    addCost(service, row, 3);
    if (const auto seconds = row.optionalInt64(4))
        service.newest = qMax(service.newest.value_or(*seconds * MicrosPerSecond), *seconds * MicrosPerSecond);
    else
        ++service.timesUnreadable;
}

Result<> LegacyServiceCount::read(Connection &connection, qint64 rows)
{
    if (const auto there = LegacyRows::existing(connection); !there || !there->contains(UsageLogs))
        return there ? LegacyRows::missing(UsageLogs) : there.error();
    QVariantList below;
    if (m_lowest)
        below.append(*m_lowest);
    const QString before = m_lowest ? QStringLiteral(" WHERE id < ?") : QString();
    const auto part = Sql::selectOne(connection,
        QStringLiteral("SELECT MIN(id), COUNT(*) FROM (SELECT id FROM usage_logs%1 ORDER BY id DESC LIMIT %2) AS part").arg(before).arg(rows), below,
        [](const Row &row) { return Part { row.optionalInt64(0), row.int64(1) }; });
    if (!part)
        return part.error();
    const Part next = part->value_or(Part());
    m_rowsRead += next.rows;
    m_isWhole = next.rows < rows;
    if (!next.from)
        return Ok;
    const LegacyTable &table = *legacyTable(UsageLogs);
    QVariantList values;
    QString where = LegacyStatement(table, m_query, connection.dialect()).where(values) + QStringLiteral(" AND id >= ?");
    values.append(*next.from);
    if (m_lowest) {
        where += QStringLiteral(" AND id < ?");
        values.append(*m_lowest);
    }
    m_lowest = next.from;
    return Sql::forEach(connection,
        QStringLiteral("SELECT service_name, model_name, CAST(success AS TEXT), cost, %1 FROM usage_logs").arg(LegacyStatement::seconds(table.time, connection.dialect())) + where,
        values, [this](const Row &row) {
            add(row.isNull(0) ? m_unnamed : m_byName[row.text(0)], row);
            return true;
        });
}

QList<LegacyService> LegacyServiceCount::services() const
{
    QList<LegacyService> services;
    const auto append = [&services](const Counted &counted, const QString &name, bool isNamed) {
        LegacyService service = counted.service;
        service.name = name;
        service.isNamed = isNamed;
        service.models = counted.models.size();
        services.append(service);
    };
    for (auto entry = m_byName.cbegin(); entry != m_byName.cend(); ++entry)
        append(*entry, entry.key(), true);
    if (m_unnamed.service.rows > 0)
        append(m_unnamed, {}, false);
    std::sort(services.begin(), services.end(), [](const LegacyService &a, const LegacyService &b) { return a.rows != b.rows ? a.rows > b.rows : a.name < b.name; });
    return services;
}
