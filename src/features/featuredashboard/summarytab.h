#pragma once

#include "features/featuredashboard/dashboardevents.h"
#include "features/featuredashboard/dashboardsummary.h"
#include "features/featuredashboard/dashboardtab.h"
#include "features/question.h"
#include "widgets/kpicard.h"

#include <array>

class Card;
class ChangesList;
class ChartGroup;
class Clock;
class DashboardTableModel;
class DataTable;
class FigureList;
class FilterState;
class PageExport;
class QBoxLayout;
class QGridLayout;
class StateView;
class TimeChart;
class Workspace;

/// The figures of a feature, four charts that share range and crosshair, what happened meanwhile, and its models.
class SummaryTab : public DashboardTab {
    Q_OBJECT

public:
    enum Figure { Spend, Requests, CostPerRequest, Latency, ErrorRate, FigureCount };
    enum Chart { RequestsChart, LatencyChart, CostChart, TokensChart, ChartCount };

    SummaryTab(Workspace &workspace, FilterState &filter, const Clock &clock, QWidget *parent = nullptr);

    QMenu *exportMenu() const override;
    KpiCard *figure(Figure figure) const { return m_figures[figure]; }
    TimeChart *chart(Chart chart) const { return m_charts[chart].chart; }
    const QList<DashboardEvent> &events() const { return m_shownEvents; }

protected:
    void ask() override;
    bool isPending() const override;
    void drop() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct ChartCard {
        Card *card;
        TimeChart *chart;
        StateView *state;
    };

    void buildFigures();
    void buildCharts();
    QWidget *buildSide();
    void buildExport();
    void arrange();
    void showSummary(const Result<DashboardSummary> &answer);
    void showLatency(const Result<DashboardLatency> &answer);
    void showEvents(const Result<QList<DashboardEvent>> &answer);
    void showCharts();
    void showModels(const DashboardSummary &summary);

    // summarytabdrill.cpp: where the figures lead.
    void connectDrill();
    CountedRequests behindFigure(Figure figure) const;
    CountedRequests behindBucket(Chart chart, int bucket, const QString &seriesId) const;
    void openFigure(Figure figure);

    FilterState &m_filter;
    const Clock &m_clock;
    std::array<KpiCard *, FigureCount> m_figures {};
    std::array<ChartCard, ChartCount> m_charts {};
    QGridLayout *m_figureGrid;
    QGridLayout *m_chartGrid;
    QBoxLayout *m_panels;
    QWidget *m_chartPanel;
    Card *m_side = nullptr;
    ChangesList *m_changes;
    StateView *m_changesState = nullptr;
    FigureList *m_models;
    QMenu *m_modelsMenu; ///< Their requests.
    DashboardTableModel *m_rows; ///< The summary as a table, for its export.
    DataTable *m_table;
    PageExport *m_export = nullptr;
    QWidget *m_content;
    StateView *m_state;
    std::optional<DashboardSummary> m_summary; ///< What is on the screen.
    std::optional<DashboardLatency> m_latencies;
    QList<DashboardEvent> m_shownEvents;
    Question<DashboardSummary> m_askSummary;
    Question<DashboardLatency> m_askLatency;
    Question<QList<DashboardEvent>> m_askEvents;
};
