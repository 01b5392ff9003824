#include "app/consolestatusbar.h"

#include "app/agetext.h"
#include "app/jobspopup.h"
#include "data/workspace.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "services/jobqueue.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/statuslabel.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>

namespace {

constexpr int MinimumHeight = 26;
constexpr int Padding = 12;
constexpr int StripWidth = 4;
constexpr qsizetype LongestUser = 24;
constexpr int EdgeLeft = 14; // The layout adds 2: the same edge as the mark in the header.

}

ConsoleStatusBar::ConsoleStatusBar(JobQueue &jobs, const Clock &clock, QWidget *parent)
    : QStatusBar(parent)
    , m_jobs(jobs)
    , m_clock(clock)
    , m_connection(new StatusLabel(this))
    , m_demo(new Button(tr("Demo data"), QLatin1String("info"), Button::Kind::Ghost, this))
    , m_jobsButton(new Button(QString(), Button::Kind::Ghost, this))
    , m_error(new StatusLabel(this))
    , m_popup(new JobsPopup(jobs, this))
{
    setSizeGripEnabled(false);
    updateHeight();
    setAccessibleName(tr("Status"));
    addWidget(m_connection);
    m_access = addText(false);
    m_role = addText(false);
    addWidget(m_demo);
    addWidget(m_jobsButton);
    addWidget(m_error, 1);
    m_query = addText(true);
    m_zone = addText(true);
    m_newest = addText(true);
    m_version = addText(true);
    m_version->setText(QStringLiteral("v" SIGNALBOX_VERSION));
    m_wanted.insert(m_version);
    setMinimumWidth(1); // fit() makes room; the texts must not widen the window.
    setContentsMargins(EdgeLeft, 0, Padding, 0);
    m_jobsButton->setStatusTip(tr("Show what runs in the background"));
    m_demo->setStatusTip(tr("Where the traces of the demo come from, and by how many days they are moved"));
    m_error->hide();
    connect(m_demo, &Button::clicked, this, &ConsoleStatusBar::demoRequested);
    connect(m_jobsButton, &Button::clicked, this, [this] { m_popup->open(m_jobsButton); });
    connect(m_popup, &JobsPopup::closed, this, &ConsoleStatusBar::showJobs);
    connect(&m_jobs, &JobQueue::changed, this, &ConsoleStatusBar::showJobs);
    showJobs();
    setWorkspace(nullptr);
}

QLabel *ConsoleStatusBar::addText(bool atRight)
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(Padding, 0, 0, 0);
    if (atRight) {
        label->setForegroundRole(QPalette::PlaceholderText);
        addPermanentWidget(label);
    } else {
        addWidget(label);
    }
    return label;
}

void ConsoleStatusBar::setWorkspace(Workspace *workspace)
{
    if (m_health)
        m_health->disconnect(this);
    m_health = workspace ? &workspace->reader().health() : nullptr;
    m_pageFault.reset();
    m_reportingZone = workspace ? workspace->zone() : ReportingZone();
    if (m_health)
        connect(m_health, &DatabaseHealth::changed, this, &ConsoleStatusBar::showConnection);
    showConnection();
    m_access->setVisible(workspace);
    m_role->setVisible(workspace);
    setWanted(m_zone, workspace);
    setWanted(m_query, false);
    setWanted(m_newest, false);
    setDemo(false);
    if (!workspace)
        return;
    const bool writable = workspace->access() == Database::Access::ReadWrite;
    m_access->setText(writable ? tr("Read and write") : tr("Read-only"));
    m_access->setToolTip(Painting::plainToolTip(workspace->readOnlyReason()));
    m_zone->setText(workspace->zone().id());
    m_zone->setToolTip(Painting::plainToolTip(tr("Days are counted in this time zone")));
    fit();
}

void ConsoleStatusBar::setPageFault(const std::optional<Error> &fault)
{
    const bool isNews = fault || m_pageFault;
    m_pageFault = fault;
    if (isNews)
        showConnection();
}

void ConsoleStatusBar::showConnection()
{
    const auto fault = m_health ? m_health->fault() : std::nullopt;
    const auto reason = fault ? fault : m_pageFault;
    m_failingSince = fault ? m_failingSince.value_or(m_clock.now()) : std::optional<UtcMicros>();
    if (fault)
        m_connection->setStatus(Status::Error, tr("Not answering since %1").arg(UsageText::timeOfDay(m_reportingZone, *m_failingSince)));
    else if (m_pageFault)
        m_connection->setStatus(Status::Error, tr("Connected, but this page failed"));
    else
        m_connection->setStatus(m_health ? Status::Good : Status::Off, m_health ? tr("Connected") : tr("No workspace"));
    m_connection->setToolTip(reason ? Painting::plainToolTip(visibleControls(reason->line())) : QString());
    fit();
}

void ConsoleStatusBar::setSession(const Session &session)
{
    const QString user = visibleControls(session.user);
    m_role->setText(tr("Role: %1 (%2)").arg(roleName(session.role), user.size() > LongestUser ? user.left(LongestUser - 1) + QChar(0x2026) : user));
    m_role->setToolTip(Painting::plainToolTip(tr("What you do is written to the log as %1").arg(user)));
    fit();
}

void ConsoleStatusBar::setOpening(const QString &name)
{
    m_connection->setStatus(Status::Running, tr("Opening %1…").arg(visibleControls(name)));
}

void ConsoleStatusBar::setQueryTime(qint64 microseconds, const QString &source)
{
    const QString time = microseconds < 1000 ? tr("<1 ms") : tr("%1 ms").arg(microseconds / 1000);
    m_query->setText(tr("Query %1").arg(time));
    m_query->setToolTip(Painting::plainToolTip(source.isEmpty() ? QString() : tr("Answered from: %1").arg(source)));
    setWanted(m_query, true);
}

void ConsoleStatusBar::setDemo(bool demo)
{
    m_demo->setVisible(demo);
    fit();
}

void ConsoleStatusBar::setNewestUsage(std::optional<UtcMicros> age)
{
    if (age)
        m_newest->setText(tr("Newest usage %1").arg(ageText(*age)));
    setWanted(m_newest, age.has_value());
}

void ConsoleStatusBar::setLastError(const Error &error)
{
    m_error->setStatus(Status::Error, visibleControls(error.summary));
    m_error->setToolTip(Painting::plainToolTip(visibleControls(error.line())));
    m_error->show();
}

void ConsoleStatusBar::clearError()
{
    m_error->hide();
}

void ConsoleStatusBar::showJobs()
{
    const int active = m_jobs.activeCount();
    m_jobsButton->setText(active > 0 ? tr("%n jobs running", nullptr, active)
                                     : tr("%n jobs finished", nullptr, int(m_jobs.jobs().size())));
    m_jobsButton->setVisible(!m_jobs.jobs().isEmpty());
}

void ConsoleStatusBar::setWanted(QLabel *label, bool wanted)
{
    wanted ? void(m_wanted.insert(label)) : void(m_wanted.remove(label));
    fit();
}

void ConsoleStatusBar::fit()
{
    constexpr int gap = 8; // what QStatusBar puts between its widgets, with room to spare
    int room = width() - EdgeLeft - Padding;
    for (const QWidget *widget : std::initializer_list<const QWidget *> { m_connection, m_access, m_role, m_demo, m_jobsButton }) {
        if (!widget->isHidden())
            room -= widget->sizeHint().width() + gap;
    }
    for (QLabel *label : { m_newest, m_query, m_zone, m_version }) { // most missed first
        const int needed = label->sizeHint().width() + gap;
        const bool shown = m_wanted.contains(label) && needed <= room;
        label->setVisible(shown);
        room = shown ? room - needed : m_wanted.contains(label) ? 0 : room;
    }
}

void ConsoleStatusBar::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    fit();
}

void ConsoleStatusBar::updateHeight()
{
    setMinimumHeight(std::max(MinimumHeight, fontMetrics().height() + 10));
}

void ConsoleStatusBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateHeight();
    QStatusBar::changeEvent(event);
}

void ConsoleStatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::chrome(palette()));
    painter.fillRect(QRect(0, 0, width(), 1), Theme::hairline(palette()));
    painter.fillRect(QRect(0, 0, StripWidth, height()), palette().color(QPalette::Mid));
    if (!currentMessage().isEmpty()) { // The left widgets are hidden meanwhile.
        Painting::text(painter, rect().adjusted(EdgeLeft + 2, 0, -m_query->width(), 0), currentMessage(), palette().color(QPalette::WindowText));
        return;
    }
    const auto labels = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (const QWidget *label : labels) { // A divider in the middle of the padding before each text but the outermost.
        if (label->isVisible() && !label->isWindow() && label != m_connection && label != m_error)
            painter.fillRect(QRect(label->x() + Padding / 2 - 4, height() / 2 - 6, 1, 12), palette().color(QPalette::Mid));
    }
}
