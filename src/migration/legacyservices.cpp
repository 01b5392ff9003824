#include "migration/legacyservices.h"

#include "data/sql.h"
#include "migration/legacystatement.h"

#include <QHash>
#include <QSet>

namespace {

struct Mapped
{
    const char *service;
    const char *feature;
};

constexpr Mapped Map[] {
    { "photo_analysis", "photo-tagging" },
    { "chatbot_service", "chatbot" },
    { "search_ai", "ai-search" },
};

struct Counted
{
    LegacyService service;
    QSet<QString> models;
    QString lastModel; ///< Most rows have the model of the row before.
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

void add(Counted &counted, const Row &row)
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

}

QStringList LegacyServices::namesOf(const QStringList &featureKeys)
{
    QStringList names;
    for (const QString &key : featureKeys) {
        names.append(key);
        for (const Mapped &mapped : Map) {
            if (key == QLatin1String(mapped.feature))
                names.append(QLatin1String(mapped.service));
        }
    }
    return names;
}

QString LegacyServices::featureOf(const QString &service)
{
    const auto *found = std::find_if(std::begin(Map), std::end(Map), [&service](const Mapped &mapped) { return service == QLatin1String(mapped.service); });
    return found == std::end(Map) ? QString() : QString(QLatin1String(found->feature));
}

Result<QList<LegacyService>> LegacyServices::summary(Connection &connection, LegacyQuery query)
{
    query.table = QStringLiteral("usage_logs");
    query.order.clear();
    if (const auto there = LegacyRows::existing(connection); !there || !there->contains(query.table))
        return there ? LegacyRows::missing(query.table) : there.error();
    const LegacyTable &table = *legacyTable(query.table);
    QVariantList values;
    const QString matching = LegacyStatement(table, query, connection.dialect()).where(values);
    QHash<QString, Counted> byName;
    Counted unnamed;
    const auto read = Sql::forEach(connection,
        QStringLiteral("SELECT service_name, model_name, CAST(success AS TEXT), cost, %1 FROM usage_logs").arg(LegacyStatement::seconds(table.time, connection.dialect())) + matching,
        values, [&](const Row &row) {
            add(row.isNull(0) ? unnamed : byName[row.text(0)], row);
            return true;
        });
    if (!read)
        return read.error();
    QList<LegacyService> services;
    for (auto entry = byName.begin(); entry != byName.end(); ++entry) {
        entry->service.name = entry.key();
        entry->service.models = entry->models.size();
        services.append(entry->service);
    }
    if (unnamed.service.rows > 0) {
        unnamed.service.isNamed = false;
        unnamed.service.models = unnamed.models.size();
        services.append(unnamed.service);
    }
    std::sort(services.begin(), services.end(), [](const LegacyService &a, const LegacyService &b) { return a.rows != b.rows ? a.rows > b.rows : a.name < b.name; });
    return services;
}
