#include "data/writerlock.h"

#include "data/openconnection.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct WriterLock::Held
{
    int file = -1;
    std::unique_ptr<OpenConnection> connection; ///< Whose session holds the advisory lock.

    ~Held()
    {
        if (file >= 0)
            ::close(file);
    }
};

namespace {

constexpr int PollMs = 50;
/// "Signalbo" in ASCII: the advisory lock of the writer, one per database.
constexpr qint64 AdvisoryKey = 0x5369676E616C626F;

Error busy(const WorkspaceLocation &location, const QString &holder)
{
    const QString summary = holder.isEmpty()
        ? QCoreApplication::translate("WriterLock", "Another process is writing to %1.").arg(location.displayName())
        : QCoreApplication::translate("WriterLock", "%1 is being written by %2.").arg(location.displayName(), holder);
    return { Error::Kind::Busy, summary, {} };
}

/// Tries `attempt` until it says yes, fails, or the time is over; then `true`, its error, or `false`.
template<typename Attempt>
Result<bool> poll(int waitMs, Attempt attempt)
{
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const Result<bool> got = attempt();
        if (!got || *got || timer.elapsed() >= waitMs)
            return got;
        QThread::msleep(PollMs);
    }
}

QString holderOf(int file)
{
    char text[128] = {};
    const auto size = ::pread(file, text, sizeof text - 1, 0);
    return size > 0 ? visibleControls(QString::fromUtf8(text, int(size)).trimmed()) : QString();
}

void writeHolder(int file)
{
    const QByteArray text = QStringLiteral("process %1 since %2\n")
                                .arg(::getpid())
                                .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))
                                .toUtf8();
    // The lock is the flock; these lines only tell people about it.
    if (::ftruncate(file, 0) == 0 && ::pwrite(file, text.constData(), size_t(text.size()), 0) < 0)
        qCWarning(lcSql) << "the holder of the writer lock could not be noted";
}

}

Result<WriterLock> WriterLock::acquire(const WorkspaceLocation &location, int waitMs)
{
    auto held = location.dialect == Dialect::Sqlite ? inFile(location, waitMs) : inServer(location, waitMs);
    if (!held)
        return held.error();
    return WriterLock(std::move(*held));
}

Result<std::unique_ptr<WriterLock::Held>> WriterLock::inServer(const WorkspaceLocation &location, int waitMs)
{
    auto held = std::make_unique<Held>();
    auto open = OpenConnection::open(location, OpenConnection::Mode::Write);
    if (!open)
        return open.error();
    held->connection = std::move(*open);
    auto &connection = held->connection->connection();
    const auto got = poll(waitMs, [&connection]() -> Result<bool> {
        const auto locked = Sql::selectOne(connection,
            QStringLiteral("SELECT CASE WHEN pg_try_advisory_lock(%1) THEN 1 ELSE 0 END").arg(AdvisoryKey), {},
            [](const Row &row) { return row.int64(0) == 1; });
        if (!locked)
            return locked.error();
        return locked->value_or(false);
    });
    if (!got)
        return got.error();
    if (*got)
        return held;
    const auto holder = Sql::selectOne(connection, QStringLiteral(R"(
        SELECT 'process ' || a.pid || ' of ' || a.usename || ' since '
               || to_char(a.backend_start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
          FROM pg_locks l
          JOIN pg_stat_activity a USING (pid)
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
           AND (l.classid::bigint << 32) + l.objid::bigint = %1)").arg(AdvisoryKey), {},
        [](const Row &row) { return row.text(0); });
    return busy(location, holder ? visibleControls(holder->value_or(QString())) : QString());
}

Result<std::unique_ptr<WriterLock::Held>> WriterLock::inFile(const WorkspaceLocation &location, int waitMs)
{
    auto held = std::make_unique<Held>();
    const QByteArray path = QFile::encodeName(location.path) + ".writer";
    held->file = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (held->file < 0) {
        const int reason = errno;
        return Error { reason == EACCES || reason == EROFS ? Error::Kind::Denied : Error::Kind::Storage,
            QCoreApplication::translate("WriterLock", "%1 could not be locked for writing.").arg(location.displayName()),
            QString::fromLocal8Bit(std::strerror(reason)) };
    }
    const auto got = poll(waitMs, [&held]() -> Result<bool> { return ::flock(held->file, LOCK_EX | LOCK_NB) == 0; });
    if (!*got)
        return busy(location, holderOf(held->file));
    writeHolder(held->file);
    return held;
}

WriterLock::WriterLock(std::unique_ptr<Held> held) : m_held(std::move(held)) {}
WriterLock::WriterLock(WriterLock &&) noexcept = default;
WriterLock &WriterLock::operator=(WriterLock &&) noexcept = default;
WriterLock::~WriterLock() = default;
