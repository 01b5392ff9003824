#pragma once

#include "audit/auditexport.h"
#include "features/activity/activityqueries.h"
#include "features/question.h"
#include "ledger/route.h"

#include <QWidget>

class ActivityFilters;
class ActivityModel;
class ActivityPanel;
class Button;
class CaptionLabel;
class Clock;
class DataTable;
class FilterState;
class MessageStrip;
class PageTitle;
class QAction;
class Settings;
class StateView;
class Workspace;

/// Who did what, when and why: the log, newest first. The window's range applies to the time of an entry, its other
/// filters do not. Asks only while it is visible.
///
/// Options: q (text anywhere in an entry), actor, group ("imports"), record (open: the side panel).
class ActivityPage : public QWidget
{
    Q_OBJECT

public:
    ActivityPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~ActivityPage() override;

    /// Where links may lead: ids of the pages that there are.
    void setPageIds(const QStringList &pages) { m_pages = pages; }
    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_first.isPending() && !m_more.isPending() && !m_check.isPending(); }

public slots:
    void refresh();
    /// Checks the whole log.
    void verify();
    /// Writes every entry that the filter finds, not only those that are shown.
    void exportTo(const QString &path, AuditExport::Format format);

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildLayout();
    void buildActions();
    QAction *addPageAction(const QString &text, const QString &tip, const QKeySequence &key, const std::function<void()> &run);
    void connectAll();
    AuditFilter question() const;
    void ask();
    void showAnswer(const Result<ActivityAnswer> &answer);
    void showMore(const Result<QList<AuditRecord>> &entries);
    void showEmpty(const ActivityAnswer &answer);
    void showFooter();
    void showVerdict(const Result<AuditLog::Check> &check);
    void selectRow(int row);
    void openPanel(bool open);
    void showEntry();

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;
    QStringList m_pages;

    PageTitle *m_title;
    ActivityFilters *m_filters;
    MessageStrip *m_message;
    ActivityModel *m_model;
    DataTable *m_table;
    CaptionLabel *m_shown;
    CaptionLabel *m_hint;
    StateView *m_state = nullptr;
    ActivityPanel *m_panel;
    QAction *m_verify = nullptr;
    QList<QAction *> m_exports;
    QAction *m_closePanel = nullptr;

    std::optional<ActivityAnswer> m_answer; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    qint64 m_current = 0; ///< seq of the entry that is chosen; 0: none.
    Question<ActivityAnswer> m_first;
    Question<QList<AuditRecord>> m_more;
    Question<AuditLog::Check> m_check; ///< Of the chosen entry.
    Question<AuditLog::Check> m_wholeCheck;
    Question<qint64> m_export;
    QString m_exportPath;
};
