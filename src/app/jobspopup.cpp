#include "app/jobspopup.h"

#include "services/jobqueue.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/statuslabel.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace {

Status statusOf(const JobStatus &job)
{
    switch (job.state) {
    case JobStatus::State::Waiting: return Status::Unknown;
    case JobStatus::State::Running: return Status::Running;
    case JobStatus::State::Done: return Status::Good;
    case JobStatus::State::Failed: return Status::Error;
    case JobStatus::State::Cancelled: return Status::Off;
    }
    return Status::Unknown;
}

QString sentenceOf(const JobStatus &job)
{
    if (job.cancelRequested && !job.isOver())
        return JobsPopup::tr("Stopping at the next whole step…");
    switch (job.state) {
    case JobStatus::State::Waiting: return JobsPopup::tr("Waiting");
    case JobStatus::State::Running: return job.step;
    case JobStatus::State::Done: return job.outcome;
    case JobStatus::State::Failed: return job.error->summary;
    case JobStatus::State::Cancelled: return JobsPopup::tr("Cancelled. What was done until then stays.");
    }
    return {};
}

}

JobsPopup::JobsPopup(JobQueue &jobs, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_jobs(jobs)
{
    setAccessibleName(tr("Jobs"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    connect(&m_jobs, &JobQueue::changed, this, &JobsPopup::update);
}

void JobsPopup::open(QWidget *anchor)
{
    showJobs();
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, -height() - 4)));
    show();
}

QString JobsPopup::shape() const
{
    QString shape;
    const auto jobs = m_jobs.jobs();
    for (const JobStatus &job : jobs)
        shape += QStringLiteral("%1:%2:%3;").arg(job.id).arg(int(job.state)).arg(int(job.cancelRequested));
    return shape;
}

void JobsPopup::update(int id)
{
    if (!isVisible())
        return;
    const auto job = m_jobs.job(id);
    const auto row = m_rows.constFind(id);
    if (shape() != m_shape || !job || row == m_rows.constEnd()) {
        showJobs();
        return;
    }
    row->sentence->setText(visibleControls(sentenceOf(*job)));
    if (row->progress) {
        row->progress->setRange(0, job->percent < 0 ? 0 : 100);
        row->progress->setValue(job->percent);
    }
}

void JobsPopup::showJobs()
{
    const int bottom = geometry().bottom();
    if (m_list) {
        layout()->removeWidget(m_list);
        m_list->hide();
        m_list->deleteLater(); // A Cancel button in it may be the sender.
    }
    m_list = new QWidget(this);
    auto *rows = new QVBoxLayout(m_list);
    rows->setContentsMargins({});
    rows->setSpacing(8);
    m_rows.clear();
    m_shape = shape();
    const auto jobs = m_jobs.jobs();
    if (jobs.isEmpty())
        rows->addWidget(new StatusLabel(Status::Off, tr("No jobs"), m_list));
    for (const JobStatus &job : jobs)
        m_rows.insert(job.id, addRow(job, rows));
    layout()->addWidget(m_list);
    m_list->show();
    if (isVisible()) { // It grows upwards, away from the status bar.
        adjustSize();
        move(x(), bottom - height() + 1);
    }
}

JobsPopup::Row JobsPopup::addRow(const JobStatus &job, QVBoxLayout *rows)
{
    auto *title = new QHBoxLayout;
    title->addWidget(new StatusLabel(statusOf(job), job.title, m_list));
    title->addStretch();
    rows->addLayout(title);
    auto *sentence = new QLabel(visibleControls(sentenceOf(job)), m_list);
    sentence->setTextFormat(Qt::PlainText);
    sentence->setWordWrap(true);
    sentence->setFixedWidth(std::max(320, fontMetrics().averageCharWidth() * 52));
    rows->addWidget(sentence);
    if (job.isOver())
        return { sentence, nullptr };
    auto *progress = new QProgressBar(m_list);
    progress->setRange(0, job.percent < 0 ? 0 : 100);
    progress->setValue(job.percent);
    progress->setAccessibleName(tr("Progress of %1").arg(job.title));
    rows->addWidget(progress);
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Normal, m_list);
    cancel->setAccessibleName(tr("Cancel %1").arg(job.title));
    cancel->setEnabled(!job.cancelRequested);
    connect(cancel, &Button::clicked, this, [this, id = job.id] { m_jobs.cancel(id); });
    title->addWidget(cancel);
    return { sentence, progress };
}

void JobsPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_jobs.clearFinished();
    emit closed();
}

void JobsPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}
