#pragma once

#include "features/featuredashboard/dashboardtab.h"
#include "features/featuredashboard/dashboardtable.h"
#include "features/question.h"

class Card;
class Clock;
class DashboardTableModel;
class DataTable;
class FilterState;
class MessageStrip;
class PageExport;
class SegmentedControl;
class Settings;
class StateView;
class TableSortProxy;
class TimeChart;
class Workspace;

/// A tab of one or more tables, with a chart of spend above where its answer has one.
class TablesTab : public DashboardTab {
    Q_OBJECT

public:
    using Query = Result<DashboardTables> (*)(Connection &, const DashboardQuestion &);

    /// What a tab is made of.
    struct Kind {
        QString name; ///< Of its files: "errors".
        Query query = nullptr;
        int tables = 1;
        bool hasChart = false;
        QStringList breakdowns; ///< Keys of what its table can be broken down by; empty: it cannot.
        QStringList breakdownTitles;
    };

    TablesTab(const Kind &kind, Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings,
        QWidget *parent = nullptr);
    ~TablesTab() override;

    QMenu *exportMenu() const override;
    PageExport *pageExport() const { return m_export; }
    DataTable *table(int index) const { return m_sections.at(index).table; }
    QString breakdown() const;
    void setBreakdown(const QString &key); ///< Unknown ones become the first.

signals:
    void breakdownChanged();

protected:
    void ask() override;
    bool isPending() const override { return m_tables.isPending(); }
    void drop() override { m_tables.drop(); }

private:
    struct Section {
        Card *card;
        DataTable *table;
        DashboardTableModel *model;
        TableSortProxy *sorted;
        StateView *state;
    };

    void addSection();
    void buildChart();
    void buildExport();
    void showAnswer(const Result<DashboardTables> &answer);
    void showSection(const Section &section, const DashboardTable &table);
    CountedRequests behindBucket(int bucket, const QString &seriesId) const;
    void openBucket(int bucket, const QString &seriesId);

    const Kind m_kind;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;
    MessageStrip *m_notice;
    SegmentedControl *m_breakdown = nullptr;
    TimeChart *m_chart = nullptr;
    Card *m_chartCard = nullptr;
    QList<Section> m_sections;
    StateView *m_state;
    QWidget *m_content;
    PageExport *m_export = nullptr;
    std::optional<DashboardTables> m_answer; ///< What is on the screen.
    DashboardQuestion m_answered; ///< Its question.
    Question<DashboardTables> m_tables;
};
