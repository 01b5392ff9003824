#pragma once

#include "core/result.h"

#include <QString>

/// What can be learned of a workspace file by plain reads. SQLite's locks belong to the process and die with any close()
/// of the file, so nothing here may be called while a connection to the file is open in this process.
namespace WorkspaceFile {

struct Facts
{
    int schemaVersion = 0; ///< As the header says; a write-ahead log may know better.
    bool fileWritable = false;
    bool folderWritable = false;
    bool hasLog = false; ///< There is a write-ahead log with content.
};

/// Refuses everything that is not a workspace file: nothing there, no regular file, foreign or garbled content, a newer
/// schema than `newest`, a network file system. Neither changes nor creates anything.
Result<Facts> inspect(const QString &path, int newest);

/// Makes sure that the folder of `path` exists (0700 where it is made) and can hold a workspace.
Result<> prepareFolder(const QString &path);
/// A new empty file with mode 0600 beside `path`, under a name that says that it is not finished.
Result<QString> makePartial(const QString &path);
/// Gives `partial` the name `path`, which must be free, and makes the name last through a power cut.
Result<> publish(const QString &partial, const QString &path);

}
