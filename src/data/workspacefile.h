#pragma once

#include "core/result.h"

#include <QString>

/// What can be learned of a workspace file by plain reads, and the steps by which one comes to be.
namespace WorkspaceFile {

/// Held by each SQLite connection of this process. SQLite's locks belong to the process and die with any close() of the
/// file, so a file in use is never read past SQLite.
class Use
{
public:
    explicit Use(const QString &path);
    ~Use();
    Q_DISABLE_COPY_MOVE(Use)

private:
    quint64 m_device = 0;
    quint64 m_inode = 0;
};

struct Facts
{
    int schemaVersion = 0; ///< As the header says, a write-ahead log may know better; 0 where the file is in use here.
    bool fileWritable = false;
    bool folderWritable = false;
    bool hasLog = false; ///< There is a write-ahead log with content.
    bool isWal = true; ///< false in a restored backup: the copies that SQLite makes are in the older journal mode.
    bool isQuiet = false; ///< No log beside it at all: nobody has it open.
};

/// Refuses everything that is not a workspace file: nothing there, no regular file, foreign or garbled content, a newer
/// schema than `newest`, a network file system. The content of a file in use here was checked when it was opened. Neither changes nor creates anything.
Result<Facts> inspect(const QString &path, int newest);

/// Makes sure that the folder of `path` exists (0700 where it is made) and can hold a workspace.
Result<> prepareFolder(const QString &path);
/// A new empty file with mode 0600 beside `path`, under a name that says that it is not finished.
Result<QString> makePartial(const QString &path);
/// Gives `partial` the name `path`, which must be free, and makes the name last through a power cut.
Result<> publish(const QString &partial, const QString &path);

}
