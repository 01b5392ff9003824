#include "data/workspacefile.h"

#include "data/schemamigrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace {

constexpr int HeaderSize = 100;

/// Which files the connections of this process have open, and how many of them. Per process, because the locks are.
struct OpenFiles
{
    QMutex mutex;
    std::map<std::pair<quint64, quint64>, int> uses; ///< By device and inode.
};

OpenFiles &openFiles()
{
    static OpenFiles files;
    return files;
}

bool isInUse(const struct stat &facts)
{
    const QMutexLocker lock(&openFiles().mutex);
    return openFiles().uses.contains({ facts.st_dev, facts.st_ino });
}

Error refuse(Error::Kind kind, const char *text, const QString &path, const QString &detail = {})
{
    return { kind, QCoreApplication::translate("WorkspaceFile", text).arg(visibleControls(path)), detail };
}

Error systemFailure(const char *text, const QString &path, int reason)
{
    const auto kind = reason == EACCES || reason == EPERM || reason == EROFS ? Error::Kind::Denied
        : reason == ENOSPC || reason == EIO || reason == EDQUOT              ? Error::Kind::Storage
        : reason == EEXIST                                                   ? Error::Kind::Conflict
                                                                             : Error::Kind::CannotOpen;
    return refuse(kind, text, path, QString::fromLocal8Bit(std::strerror(reason)));
}

/// SQLite's log needs memory shared between all who have the file open: that ends at the machine.
bool isNetworkFileSystem(const QByteArray &path)
{
    struct statfs facts = {};
    if (::statfs(path.constData(), &facts) != 0)
        return false;
    static constexpr std::array<quint32, 8> remote = { 0x6969 /* nfs */, 0x517B /* smb */, 0xFF534D42 /* cifs */,
        0xFE534D42 /* smb2 */, 0x65735546 /* fuse, sshfs */, 0x01021997 /* 9p */, 0x5346414F /* afs */, 0x00C36400 /* ceph */ };
    return std::find(remote.begin(), remote.end(), quint32(facts.f_type)) != remote.end();
}

bool mayWrite(const QByteArray &path)
{
    return ::faccessat(AT_FDCWD, path.constData(), W_OK, AT_EACCESS) == 0;
}

QByteArray folderOf(const QString &path)
{
    return QFile::encodeName(QFileInfo(path).absolutePath());
}

Result<QByteArray> readHeader(const QString &path)
{
    // O_NONBLOCK: a FIFO that was put there after the stat must not hold us.
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return systemFailure("%1 cannot be read.", path, errno);
    QByteArray header(HeaderSize, '\0');
    const auto size = ::read(file, header.data(), HeaderSize);
    const int reason = errno;
    ::close(file);
    if (size < 0)
        return systemFailure("%1 cannot be read.", path, reason);
    header.truncate(int(size));
    return header;
}

Result<int> checkHeader(const QString &path, const QByteArray &header, int newest)
{
    if (header.isEmpty())
        return refuse(Error::Kind::CannotOpen, "%1 is empty; it is not a workspace.", path);
    if (!header.startsWith(QByteArray("SQLite format 3\0", 16))) {
        return refuse(Error::Kind::CannotOpen, "%1 is not a workspace: its content is of another kind, or encrypted.", path);
    }
    if (header.size() < HeaderSize)
        return refuse(Error::Kind::Corrupt, "%1 is damaged: it ends in its header. Restore a backup.", path);
    const auto number = [&header](int offset) { return qFromBigEndian<quint32>(header.constData() + offset); };
    if (number(68) != SchemaMigrations::ApplicationId) {
        return refuse(Error::Kind::CannotOpen, "%1 is the database of another program, not a workspace.", path,
            QStringLiteral("application_id %1").arg(number(68)));
    }
    const auto version = number(60);
    if (version > quint32(newest)) {
        return refuse(Error::Kind::TooNew, "%1 was written by a newer version of this program. Update the program to open it.", path,
            QStringLiteral("schema %1, program %2").arg(version).arg(newest));
    }
    if (version == 0)
        return refuse(Error::Kind::Corrupt, "%1 is damaged: it has no schema version. Restore a backup.", path);
    return int(version);
}

}

WorkspaceFile::Use::Use(const QString &path)
{
    struct stat facts = {};
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return;
    m_device = facts.st_dev;
    m_inode = facts.st_ino;
    const QMutexLocker lock(&openFiles().mutex);
    ++openFiles().uses[{ m_device, m_inode }];
}

WorkspaceFile::Use::~Use()
{
    const QMutexLocker lock(&openFiles().mutex);
    const auto found = openFiles().uses.find({ m_device, m_inode });
    if (found != openFiles().uses.end() && --found->second == 0)
        openFiles().uses.erase(found);
}

Result<WorkspaceFile::Facts> WorkspaceFile::inspect(const QString &path, int newest)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat facts = {};
    if (::stat(name.constData(), &facts) != 0) {
        const int reason = errno;
        if (reason == ENOENT || reason == ENOTDIR)
            return refuse(Error::Kind::CannotOpen, "%1 does not exist.", path);
        return systemFailure("%1 cannot be opened.", path, reason);
    }
    if (S_ISDIR(facts.st_mode))
        return refuse(Error::Kind::CannotOpen, "%1 is a folder, not a workspace.", path);
    if (!S_ISREG(facts.st_mode))
        return refuse(Error::Kind::CannotOpen, "%1 is a device or a pipe, not a workspace.", path);
    if (isNetworkFileSystem(name)) {
        return refuse(Error::Kind::CannotOpen,
            "%1 is on a network file system, where a workspace can be damaged. Copy it to a local disk, or use a PostgreSQL workspace.",
            path);
    }
    Facts found;
    if (!isInUse(facts)) {
        const auto header = readHeader(path);
        if (!header)
            return header.error();
        const auto version = checkHeader(path, *header, newest);
        if (!version)
            return version.error();
        found.schemaVersion = *version;
        found.isWal = header->at(18) == 2;
    }
    struct stat log = {};
    found.isQuiet = ::stat(QByteArray(name + "-wal").constData(), &log) != 0 && errno == ENOENT;
    found.hasLog = !found.isQuiet && log.st_size > 0;
    found.fileWritable = mayWrite(name);
    found.folderWritable = mayWrite(folderOf(path));
    return found;
}

Result<> WorkspaceFile::prepareFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(QFileInfo(folder).absolutePath()))
            return refuse(Error::Kind::Denied, "The folder %1 could not be made.", folder);
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return systemFailure("The folder %1 could not be made.", folder, errno);
    }
    if (isNetworkFileSystem(QFile::encodeName(folder))) {
        return refuse(Error::Kind::CannotOpen,
            "%1 is on a network file system, where a workspace can be damaged. Use a local disk or a PostgreSQL workspace.", folder);
    }
    return Ok;
}

Result<QString> WorkspaceFile::makePartial(const QString &path)
{
    QByteArray name = QFile::encodeName(path) + ".partial-XXXXXX";
    const int file = ::mkostemp(name.data(), O_CLOEXEC); // mode 0600
    if (file < 0)
        return systemFailure("%1 could not be made.", path, errno);
    ::close(file);
    return QFile::decodeName(name);
}

Result<> WorkspaceFile::publish(const QString &partial, const QString &path)
{
    const QByteArray from = QFile::encodeName(partial);
    const QByteArray to = QFile::encodeName(path);
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) != 0) {
        const int reason = errno;
        if (reason == EEXIST)
            return refuse(Error::Kind::Conflict, "%1 exists already. It was left as it is.", path);
        return systemFailure("%1 could not be made.", path, reason);
    }
    const int folder = ::open(folderOf(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || ::fsync(folder) != 0) {
        const int reason = errno;
        if (folder >= 0)
            ::close(folder);
        return systemFailure("%1 could not be saved for good.", path, reason);
    }
    ::close(folder);
    return Ok;
}
