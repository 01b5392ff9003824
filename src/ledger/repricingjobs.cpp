#include "ledger/repricingjobs.h"

#include "data/bulkstatement.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Repricing", text);
}

QString textOf(const RepricingScope &scope)
{
    QJsonObject object;
    if (scope.from)
        object.insert(QStringLiteral("from_us"), QString::number(*scope.from)); // text: a JSON number is a double
    if (scope.to)
        object.insert(QStringLiteral("to_us"), QString::number(*scope.to));
    if (!scope.features.isEmpty())
        object.insert(QStringLiteral("features"), QJsonArray::fromStringList(scope.features));
    if (!scope.models.isEmpty())
        object.insert(QStringLiteral("models"), QJsonArray::fromStringList(scope.models));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &text : array)
        texts.append(text.toString());
    return texts;
}

RepricingScope scopeOf(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    RepricingScope scope;
    if (object.contains(QLatin1String("from_us")))
        scope.from = object.value(QLatin1String("from_us")).toString().toLongLong();
    if (object.contains(QLatin1String("to_us")))
        scope.to = object.value(QLatin1String("to_us")).toString().toLongLong();
    scope.features = textsOf(object.value(QLatin1String("features")));
    scope.models = textsOf(object.value(QLatin1String("models")));
    return scope;
}

Result<QList<RepricingJob>> select(Connection &connection, const QString &rest, const QVariantList &values = {})
{
    return Sql::select(connection,
        QStringLiteral(R"(
        SELECT id, options, status, changed, old_micros, old_rest, new_micros, new_rest, started_us, finished_us, undone_us, actor, reason
          FROM repricing_jobs )")
            + rest,
        values, [](const Row &row) {
            return RepricingJob { row.int64(0), scopeOf(row.text(1)), row.text(2), row.int64(3),
                Money::fromHalves(row.int64(4), row.int64(5)), Money::fromHalves(row.int64(6), row.int64(7)),
                row.int64(8), row.optionalInt64(9), row.optionalInt64(10), row.text(11), row.text(12) };
        });
}

const QStringList &costColumns()
{
    static const QStringList columns { QStringLiteral("computed_pico"), QStringLiteral("price_id"),
        QStringLiteral("cost_pico"), QStringLiteral("cost_source"), QStringLiteral("flags") };
    return columns;
}

/// Every cost column through `form`, in which %1 is the column.
QString costColumns(const QString &form)
{
    QStringList parts;
    for (const QString &column : costColumns())
        parts.append(QString(form).replace(QLatin1String("%1"), column));
    return parts.join(QLatin1String(", "));
}

int bindCost(BulkStatement &statement, int parameter, const RowCost &cost)
{
    for (const auto &value : { cost.computed, cost.price, cost.cost }) {
        if (value)
            statement.bind(parameter, *value);
        else
            statement.bindNull(parameter);
        ++parameter;
    }
    statement.bind(parameter++, cost.source);
    statement.bind(parameter++, cost.flags);
    return parameter;
}

RowCost costFrom(const Row &row, int column)
{
    return { row.optionalInt64(column), row.optionalInt64(column + 1), row.optionalInt64(column + 2),
        int(row.int64(column + 3)), int(row.int64(column + 4)) };
}

Result<> exec(Connection &connection, const QString &statement, const QVariantList &values)
{
    if (auto done = Sql::exec(connection, statement, values); !done)
        return done.error();
    return Ok;
}

}

Result<QList<RepricingJob>> RepricingJobs::all(Connection &connection)
{
    return select(connection, QStringLiteral("ORDER BY id DESC"));
}

Result<RepricingJob> RepricingJobs::find(Connection &connection, qint64 id)
{
    const auto found = select(connection, QStringLiteral("WHERE id = ?"), { id });
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error { Error::Kind::NotFound, tr("There is no repricing job %1.").arg(id), {} };
    return found->first();
}

Result<std::optional<RepricingJob>> RepricingJobs::unfinished(Connection &connection)
{
    const auto found
        = select(connection, QStringLiteral("WHERE status IN ('running', 'undoing') ORDER BY id DESC LIMIT 1"));
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<RepricingJob>() : found->first();
}

Result<RepricingJob> RepricingJobs::create(Connection &connection, const RepricingScope &scope,
    const QString &pricesDigest, const RepricingOptions &options, UtcMicros now)
{
    const auto id = Sql::selectOne(connection, QStringLiteral("SELECT COALESCE(MAX(id), 0) + 1 FROM repricing_jobs"),
        {}, [](const Row &row) { return row.int64(0); });
    if (!id)
        return id.error();
    if (auto done = exec(connection,
            QStringLiteral("INSERT INTO repricing_jobs (id, options, status, prices, started_us, actor, reason) VALUES "
                           "(?, ?, 'running', ?, ?, ?, ?)"),
            { **id, textOf(scope), pricesDigest, now, options.actor, options.reason });
        !done)
        return done.error();
    return find(connection, **id);
}

Result<qint64> RepricingJobs::cursor(Connection &connection, qint64 id, const QString &pricesDigest)
{
    struct Place
    {
        QString prices;
        qint64 row;
    };
    const auto place = Sql::selectOne(connection,
        QStringLiteral("SELECT prices, last_usage_id FROM repricing_jobs WHERE id = ?"), { id }, [](const Row &row) {
            return Place { row.text(0), row.int64(1) };
        });
    if (!place)
        return place.error();
    if ((*place)->prices == pricesDigest)
        return (*place)->row;
    if (auto done
        = exec(connection, QStringLiteral("UPDATE repricing_jobs SET prices = ?, last_usage_id = 0 WHERE id = ?"),
            { pricesDigest, id });
        !done)
        return done.error();
    return 0;
}

Result<> RepricingJobs::moveCursor(Connection &connection, qint64 id, qint64 lastRow)
{
    return exec(
        connection, QStringLiteral("UPDATE repricing_jobs SET last_usage_id = ? WHERE id = ?"), { lastRow, id });
}

Result<> RepricingJobs::count(Connection &connection, qint64 id)
{
    const auto half = [](const char *column, const char *operation) {
        return QStringLiteral("CAST(COALESCE(SUM(%1 %2 1000000), 0) AS BIGINT)")
            .arg(QLatin1String(column), QLatin1String(operation));
    };
    const auto sums = Sql::selectOne(connection,
        QStringLiteral("SELECT COUNT(*), %1, %2, %3, %4 FROM repricing_changes WHERE job_id = ?")
            .arg(half("old_cost_pico", "/"), half("old_cost_pico", "%"), half("new_cost_pico", "/"),
                half("new_cost_pico", "%")),
        { id }, [](const Row &row) {
            return QVariantList { row.int64(0), row.int64(1), row.int64(2), row.int64(3), row.int64(4) };
        });
    if (!sums)
        return sums.error();
    return exec(connection,
        QStringLiteral("UPDATE repricing_jobs SET changed = ?, old_micros = ?, old_rest = ?, new_micros = ?, new_rest "
                       "= ? WHERE id = ?"),
        **sums + QVariantList { id });
}

Result<> RepricingJobs::setComplete(Connection &connection, qint64 id, UtcMicros now)
{
    return exec(connection,
        QStringLiteral("UPDATE repricing_jobs SET status = 'complete', finished_us = ? WHERE id = ?"), { now, id });
}

Result<> RepricingJobs::setStatus(Connection &connection, qint64 id, const QString &status)
{
    return exec(connection, QStringLiteral("UPDATE repricing_jobs SET status = ? WHERE id = ?"), { status, id });
}

Result<> RepricingJobs::setUndone(Connection &connection, qint64 id, UtcMicros now)
{
    return exec(connection, QStringLiteral("UPDATE repricing_jobs SET status = 'undone', undone_us = ? WHERE id = ?"),
        { now, id });
}

Result<> RepricingJobs::keep(Connection &connection, qint64 job, const std::vector<Change> &changes)
{
    // The old image of a row that was replaced since is no use any more.
    const QString updates
        = costColumns(QStringLiteral("old_%1 = CASE WHEN repricing_changes.batch_id = excluded.batch_id THEN "
                                     "repricing_changes.old_%1 ELSE excluded.old_%1 END"))
        + QLatin1String(", ") + costColumns(QStringLiteral("new_%1 = excluded.new_%1"))
        + QStringLiteral(", batch_id = excluded.batch_id");
    auto insert = BulkStatement::prepare(connection,
        QStringLiteral("INSERT INTO repricing_changes (job_id, usage_id, batch_id, ")
            + costColumns(QStringLiteral("old_%1")) + QLatin1String(", ") + costColumns(QStringLiteral("new_%1"))
            + QStringLiteral(
                ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job_id, usage_id) DO UPDATE SET ")
            + updates);
    if (!insert)
        return insert.error();
    for (const Change &change : changes) {
        insert->bind(1, job);
        insert->bind(2, change.row);
        insert->bind(3, change.batch);
        bindCost(*insert, bindCost(*insert, 4, change.before), change.after);
        if (auto done = insert->execute(); !done)
            return done.error();
    }
    return Ok;
}

Result<std::vector<RepricingJobs::Change>> RepricingJobs::first(Connection &connection, qint64 job, qint64 limit)
{
    std::vector<Change> changes;
    const QString statement = QStringLiteral("SELECT usage_id, batch_id, ") + costColumns(QStringLiteral("old_%1"))
        + QLatin1String(", ") + costColumns(QStringLiteral("new_%1"))
        + QStringLiteral(" FROM repricing_changes WHERE job_id = ? ORDER BY usage_id LIMIT ?");
    const auto read = Sql::forEach(connection, statement, { job, limit }, [&changes](const Row &row) {
        changes.push_back({ row.int64(0), row.int64(1), costFrom(row, 2), costFrom(row, 7) });
        return true;
    });
    if (!read)
        return read.error();
    return changes;
}

Result<> RepricingJobs::forget(Connection &connection, qint64 job, qint64 row)
{
    return exec(
        connection, QStringLiteral("DELETE FROM repricing_changes WHERE job_id = ? AND usage_id <= ?"), { job, row });
}

Result<QStringList> RepricingJobs::changedSince(Connection &connection, qint64 job)
{
    QStringList differences;
    for (const QString &column : costColumns())
        differences.append(QStringLiteral("u.%1 IS DISTINCT FROM c.new_%1").arg(column));
    const QString later = QStringLiteral("(SELECT MAX(l.job_id) FROM repricing_jobs j JOIN repricing_changes l ON "
                                         "l.job_id = j.id AND l.usage_id = c.usage_id WHERE j.id > c.job_id)");
    const QString statement = QStringLiteral(R"(
        SELECT c.usage_id, u.batch_id, u.line, c.batch_id, %1
          FROM repricing_changes c LEFT JOIN ai_usage_logs u ON u.id = c.usage_id
         WHERE c.job_id = ? AND (u.id IS NULL OR u.batch_id <> c.batch_id OR %2 OR %1 IS NOT NULL)
      ORDER BY c.usage_id LIMIT 10)")
                                  .arg(later, differences.join(QLatin1String(" OR ")));
    return Sql::select(connection, statement, { job }, [](const Row &row) -> QString {
        const QString name
            = tr("row %1 (import %2, line %3)")
                  .arg(QString::number(row.int64(0)), QString::number(row.int64(1)), QString::number(row.int64(2)));
        if (row.isNull(1))
            return tr("row %1 is gone").arg(row.int64(0));
        if (row.int64(1) != row.int64(3))
            return tr("%1 was replaced by that import").arg(name);
        if (!row.isNull(4))
            return tr("%1 was changed by repricing job %2").arg(name, QString::number(row.int64(4)));
        return tr("%1 was changed").arg(name);
    });
}

Result<> RepricingJobs::writeCosts(Connection &connection, const std::vector<std::pair<qint64, RowCost>> &costs)
{
    auto update = BulkStatement::prepare(connection,
        QStringLiteral("UPDATE ai_usage_logs SET ") + costColumns(QStringLiteral("%1 = ?"))
            + QStringLiteral(" WHERE id = ?"));
    if (!update)
        return update.error();
    for (const auto &[row, cost] : costs) {
        update->bind(bindCost(*update, 1, cost), row);
        const auto changed = update->execute();
        if (!changed)
            return changed.error();
        if (*changed != 1)
            return Error { Error::Kind::Conflict, tr("Usage row %1 disappeared while it was priced.").arg(row), {} };
    }
    return Ok;
}
