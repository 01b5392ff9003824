#include "features/phases/phasecard.h"

#include "core/error.h"
#include "core/format.h"
#include "features/captionlabel.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/pill.h"
#include "widgets/statuslabel.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>

namespace {

Status statusOf(PlanBar::State state)
{
    switch (state) {
    case PlanBar::State::Planned:
        return Status::Off;
    case PlanBar::State::Running:
        return Status::Running;
    case PlanBar::State::Completed:
        return Status::Good;
    case PlanBar::State::RolledBack:
        return Status::Error;
    }
    Q_UNREACHABLE();
}

void allow(Button *button, const QString &refusal)
{
    button->setEnabled(refusal.isEmpty());
    button->setToolTip(Painting::plainToolTip(refusal));
}

}

PhaseCard::PhaseCard(QWidget *parent)
    : Card({}, parent)
    , m_grid(new QGridLayout)
    , m_state(new Pill(Status::Off, {}))
    , m_problem(new StatusLabel)
    , m_clock(new StatusLabel)
    , m_start(new Button(tr("Start…"), QLatin1String("play"), Button::Kind::Normal))
    , m_complete(new Button(tr("Complete…"), QLatin1String("check"), Button::Kind::Normal))
    , m_rollback(new Button(tr("Roll back…"), QLatin1String("undo"), Button::Kind::Danger))
    , m_edit(new Button(tr("Edit"), QLatin1String("edit"), Button::Kind::Ghost))
{
    addHeaderWidget(m_state);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_groups = addLine(tr("People"));
    m_releases = addLine(tr("Releases"));
    m_dates = addLine(tr("Dates"));
    m_limit = addLine(tr("Rollback"));
    contentLayout()->addLayout(m_grid);
    contentLayout()->addWidget(m_problem);
    contentLayout()->addWidget(m_clock);
    contentLayout()->addStretch(1);
    auto *history = new Button(tr("History"), QLatin1String("activity"), Button::Kind::Ghost);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_start);
    buttons->addWidget(m_complete);
    buttons->addWidget(m_rollback);
    buttons->addStretch(1);
    buttons->addWidget(m_edit);
    buttons->addWidget(history);
    contentLayout()->addSpacing(12);
    contentLayout()->addLayout(buttons);
    connect(m_start, &QAbstractButton::clicked, this, &PhaseCard::startRequested);
    connect(m_complete, &QAbstractButton::clicked, this, &PhaseCard::completeRequested);
    connect(m_rollback, &QAbstractButton::clicked, this, &PhaseCard::rollbackRequested);
    connect(m_edit, &QAbstractButton::clicked, this, &PhaseCard::editRequested);
    connect(history, &QAbstractButton::clicked, this, &PhaseCard::historyRequested);
}

QLabel *PhaseCard::addLine(const QString &name)
{
    auto *value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    const int row = m_grid->rowCount();
    auto *caption = new CaptionLabel(name);
    caption->setMinimumWidth(caption->fontMetrics().horizontalAdvance(name) + 4);
    m_grid->addWidget(caption, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
    return value;
}

void PhaseCard::setPhase(const PhaseView &phase)
{
    m_phase = phase;
    setTitle(tr("%1. %2").arg(phase.number).arg(visibleControls(phase.name)));
    setNote(phase.environment);
    m_state->setStatus(statusOf(phase.state), PhaseText::state(phase.state));
    const QString people = phase.people == 1 ? tr("1 person") : tr("%1 people").arg(Format::count(phase.people));
    m_groups->setText(
        tr("%1\n%2, %3 new")
            .arg(visibleControls(phase.groups.join(QStringLiteral(", "))), people, Format::count(phase.newPeople)));
    m_dates->setText(tr("%1\n%2").arg(phase.dates, phase.duration));
    m_limit->setText(
        phase.rollbackResult.isEmpty() ? phase.limit : tr("%1\n%2").arg(phase.limit, phase.rollbackResult));
    showReleases();
    updateButtons();
}

void PhaseCard::showReleases()
{
    QStringList lines;
    QStringList errors;
    for (const PhaseRelease &release : std::as_const(m_phase.releases)) {
        lines.append(release.error.isEmpty()
                ? tr("%1: %2").arg(visibleControls(release.name), visibleControls(release.meaning))
                : visibleControls(release.name));
        if (!release.error.isEmpty())
            errors.append(release.error);
    }
    m_releases->setText(lines.join(QLatin1Char('\n')));
    m_problem->setStatus(Status::Error, errors.join(QLatin1Char(' ')));
    m_problem->setToolTip(Painting::plainToolTip(errors.join(QLatin1Char('\n'))));
    m_problem->setVisible(!errors.isEmpty());
}

void PhaseCard::updateButtons()
{
    const bool running = m_phase.state == PlanBar::State::Running;
    const bool started = running || m_phase.state == PlanBar::State::Completed;
    m_start->setVisible(!started);
    m_complete->setVisible(running);
    m_rollback->setVisible(started);
    allow(m_start, m_phase.startRefusal);
    allow(m_complete, m_phase.completeRefusal);
    allow(m_rollback, m_phase.rollbackRefusal);
    allow(m_edit, m_phase.editRefusal);
}

void PhaseCard::setNow(UtcMicros now)
{
    if (m_phase.rollbackStarted) {
        const bool late
            = m_phase.limitSeconds && now - *m_phase.rollbackStarted > *m_phase.limitSeconds * MicrosPerSecond;
        m_clock->setStatus(late ? Status::Error : Status::Running,
            tr("Rolling back: %1").arg(PhaseText::stopwatch(*m_phase.rollbackStarted, m_phase.limitSeconds, now)));
    } else if (m_phase.endsAt && m_phase.state == PlanBar::State::Running) {
        m_clock->setStatus(
            now > *m_phase.endsAt ? Status::Warning : Status::Running, PhaseText::countdown(*m_phase.endsAt, now));
    }
    m_clock->setVisible(m_phase.rollbackStarted || (m_phase.endsAt && m_phase.state == PlanBar::State::Running));
}
