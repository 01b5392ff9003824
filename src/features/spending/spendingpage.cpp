#include "features/spending/spendingpage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/pageexport.h"
#include "features/pagetitle.h"
#include "features/spendchart.h"
#include "features/spending/spendingheadline.h"
#include "features/spending/spendingmodel.h"
#include "features/spending/spendingsums.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"
#include "widgets/toast.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>

namespace {

constexpr QLatin1String TableId("spending.groups");
constexpr int MostRowsWithoutScrolling = 60;
constexpr int ControlsSpacing = 12;
constexpr Dimension Groups[]
    = { Dimension::Feature, Dimension::Model, Dimension::Provider, Dimension::User, Dimension::Status };
constexpr TimeChart::Style Styles[]
    = { TimeChart::Style::StackedBars, TimeChart::Style::Lines, TimeChart::Style::Share };
const QStringList GroupWords { QStringLiteral("feature"), QStringLiteral("model"), QStringLiteral("provider"),
    QStringLiteral("user"), QStringLiteral("status") };
const QStringList BucketWords { QStringLiteral("auto"), QStringLiteral("hour"), QStringLiteral("day"),
    QStringLiteral("week"), QStringLiteral("month") };
const QStringList StyleWords { QStringLiteral("stacked"), QStringLiteral("lines"), QStringLiteral("share") };

}

SpendingPage::SpendingPage(
    Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_title(new PageTitle(tr("Spending")))
    , m_controls(new QWidget)
    , m_controlsRow(new QWidget)
    , m_group(new SegmentedControl(
          tr("Group by"), { tr("Feature"), tr("Model"), tr("Provider"), tr("User"), tr("Status") }))
    , m_bucket(new SegmentedControl(tr("Bucket"), { tr("Auto"), tr("Hour"), tr("Day"), tr("Week"), tr("Month") }))
    , m_style(new SegmentedControl(tr("Chart"), { tr("Stacked"), tr("Lines"), tr("Share") }))
    , m_message(new MessageStrip)
    , m_headline(new SpendingHeadline)
    , m_chartCard(new Card)
    , m_chart(new TimeChart)
    , m_boundary(new CaptionLabel)
    , m_model(new SpendingModel(this))
    , m_sorted(new TableSortProxy(this))
    , m_table(new DataTable)
    , m_sums(new SpendingSums)
    , m_usage(workspace.reader(), [this](const Result<SpendingAnswer> &answer) { showAnswer(answer); })
{
    setWindowTitle(tr("Spending"));
    m_sorted->setSourceModel(m_model);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Spending by group"));
    m_chart->setAccessibleName(tr("Spend over time"));
    m_chart->setValueFormatter(&SpendChart::axisText);
    buildLayout();
    buildExport();
    connectAll();
    TableState::restore(*m_table, m_settings, TableId);
}

SpendingPage::~SpendingPage()
{
    TableState::save(*m_table, m_settings, TableId);
}

void SpendingPage::buildLayout()
{
    auto *controls = new QBoxLayout(QBoxLayout::LeftToRight, m_controls);
    controls->setContentsMargins(0, 0, 0, 0);
    controls->setSpacing(ControlsSpacing);
    for (const auto &[name, control] : { std::pair(tr("Group by"), m_group), std::pair(tr("Bucket"), m_bucket) }) {
        auto *pair = new QHBoxLayout;
        pair->setSpacing(8);
        pair->addWidget(new CaptionLabel(name));
        pair->addWidget(control);
        pair->addStretch(1);
        controls->addLayout(pair);
    }
    auto *row = new QHBoxLayout(m_controlsRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_controls, 0, Qt::AlignLeft);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_controlsRow);
    column->addWidget(m_message);
    m_state = new StateView(buildContent());
    column->addWidget(m_state, 1);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

void SpendingPage::buildChartCard()
{
    m_chartCard->setContentPadding(1); // the chart has its own inset
    m_chartCard->contentLayout()->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(15, 10, 11, 4);
    head->setSpacing(12);
    head->addWidget(m_headline, 1);
    head->addWidget(m_style);
    m_chartCard->contentLayout()->addLayout(head);
    m_chartCard->contentLayout()->addWidget(m_chart, 1);
    m_boundary->setContentsMargins(15, 0, 15, 0);
    m_chartCard->contentLayout()->addWidget(m_boundary);
    m_chartCard->contentLayout()->addSpacing(8);
    m_chart->setMinimumHeight(220);
}

QWidget *SpendingPage::buildContent()
{
    buildChartCard();
    auto *tableCard = new Card;
    tableCard->setContentPadding(1);
    tableCard->contentLayout()->addWidget(m_table);
    tableCard->contentLayout()->addSpacing(4);

    m_below = new QBoxLayout(QBoxLayout::TopToBottom);
    m_below->setSpacing(12);
    m_below->addWidget(tableCard, 70);
    m_below->addWidget(m_sums, 30);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_chartCard, 1);
    column->addLayout(m_below);
    return content;
}

void SpendingPage::buildExport()
{
    m_export = new PageExport(
        *m_table, *m_chart,
        [this] {
            const auto asked = m_answer ? m_answer->question : question();
            return PageExport::Subject { QStringLiteral("spending-by-%1_%2")
                                             .arg(dimensionName(asked.group),
                                                 UsageText::rangeForFileName(asked.zone, asked.range)),
                { tr("Spend by %1").arg(UsageText::dimensionTitle(asked.group).toLower()), m_title->subtitle(),
                    UsageText::filter(asked.filter), asked.zone.timeText(m_clock.now()) },
                m_answer ? SpendChart::asTsv(m_answer->series, asked.zone, asked.bucket, asked.group) : QString() };
        },
        this);
    m_export->setEnabled(false);
    auto *button = new Button(tr("Export"), QLatin1String("export"), Button::Kind::Normal);
    button->setMenu(m_export->menu());
    m_title->addWidget(button);
}

void SpendingPage::connectAll()
{
    connect(&m_filter, &FilterState::changed, this, &SpendingPage::refresh);
    connect(m_group, &SegmentedControl::currentIndexChanged, this, &SpendingPage::refresh);
    connect(m_bucket, &SegmentedControl::currentIndexChanged, this, &SpendingPage::refresh);
    connect(
        m_style, &SegmentedControl::currentIndexChanged, this, [this](int index) { m_chart->setStyle(Styles[index]); });
    connect(m_chart, &TimeChart::rangeSelected, this,
        [this](TimeRange range) { m_filter.setRange(UsageText::expression(m_filter.zone(), range)); });
    connect(m_table->horizontalScrollBar(), &QScrollBar::rangeChanged, this,
        [this] { TableState::fitHeight(*m_table, MostRowsWithoutScrolling); });
    connectDrill();
    connect(m_state, &StateView::retryRequested, this, &SpendingPage::refresh);
    connect(m_export, &PageExport::failed, m_message, &MessageStrip::showError);
    connect(m_export, &PageExport::written, this,
        [this](const QString &path) { Toast::show(this, Status::Good, tr("Saved %1").arg(visibleControls(path))); });
}

void SpendingPage::setOptions(const QMap<QString, QString> &options)
{
    const auto choose = [&options](SegmentedControl *control, const QString &option, const QStringList &words) {
        control->setCurrentIndex(int(qMax<qsizetype>(0, words.indexOf(options.value(option)))));
    };
    choose(m_group, QStringLiteral("group"), GroupWords);
    choose(m_bucket, QStringLiteral("bucket"), BucketWords);
    choose(m_style, QStringLiteral("chart"), StyleWords);
}

QMap<QString, QString> SpendingPage::options() const
{
    QMap<QString, QString> options;
    const auto add = [&options](const SegmentedControl *control, const QString &option, const QStringList &words) {
        if (control->currentIndex() > 0)
            options.insert(option, words.at(control->currentIndex()));
    };
    add(m_group, QStringLiteral("group"), GroupWords);
    add(m_bucket, QStringLiteral("bucket"), BucketWords);
    add(m_style, QStringLiteral("chart"), StyleWords);
    return options;
}

Bucket SpendingPage::chosenBucket(TimeRange range) const
{
    switch (m_bucket->currentIndex()) {
    case 1: return Bucket::Hour;
    case 2: return Bucket::Day;
    case 3: return Bucket::Week;
    case 4: return Bucket::Month;
    default: return automaticBucket(range);
    }
}

SpendingQuestion SpendingPage::question() const
{
    const auto now = m_clock.now();
    const auto range = m_filter.range(now);
    return { range, m_filter.previousRange(now), m_filter.zone(), m_filter.filter(), Groups[m_group->currentIndex()],
        chosenBucket(range) };
}

void SpendingPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void SpendingPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_usage.isPending()) { // a hidden page asks nothing
        m_usage.drop();
        m_outdated = true;
    }
}

void SpendingPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeControls();
    arrangeSums();
}

void SpendingPage::arrangeControls()
{
    // In the title's row where there is room, else in a row of their own, or in one for each.
    constexpr int margins = 16 * 2;
    constexpr int roomForTheRest = margins + 110 + 110 + 12 * 3;
    auto *controls = static_cast<QBoxLayout *>(m_controls->layout());
    const int needed = controls->itemAt(0)->sizeHint().width() + ControlsSpacing + controls->itemAt(1)->sizeHint().width();
    const bool inTitle = width() >= needed + roomForTheRest;
    controls->setDirection(width() >= needed + margins ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    if (inTitle == m_title->isAncestorOf(m_controls))
        return;
    if (inTitle)
        m_title->insertWidget(m_controls);
    else
        m_controlsRow->layout()->addWidget(m_controls);
    m_controlsRow->setVisible(!inTitle);
}

void SpendingPage::arrangeSums()
{
    // Beside the table where all of its columns stay in sight, else below.
    constexpr int roomForSums = 300 + 12 + 16 * 2 + 2 + 16;
    const bool beside = width() >= m_table->horizontalHeader()->length() + roomForSums;
    m_below->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_below->setStretch(0, beside ? 70 : 0);
    m_below->setStretch(1, beside ? 30 : 0);
    m_sums->setOrientation(beside ? Qt::Vertical : Qt::Horizontal);
    TableState::fitHeight(*m_table, MostRowsWithoutScrolling);
}

void SpendingPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void SpendingPage::ask()
{
    m_outdated = false;
    const auto asked = question();
    m_title->setSubtitle(UsageText::range(asked.zone, asked.range));
    const bool same = m_answer && m_answer->question == asked;
    m_state->setStaleText(tr("Showing the range, filter or grouping before."));
    m_state->setState(!m_answer ? LoadState::Loading : same ? LoadState::Refreshing : LoadState::Stale);
    m_usage.ask([asked](Connection &connection) { return SpendingQueries::usage(connection, asked); });
    emit settledChanged();
}

void SpendingPage::showAnswer(const Result<SpendingAnswer> &answer)
{
    if (answer) {
        m_answer = *answer;
        m_export->setEnabled(true);
        showFigures(*answer);
        if (answer->total.requests() > 0) {
            m_state->setState(LoadState::Fresh);
        } else {
            EmptyUsage::show(*m_state, m_filter, answer->extent);
            m_state->setState(LoadState::Empty);
        }
        emit queryFinished(answer->microseconds, UsageText::source(answer->source));
    } else {
        m_state->setError(tr("Could not load spending."), answer.error());
    }
    emit settledChanged();
}

void SpendingPage::showFigures(const SpendingAnswer &answer)
{
    const auto chart = SpendChart::data(
        answer.series, answer.question.zone, answer.question.bucket, answer.question.group, m_clock.now());
    m_chart->setData(chart);
    m_boundary->setText(tr("%1. %2").arg(
        UsageText::range(answer.question.zone, answer.question.range), SpendChart::boundaryText(chart)));
    m_model->setAnswer(answer, m_filter.compare());
    arrangeSums();
    m_sums->setAnswer(answer, tr("as of %1").arg(answer.question.zone.timeText(m_clock.now()).mid(11, 5)));
    showHeadline(answer);
}

void SpendingPage::showHeadline(const SpendingAnswer &answer)
{
    const auto total = Spend::of(answer.total);
    const auto before = Spend::of(answer.before);
    const auto change = m_filter.compare() ? relativeChange(total.known(), before.known()) : std::nullopt;
    m_headline->setContent({ UsageText::spend(total), UsageText::spendExact(total),
        change ? Format::delta(change) : QString(), change ? (*change > 0) - (*change < 0) : 0,
        tr("vs %1 in the period before").arg(UsageText::spend(before)) });
}
