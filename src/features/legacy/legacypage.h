#pragma once

#include "features/legacy/legacyoffer.h"
#include "features/legacy/legacyqueries.h"
#include "features/legacy/legacyview.h"
#include "features/question.h"
#include "ledger/route.h"

#include <QTimer>
#include <QWidget>

class Button;
class CaptionLabel;
class Clock;
class DataTable;
class FilterChip;
class FilterState;
class LegacyModel;
class LegacyServicesModel;
class MessageStrip;
class PageTitle;
class QAction;
class QLineEdit;
class SegmentedControl;
class Settings;
class StateView;
class TableSortProxy;
class Workspace;

/// One of the six legacy views: its tables, row by row, as they stand. Range and filter of the window count where a table
/// has a column for them, and the page says where not. Asks only while it is visible.
///
/// Options: table (name of the tab), q (text in the text columns), sort ("-cost,id": columns, a minus for descending),
/// times ("unreadable": rows whose time cannot be read, which are in no range).
class LegacyPage : public QWidget
{
    Q_OBJECT

public:
    LegacyPage(LegacyView view, Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~LegacyPage() override;

    /// What the banner says, and whether it leads to the new view.
    void setNewViewOffer(const LegacyOffer &offer);
    /// Words that are not understood, and options that are not named, become their defaults.
    void setOptions(const QMap<QString, QString> &options);
    /// Those that differ from their defaults.
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_first.isPending() && !m_more.isPending() && !m_figures.isPending(); }

public slots:
    void refresh();

signals:
    void newViewRequested();
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTitle();
    void buildLayout();
    QWidget *buildContent();
    void connectAll();
    bool showsServices() const { return m_spec.hasServices && m_tab == 0; }
    QString tableName() const; ///< Of the tab; usage_logs for services.
    const LegacyTable &table() const;
    bool hasRange() const { return !table().time.isEmpty(); }
    QStringList tabNames() const; ///< As in the option "table".
    void selectTab(int tab);
    void setTimes(LegacyQuery::Times times);
    LegacyQuestion question() const;
    void ask();
    void askMore(const KeysetOrder::Place &after);
    void showAnswer(const Result<LegacyAnswer> &answer);
    void showPart(const LegacyAnswer &answer);
    void showMore(const Result<LegacyRowPage> &page);
    void showFigures(const Result<LegacyFigures> &figures);
    void showTabs();
    void showSubtitle();
    void showFooter();
    void showEmpty();

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;
    const LegacyViewSpec m_spec;

    MessageStrip *m_banner;
    PageTitle *m_title;
    QLineEdit *m_search;
    FilterChip *m_timesChip;
    SegmentedControl *m_tabs;
    Button *m_unreadable;
    MessageStrip *m_message;
    LegacyModel *m_model;
    LegacyServicesModel *m_services;
    TableSortProxy *m_sortedServices;
    DataTable *m_table;
    CaptionLabel *m_shown;
    CaptionLabel *m_hint;
    StateView *m_state = nullptr;
    QTimer m_searchDelay;

    int m_tab = 0;
    LegacyQuery::Times m_times = LegacyQuery::Times::InRange;
    std::optional<LegacyAnswer> m_answer; ///< What is on the screen.
    std::optional<LegacyFigures> m_numbers; ///< Belong to m_answer; they come after it.
    bool m_outdated = true; ///< Something changed while nobody looked.
    KeysetOrder::Place m_after; ///< Of the rows that are being asked for.
    Question<LegacyAnswer> m_first;
    Question<LegacyRowPage> m_more;
    Question<LegacyFigures> m_figures;
};
