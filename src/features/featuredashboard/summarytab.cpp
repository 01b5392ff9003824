#include "features/featuredashboard/summarytab.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/featuredashboard/changeslist.h"
#include "features/featuredashboard/dashboardtablemodel.h"
#include "features/featuredashboard/summarycharts.h"
#include "features/featuredashboard/summarytable.h"
#include "features/figurelist.h"
#include "features/kpifigures.h"
#include "features/pageexport.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/chartgroup.h"
#include "widgets/datatable.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>

namespace {

constexpr int SideWidth = 236;
constexpr int RoomForSide = 960;
constexpr int RoomForTwoCharts = 640;

}

SummaryTab::SummaryTab(Workspace &workspace, FilterState &filter, const Clock &clock, QWidget *parent)
    : DashboardTab(parent)
    , m_filter(filter)
    , m_clock(clock)
    , m_figureGrid(new QGridLayout)
    , m_chartGrid(new QGridLayout)
    , m_panels(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_chartPanel(new QWidget)
    , m_changes(new ChangesList)
    , m_models(new FigureList)
    , m_modelsMenu(new QMenu(this))
    , m_rows(new DashboardTableModel(this))
    , m_table(new DataTable(this))
    , m_content(new QWidget)
    , m_askSummary(workspace.reader(), [this](const Result<DashboardSummary> &answer) { showSummary(answer); })
    , m_askLatency(workspace.reader(), [this](const Result<DashboardLatency> &answer) { showLatency(answer); })
    , m_askEvents(workspace.reader(), [this](const Result<QList<DashboardEvent>> &answer) { showEvents(answer); })
{
    m_table->hide();
    m_table->setModel(m_rows);
    buildFigures();
    buildCharts();
    m_panels->setSpacing(12);
    m_panels->addWidget(m_chartPanel, 1);
    m_panels->addWidget(buildSide());
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(12);
    content->addLayout(m_figureGrid);
    content->addLayout(m_panels, 1);
    m_state = new StateView(m_content);
    connect(m_state, &StateView::retryRequested, this, &SummaryTab::askAgain);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_state);
    buildExport();
    connectDrill();
    arrange();
}

void SummaryTab::buildFigures()
{
    const QString labels[]
        = { tr("Spend"), tr("Requests"), tr("Cost per request"), tr("Latency p95"), tr("Error rate") };
    m_figureGrid->setSpacing(12);
    for (int i = 0; i < FigureCount; ++i)
        m_figures[size_t(i)] = new KpiCard(labels[i]);
}

void SummaryTab::buildCharts()
{
    const QString titles[] = { tr("Requests"), tr("Latency"), tr("Cost per request"), tr("Tokens") };
    m_chartGrid->setContentsMargins(0, 0, 0, 0);
    m_chartGrid->setSpacing(12);
    m_chartPanel->setLayout(m_chartGrid);
    auto *group = new ChartGroup(this);
    for (int i = 0; i < ChartCount; ++i) {
        auto &one = m_charts[size_t(i)];
        one = { new Card(titles[i]), new TimeChart, nullptr };
        one.state = new StateView(one.chart);
        one.card->setContentPadding(1);
        one.card->contentLayout()->addWidget(one.state);
        one.card->contentLayout()->addSpacing(6);
        one.chart->setAccessibleName(titles[i]);
        one.chart->setMinimumHeight(150);
        group->add(one.chart);
        connect(one.chart, &TimeChart::rangeSelected, this,
            [this](TimeRange range) { m_filter.setRange(UsageText::expression(m_filter.zone(), range)); });
        connect(one.state, &StateView::retryRequested, this, &SummaryTab::askAgain);
    }
    chart(LatencyChart)->setStyle(TimeChart::Style::Lines);
    chart(CostChart)->setStyle(TimeChart::Style::Lines);
    chart(RequestsChart)->setValueFormatter(&SummaryCharts::countText);
    chart(TokensChart)->setValueFormatter(&SummaryCharts::countText);
    chart(LatencyChart)->setValueFormatter(&SummaryCharts::millisecondsText);
    chart(CostChart)->setValueFormatter(&SummaryCharts::costText);
}

QWidget *SummaryTab::buildSide()
{
    m_side = new Card(tr("Changes"));
    m_changesState = new StateView(m_changes);
    m_changesState->setEmptyText(QLatin1String("clock"), tr("Nothing changed in this range"), {});
    connect(m_changesState, &StateView::retryRequested, this, &SummaryTab::askAgain);
    auto *scrolled = new QWidget;
    auto *inner = new QVBoxLayout(scrolled);
    inner->setContentsMargins(0, 0, 8, 0);
    inner->addWidget(m_changesState);
    inner->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(scrolled);
    scroll->viewport()->setAutoFillBackground(false);
    scrolled->setAutoFillBackground(false);
    scroll->setAccessibleName(tr("Changes"));
    scroll->setMinimumHeight(160);
    auto *title = new QLabel(tr("Models in use"));
    auto bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *requests = Button::iconOnly(QLatin1String("requests"), tr("Show requests by model"));
    requests->setKind(Button::Kind::Ghost);
    requests->setMenu(m_modelsMenu);
    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(requests);
    m_side->contentLayout()->addWidget(scroll, 1);
    m_side->contentLayout()->addSpacing(12);
    m_side->contentLayout()->addLayout(head);
    m_side->contentLayout()->addWidget(m_models);
    return m_side;
}

void SummaryTab::buildExport()
{
    m_export = new PageExport(
        *m_table, chart(RequestsChart),
        [this] {
            const auto asked = question();
            return PageExport::Subject { QStringLiteral("%1_summary_%2")
                                             .arg(asked.feature.left(60),
                                                 UsageText::rangeForFileName(asked.zone, asked.range)),
                { tr("Requests"), UsageText::range(asked.zone, asked.range), UsageText::filter(asked.filter),
                    asked.zone.timeText(m_clock.now()) },
                m_summary ? SummaryCharts::asTsv(*m_summary, m_latencies) : QString() };
        },
        this);
    m_export->setEnabled(false);
    connect(m_export, &PageExport::failed, this, &DashboardTab::failed);
    connect(m_export, &PageExport::written, this, &DashboardTab::written);
}

QMenu *SummaryTab::exportMenu() const { return m_export->menu(); }

bool SummaryTab::isPending() const
{
    return m_askSummary.isPending() || m_askLatency.isPending() || m_askEvents.isPending();
}

void SummaryTab::drop()
{
    m_askSummary.drop();
    m_askLatency.drop();
    m_askEvents.drop();
}

void SummaryTab::resizeEvent(QResizeEvent *event)
{
    DashboardTab::resizeEvent(event);
    arrange();
}

void SummaryTab::arrange()
{
    const int inRow = width() >= 5 * 140 + 4 * 12 ? FigureCount : 3;
    for (int i = 0; i < FigureCount; ++i) {
        m_figureGrid->addWidget(m_figures[size_t(i)], i / inRow, i % inRow);
        m_figureGrid->setColumnStretch(i, i < inRow ? 1 : 0);
    }
    const bool beside = width() >= RoomForSide;
    m_panels->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_side->setMinimumWidth(beside ? SideWidth : 0);
    m_side->setMaximumWidth(beside ? SideWidth : QWIDGETSIZE_MAX);
    const int columns = width() >= RoomForTwoCharts ? 2 : 1;
    for (int i = 0; i < ChartCount; ++i) {
        m_chartGrid->addWidget(m_charts[size_t(i)].card, i / columns, i % columns);
        m_chartGrid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void SummaryTab::ask()
{
    const auto asked = question();
    if (m_summary && m_summary->question.feature != asked.feature) {
        m_summary.reset();
        m_latencies.reset();
        m_state->forget();
    }
    m_state->setStaleText(tr("Showing the range or filter before."));
    m_state->setState(!m_summary                ? LoadState::Loading
            : m_summary->question.sameAs(asked) ? LoadState::Refreshing
                                                : LoadState::Stale);
    m_charts[LatencyChart].state->setState(m_latencies ? LoadState::Refreshing : LoadState::Loading);
    m_changesState->setState(LoadState::Refreshing);
    for (auto *figure : m_figures)
        figure->setLoading(true);
    m_askSummary.ask([asked](Connection &connection) { return DashboardQueries::summary(connection, asked); });
    m_askLatency.ask([asked](Connection &connection) { return DashboardQueries::latency(connection, asked); });
    m_askEvents.ask([asked](Connection &connection) { return DashboardEvents::of(connection, asked); });
}

void SummaryTab::showSummary(const Result<DashboardSummary> &answer)
{
    for (int i = 0; i < FigureCount; ++i) {
        if (i != Latency)
            m_figures[size_t(i)]->setLoading(false);
    }
    if (!answer) {
        m_state->setError(tr("Could not load the dashboard."), answer.error());
        emit settledChanged();
        return;
    }
    if (m_summary && !m_summary->question.sameAs(answer->question))
        m_latencies.reset(); // of other buckets
    m_summary = *answer;
    m_export->setEnabled(true);
    const KpiFigures figures(
        answer->total, answer->before, answer->perBucket, answer->question.range, answer->question.compare);
    m_figures[Spend]->setValue(figures.spend());
    m_figures[Requests]->setValue(figures.requests());
    m_figures[CostPerRequest]->setValue(figures.costPerRequest());
    m_figures[ErrorRate]->setValue(figures.errorRate());
    showCharts();
    showModels(*answer);
    if (answer->total.requests() > 0) {
        m_state->setState(LoadState::Fresh);
    } else {
        EmptyUsage::show(*m_state, m_filter, answer->extent);
        m_state->setState(LoadState::Empty);
    }
    emit queryFinished(answer->microseconds, answer->source);
    emit settledChanged();
}

void SummaryTab::showLatency(const Result<DashboardLatency> &answer)
{
    m_figures[Latency]->setLoading(false);
    if (answer) {
        m_latencies = *answer;
        QList<std::optional<qint64>> p95;
        for (const auto &bucket : answer->perBucket)
            p95.append(bucket.p95);
        m_figures[Latency]->setLabel(answer->total.exact ? tr("Latency p95") : tr("Latency p95, estimated"));
        m_figures[Latency]->setValue(
            KpiFigures::latency(answer->total, answer->before, p95, question().range, question().compare));
        showCharts();
    } else {
        m_figures[Latency]->setValue({});
        m_charts[LatencyChart].state->setError(tr("Could not load the latencies."), answer.error());
    }
    emit settledChanged();
}

void SummaryTab::showEvents(const Result<QList<DashboardEvent>> &answer)
{
    if (answer) {
        m_shownEvents = *answer;
        m_changes->setEvents(*answer, question().zone);
        m_side->setNote(answer->isEmpty() ? QString() : tr("%1 in range").arg(answer->size()));
        m_changesState->setState(answer->isEmpty() ? LoadState::Empty : LoadState::Fresh);
        for (const auto &one : m_charts)
            one.chart->setMarks(SummaryCharts::marks(*answer));
    } else {
        m_changesState->setError(tr("Could not load the changes."), answer.error());
    }
    emit settledChanged();
}

void SummaryTab::showCharts()
{
    if (!m_summary)
        return;
    const auto now = m_clock.now();
    chart(RequestsChart)->setData(SummaryCharts::requests(*m_summary, now));
    chart(CostChart)->setData(SummaryCharts::costPerRequest(*m_summary, now));
    chart(TokensChart)->setData(SummaryCharts::tokens(*m_summary, now));
    for (const auto index : { RequestsChart, CostChart, TokensChart })
        m_charts[index].state->setState(LoadState::Fresh);
    const auto note = UsageText::bucketNote(m_summary->question.bucket);
    m_charts[RequestsChart].card->setNote(note);
    m_charts[TokensChart].card->setNote(note);
    m_charts[CostChart].card->setNote(tr("mean %1").arg(note));
    m_charts[LatencyChart].card->setNote(tr("p95 and p50 %1").arg(note));
    m_rows->setTable(SummaryTable::of(*m_summary, m_latencies));
    if (m_latencies && m_latencies->perBucket.size() == m_summary->buckets.size()) {
        chart(LatencyChart)->setPlaceholder(tr("No successful call has a latency"));
        chart(LatencyChart)
            ->setData(m_latencies->total.n > 0 ? SummaryCharts::latency(*m_summary, *m_latencies, now) : ChartData());
        m_charts[LatencyChart].state->setState(LoadState::Fresh);
    }
}
