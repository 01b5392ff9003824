#include "data/database.h"

#include "data/engine.h"
#include "data/openconnection.h"

#include <QMutex>

#include <libpq-fe.h>
#include <sqlite3.h>

/// What interrupt() may reach from another thread; the mutex keeps it off a connection that is being closed.
struct Database::Opened
{
    std::unique_ptr<OpenConnection> open;
    QMutex mutex;
    sqlite3 *sqlite = nullptr;
    PGcancel *postgresql = nullptr;

    void close()
    {
        const QMutexLocker lock(&mutex);
        sqlite = nullptr;
        if (postgresql)
            PQfreeCancel(postgresql);
        postgresql = nullptr;
        open.reset();
    }
};

Database::Database(WorkspaceLocation location, Access access, bool snapshot)
    : m_location(std::move(location))
    , m_access(access)
    , m_snapshot(snapshot)
    , m_worker(std::make_unique<QObject>())
    , m_opened(std::make_unique<Opened>())
{
    m_thread.setObjectName(access == Access::ReadWrite ? QStringLiteral("writer") : QStringLiteral("reader"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

Database::~Database()
{
    // The thread must not end by itself: who posts to it wakes it up after the task may have run, and it would be gone then.
    QMetaObject::invokeMethod(m_worker.get(), [this] { m_opened->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Database::interrupt()
{
    const QMutexLocker lock(&m_opened->mutex);
    if (m_opened->sqlite)
        sqlite3_interrupt(m_opened->sqlite);
    if (m_opened->postgresql) {
        char reason[256];
        PQcancel(m_opened->postgresql, reason, int(sizeof reason));
    }
}

Result<Connection *> Database::connection()
{
    if (m_opened->open) {
        // A broken PostgreSQL connection does not mend itself: the next task gets a new session.
        if (m_location.dialect == Dialect::Sqlite || PQstatus(Engine::postgresql(m_opened->open->connection())) == CONNECTION_OK)
            return &m_opened->open->connection();
        m_opened->close();
    }
    using Mode = OpenConnection::Mode;
    const auto mode = m_access == Access::ReadWrite ? Mode::Write : m_snapshot ? Mode::Snapshot : Mode::Read;
    auto open = OpenConnection::open(m_location, mode);
    if (!open)
        return open.error();

    const QMutexLocker lock(&m_opened->mutex);
    m_opened->open = std::move(*open);
    auto &connection = m_opened->open->connection();
    m_opened->sqlite = Engine::sqlite(connection);
    if (auto *handle = Engine::postgresql(connection))
        m_opened->postgresql = PQgetCancel(handle);
    return &connection;
}

void Database::noteHealth(Connection *connection, const Error *error, quint64 failuresBefore)
{
    const auto fault = connection ? connection->takeFault() : *error;
    if (error && fault)
        m_health.failed(*fault);
    else if (!error || error->kind != Error::Kind::Interrupted)
        m_health.answered(failuresBefore);
}
