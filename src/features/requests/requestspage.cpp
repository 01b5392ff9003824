#include "features/requests/requestspage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/outcomeseries.h"
#include "features/pagetitle.h"
#include "features/requests/requestchart.h"
#include "features/requests/requestexporter.h"
#include "features/requests/requestmodel.h"
#include "features/requests/requestorder.h"
#include "features/requests/requestpanel.h"
#include "features/requests/requesttext.h"
#include "features/searchedit.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/tableheader.h"
#include "widgets/timechart.h"
#include "widgets/toast.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>

namespace {

constexpr QLatin1String TableId("requests.rows");
constexpr int ChartHeight = 118;

}

RequestsPage::RequestsPage(
    Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_title(new PageTitle(tr("Requests")))
    , m_searchTools(new QWidget)
    , m_searchRow(new QWidget)
    , m_search(new SearchEdit(tr("Search error messages")))
    , m_errorChip(new FilterChip(tr("Error code")))
    , m_batchChip(new FilterChip(tr("Import")))
    , m_sessionChip(new FilterChip(tr("Session")))
    , m_clientChip(new FilterChip(tr("Client")))
    , m_exportStrip(new MessageStrip)
    , m_message(new MessageStrip)
    , m_chartCard(new Card)
    , m_chart(new TimeChart)
    , m_model(new RequestModel(this))
    , m_table(new DataTable)
    , m_shown(new CaptionLabel)
    , m_hint(new CaptionLabel)
    , m_panel(new RequestPanel)
    , m_first(workspace.reader(), [this](const Result<RequestsAnswer> &answer) { showAnswer(answer); })
    , m_more(workspace.reader(),
          [this](const Result<RequestPage> &page) {
              if (page)
                  m_model->append(m_after, *page);
              else
                  m_model->fetchFailed();
              if (!page) {
                  m_message->showError(tr("Could not load more rows."), page.error());
                  m_message->addAction(tr("Try again"), [this] {
                      m_message->hide();
                      m_model->retry();
                  });
              }
              showSums();
              emit settledChanged();
          })
    , m_record(workspace.reader(), [this](const Result<RequestRecord> &record) {
        if (record)
            m_panel->setRecord(*record, m_filter.zone());
        else
            m_panel->showError(tr("Could not load the record."), record.error());
        emit settledChanged();
    })
    , m_sumReader(workspace.newReader())
    , m_sum(*m_sumReader, [this](const Result<Spend> &sum) { showSum(sum); })
{
    setWindowTitle(tr("Requests"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Requests"));
    m_table->installEventFilter(this);
    m_chart->setAccessibleName(tr("Requests over time"));
    m_chart->setValueFormatter(&RequestChart::axisText);
    buildTitle();
    buildLayout();
    buildExport();
    buildActions();
    m_table->restoreState(RequestOrder::defaultColumns());
    TableState::restore(*m_table, m_settings, TableId);
    connectAll();
    openPanel(false);
}

RequestsPage::~RequestsPage()
{
    m_table->selectionModel()->disconnect(this); // it speaks once more while the model goes
    TableState::save(*m_table, m_settings, TableId);
}

void RequestsPage::buildTitle()
{
    m_search->setFixedWidth(190);
    auto *tools = new QHBoxLayout(m_searchTools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(8);
    for (auto *chip : { m_batchChip, m_sessionChip, m_clientChip, m_errorChip }) {
        chip->setActive(true);
        chip->setRemovable(true);
        chip->hide();
        tools->addWidget(chip);
    }
    tools->addWidget(m_search);
    auto *row = new QHBoxLayout(m_searchRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_searchTools, 0, Qt::AlignLeft);
    auto *columns = new Button(tr("Columns"));
    connect(columns, &QAbstractButton::clicked, this,
        [this, columns] { m_table->chooseColumnsMenu()->popup(columns->mapToGlobal(QPoint(0, columns->height() + 4))); });
    m_title->addWidget(columns);
}

void RequestsPage::buildLayout()
{
    m_exportStrip->hide();
    m_state = new StateView(buildContent());
    m_state->setMinimumWidth(280); // its messages would widen the window beside an open record
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_searchRow);
    column->addWidget(m_exportStrip);
    column->addWidget(m_message);
    column->addWidget(m_state, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    row->addWidget(m_panel);
}

QWidget *RequestsPage::buildContent()
{
    m_chartCard->setContentPadding(1); // the chart has its own inset
    m_chartCard->contentLayout()->addWidget(m_chart);
    m_chart->setFixedHeight(ChartHeight);

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(15, 6, 15, 7);
    footer->addWidget(m_shown, 1);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    footer->addWidget(m_hint, 1);
    auto *tableCard = new Card;
    tableCard->setContentPadding(1);
    tableCard->contentLayout()->setSpacing(0);
    tableCard->contentLayout()->addWidget(m_table, 1);
    tableCard->contentLayout()->addLayout(footer);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_chartCard);
    column->addWidget(tableCard, 1);
    return content;
}

void RequestsPage::buildExport()
{
    m_exporter = new RequestExporter(
        [this] {
            const auto asked = m_answer ? m_answer->question : question();
            QList<RequestField> columns;
            for (const int column : m_table->visibleColumns())
                columns.append(RequestField(column));
            return RequestExporter::Subject { { m_workspace.newReader(), asked.query, columns, RequestExport::Format::Csv, {}, matching().value_or(0) },
                QStringLiteral("requests_") + UsageText::rangeForFileName(asked.query.zone, asked.query.range) };
        },
        *m_exportStrip, this);
    m_exporter->setEnabled(false);
    auto *button = new Button(tr("Export"), QLatin1String("export"), Button::Kind::Normal);
    button->setMenu(m_exporter->menu());
    m_title->addWidget(button);
    connect(m_exporter, &RequestExporter::written, this, [this](const QString &path, qint64 rows) {
        Toast::show(this, Status::Good, rows == 1 ? tr("Saved 1 row to %1").arg(visibleControls(path))
                                             : tr("Saved %1 rows to %2").arg(Format::count(rows), visibleControls(path)));
    });
}

void RequestsPage::buildActions()
{
    const auto addShortcut = [this](const QString &text, const QString &tip, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    addShortcut(tr("Show or hide record"), tr("Everything about the chosen request, at the side"), Qt::CTRL | Qt::SHIFT | Qt::Key_I,
        [this] { openPanel(m_panel->isHidden()); });
    addShortcut(tr("Search error messages"), tr("Go to the search of this page"), Qt::CTRL | Qt::Key_F, [this] { m_search->begin(); });
    m_closePanel = addShortcut(tr("Close record"), tr("Close the record at the side"), Qt::Key_Escape, [this] { openPanel(false); });
}

void RequestsPage::connectAll()
{
    connect(&m_filter, &FilterState::changed, this, &RequestsPage::refresh);
    connect(m_model, &RequestModel::moreWanted, this, &RequestsPage::askMore);
    connect(m_table, &DataTable::sortRequested, this, &RequestsPage::refresh);
    connect(m_table, &DataTable::rowActivated, this, [this] { openPanel(m_panel->isHidden()); });
    connect(m_table, &DataTable::contextMenuOpening, this, &RequestsPage::addRowActions);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        m_currentId = current.isValid() ? m_model->row(current.row()).id : 0;
        askRecord();
    });
    connect(m_search, &SearchEdit::searched, this, &RequestsPage::refresh);
    connect(m_errorChip, &FilterChip::removeRequested, this, [this] { setErrorCode({}); });
    connect(m_batchChip, &FilterChip::removeRequested, this, [this] { setBatch(0); });
    for (const auto &[chip, word] : { std::pair(m_sessionChip, &m_session), std::pair(m_clientChip, &m_client) })
        connect(chip, &FilterChip::removeRequested, this, [this, word = word] {
            word->reset();
            refresh();
        });
    connect(m_state, &StateView::retryRequested, this, &RequestsPage::refresh);
    connect(m_chart, &TimeChart::rangeSelected, this,
        [this](TimeRange range) { m_filter.setRange(UsageText::expression(m_filter.zone(), range)); });
    connect(m_chart, &TimeChart::bucketActivated, this, [this](int bucket, const QString &seriesId) {
        if (!m_answer || bucket < 0 || bucket >= m_answer->buckets.size())
            return;
        auto filter = m_filter.filter();
        if (const auto statuses = OutcomeSeries::statuses(seriesId); !statuses.isEmpty())
            filter.statuses = statuses;
        emit routeRequested({ QStringLiteral("requests"),
            UsageText::expression(m_filter.zone(), m_answer->buckets.at(bucket).range), m_filter.compare(), filter, options() });
    });
    connect(m_panel, &RequestPanel::closeRequested, this, [this] { openPanel(false); });
    connect(m_panel, &RequestPanel::stepRequested, this, [this](int rows) { selectRow(m_table->currentIndex().row() + rows); });
}

void RequestsPage::setOptions(const QMap<QString, QString> &options)
{
    m_search->setSearch(options.value(QStringLiteral("q")));
    const auto word = [&options](const QString &name) {
        return options.contains(name) ? std::optional(options.value(name)) : std::nullopt;
    };
    m_errorCode = word(QStringLiteral("error"));
    m_session = word(QStringLiteral("session"));
    m_client = word(QStringLiteral("client"));
    m_batch = std::max(0LL, options.value(QStringLiteral("batch")).toLongLong());
    m_table->tableHeader()->setKeys(RequestOrder::keysOf(options.value(QStringLiteral("sort"))));
    const bool open = options.value(QStringLiteral("record")) == QLatin1String("open");
    showPanel(open); // the first answer chooses its row
    refresh();
}

QMap<QString, QString> RequestsPage::options() const
{
    QMap<QString, QString> options;
    const auto add = [&options](const QString &name, const QString &value) {
        if (!value.isEmpty())
            options.insert(name, value);
    };
    add(QStringLiteral("q"), m_search->text());
    for (const auto &[name, word] : { std::pair("error", &m_errorCode), std::pair("session", &m_session), std::pair("client", &m_client) }) {
        if (*word)
            options.insert(QLatin1String(name), **word);
    }
    add(QStringLiteral("batch"), m_batch > 0 ? QString::number(m_batch) : QString());
    add(QStringLiteral("sort"), RequestOrder::text(m_table->tableHeader()->keys()));
    add(QStringLiteral("record"), m_panel->isHidden() ? QString() : QStringLiteral("open"));
    return options;
}

RequestsQuestion RequestsPage::question() const
{
    const auto range = m_filter.range(m_clock.now());
    RequestsQuestion asked;
    asked.query = { range, m_filter.zone(), m_filter.filter(), {}, m_search->text().trimmed(),
        RequestOrder::sorts(m_table->tableHeader()->keys()) };
    if (m_errorCode)
        asked.query.errorCodes = { *m_errorCode };
    if (m_batch > 0)
        asked.query.batch = m_batch;
    asked.query.session = m_session;
    asked.query.client = m_client;
    asked.bucket = automaticBucket(range);
    return asked;
}

void RequestsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void RequestsPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_outdated = m_outdated || m_first.isPending() || m_more.isPending() || m_sum.isPending();
    m_first.drop(); // a hidden page asks nothing
    m_more.drop();
    m_sum.drop();
    m_record.drop();
}

void RequestsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeSearch(!m_panel->isHidden());
}

bool RequestsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && m_table->currentIndex().isValid()) {
            openPanel(m_panel->isHidden());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RequestsPage::refresh()
{
    m_outdated = true;
    for (const auto &[chip, word] : { std::pair(m_errorChip, &m_errorCode), std::pair(m_sessionChip, &m_session), std::pair(m_clientChip, &m_client) }) {
        chip->setValue(*word && (*word)->isEmpty() ? tr("none") : visibleControls(word->value_or(QString()).left(40)));
        chip->setVisible(word->has_value());
    }
    m_batchChip->setValue(QString::number(m_batch));
    m_batchChip->setVisible(m_batch > 0);
    arrangeSearch(!m_panel->isHidden());
    if (isVisible())
        ask();
}

void RequestsPage::ask()
{
    m_outdated = false;
    const auto asked = question();
    const bool same = m_answer && m_answer->question == asked;
    m_title->setSubtitle(UsageText::range(asked.query.zone, asked.query.range));
    m_state->setStaleText(tr("Showing the range, filter or order before."));
    m_state->setState(!m_answer ? LoadState::Loading : same ? LoadState::Refreshing : LoadState::Stale);
    m_more.drop();
    m_sum.drop();
    m_model->hold();
    m_first.ask([asked](Connection &connection) { return RequestsQueries::first(connection, asked); });
    emit settledChanged();
}

void RequestsPage::askMore(const RequestCursor &after)
{
    m_after = after;
    const auto query = m_answer->question.query;
    m_more.ask([query, after](Connection &connection) { return Requests::page(connection, query, after); });
    showFooter();
    emit settledChanged();
}

void RequestsPage::showAnswer(const Result<RequestsAnswer> &answer)
{
    if (answer) {
        m_answer = *answer;
        m_exporter->setEnabled(true);
        m_message->hide();
        showFigures(*answer);
        if (!answer->page.rows.isEmpty()) {
            m_state->setState(LoadState::Fresh);
        } else {
            showEmpty(*answer);
            m_state->setState(LoadState::Empty);
        }
        emit queryFinished(answer->microseconds, tr("rows"));
    } else {
        m_state->setError(tr("Could not load the requests."), answer.error());
    }
    emit settledChanged();
}
