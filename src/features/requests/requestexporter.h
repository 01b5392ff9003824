#pragma once

#include "features/requests/requestexport.h"
#include "services/jobqueue.h"

#include <QMenu>

#include <functional>

class MessageStrip;

/// The page's export: menu and actions, the job, and a strip with its progress and Cancel.
class RequestExporter : public QObject
{
    Q_OBJECT

public:
    struct Subject
    {
        RequestExport::Order order; ///< Without format and path.
        QString fileStem; ///< Suggested name without its ending.
    };

    /// `subject` is asked when something is exported. The page owns this object; leaving it cancels what runs.
    RequestExporter(std::function<Subject()> subject, MessageStrip &strip, QWidget *page);

    QMenu *menu() const { return m_menu; }
    void setEnabled(bool enabled);
    /// Writes without asking for a name.
    void write(RequestExport::Format format, const QString &path);
    bool isRunning() const { return m_jobs.activeCount() > 0; }
    void cancel() { m_jobs.cancelAll(); }

signals:
    void written(const QString &path, qint64 rows);

private:
    void addAction(const QString &text, const QString &shortcut, RequestExport::Format format);
    void askForName(RequestExport::Format format);
    void showProgress(int id);
    void showEnd(int id, const QString &path, qint64 rows);

    std::function<Subject()> m_subject;
    MessageStrip &m_strip;
    QWidget *m_page;
    QMenu *m_menu;
    QList<QAction *> m_actions;
    JobQueue m_jobs;
};
