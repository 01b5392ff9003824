#include "features/reconciliation/reconciliationpage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/pageexport.h"
#include "features/pagetitle.h"
#include "features/reconciliation/reconciliationmodel.h"
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
#include "widgets/toast.h"

#include <QBoxLayout>

#include <climits>

namespace {

using By = Reconciliation::By;

constexpr QLatin1String TableId("reconciliation.lines");
const QStringList ByWords { QStringLiteral("day"), QStringLiteral("model"), QStringLiteral("day-model") };

QString counted(const char *text, qint64 count)
{
    return ReconciliationPage::tr(text, nullptr, int(std::min<qint64>(count, INT_MAX))).arg(Format::count(count));
}

}

ReconciliationPage::ReconciliationPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_title(new PageTitle(tr("Reconciliation")))
    , m_by(new SegmentedControl(tr("Compare by"), { tr("Day"), tr("Model"), tr("Day and model") }))
    , m_show(new SegmentedControl(tr("Show"), { tr("All lines"), tr("Differences") }))
    , m_message(new MessageStrip)
    , m_leftAside(new MessageStrip)
    , m_figures(new ReconciliationFigures)
    , m_model(new ReconciliationModel(this))
    , m_sorted(new TableSortProxy(this))
    , m_table(new DataTable)
    , m_count(new CaptionLabel)
    , m_compared(workspace.reader(), [this](const Result<ReconciliationAnswer> &answer) { showAnswer(answer); })
{
    setWindowTitle(tr("Reconciliation"));
    m_sorted->setSourceModel(m_model);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Reports beside the ledger"));
    buildLayout();
    buildExport();
    connectAll();
    connectDrill();
    TableState::restore(*m_table, m_settings, TableId);
}

ReconciliationPage::~ReconciliationPage()
{
    TableState::save(*m_table, m_settings, TableId);
}

void ReconciliationPage::buildLayout()
{
    m_title->addWidget(m_by);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_message);
    column->addWidget(m_leftAside);
    m_state = new StateView(buildContent());
    column->addWidget(m_state, 1);
}

QWidget *ReconciliationPage::buildContent()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(15, 9, 11, 7);
    head->setSpacing(12);
    head->addWidget(m_count, 1);
    head->addWidget(m_show);
    m_linesState = new StateView(m_table);
    m_linesState->setEmptyText(QLatin1String("check"), tr("Everything agrees"), tr("What is reported is in the ledger, to the last digit."));
    m_linesState->addEmptyAction(tr("Show all lines"), [this] { m_show->setCurrentIndex(0); });
    auto *notes = new QVBoxLayout;
    notes->setContentsMargins(15, 8, 15, 11);
    notes->setSpacing(4);
    for (auto *&note : m_notes) {
        note = new CaptionLabel;
        notes->addWidget(note);
    }
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->setSpacing(0);
    card->contentLayout()->addLayout(head);
    card->contentLayout()->addWidget(m_linesState, 1);
    card->contentLayout()->addLayout(notes);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_figures);
    column->addWidget(card, 1);
    return content;
}

void ReconciliationPage::buildExport()
{
    m_export = new PageExport(
        *m_table, nullptr,
        [this] {
            const auto asked = m_answer ? m_answer->question : question();
            return PageExport::Subject { QStringLiteral("reconciliation-by-%1_%2")
                                             .arg(ByWords.at(int(asked.by)), UsageText::rangeForFileName(ReportingZone(), asked.range)),
                {}, {} };
        },
        this);
    m_export->setEnabled(false);
    auto *button = new Button(tr("Export"), QLatin1String("export"), Button::Kind::Normal);
    button->setMenu(m_export->menu());
    m_title->addWidget(button);
}

void ReconciliationPage::connectAll()
{
    connect(&m_filter, &FilterState::changed, this, &ReconciliationPage::refresh);
    connect(m_by, &SegmentedControl::currentIndexChanged, this, &ReconciliationPage::refresh);
    connect(m_show, &SegmentedControl::currentIndexChanged, this, &ReconciliationPage::showLines);
    connect(m_state, &StateView::retryRequested, this, &ReconciliationPage::refresh);
    connect(m_export, &PageExport::failed, m_message, &MessageStrip::showError);
    connect(m_export, &PageExport::written, this,
        [this](const QString &path) { Toast::show(this, Status::Good, tr("Saved %1").arg(visibleControls(path))); });
}

void ReconciliationPage::setOptions(const QMap<QString, QString> &options)
{
    m_by->setCurrentIndex(int(qMax<qsizetype>(0, ByWords.indexOf(options.value(QStringLiteral("by"))))));
    m_show->setCurrentIndex(options.value(QStringLiteral("show")) == QLatin1String("open") ? 1 : 0);
}

QMap<QString, QString> ReconciliationPage::options() const
{
    QMap<QString, QString> options;
    if (m_by->currentIndex() > 0)
        options.insert(QStringLiteral("by"), ByWords.at(m_by->currentIndex()));
    if (m_show->currentIndex() == 1)
        options.insert(QStringLiteral("show"), QStringLiteral("open"));
    return options;
}

ReconciliationQuestion ReconciliationPage::question() const
{
    return { ReconciliationQueries::wholeDays(m_filter.range(m_clock.now())), By(m_by->currentIndex()),
        ReconciliationQueries::comparable(m_filter.filter()) };
}

void ReconciliationPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void ReconciliationPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_compared.isPending()) { // a hidden page asks nothing
        m_compared.drop();
        m_outdated = true;
    }
}

void ReconciliationPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void ReconciliationPage::ask()
{
    m_outdated = false;
    const auto asked = question();
    m_title->setSubtitle(tr("%1, days in UTC").arg(UsageText::range(ReportingZone(), asked.range)));
    showLeftAside();
    const bool same = m_answer && m_answer->question == asked;
    m_state->setStaleText(tr("Showing the range, filter or comparison before."));
    m_state->setState(!m_answer ? LoadState::Loading : same ? LoadState::Refreshing : LoadState::Stale);
    m_figures->setLoading(true);
    m_compared.ask([asked](Connection &connection) { return ReconciliationQueries::compare(connection, asked); });
    emit settledChanged();
}

void ReconciliationPage::showLeftAside()
{
    const UsageFilter filter = m_filter.filter();
    if (filter == ReconciliationQueries::comparable(filter)) {
        m_leftAside->hide();
        return;
    }
    m_leftAside->show(Status::Info, tr("Reports know providers and models only: the rest of the filter does not count here."));
    m_leftAside->addAction(tr("Take it out"), [this] { m_filter.setFilter(ReconciliationQueries::comparable(m_filter.filter())); });
}

void ReconciliationPage::showAnswer(const Result<ReconciliationAnswer> &answer)
{
    m_figures->setLoading(false);
    if (answer) {
        m_answer = *answer;
        m_model->setAnswer(*answer);
        ReconciliationSum sum;
        for (const ReconciledRow &row : answer->compared.rows)
            sum.add(row);
        m_figures->setSum(sum);
        showLines();
        showNotes();
        if (answer->compared.rows.isEmpty())
            showEmpty();
        m_state->setState(answer->compared.rows.isEmpty() ? LoadState::Empty : LoadState::Fresh);
        emit queryFinished(answer->microseconds, tr("reports"));
    } else {
        m_state->setError(tr("Could not compare the reports with the ledger."), answer.error());
    }
    emit settledChanged();
}

void ReconciliationPage::showLines()
{
    const bool onlyOpen = m_show->currentIndex() == 1;
    m_model->setOnlyOpen(onlyOpen);
    if (!m_answer)
        return;
    const auto &rows = m_answer->compared.rows;
    const qint64 settled = std::count_if(rows.cbegin(), rows.cend(), &ReconciliationQueries::isSettled);
    m_count->setText(tr("%1: %2 agree, %3 do not").arg(counted(QT_TR_NOOP("%1 lines"), rows.size()), Format::count(settled), Format::count(rows.size() - settled)));
    m_export->setEnabled(m_model->lines() > 0);
    m_linesState->setState(m_model->lines() > 0 || rows.isEmpty() ? LoadState::Fresh : LoadState::Empty);
}

void ReconciliationPage::showEmpty()
{
    if (!m_answer->extent) {
        m_state->setEmptyText(QLatin1String("reconciliation"), tr("No provider's report yet"),
            tr("Export a usage or cost report in the console of Anthropic or OpenAI, or take the answer of their usage and cost API, and "
               "import the file: File > Import files. A report stays beside the ledger and adds nothing to it."));
        return;
    }
    const bool isFiltered = !m_answer->question.filter.isEmpty();
    const TimeRange extent = *m_answer->extent;
    const QString when = tr("Reports are of %1.").arg(UsageText::range(ReportingZone(), extent));
    if (isFiltered) {
        m_state->setEmptyText(QLatin1String("filter"), tr("Nothing to compare matches the filter"), when);
        m_state->addEmptyAction(tr("Clear filters"), [this] { m_filter.setFilter({}); });
    } else {
        m_state->setEmptyText(QLatin1String("calendar"), tr("Nothing to compare in this range"), when);
    }
    m_state->addEmptyAction(tr("Jump there"), [this, extent] { m_filter.setRange(UsageText::expression(m_filter.zone(), extent)); });
}

void ReconciliationPage::showNotes()
{
    const ReconciledAnswer &compared = m_answer->compared;
    constexpr qsizetype mostNamed = 3;
    QStringList names;
    for (const QString &name : compared.unreported.mid(0, mostNamed))
        names.append(Format::shortened(visibleControls(name), 60));
    if (const qsizetype more = compared.unreported.size() - mostNamed; more > 0)
        names.append(tr("%1 more").arg(Format::count(more)));
    const QString notes[] = { names.isEmpty() ? QString() : tr("In the ledger, but never reported: %1.").arg(names.join(QStringLiteral(", "))),
        compared.withoutProvider > 0 ? counted(QT_TR_NOOP("%1 requests name no provider: compared with nobody."), compared.withoutProvider) : QString(),
        compared.otherCuts > 0 ? counted(QT_TR_NOOP("%1 reported sums left out: other reports have the same calls, divided in another way."), compared.otherCuts)
                               : QString() };
    for (size_t i = 0; i < m_notes.size(); ++i) {
        m_notes[i]->setText(notes[i]);
        m_notes[i]->setVisible(!notes[i].isEmpty());
    }
}
