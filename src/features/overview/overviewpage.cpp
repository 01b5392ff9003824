#include "features/overview/overviewpage.h"

#include "data/workspace.h"
#include "features/overview/attentionlist.h"
#include "features/overview/attentionmodel.h"
#include "features/overview/featuretablemodel.h"
#include "features/pageexport.h"
#include "features/pagetitle.h"
#include "features/spendchart.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"
#include "widgets/toast.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>

namespace {

constexpr QLatin1String TableId("overview.features");
constexpr int MostRowsWithoutScrolling = 40;

}

OverviewPage::OverviewPage(
    Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_title(new PageTitle(tr("Overview")))
    , m_message(new MessageStrip)
    , m_kpis(new KpiRow)
    , m_chartCard(new Card(tr("Spend by feature")))
    , m_chart(new TimeChart)
    , m_chartState(new StateView(m_chart))
    , m_attention(new AttentionModel(this))
    , m_attentionList(new AttentionList)
    , m_attentionCard(new Card(tr("Needs attention")))
    , m_attentionState(new StateView(m_attentionList))
    , m_features(new FeatureTableModel(this))
    , m_sorted(new TableSortProxy(this))
    , m_table(new DataTable)
    , m_tableState(new StateView(m_table))
    , m_usage(workspace.reader(), [this](const Result<OverviewAnswer> &answer) { showUsage(answer); })
    , m_latency(workspace.reader(), [this](const Result<OverviewLatency> &latency) { showLatency(latency); })
{
    setWindowTitle(tr("Overview"));
    m_sorted->setSourceModel(m_features);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Features"));
    m_attentionList->setModel(m_attention);
    m_chart->setAccessibleName(tr("Spend by feature"));
    m_chart->setValueFormatter(&SpendChart::axisText);
    buildLayout();
    m_export = new PageExport(
        *m_table, *m_chart,
        [this] {
            const auto range
                = UsageText::rangeForFileName(m_filter.zone(), m_answer ? m_answer->question.range : question().range);
            return PageExport::Subject { QStringLiteral("overview_") + range,
                { tr("Spend by feature"), m_title->subtitle(), UsageText::filter(m_filter.filter()),
                    m_filter.zone().timeText(m_clock.now()) },
                m_answer ? SpendChart::asTsv(
                    m_answer->series, m_answer->question.zone, m_answer->question.bucket, Dimension::Feature)
                         : QString() };
        },
        this);
    m_export->setEnabled(false);
    auto *exportButton = new Button(tr("Export"), QLatin1String("export"), Button::Kind::Normal);
    exportButton->setMenu(m_export->menu());
    m_title->addWidget(exportButton);

    connect(&m_filter, &FilterState::changed, this, &OverviewPage::refresh);
    connectDrill();
    connect(m_chart, &TimeChart::rangeSelected, this,
        [this](TimeRange range) { m_filter.setRange(UsageText::expression(m_filter.zone(), range)); });
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
        [this] { TableState::fitHeight(*m_table, MostRowsWithoutScrolling); });
    connect(m_export, &PageExport::failed, m_message, &MessageStrip::showError);
    connect(m_export, &PageExport::written, this,
        [this](const QString &path) { Toast::show(this, Status::Good, tr("Saved %1").arg(visibleControls(path))); });
    for (auto *state : { m_chartState, m_attentionState, m_tableState })
        connect(state, &StateView::retryRequested, this, &OverviewPage::refresh);
    TableState::restore(*m_table, m_settings, TableId);
}

OverviewPage::~OverviewPage()
{
    TableState::save(*m_table, m_settings, TableId);
}

void OverviewPage::buildLayout()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_message);
    column->addWidget(m_kpis);
    column->addWidget(buildPanels(), 1);

    auto *tableCard = new Card;
    tableCard->setContentPadding(1);
    tableCard->contentLayout()->addWidget(m_tableState);
    tableCard->contentLayout()->addSpacing(4);
    column->addWidget(tableCard);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

QWidget *OverviewPage::buildPanels()
{
    m_chartCard->setContentPadding(1); // the chart has its own inset
    m_chartCard->contentLayout()->addWidget(m_chartState);
    m_chartCard->contentLayout()->addSpacing(8);
    m_chart->setMinimumHeight(160);
    m_attentionCard->setContentPadding(1);
    m_attentionCard->contentLayout()->addWidget(m_attentionState);
    m_attentionCard->contentLayout()->addSpacing(8);
    m_attentionCard->setMinimumWidth(250);
    m_attentionState->setEmptyText(QLatin1String("check"), tr("Nothing needs attention"), {});

    auto *panels = new QWidget;
    auto *row = new QHBoxLayout(panels);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_chartCard, 67);
    row->addWidget(m_attentionCard, 33);
    panels->setMinimumHeight(220); // with the six features of the demo, all of it fits 1280 x 800
    return panels;
}

OverviewQuestion OverviewPage::question() const
{
    const auto now = m_clock.now();
    const auto range = m_filter.range(now);
    return { range, m_filter.previousRange(now), m_filter.zone(), m_filter.filter(), automaticBucket(range) };
}

bool OverviewPage::isSettled() const
{
    return !m_outdated && !m_usage.isPending() && !m_latency.isPending();
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_usage.isPending() || m_latency.isPending()) { // a hidden page asks nothing
        m_usage.drop();
        m_latency.drop();
        m_outdated = true;
    }
}

void OverviewPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void OverviewPage::ask()
{
    m_outdated = false;
    const auto asked = question();
    const auto subtitle = asked.bucket == Bucket::Hour ? tr("%1, hours in %2") : tr("%1, days in %2");
    m_title->setSubtitle(subtitle.arg(UsageText::range(asked.zone, asked.range), asked.zone.id()));
    m_chartCard->setNote(UsageText::bucketNote(asked.bucket));
    const bool same = m_answer && m_answer->question == asked;
    for (auto *state : { m_chartState, m_attentionState, m_tableState }) {
        state->setStaleText(tr("Showing the range or filter before."));
        state->setState(!m_answer ? LoadState::Loading : same ? LoadState::Refreshing : LoadState::Stale);
    }
    m_kpis->setLoading(true);
    m_kpis->setLatencyLoading(true);
    m_chartCard->setRefreshing(true);
    m_usage.ask([asked](Connection &connection) { return OverviewQueries::usage(connection, asked); });
    m_latency.ask([asked](Connection &connection) { return OverviewQueries::latency(connection, asked); });
    emit settledChanged();
}

void OverviewPage::showUsage(const Result<OverviewAnswer> &answer)
{
    m_kpis->setLoading(false);
    m_chartCard->setRefreshing(false);
    if (!answer) {
        for (auto *state : { m_chartState, m_attentionState, m_tableState })
            state->setError(tr("Could not load the overview."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    m_export->setEnabled(true);
    m_kpis->setAnswer(*answer, m_filter.compare());
    m_features->setAnswer(*answer, m_filter.compare());
    TableState::fitHeight(*m_table, MostRowsWithoutScrolling);
    m_tableState->setState(LoadState::Fresh);
    m_attention->setItems(attentionItems(*answer, m_clock.now()));
    const auto items = m_attention->rowCount();
    m_attentionCard->setNote(items > 0 ? tr("%1 open").arg(items) : QString());
    m_attentionState->setState(items > 0 ? LoadState::Fresh : LoadState::Empty);
    m_chart->setData(SpendChart::data(
        answer->series, answer->question.zone, answer->question.bucket, Dimension::Feature, m_clock.now()));
    if (answer->total.requests() > 0)
        m_chartState->setState(LoadState::Fresh);
    else
        showEmptyChart(*answer);
    emit queryFinished(answer->microseconds, UsageText::source(answer->source));
    emit settledChanged();
}

void OverviewPage::showLatency(const Result<OverviewLatency> &latency)
{
    m_kpis->setLatencyLoading(false);
    if (latency) {
        m_features->setLatency(*latency);
        m_kpis->setLatency(*latency, m_filter.compare());
    } else {
        m_kpis->clearLatency();
        m_message->showError(tr("Could not load the latencies."), latency.error());
    }
    emit settledChanged();
}

void OverviewPage::showEmptyChart(const OverviewAnswer &answer)
{
    EmptyUsage::show(*m_chartState, m_filter, answer.extent);
    m_chartState->setState(LoadState::Empty);
}
