#pragma once

#include "features/featuredashboard/dashboardsummary.h"
#include "features/question.h"
#include "services/session.h"

#include <QWidget>

class Clock;
class DashboardHeader;
class DashboardTab;
class FilterState;
class MessageStrip;
class PageTitle;
class QStackedWidget;
class Settings;
class SummaryTab;
class TablesTab;
class TabStrip;
class Workspace;

/// The dashboard of the feature that the filter names, or where it does not name exactly one, the features to choose
/// from.
///
/// Options: tab (summary, usage, models, prompts, errors, spending), by (user, session, client, status).
class FeaturesPage : public QWidget {
    Q_OBJECT

public:
    FeaturesPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings,
        const Session &session, QWidget *parent = nullptr);

    /// Words that are not understood, and options that are not named, become their defaults.
    void setOptions(const QMap<QString, QString> &options);
    /// Those that differ from their defaults.
    QMap<QString, QString> options() const;
    bool isSettled() const;
    /// The tab on the screen; of the chooser, its table.
    DashboardTab *currentTab() const;
    DashboardHeader *header() const { return m_header; }

public slots:
    void refresh();

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTabs();
    void addTab(DashboardTab *tab, const QString &word, const QString &title);
    QWidget *buildLayout();
    bool hasFeature() const;
    DashboardQuestion question() const;
    void ask();
    void showHead(const Result<DashboardHead> &head);
    void chooseTab(int index);
    void updateLock();
    void changeModel();
    void editFeature();
    void offerUndo(qint64 id, const QString &model);
    void undoAssignment(qint64 id);

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;
    const Session &m_session;
    PageTitle *m_title;
    DashboardHeader *m_header;
    MessageStrip *m_message;
    TabStrip *m_strip;
    QStackedWidget *m_tabs;
    TablesTab *m_chooser = nullptr;
    TablesTab *m_usage = nullptr;
    QStringList m_words; ///< Of the tabs, as in routes.
    std::optional<DashboardHead> m_head; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    Question<DashboardHead> m_askHead;
    QFutureWatcher<Result<qint64>> m_undo;
};
