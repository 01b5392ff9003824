#include "app/importrunner.h"

#include "data/workspace.h"
#include "services/jobqueue.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <climits>

namespace {

QString stepText(const ImportProgress &progress)
{
    const QLocale english(QLocale::English);
    return ImportRunner::tr("%1 records read, %2 accepted", nullptr, int(std::min<qint64>(progress.records, INT_MAX))).arg(english.toString(progress.records), english.toString(progress.accepted));
}

int percentOf(const ImportProgress &progress)
{
    return progress.bytesTotal > 0 ? int(double(progress.bytesRead) * 100 / double(progress.bytesTotal)) : -1;
}

QString outcomeLine(const ImportReport &report)
{
    const QLocale english(QLocale::English);
    return ImportRunner::tr("%1 new, %2 known already, %3 revised, %4 rejected")
        .arg(english.toString(report.counts.accepted), english.toString(report.counts.duplicates),
            english.toString(report.counts.revised), english.toString(report.counts.rejected));
}

}

void ImportRunner::start(const std::shared_ptr<Workspace> &workspace, const QStringList &paths, const ImportOptions &options)
{
    for (const QString &path : paths) {
        const auto outcome = std::make_shared<ImportOutcome>();
        outcome->path = path;
        const auto work = [workspace, path, options, outcome](const JobContext &context) -> Result<QString> {
            const auto report = Importer(*workspace).run(path, options, context.cancelled(),
                [&context](const ImportProgress &progress) { context.setProgress(percentOf(progress), stepText(progress)); });
            if (!report) {
                outcome->error = report.error();
                return report.error();
            }
            outcome->report = *report;
            return outcomeLine(*report);
        };
        const int id = m_jobs.start(tr("Import %1").arg(visibleControls(QFileInfo(path).fileName())), work);
        connect(&m_jobs, &JobQueue::finished, this, [this, id, outcome](int finishedId) {
            if (finishedId != id)
                return;
            if (!outcome->report && !outcome->error) // Cancelled before its turn.
                outcome->error = Error { Error::Kind::Interrupted, tr("The import was cancelled before it began."), {} };
            emit finished(*outcome);
        });
    }
}
