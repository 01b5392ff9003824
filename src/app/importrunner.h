#pragma once

#include "ledger/importer.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

class JobQueue;

/// How the import of one file ended: a report, or an error (Interrupted after a cancel).
struct ImportOutcome
{
    QString path;
    std::optional<ImportReport> report;
    std::optional<Error> error;
};

/// Imports files as jobs, one after the other.
class ImportRunner : public QObject
{
    Q_OBJECT

public:
    explicit ImportRunner(JobQueue &jobs, QObject *parent = nullptr) : QObject(parent), m_jobs(jobs) {}

    /// The jobs keep the workspace open until they end. Precondition: it can be written.
    void start(const std::shared_ptr<Workspace> &workspace, const QStringList &paths, const ImportOptions &options);

signals:
    void finished(const ImportOutcome &outcome);

private:
    JobQueue &m_jobs;
};
