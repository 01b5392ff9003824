#include "data/commitsequence.h"

#include "data/sql.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace {

QString mirrorPath(const WorkspaceLocation &location)
{
    return location.path + QStringLiteral(".commits");
}

}

Result<qint64> CommitSequence::bump(Connection &connection)
{
    const auto raised = Sql::exec(connection,
        QStringLiteral("UPDATE workspace_state SET commit_sequence = commit_sequence + 1 WHERE id = 1"));
    if (!raised)
        return raised.error();
    return current(connection);
}

Result<qint64> CommitSequence::current(Connection &connection)
{
    const auto value = Sql::selectOne(connection, QStringLiteral("SELECT commit_sequence FROM workspace_state WHERE id = 1"), {},
        [](const Row &row) { return row.int64(0); });
    if (!value)
        return value.error();
    if (!*value) {
        return Error { Error::Kind::Corrupt,
            QCoreApplication::translate("CommitSequence", "%1 has lost its commit sequence.").arg(connection.name()), {} };
    }
    return **value;
}

Result<> CommitSequence::mirror(const WorkspaceLocation &location, qint64 value)
{
    if (location.dialect != Dialect::Sqlite)
        return Ok;
    QSaveFile file(mirrorPath(location)); // synced before it takes the name
    const bool written = file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(value) + '\n') > 0
        && file.flush() // commit() alone would give an empty file the name where the disk is full
        && file.commit();
    if (!written) {
        return Error { Error::Kind::Storage,
            QCoreApplication::translate("CommitSequence", "The commit count beside %1 could not be written.").arg(location.displayName()),
            file.errorString() };
    }
    return Ok;
}

qint64 CommitSequence::mirrored(const WorkspaceLocation &location)
{
    QFile file(mirrorPath(location));
    if (location.dialect != Dialect::Sqlite || !file.open(QIODevice::ReadOnly))
        return 0;
    bool isNumber = false;
    const qint64 value = file.read(32).trimmed().toLongLong(&isNumber);
    return isNumber && value > 0 ? value : 0;
}
