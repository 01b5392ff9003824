#pragma once

#include "core/error.h"
#include "core/reportingzone.h"
#include "services/session.h"

#include <QPointer>
#include <QSet>
#include <QStatusBar>

#include <optional>

class Button;
class Clock;
class DatabaseHealth;
class JobQueue;
class JobsPopup;
class QLabel;
class StatusLabel;
class Workspace;

/// What is true of the whole window: connection, access, jobs, the last error; at the right the last question's time,
/// the zone, how new the data are, and the version. Status tips of actions cover the left half for as long as they show.
class ConsoleStatusBar : public QStatusBar
{
    Q_OBJECT

public:
    ConsoleStatusBar(JobQueue &jobs, const Clock &clock, QWidget *parent = nullptr);

    /// nullptr: no workspace is open. Says from then on whether its database answers.
    void setWorkspace(Workspace *workspace);
    /// What the visible page failed with, also where the database has answered others since; nullopt: it did not fail.
    void setPageFault(const std::optional<Error> &fault);
    void setSession(const Session &session);
    void setOpening(const QString &name);
    /// Whether the open workspace is the demo: a button then says so for as long as it is open.
    void setDemo(bool demo);
    void setQueryTime(qint64 microseconds, const QString &source);
    /// How long ago the newest usage row was; nullopt where there is none or no workspace.
    void setNewestUsage(std::optional<UtcMicros> age);
    /// Stays until another error or clearError(); the tooltip has its detail.
    void setLastError(const Error &error);
    void clearError();

signals:
    void demoRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showConnection();
    void showJobs();
    void updateHeight();
    void setWanted(QLabel *label, bool wanted);
    /// Leaves out what is least missed where the window is narrow or the font large.
    void fit();
    QLabel *addText(bool atRight);

    JobQueue &m_jobs;
    const Clock &m_clock;
    QPointer<const DatabaseHealth> m_health; ///< Of the workspace's reader.
    std::optional<UtcMicros> m_failingSince;
    std::optional<Error> m_pageFault;
    ReportingZone m_reportingZone;
    StatusLabel *m_connection;
    QLabel *m_access;
    QLabel *m_role;
    Button *m_demo;
    Button *m_jobsButton;
    StatusLabel *m_error;
    QLabel *m_query;
    QLabel *m_zone;
    QLabel *m_newest;
    QLabel *m_version;
    QSet<QLabel *> m_wanted; ///< Of the texts at the right: those that have something to say.
    JobsPopup *m_popup;
};
