#include "data/databasehealth.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QSqlError>

#include <sqlite3.h>

namespace {

QString sentence(Error::Kind kind, const QString &name)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Sql", text); };
    switch (kind) {
    case Error::Kind::Busy:
        return tr("Another program is writing to %1. Try again when it has finished.").arg(name);
    case Error::Kind::Denied:
        return tr("You have no permission to do this in %1.").arg(name);
    case Error::Kind::Storage:
        return tr("%1 could not be read or written: the disk reported a failure.").arg(name);
    case Error::Kind::Corrupt:
        return tr("%1 is damaged. Keep the file and restore a backup.").arg(name);
    case Error::Kind::Interrupted:
        return tr("The question to %1 was stopped.").arg(name);
    case Error::Kind::CannotOpen:
        return tr("%1 could not be opened.").arg(name);
    case Error::Kind::Conflict:
        return tr("%1 already holds such an entry.").arg(name);
    case Error::Kind::Invalid:
        return tr("A value was refused by %1.").arg(name);
    case Error::Kind::Network:
        return tr("The connection to %1 was lost or could not be made.").arg(name);
    default:
        return tr("%1 could not answer.").arg(name);
    }
}

Error::Kind sqliteKind(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::Kind::Busy;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Error::Kind::Denied;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOLFS:
        return Error::Kind::Storage;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error::Kind::Corrupt;
    case SQLITE_INTERRUPT:
        return Error::Kind::Interrupted;
    case SQLITE_CANTOPEN:
        return Error::Kind::CannotOpen;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID
                || code == SQLITE_CONSTRAINT
            ? Error::Kind::Conflict
            : Error::Kind::Invalid;
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return Error::Kind::Invalid;
    default:
        return Error::Kind::Internal;
    }
}

Error::Kind postgresqlKind(const QString &state, bool connected)
{
    struct Class
    {
        QLatin1String prefix;
        Error::Kind kind;
    };
    static constexpr Class classes[] = {
        { QLatin1String("57014"), Error::Kind::Interrupted },
        { QLatin1String("57P"), Error::Kind::Network },
        { QLatin1String("08"), Error::Kind::Network },
        { QLatin1String("42501"), Error::Kind::Denied },
        { QLatin1String("25006"), Error::Kind::Denied },
        { QLatin1String("28"), Error::Kind::Denied },
        { QLatin1String("3D000"), Error::Kind::CannotOpen },
        { QLatin1String("23505"), Error::Kind::Conflict },
        { QLatin1String("23"), Error::Kind::Invalid },
        { QLatin1String("22"), Error::Kind::Invalid },
        { QLatin1String("53300"), Error::Kind::Busy },
        { QLatin1String("53"), Error::Kind::Storage },
        { QLatin1String("58"), Error::Kind::Storage },
        { QLatin1String("55P03"), Error::Kind::Busy },
        { QLatin1String("40001"), Error::Kind::Busy },
        { QLatin1String("40P01"), Error::Kind::Busy },
        { QLatin1String("XX001"), Error::Kind::Corrupt },
        { QLatin1String("XX002"), Error::Kind::Corrupt },
    };
    for (const auto &known : classes) {
        if (state.startsWith(known.prefix))
            return known.kind;
    }
    // libpq gives no code where the connection itself failed.
    return state.isEmpty() || !connected ? Error::Kind::Network : Error::Kind::Internal;
}

}

Error Sql::failure(Connection &connection, const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    const QString detail = QStringLiteral("%1: %2").arg(code.isEmpty() ? QStringLiteral("-") : code,
        visibleControls(error.databaseText().isEmpty() ? error.driverText() : error.databaseText().trimmed()));
    const bool lite = connection.dialect() == Dialect::Sqlite;
    const int number = lite ? code.toInt() : 0;
    const auto kind = lite ? sqliteKind(number) : postgresqlKind(code, connection.handle().isOpen());
    // A question that was stopped on purpose is no fault that somebody should read about.
    if (kind == Error::Kind::Interrupted)
        qCDebug(lcSql).noquote() << detail;
    else
        qCWarning(lcSql).noquote() << detail;

    Error failure { kind, sentence(kind, connection.name()), detail };
    if ((number & 0xff) == SQLITE_FULL) {
        failure.summary = QCoreApplication::translate("Sql", "The disk of %1 is full. What was saved before is safe: make room and do it again.")
                              .arg(connection.name());
    }
    if (DatabaseHealth::isFault(kind))
        connection.noteFault(failure);
    return failure;
}
