#pragma once

#include "core/result.h"
#include "ledger/importer.h"

#include <QFile>
#include <QJsonArray>

namespace Cli {

/// What the records of each outcome cost; null: unknown.
QJsonValue valueOf(const std::optional<ImportAmounts> &amounts);

/// What `signalbox import` prints and writes about its files.
class ImportOutput
{
public:
    explicit ImportOutput(bool json) : m_json(json) {}

    /// Rejected records go to `path` as well; it must not exist yet. Nothing for an empty path.
    Result<> openRejects(const QString &path);

    /// One imported file. Fails where the rejects cannot be read back or written.
    Result<> add(Workspace &workspace, const QString &file, const ImportReport &report);
    /// One file that failed. Printed only as JSON; the message on stderr is the caller's.
    void addFailure(const QString &file, const Error &error);
    /// Prints what is printed at the end, and closes the file of rejects.
    Result<> finish();

private:
    Result<> writeRejects(Workspace &workspace, const QString &file, qint64 batch);

    bool m_json;
    QJsonArray m_files;
    QFile m_rejects;
};

}
