#include "features/requests/requestexporter.h"

#include "core/format.h"
#include "features/exportdialog.h"
#include "widgets/actionreason.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QFileInfo>

RequestExporter::RequestExporter(std::function<Subject()> subject, MessageStrip &strip, QWidget *page)
    : QObject(page)
    , m_subject(std::move(subject))
    , m_strip(strip)
    , m_page(page)
    , m_menu(new QMenu(page))
{
    addAction(tr("All matching rows as CSV…"), QStringLiteral("Ctrl+S"), RequestExport::Format::Csv);
    addAction(tr("All matching rows as JSON…"), {}, RequestExport::Format::Json);
    connect(&m_jobs, &JobQueue::changed, this, &RequestExporter::showProgress);
}

void RequestExporter::addAction(const QString &text, const QString &shortcut, RequestExport::Format format)
{
    auto *action = new QAction(text, this);
    action->setShortcut(QKeySequence(shortcut, QKeySequence::PortableText));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // every page has its own
    action->setStatusTip(tr("Write all rows of the range and filter into a file"));
    connect(action, &QAction::triggered, this, [this, format] { askForName(format); });
    m_menu->addAction(action);
    m_page->addAction(action);
    m_actions.append(action);
}

void RequestExporter::setEnabled(bool enabled)
{
    for (auto *action : std::as_const(m_actions))
        ActionReason::setEnabled(*action, enabled, tr("No rows were read yet"));
}

void RequestExporter::askForName(RequestExport::Format format)
{
    const auto ending = format == RequestExport::Format::Csv ? QStringLiteral("csv") : QStringLiteral("json");
    ExportDialog::ask(m_page, m_subject().fileStem, ending, [this, format](const QString &path) { write(format, path); });
}

void RequestExporter::write(RequestExport::Format format, const QString &path)
{
    auto order = m_subject().order;
    order.format = format;
    order.path = path;
    const auto rows = std::make_shared<qint64>(0);
    const auto work = [order = std::move(order), rows](const JobContext &context) -> Result<QString> {
        const auto written = RequestExport::run(order, context);
        if (!written)
            return written.error();
        *rows = *written;
        return *written == 1 ? tr("1 row") : tr("%1 rows").arg(Format::count(*written));
    };
    const auto end = std::make_shared<QMetaObject::Connection>();
    const int id = m_jobs.start(tr("Export %1").arg(visibleControls(QFileInfo(path).fileName())), work);
    *end = connect(&m_jobs, &JobQueue::finished, this, [this, id, path, rows, end](int finishedId) {
        if (finishedId != id)
            return;
        disconnect(*end);
        showEnd(id, path, *rows);
    });
}

void RequestExporter::showProgress(int id)
{
    const auto job = m_jobs.job(id);
    if (!job || job->isOver())
        return;
    const auto share = job->percent >= 0 ? tr(" (%1%)").arg(job->percent) : QString();
    m_strip.show(Status::Running, job->step.isEmpty() ? tr("%1 …").arg(job->title) : tr("%1: %2%3").arg(job->title, job->step, share));
    if (!job->cancelRequested)
        m_strip.addAction(tr("Cancel"), [this, id] { m_jobs.cancel(id); });
}

void RequestExporter::showEnd(int id, const QString &path, qint64 rows)
{
    const auto job = m_jobs.job(id);
    m_strip.hide();
    if (job && job->state == JobStatus::State::Failed && job->error)
        m_strip.showError(tr("Could not write %1.").arg(visibleControls(path)), *job->error);
    else if (job && job->state == JobStatus::State::Done)
        emit written(path, rows);
    if (m_jobs.activeCount() == 0)
        m_jobs.clearFinished();
}
