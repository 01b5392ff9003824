#pragma once

#include "features/drill.h"
#include "features/overview/kpirow.h"
#include "features/overview/overviewqueries.h"
#include "features/question.h"
#include "ledger/route.h"

#include <QWidget>

class AttentionList;
class AttentionModel;
class Card;
class Clock;
class DataTable;
class FeatureTableModel;
class FilterState;
class MessageStrip;
class PageExport;
class PageTitle;
class Settings;
class StateView;
class TableSortProxy;
class TimeChart;
class Workspace;

/// What everything cost, how it went, and what needs a look. Asks only while it is visible.
class OverviewPage : public QWidget
{
    Q_OBJECT

public:
    OverviewPage(
        Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~OverviewPage() override;

    /// This page has none.
    void setOptions(const QMap<QString, QString> &) { }
    QMap<QString, QString> options() const { return {}; }
    /// Every panel shows its answer or its error.
    bool isSettled() const;
    PageExport *pageExport() const { return m_export; }

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
    void buildLayout();
    QWidget *buildPanels();
    OverviewQuestion question() const;
    void ask();
    void showUsage(const Result<OverviewAnswer> &answer);
    void showLatency(const Result<OverviewLatency> &latency);
    void showEmptyChart(const OverviewAnswer &answer);

    // overviewpagedrill.cpp: where the figures lead.
    void connectDrill();
    Route routeTo(const QString &page, const UsageFilter &filter, const QMap<QString, QString> &options = {}) const;
    CountedRequests behindCard(KpiRow::Card card) const;
    CountedRequests behindBucket(int bucket, const QString &seriesId) const;
    CountedRequests behindAttention(const QModelIndex &index) const;
    void openCard(KpiRow::Card card);
    void openBucket(int bucket, const QString &seriesId);
    void openFeature(int row);
    void openAttention(const QModelIndex &index);

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;

    PageTitle *m_title;
    MessageStrip *m_message;
    KpiRow *m_kpis;
    Card *m_chartCard;
    TimeChart *m_chart;
    StateView *m_chartState;
    AttentionModel *m_attention;
    AttentionList *m_attentionList;
    Card *m_attentionCard;
    StateView *m_attentionState;
    FeatureTableModel *m_features;
    TableSortProxy *m_sorted;
    DataTable *m_table;
    StateView *m_tableState;
    PageExport *m_export = nullptr;

    std::optional<OverviewAnswer> m_answer; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    Question<OverviewAnswer> m_usage;
    Question<OverviewLatency> m_latency;
};
