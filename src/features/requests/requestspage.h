#pragma once

#include "features/question.h"
#include "features/requests/requestsqueries.h"
#include "ledger/requestrecord.h"
#include "ledger/route.h"

#include <QWidget>

#include <memory>

class CaptionLabel;
class Card;
class Clock;
class DataTable;
class FilterChip;
class FilterState;
class MessageStrip;
class PageTitle;
class QAction;
class QMenu;
class RequestExporter;
class RequestModel;
class RequestPanel;
class SearchEdit;
class Settings;
class StateView;
class TimeChart;
class Workspace;

/// The rows behind any number: range and filter as everywhere, newest first or in any order, and everything about one of
/// them at the side. Asks only while it is visible.
/// What is left of them by a search is added up beside the first rows: that may take long, and is stopped with the question.
///
/// Options: q (text in error messages), error (an error code), batch (an import's number), session, client ("" for those
/// that say none), sort ("-cost_usd,model": fields, a minus for descending), record (open: the side panel).
class RequestsPage : public QWidget
{
    Q_OBJECT

public:
    RequestsPage(
        Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent = nullptr);
    ~RequestsPage() override;

    /// Words that are not understood, and options that are not named, become their defaults.
    void setOptions(const QMap<QString, QString> &options);
    /// Those that differ from their defaults.
    QMap<QString, QString> options() const;
    bool isSettled() const;
    RequestExporter *exporter() const { return m_exporter; }

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
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTitle();
    void buildLayout();
    QWidget *buildContent();
    void buildExport();
    void buildActions();
    void connectAll();
    void arrangeSearch(bool besideRecord);
    RequestsQuestion question() const;
    void ask();
    void askMore(const RequestCursor &after);
    void showAnswer(const Result<RequestsAnswer> &answer);
    void showFigures(const RequestsAnswer &answer);
    void askSum();
    void showSum(const Result<Spend> &sum);
    void showSums();
    void showEmpty(const RequestsAnswer &answer);
    void showFooter();
    QString subtitle(const RequestsAnswer &answer) const;
    std::optional<qint64> matching() const;
    void setErrorCode(const std::optional<QString> &code);
    void setBatch(qint64 batch);
    void clearNarrowing();
    void addRowActions(QMenu *menu, int row);
    void selectRow(int row);
    void openPanel(bool open);
    void showPanel(bool open);
    void askRecord();

    Workspace &m_workspace;
    FilterState &m_filter;
    const Clock &m_clock;
    Settings &m_settings;

    PageTitle *m_title;
    QWidget *m_searchTools; ///< Search and error code: in the title, or in a row of their own.
    QWidget *m_searchRow;
    SearchEdit *m_search;
    FilterChip *m_errorChip;
    FilterChip *m_batchChip;
    FilterChip *m_sessionChip;
    FilterChip *m_clientChip;
    MessageStrip *m_exportStrip;
    MessageStrip *m_message;
    Card *m_chartCard;
    TimeChart *m_chart;
    RequestModel *m_model;
    DataTable *m_table;
    CaptionLabel *m_shown;
    CaptionLabel *m_hint;
    StateView *m_state = nullptr;
    RequestPanel *m_panel;
    QAction *m_closePanel = nullptr;
    RequestExporter *m_exporter = nullptr;

    std::optional<QString> m_errorCode; ///< "": the record did not say.
    qint64 m_batch = 0; ///< Import that wrote the rows; 0: any.
    std::optional<QString> m_session; ///< "": the record did not say.
    std::optional<QString> m_client;
    std::optional<RequestsAnswer> m_answer; ///< What is on the screen.
    bool m_outdated = true; ///< Something changed while nobody looked.
    qint64 m_currentId = 0; ///< Row of the ledger that is chosen; 0: none.
    RequestCursor m_after; ///< Of the rows that are being asked for.
    Question<RequestsAnswer> m_first;
    Question<RequestPage> m_more;
    Question<RequestRecord> m_record;
    const std::unique_ptr<Database> m_sumReader; ///< A connection of its own: the rows must not wait for the sum.
    Question<Spend> m_sum;
};
