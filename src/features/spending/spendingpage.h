#pragma once

#include "features/drill.h"
#include "features/question.h"
#include "features/spending/spendingqueries.h"
#include "ledger/route.h"

#include <QWidget>

class CaptionLabel;
class Card;
class Clock;
class DataTable;
class FilterState;
class MessageStrip;
class PageExport;
class PageTitle;
class QBoxLayout;
class QMenu;
class SegmentedControl;
class Settings;
class SpendingHeadline;
class SpendingModel;
class SpendingSums;
class StateView;
class TableSortProxy;
class TimeChart;
class Workspace;

/// Where the money went: by feature, model, provider, user or status, over time, as a table, and proof that the sums
/// agree. Asks only while it is visible.
///
/// Options: group (feature, model, provider, user, status), bucket (auto, hour, day, week, month), chart (stacked,
/// lines, share).
class SpendingPage : public QWidget
{
    Q_OBJECT

public:
    SpendingPage(
        Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~SpendingPage() override;

    /// Words that are not understood, and options that are not named, become their defaults.
    void setOptions(const QMap<QString, QString> &options);
    /// Those that differ from their defaults.
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_usage.isPending(); }
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
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildLayout();
    void buildChartCard();
    QWidget *buildContent();
    void buildExport();
    void connectAll();
    void arrangeControls();
    void arrangeSums();
    SpendingQuestion question() const;
    Bucket chosenBucket(TimeRange range) const;
    void ask();
    void showAnswer(const Result<SpendingAnswer> &answer);
    void showFigures(const SpendingAnswer &answer);
    void showHeadline(const SpendingAnswer &answer);

    // spendingpagedrill.cpp: where the figures lead.
    void connectDrill();
    void addDashboard(QMenu *menu, int row);
    /// What a line of the table counts; the whole period for the total.
    CountedRequests behindRow(int row) const;
    CountedRequests behindBucket(int bucket, const QString &seriesId) const;
    void openRow(int row);
    void openBucket(int bucket, const QString &seriesId);

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;

    PageTitle *m_title;
    QWidget *m_controls;
    QWidget *m_controlsRow;
    SegmentedControl *m_group;
    SegmentedControl *m_bucket;
    SegmentedControl *m_style;
    MessageStrip *m_message;
    SpendingHeadline *m_headline;
    Card *m_chartCard;
    TimeChart *m_chart;
    CaptionLabel *m_boundary;
    SpendingModel *m_model;
    TableSortProxy *m_sorted;
    DataTable *m_table;
    SpendingSums *m_sums;
    QBoxLayout *m_below = nullptr; ///< The table and the sums.
    StateView *m_state = nullptr;
    PageExport *m_export = nullptr;

    std::optional<SpendingAnswer> m_answer; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    Question<SpendingAnswer> m_usage;
};
