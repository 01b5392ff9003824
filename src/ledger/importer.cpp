#include "ledger/importer.h"

#include "data/sql.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/formats/usageformat.h"
#include "ledger/importpreparer.h"
#include "ledger/importwriter.h"
#include "ledger/pricingfacts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

#include <chrono>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Importer", text);
}

UtcMicros now()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

/// What tells whether the file is still the same: a file that is replaced or grows while it is read must not pass.
struct Snapshot
{
    ino_t inode = 0;
    qint64 size = 0;
    UtcMicros modified = 0;
    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

Result<Snapshot> snapshotOf(const QString &path)
{
    struct stat status {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        const bool denied = errno == EACCES;
        return Error { denied ? Error::Kind::Denied : Error::Kind::CannotOpen,
            (denied ? tr("%1 may not be read.") : tr("There is no file %1.")).arg(visibleControls(path)), qt_error_string(errno) };
    }
    if (!S_ISREG(status.st_mode))
        return Error { Error::Kind::CannotOpen, tr("%1 is not a regular file.").arg(visibleControls(path)), {} };
    return Snapshot { status.st_ino, status.st_size, UtcMicros(status.st_mtim.tv_sec) * MicrosPerSecond + status.st_mtim.tv_nsec / 1000 };
}

QString optionsText(const ImportOptions &options)
{
    QJsonObject object;
    if (options.shift != 0)
        object.insert(QStringLiteral("shift_us"), QString::number(options.shift));
    if (options.feature)
        object.insert(QStringLiteral("feature"), *options.feature);
    if (options.at)
        object.insert(QStringLiteral("at_us"), QString::number(*options.at));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// One run of the pipeline: this thread reads and prices, the writer's thread writes; one batch is on its way at a time.
class Run
{
public:
    Run(Workspace &workspace, const ImportOptions &options, const std::atomic_bool &cancelled, const std::function<void(const ImportProgress &)> &progress)
        : m_workspace(workspace)
        , m_options(options)
        , m_cancelled(cancelled)
        , m_progress(progress)
    {
    }

    Result<ImportReport> read(const QString &path)
    {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        const auto before = snapshotOf(absolute);
        if (!before)
            return before.error();
        m_before = *before;
        QFile file(absolute);
        if (!file.open(QIODevice::ReadOnly))
            return Error { Error::Kind::Denied, tr("%1 may not be read.").arg(visibleControls(path)), file.errorString() };
        auto format = openUsageFormat(file);
        if (!format)
            return Error { format.error().kind, QStringLiteral("%1: %2").arg(visibleControls(path), format.error().summary), format.error().detail };
        const auto lock = WriterLock::acquire(m_workspace.location());
        if (!lock)
            return lock.error();
        auto facts = m_workspace.writer().run([](Connection &connection) { return PricingFacts::load(connection); }).result();
        if (!facts)
            return facts.error();
        ImportPreparer preparer(**format, facts->pricer(), m_options, m_options.at.value_or(before->modified));
        auto report = pump(preparer, **format, { absolute, before->size, before->modified, optionsText(m_options), QString::fromUtf8((*format)->name()) });
        closeWriter();
        if (!report)
            return report.error();
        report->ignoredColumns = (*format)->ignoredColumns();
        return report;
    }

private:
    Result<ImportReport> pump(ImportPreparer &preparer, UsageFormat &format, const ImportFile &file)
    {
        const auto started = m_workspace.writer().run([this, file](Connection &connection) {
            m_writer = std::make_unique<ImportWriter>(connection, m_workspace.location(), m_workspace.zone(), file, m_options);
            return m_writer->begin();
        }).result();
        if (!started)
            return started.error();
        if (auto skipped = preparer.skip(*started); !skipped)
            return skipped.error();

        QFuture<Result<ImportReport>> writing;
        ImportReport report;
        for (bool last = false; !last;) {
            auto batch = preparer.next();
            if (writing.isValid()) { // the batch before: at most one waits while one is written
                const auto written = writing.result();
                if (!written)
                    return written.error();
                report = *written;
                tell(report, format, file);
            }
            if (!batch)
                return batch.error();
            if (m_cancelled.load())
                return stop();
            last = batch->last;
            // The end of a file that is still being written may be half a record: it stays out.
            if (const auto after = last ? snapshotOf(file.path) : Result<Snapshot>(m_before); !after || !(*after == m_before))
                return changed(file);
            writing = m_workspace.writer().run([this, shared = std::make_shared<PreparedBatch>(std::move(*batch))](Connection &) { return m_writer->write(*shared, now()); });
        }
        const auto written = writing.result();
        if (!written)
            return written.error();
        tell(*written, format, file);
        return *written;
    }

    void tell(const ImportReport &report, UsageFormat &format, const ImportFile &file)
    {
        if (!m_progress)
            return;
        ImportProgress progress = report.counts;
        progress.bytesRead = std::min(format.bytesRead(), file.size);
        progress.bytesTotal = file.size;
        m_progress(progress);
    }

    Error changed(const ImportFile &file)
    {
        const Error marked = stop();
        if (marked.kind != Error::Kind::Interrupted)
            return marked;
        return { Error::Kind::Conflict,
            tr("%1 changed while it was read. Its last records were left out; import it again when it is complete.").arg(visibleControls(file.path)), {} };
    }

    Error stop()
    {
        const auto marked = m_workspace.writer().run([this](Connection &) { return m_writer->cancel(now()); }).result();
        if (!marked)
            return marked.error();
        return { Error::Kind::Interrupted, tr("The import was stopped. What was committed stays; import the file again to go on."), {} };
    }

    /// The writer holds statements of the connection and must go on its thread.
    void closeWriter()
    {
        (void)m_workspace.writer().run([this](Connection &) -> Result<> { m_writer.reset(); return Ok; }).result();
    }

    Workspace &m_workspace;
    const ImportOptions &m_options;
    const std::atomic_bool &m_cancelled;
    const std::function<void(const ImportProgress &)> &m_progress;
    Snapshot m_before; ///< The file as it was when reading began.
    std::unique_ptr<ImportWriter> m_writer; ///< Touched on the writer's thread only.
};

}

Result<ImportReport> Importer::run(const QString &path, const ImportOptions &options, const std::atomic_bool &cancelled,
    const std::function<void(const ImportProgress &)> &progress)
{
    if (m_workspace.access() != Database::Access::ReadWrite)
        return Error { Error::Kind::Denied, tr("The workspace is read-only: %1").arg(m_workspace.readOnlyReason()), {} };
    return Run(m_workspace, options, cancelled, progress).read(path);
}
