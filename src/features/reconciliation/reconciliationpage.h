#pragma once

#include "features/countedrequests.h"
#include "features/question.h"
#include "features/reconciliation/reconciliationfigures.h"

#include <QWidget>

class Button;
class CaptionLabel;
class Clock;
class DataTable;
class FilterState;
class MessageStrip;
class PageExport;
class PageTitle;
class ReconciliationModel;
class SegmentedControl;
class Settings;
class StateView;
class TableSortProxy;
class Workspace;

/// What providers' own reports say beside what the ledger has of the same calls, by UTC day, by model or by both. Of the
/// window's filter only providers and models count. Asks only while it is visible.
///
/// Options: by (day, model, day-model), show (all, open: only lines that are not settled).
class ReconciliationPage : public QWidget
{
    Q_OBJECT

public:
    ReconciliationPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~ReconciliationPage() override;

    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isSettled() const { return !m_outdated && !m_compared.isPending(); }
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
    QWidget *buildContent();
    void buildExport();
    void connectAll();
    ReconciliationQuestion question() const;
    void ask();
    void showAnswer(const Result<ReconciliationAnswer> &answer);
    void showLines();
    void showEmpty();
    void showLeftAside();
    void showNotes();

    // reconciliationpagedrill.cpp: where the figures lead.
    void connectDrill();
    /// What the ledger's figure of a row counts.
    CountedRequests behindRow(int row) const;
    /// What the ledger's figure of all lines counts.
    CountedRequests behindAll() const;
    void openRow(int row);
    void openFigure(ReconciliationFigures::Figure figure);

    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;

    PageTitle *m_title;
    SegmentedControl *m_by;
    SegmentedControl *m_show;
    MessageStrip *m_message;
    MessageStrip *m_leftAside; ///< What of the filter does not count here.
    ReconciliationFigures *m_figures;
    ReconciliationModel *m_model;
    TableSortProxy *m_sorted;
    DataTable *m_table;
    CaptionLabel *m_count;
    std::array<CaptionLabel *, 3> m_notes {}; ///< What is compared with nobody, and what was left out.
    StateView *m_linesState = nullptr; ///< Of the table alone: everything may agree.
    StateView *m_state = nullptr;
    PageExport *m_export = nullptr;

    std::optional<ReconciliationAnswer> m_answer; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    Question<ReconciliationAnswer> m_compared;
};
