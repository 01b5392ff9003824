#include "data/workspace.h"

#include "data/commitsequence.h"
#include "data/openconnection.h"
#include "data/schemamigrations.h"
#include "data/sql.h"
#include "data/workspacefile.h"
#include "data/workspaceupgrade.h"

#include <QCoreApplication>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Workspace", text);
}

}

Result<> Workspace::readInfo(Connection &connection, Database::Access wanted)
{
    const auto zone = Sql::selectOne(connection, QStringLiteral("SELECT value FROM workspace_info WHERE key = 'zone'"), {},
        [](const Row &row) { return row.text(0); });
    if (!zone)
        return zone.error();
    const auto known = ReportingZone::fromId(zone->value_or(QString()));
    if (!known)
        return known.error();
    m_zone = *known;

    const auto sequence = CommitSequence::current(connection);
    if (!sequence)
        return sequence.error();
    if (const qint64 missing = CommitSequence::mirrored(m_location) - *sequence; missing > 0) {
        m_warning = QCoreApplication::translate("Workspace",
            "%n committed transactions are missing from this workspace. Restore a backup, or import the sources again.",
            nullptr, int(std::min<qint64>(missing, INT_MAX)));
        if (wanted == Database::Access::ReadWrite) {
            m_readOnlyReason = m_warning;
            m_access = Database::Access::ReadOnly;
        }
    }
    return Ok;
}

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceLocation &location, Database::Access access)
{
    return location.dialect == Dialect::Sqlite ? openSqlite(location, access) : openPostgreSql(location, access);
}

Result<std::unique_ptr<Workspace>> Workspace::openSqlite(const WorkspaceLocation &location, Database::Access access)
{
    const auto migrations = SchemaMigrations::load(Dialect::Sqlite);
    if (!migrations)
        return migrations.error();
    const auto facts = WorkspaceFile::inspect(location.path, migrations->newest());
    if (!facts)
        return facts.error();

    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->m_location = location;
    workspace->m_access = access;
    if (access == Database::Access::ReadWrite && !(facts->fileWritable && facts->folderWritable)) {
        workspace->m_access = Database::Access::ReadOnly;
        workspace->m_readOnlyReason = facts->folderWritable
            ? translated("You have no permission to write to the file of this workspace.")
            : translated("You have no permission to write to the folder of this workspace.");
    }
    if (!facts->folderWritable && facts->hasLog) {
        return Error { Error::Kind::Denied,
            translated("%1 is in use or was not closed, and its folder cannot be written. Open a copy.").arg(location.displayName()),
            {} };
    }
    const bool snapshot = !facts->folderWritable;
    // A file that nobody has open is checked without a log of our own beside it: what is refused stays as it was.
    const auto mode = snapshot || facts->isQuiet ? OpenConnection::Mode::Snapshot : OpenConnection::Mode::Read;
    const auto old = WorkspaceUpgrade::isNeeded(location, mode, *migrations);
    if (!old)
        return old.error();
    if (*old) {
        if (workspace->m_access == Database::Access::ReadOnly)
            return WorkspaceUpgrade::tooOldToRead(location);
        if (auto upgraded = WorkspaceUpgrade::run(location, *migrations); !upgraded)
            return upgraded.error();
    }
    if (!facts->isWal && workspace->m_access == Database::Access::ReadWrite) {
        const auto switched = OpenConnection::open(location, OpenConnection::Mode::Create);
        if (!switched)
            return switched.error();
    }
    {
        auto open = OpenConnection::open(location, mode);
        if (!open)
            return open.error();
        if (auto read = workspace->readInfo((*open)->connection(), access); !read)
            return read.error();
    }
    workspace->startDatabases(snapshot);
    return workspace;
}

void Workspace::startDatabases(bool snapshot)
{
    m_reader = std::make_unique<Database>(m_location, Database::Access::ReadOnly, snapshot);
    if (m_access == Database::Access::ReadWrite)
        m_writer = std::make_unique<Database>(m_location, Database::Access::ReadWrite);
}

Workspace::~Workspace()
{
    // The writer goes last: it is the one that may fold the log into the file.
    m_reader.reset();
    m_writer.reset();
}
