#include "features/featuredashboard/tablestab.h"

#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/featuredashboard/dashboardtablemodel.h"
#include "features/drill.h"
#include "features/pageexport.h"
#include "features/spendchart.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"

#include <QBoxLayout>
#include <QScrollBar>

namespace {

constexpr int MostRowsWithoutScrolling = 60;
constexpr int MostRowsAboveScrollBar = 6; ///< What scrolls sideways has its bar in sight.

void fitHeight(DataTable &table)
{
    const bool isWhole = table.horizontalScrollBar()->maximum() == 0;
    TableState::fitHeight(table, isWhole ? MostRowsWithoutScrolling : MostRowsAboveScrollBar);
}

}

TablesTab::TablesTab(const Kind &kind, Workspace &workspace, FilterState &filter, const Clock &clock,
    Settings &settings, QWidget *parent)
    : DashboardTab(parent)
    , m_kind(kind)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_notice(new MessageStrip)
    , m_content(new QWidget)
    , m_tables(workspace.reader(), [this](const Result<DashboardTables> &answer) { showAnswer(answer); })
{
    m_notice->setClosable(false);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(12);
    if (kind.hasChart)
        buildChart();
    for (int i = 0; i < kind.tables; ++i)
        addSection();
    content->addStretch(1);
    m_state = new StateView(m_content);
    connect(m_state, &StateView::retryRequested, this, &TablesTab::askAgain);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    if (!kind.breakdowns.isEmpty()) {
        m_breakdown = new SegmentedControl(tr("Break down by"), kind.breakdownTitles);
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new CaptionLabel(tr("By")));
        row->addWidget(m_breakdown);
        row->addStretch(1);
        column->addLayout(row);
        connect(m_breakdown, &SegmentedControl::currentIndexChanged, this, &TablesTab::breakdownChanged);
    }
    column->addWidget(m_notice);
    column->addWidget(m_state, 1);
    buildExport();
}

TablesTab::~TablesTab()
{
    for (qsizetype i = 0; i < m_sections.size(); ++i)
        TableState::save(*m_sections.at(i).table, m_settings, QStringLiteral("features.%1.%2").arg(m_kind.name).arg(i));
}

void TablesTab::buildChart()
{
    m_chart = new TimeChart;
    m_chart->setAccessibleName(tr("Spend by model"));
    m_chart->setValueFormatter(&SpendChart::axisText);
    m_chart->setMinimumHeight(220);
    m_chartCard = new Card(tr("Spend by model"));
    m_chartCard->setContentPadding(1);
    m_chartCard->contentLayout()->addWidget(m_chart);
    m_chartCard->contentLayout()->addSpacing(8);
    m_content->layout()->addWidget(m_chartCard);
    Drill::addTo(*m_chart, [this](int bucket, const QString &series) { return behindBucket(bucket, series); },
        [this](const Route &route) { emit routeRequested(route); },
        [this](int bucket, const QString &series) { openBucket(bucket, series); });
    connect(m_chart, &TimeChart::rangeSelected, this,
        [this](TimeRange range) { m_filter.setRange(UsageText::expression(m_filter.zone(), range)); });
}

void TablesTab::addSection()
{
    const auto index = m_sections.size();
    Section section { new Card, new DataTable, new DashboardTableModel(this), new TableSortProxy(this), nullptr };
    section.sorted->setSourceModel(section.model);
    section.table->setModel(section.sorted);
    section.state = new StateView(section.table);
    section.card->setContentPadding(1);
    section.card->contentLayout()->addWidget(section.state);
    section.card->contentLayout()->addSpacing(4);
    m_content->layout()->addWidget(section.card);
    m_sections.append(section);
    TableState::restore(*section.table, m_settings, QStringLiteral("features.%1.%2").arg(m_kind.name).arg(index));
    connect(section.table->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
        [section] { fitHeight(*section.table); });
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    Drill::addTo(
        *section.table, [section](int row) { return section.model->counted(row); }, follow,
        [section, follow](int row) {
            if (const auto route = section.model->route(row))
                follow(*route);
        });
}

void TablesTab::buildExport()
{
    m_export = new PageExport(
        *m_sections.constFirst().table, m_chart,
        [this] {
            const auto &asked = m_answered;
            return PageExport::Subject { QStringLiteral("%1_%2_%3")
                                             .arg(m_kind.name,
                                                 asked.feature.isEmpty() ? QStringLiteral("features") : asked.feature.left(60),
                                                 UsageText::rangeForFileName(asked.zone, asked.range)),
                { m_answer ? m_answer->tables.constFirst().title : QString(), UsageText::range(asked.zone, asked.range),
                    UsageText::filter(asked.filter), asked.zone.timeText(m_clock.now()) },
                m_answer && m_answer->spend
                    ? SpendChart::asTsv(*m_answer->spend, asked.zone, asked.bucket, Dimension::Model)
                    : QString() };
        },
        this);
    m_export->setEnabled(false);
    connect(m_export, &PageExport::failed, this, &DashboardTab::failed);
    connect(m_export, &PageExport::written, this, &DashboardTab::written);
}

QMenu *TablesTab::exportMenu() const { return m_export->menu(); }

QString TablesTab::breakdown() const
{
    return m_breakdown ? m_kind.breakdowns.at(m_breakdown->currentIndex()) : QString();
}

void TablesTab::setBreakdown(const QString &key)
{
    if (m_breakdown)
        m_breakdown->setCurrentIndex(int(qMax<qsizetype>(0, m_kind.breakdowns.indexOf(key))));
}

void TablesTab::ask()
{
    const auto asked = question();
    if (m_answer && m_answered.feature != asked.feature) {
        m_answer.reset();
        m_state->forget();
    }
    m_state->setStaleText(tr("Showing the range or filter before."));
    m_state->setState(!m_answer        ? LoadState::Loading
            : m_answered.sameAs(asked) ? LoadState::Refreshing
                                       : LoadState::Stale);
    m_tables.ask([asked, query = m_kind.query](Connection &connection) { return query(connection, asked); });
}

void TablesTab::showAnswer(const Result<DashboardTables> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not load these figures."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    m_answered = question();
    m_export->setEnabled(true);
    for (qsizetype i = 0; i < m_sections.size(); ++i)
        showSection(m_sections.at(i), answer->tables.at(i));
    if (answer->notice.isEmpty())
        m_notice->hide();
    else
        m_notice->show(Status::Info, answer->notice);
    if (m_chart && answer->spend) {
        m_chart->setData(
            SpendChart::data(*answer->spend, m_answered.zone, m_answered.bucket, Dimension::Model, m_clock.now()));
        m_chartCard->setNote(UsageText::bucketNote(m_answered.bucket));
    }
    if (answer->needsUsage && answer->requests == 0) {
        EmptyUsage::show(*m_state, m_filter, answer->extent);
        m_state->setState(LoadState::Empty);
    } else {
        m_state->setState(LoadState::Fresh);
    }
    emit queryFinished(answer->microseconds, answer->source);
    emit settledChanged();
}

void TablesTab::showSection(const Section &section, const DashboardTable &table)
{
    section.card->setTitle(table.title);
    section.card->setNote(table.note);
    section.table->setAccessibleName(table.title.isEmpty() ? tr("Features") : table.title);
    section.model->setTable(table);
    fitHeight(*section.table);
    section.state->setMinimumHeight(table.rows.isEmpty() ? 140 : 0);
    section.state->setEmptyText(QLatin1String("info"), table.emptyTitle, table.emptyText);
    section.state->setState(table.rows.isEmpty() ? LoadState::Empty : LoadState::Fresh);
}

CountedRequests TablesTab::behindBucket(int bucket, const QString &seriesId) const
{
    if (!m_answer || !m_answer->spend || bucket < 0 || bucket >= m_answer->spend->buckets.size())
        return {};
    auto filter = m_answered.filter;
    if (const auto key = SpendChart::keyOf(seriesId)) {
        filter.models = { *key };
    } else if (seriesId == SpendChart::OtherId) {
        if (m_answer->otherModels.size() > CountedRequests::MostNamed)
            return CountedRequests::tooMany(m_answer->otherModels.size());
        filter.models = m_answer->otherModels;
    }
    return m_answered.counted(filter, m_answer->spend->buckets.at(bucket));
}

void TablesTab::openBucket(int bucket, const QString &seriesId)
{
    if (!m_answer || !m_answer->spend || bucket < 0 || bucket >= m_answer->spend->buckets.size())
        return;
    const auto counted = behindBucket(bucket, seriesId).shown;
    auto route = m_answered.route(QStringLiteral("spending"), counted ? counted->filter : m_answered.filter,
        { { QStringLiteral("group"), QStringLiteral("model") } });
    route.range = UsageText::expression(m_answered.zone, m_answer->spend->buckets.at(bucket));
    emit routeRequested(route);
}
