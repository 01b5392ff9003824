#include "data/sql.h"

#include <QCoreApplication>
#include <QSqlError>

Q_LOGGING_CATEGORY(lcSql, "signalbox.sql", QtWarningMsg)

namespace {

/// Drivers bind a null QString or QByteArray as NULL. Here only an invalid QVariant is NULL, so that an empty text
/// stays an empty text, whichever way it came about.
QVariant bindable(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return value.isNull() || !value.toString().isNull() ? value : QVariant(QStringLiteral(""));
    case QMetaType::QByteArray:
        return value.isNull() || !value.toByteArray().isNull() ? value : QVariant(QByteArray(""));
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::ULongLong: // the SQLite driver would bind it as text
        return value.toLongLong();
    default:
        return value;
    }
}

/// Runs `statement` on `query`; prepared only where there are values, for PostgreSQL cannot prepare DDL.
Result<> start(Connection &connection, QSqlQuery &query, const QString &statement, const QVariantList &values)
{
    if (!connection.isOnItsThread()) {
        return Error { Error::Kind::Internal, QCoreApplication::translate("Sql", "A connection was used on a foreign thread."),
            statement };
    }
    qCDebug(lcSql) << statement;
    query.setForwardOnly(true);
    if (values.isEmpty()) {
        if (!query.exec(statement))
            return Sql::failure(connection, query.lastError());
        return Ok;
    }
    if (!query.prepare(statement))
        return Sql::failure(connection, query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(bindable(value));
    if (!query.exec())
        return Sql::failure(connection, query.lastError());
    return Ok;
}

}

std::optional<qint64> Row::optionalInt64(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return int64(column);
}

QString Sql::containing(QString text)
{
    constexpr int longest = 200; // SQLite refuses very long patterns
    text.truncate(longest);
    text.remove(QChar(u'\0')); // PostgreSQL has no such text
    for (const auto special : { QLatin1Char('!'), QLatin1Char('%'), QLatin1Char('_') })
        text.replace(special, QStringLiteral("!") + special);
    return QLatin1Char('%') + text + QLatin1Char('%');
}

Result<qint64> Sql::exec(Connection &connection, const QString &statement, const QVariantList &values)
{
    QSqlQuery query(connection.handle());
    if (auto started = start(connection, query, statement, values); !started)
        return started.error();
    return qint64(query.numRowsAffected());
}

Result<> Sql::forEach(Connection &connection, const QString &statement, const QVariantList &values,
    const std::function<bool(const Row &)> &visit)
{
    QSqlQuery query(connection.handle());
    if (auto started = start(connection, query, statement, values); !started)
        return started.error();
    const Row row(query);
    while (query.next()) {
        if (!visit(row))
            return Ok;
    }
    // next() is false too when the server died in the middle: a short result must not pass for a whole one.
    if (query.lastError().isValid())
        return failure(connection, query.lastError());
    return Ok;
}
