#include "ledger/importnames.h"

#include "data/sql.h"

namespace {

/// The id that `find` gives; where there is none, `insert` is run first.
Result<qint64> findOrInsert(Connection &connection, const QString &find, const QVariantList &key, const QString &insert, const QVariantList &values)
{
    for (const bool inserted : { false, true }) {
        const auto id = Sql::selectOne(connection, find, key, [](const Row &row) { return row.int64(0); });
        if (!id)
            return id.error();
        if (*id)
            return **id;
        if (inserted)
            break;
        if (auto added = Sql::exec(connection, insert, values); !added)
            return added.error();
    }
    return Error { Error::Kind::Internal, QStringLiteral("A name that was just added is not there."), insert };
}

}

Result<qint64> ImportNames::idOfFeature(const NewName &name, UtcMicros now)
{
    const QString key = QString::fromUtf8(name.name);
    return findOrInsert(m_connection, QStringLiteral("SELECT id FROM ai_features WHERE key = ?"), { key },
        QStringLiteral("INSERT INTO ai_features (key, name, created_us) VALUES (?, ?, ?)"), { key, key, now });
}

Result<qint64> ImportNames::idOf(const char *table, const NewName &name)
{
    const QString text = QString::fromUtf8(name.name);
    return findOrInsert(m_connection, QStringLiteral("SELECT id FROM %1 WHERE name = ?").arg(QLatin1String(table)), { text },
        QStringLiteral("INSERT INTO %1 (name) VALUES (?)").arg(QLatin1String(table)), { text });
}

Result<qint64> ImportNames::idOfModel(const NewName &name)
{
    QVariant model { QMetaType::fromType<qlonglong>() };
    if (!name.canonical.isEmpty()) {
        const auto id = findOrInsert(m_connection, QStringLiteral("SELECT id FROM ai_models WHERE canonical = ?"), { name.canonical },
            QStringLiteral("INSERT INTO ai_models (canonical, family) VALUES (?, ?)"), { name.canonical, name.family });
        if (!id)
            return id.error();
        model = *id;
    }
    const QString text = QString::fromUtf8(name.name);
    return findOrInsert(m_connection, QStringLiteral("SELECT id FROM ai_model_names WHERE name = ?"), { text },
        QStringLiteral("INSERT INTO ai_model_names (name, model_id, match_kind) VALUES (?, ?, ?)"), { text, model, name.matchKind });
}

Result<> ImportNames::add(const PreparedBatch &batch, UtcMicros now)
{
    const auto addAll = [](std::vector<qint64> &ids, const std::vector<NewName> &names, const auto &idOfName) -> Result<> {
        for (const NewName &name : names) {
            const auto id = idOfName(name);
            if (!id)
                return id.error();
            ids.push_back(*id);
        }
        return Ok;
    };
    if (auto done = addAll(m_features, batch.features, [&](const NewName &name) { return idOfFeature(name, now); }); !done)
        return done;
    if (auto done = addAll(m_models, batch.models, [&](const NewName &name) { return idOfModel(name); }); !done)
        return done;
    if (auto done = addAll(m_providers, batch.providers, [&](const NewName &name) { return idOf("ai_providers", name); }); !done)
        return done;
    if (auto done = addAll(m_users, batch.users, [&](const NewName &name) { return idOf("usage_users", name); }); !done)
        return done;
    return addAll(m_sources, batch.sources, [&](const NewName &name) { return idOf("usage_sources", name); });
}
