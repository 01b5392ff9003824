#include "features/imports/importspage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/figurelist.h"
#include "features/imports/importbatchesmodel.h"
#include "features/imports/importrejectsmodel.h"
#include "features/imports/repricingsmodel.h"
#include "features/pagetitle.h"
#include "features/tablestate.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"

#include <QBoxLayout>
#include <QMenu>
#include <QStackedWidget>

namespace {

constexpr QLatin1String BatchesId("imports.batches");
constexpr QLatin1String RepricingsId("imports.repricings");
constexpr QLatin1String RejectsId("imports.rejects");

}

ImportsPage::ImportsPage(Workspace &workspace, LedgerJobs &jobs, const Clock &, Settings &settings, const Session &session,
    QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_jobs(jobs)
    , m_settings(settings)
    , m_session(session)
    , m_title(new PageTitle(tr("Imports")))
    , m_show(new SegmentedControl(tr("Show"), { tr("Imports"), tr("Repricings") }))
    , m_message(new MessageStrip)
    , m_batches(new ImportBatchesModel(workspace.zone(), this))
    , m_repricings(new RepricingsModel(workspace.zone(), this))
    , m_rejectsModel(new ImportRejectsModel(this))
    , m_batchTable(new DataTable)
    , m_repricingTable(new DataTable)
    , m_tables(new QStackedWidget)
    , m_detail(new Card(tr("Import")))
    , m_figures(new FigureList)
    , m_note(new CaptionLabel)
    , m_rejectTable(new DataTable)
    , m_chosen(new CaptionLabel)
    , m_requests(new Button(tr("Show requests")))
    , m_resume(new Button(tr("Go on")))
    , m_undo(new Button(tr("Undo…"), QLatin1String("undo"), Button::Kind::Danger))
    , m_factsReader(workspace.newReader())
    , m_first(workspace.reader(), [this](const Result<ImportsAnswer> &answer) { showAnswer(answer); })
    , m_more(workspace.reader(),
          [this](const Result<QList<ImportBatch>> &older) {
              if (older)
                  m_batches->append(*older, older->size() == ImportsQueries::PageRows);
              else
                  m_message->showError(tr("Could not load older imports."), older.error());
          })
    , m_facts(*m_factsReader, [this](const Result<ImportFacts> &facts) { showFacts(facts); })
    , m_rejects(workspace.reader(), [this](const Result<QList<ImportReject>> &rejects) { showRejects(rejects); })
{
    setWindowTitle(tr("Imports"));
    m_batchTable->setModel(m_batches);
    m_repricingTable->setModel(m_repricings);
    m_rejectTable->setModel(m_rejectsModel);
    m_batchTable->setAccessibleName(tr("Imports"));
    m_repricingTable->setAccessibleName(tr("Repricings"));
    m_rejectTable->setAccessibleName(tr("Rejected records"));
    for (auto *table : { m_batchTable, m_repricingTable })
        table->setSelectionMode(QAbstractItemView::SingleSelection);
    buildLayout();
    connectAll();
    connectJobs();
    TableState::restore(*m_batchTable, m_settings, BatchesId);
    TableState::restore(*m_repricingTable, m_settings, RepricingsId);
    TableState::restore(*m_rejectTable, m_settings, RejectsId);
    showView();
}

ImportsPage::~ImportsPage()
{
    for (auto *table : { m_batchTable, m_repricingTable })
        table->selectionModel()->disconnect(this); // it speaks once more while the model goes
    TableState::save(*m_batchTable, m_settings, BatchesId);
    TableState::save(*m_repricingTable, m_settings, RepricingsId);
    TableState::save(*m_rejectTable, m_settings, RejectsId);
}

void ImportsPage::buildLayout()
{
    m_title->addWidget(m_show);
    m_message->setClosable(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_message);
    m_state = new StateView(buildContent());
    column->addWidget(m_state, 1);
}

QWidget *ImportsPage::buildContent()
{
    m_tables->addWidget(m_batchTable);
    m_tables->addWidget(m_repricingTable);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(15, 8, 11, 11);
    footer->setSpacing(8);
    footer->addWidget(m_chosen, 1);
    for (auto *button : { m_requests, m_resume, m_undo })
        footer->addWidget(button);
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->setSpacing(0);
    card->contentLayout()->addWidget(m_tables, 1);
    card->contentLayout()->addLayout(footer);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(card, 58);
    column->addWidget(buildDetail(), 42);
    return content;
}

QWidget *ImportsPage::buildDetail()
{
    m_rejectState = new StateView(m_rejectTable);
    m_rejectState->setEmptyText(QLatin1String("check"), tr("No record was rejected"), {});
    auto *facts = new QWidget;
    facts->setMinimumWidth(std::max(250, fontMetrics().averageCharWidth() * 34));
    auto *left = new QVBoxLayout(facts);
    left->setContentsMargins(15, 0, 15, 12);
    left->addWidget(m_figures);
    left->addWidget(m_note);
    left->addStretch();
    m_detail->setContentPadding(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(facts, 34);
    row->addWidget(m_rejectState, 66);
    m_detail->contentLayout()->addLayout(row, 1);
    return m_detail;
}

void ImportsPage::connectAll()
{
    connect(m_show, &SegmentedControl::currentIndexChanged, this, &ImportsPage::showView);
    connect(m_batchTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImportsPage::chooseBatch);
    connect(m_repricingTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImportsPage::updateButtons);
    connect(m_batches, &ImportBatchesModel::moreWanted, this, [this](qint64 below) {
        m_more.ask([below](Connection &connection) { return ImportBatches::page(connection, below, ImportsQueries::PageRows); });
    });
    connect(m_rejectsModel, &ImportRejectsModel::moreWanted, this, [this](qint64 after) {
        m_rejects.ask([id = m_chosenId, after](Connection &connection) {
            return ImportBatches::rejects(connection, id, after, ImportRejectsModel::PageRows);
        });
    });
    for (auto *table : { m_batchTable, m_repricingTable }) {
        connect(table, &DataTable::contextMenuOpening, this, [this](QMenu *menu) {
            menu->addSeparator();
            for (auto *button : { m_requests, m_resume, m_undo }) {
                if (!button->isHidden())
                    menu->addAction(button->text(), button, &QAbstractButton::click)->setEnabled(button->isEnabled());
            }
        });
    }
    connect(m_batchTable, &DataTable::rowActivated, this, &ImportsPage::showRequests);
    connect(m_requests, &Button::clicked, this, &ImportsPage::showRequests);
    connect(m_undo, &Button::clicked, this, &ImportsPage::undo);
    connect(m_state, &StateView::retryRequested, this, &ImportsPage::refresh);
}

void ImportsPage::setOptions(const QMap<QString, QString> &options)
{
    m_show->setCurrentIndex(options.value(QStringLiteral("show")) == QLatin1String("repricings") ? 1 : 0);
    if (const qint64 id = options.value(QStringLiteral("batch")).toLongLong(); id > 0 && id != m_chosenId) {
        m_chosenId = id;
        refresh(); // it may be older than those that are there
    }
}

QMap<QString, QString> ImportsPage::options() const
{
    QMap<QString, QString> options;
    if (m_show->currentIndex() == 1)
        options.insert(QStringLiteral("show"), QStringLiteral("repricings"));
    if (m_chosenId > 0)
        options.insert(QStringLiteral("batch"), QString::number(m_chosenId));
    return options;
}

void ImportsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void ImportsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_first.isPending() || m_more.isPending() || m_facts.isPending() || m_rejects.isPending())
        m_outdated = true; // a hidden page asks nothing
    m_first.drop();
    m_more.drop();
    m_facts.drop();
    m_rejects.drop();
}

void ImportsPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void ImportsPage::ask()
{
    m_outdated = false;
    m_state->setState(m_answer ? LoadState::Refreshing : LoadState::Loading);
    m_more.drop();
    const auto chosen = m_chosenId > 0 ? std::optional(m_chosenId) : std::nullopt;
    m_first.ask([chosen](Connection &connection) { return ImportsQueries::first(connection, chosen); });
    emit settledChanged();
}

void ImportsPage::showAnswer(const Result<ImportsAnswer> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not load the imports."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    const qint64 wanted = m_chosenId;
    m_chosenId = 0; // the rows are new: what is known of the chosen one is asked again
    m_batches->setBatches(answer->batches, answer->batches.size() % ImportsQueries::PageRows == 0 && !answer->batches.isEmpty());
    m_repricings->setJobs(answer->repricings);
    if (!answer->batches.isEmpty())
        m_batchTable->setCurrentIndex(m_batches->index(std::max(0, m_batches->rowOf(wanted)), 0));
    if (!answer->repricings.isEmpty())
        m_repricingTable->setCurrentIndex(m_repricings->index(0, 0));
    showView();
    emit queryFinished(answer->microseconds, tr("imports"));
    emit settledChanged();
}

void ImportsPage::showView()
{
    const bool imports = m_show->currentIndex() == 0;
    m_tables->setCurrentIndex(imports ? 0 : 1);
    m_detail->setVisible(imports);
    m_requests->setVisible(imports);
    m_resume->setVisible(!imports);
    updateButtons();
    if (!m_answer)
        return;
    if (imports)
        m_state->setEmptyText(QLatin1String("import"), tr("Nothing was imported yet"), tr("Import a file and it is listed here."));
    else
        m_state->setEmptyText(QLatin1String("spending"), tr("Nothing was repriced yet"),
            tr("A new price and a confirmed model name change no cost by themselves; repricing does, and is listed here."));
    const int rows = imports ? m_batches->rowCount() : m_repricings->rowCount();
    m_state->setState(rows > 0 ? LoadState::Fresh : LoadState::Empty);
}
