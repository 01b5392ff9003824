#include "features/activity/activitypage.h"

#include "core/format.h"
#include "core/tablerole.h"
#include "data/workspace.h"
#include "features/activity/activityfilters.h"
#include "features/activity/activitymodel.h"
#include "features/activity/activitypanel.h"
#include "features/activity/activitytext.h"
#include "features/captionlabel.h"
#include "features/exportdialog.h"
#include "features/pagetitle.h"
#include "features/searchedit.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/actionreason.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/toast.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>

namespace {

constexpr QLatin1String TableId("activity.entries");
constexpr int ReasonCharacters = 30;

/// All in the order of the model; the reason has a width of its own, or the other texts would take it all.
QVariantMap defaultColumns(const DataTable &table)
{
    QVariantList columns;
    for (int column = 0; column < ActivityModel::ColumnCount; ++column) {
        QVariantMap state { { QStringLiteral("id"), table.model()->headerData(column, Qt::Horizontal, ColumnIdRole) } };
        if (column == ActivityModel::Reason)
            state.insert(QStringLiteral("width"), table.fontMetrics().averageCharWidth() * ReasonCharacters);
        columns.append(state);
    }
    return { { QStringLiteral("columns"), columns } };
}

}

ActivityPage::ActivityPage(Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_title(new PageTitle(tr("Activity")))
    , m_filters(new ActivityFilters)
    , m_message(new MessageStrip)
    , m_model(new ActivityModel(this))
    , m_table(new DataTable)
    , m_shown(new CaptionLabel)
    , m_hint(new CaptionLabel)
    , m_panel(new ActivityPanel)
    , m_first(workspace.reader(), [this](const Result<ActivityAnswer> &answer) { showAnswer(answer); })
    , m_more(workspace.reader(), [this](const Result<QList<AuditRecord>> &entries) { showMore(entries); })
    , m_check(workspace.reader(),
          [this](const Result<AuditLog::Check> &check) {
              m_panel->setCheck(check);
              emit settledChanged();
          })
    , m_wholeCheck(workspace.reader(), [this](const Result<AuditLog::Check> &check) { showVerdict(check); })
    , m_export(workspace.reader(), [this](const Result<qint64> &written) {
        if (written)
            Toast::show(this, Status::Good, tr("Saved %1 to %2").arg(*written == 1 ? tr("1 entry") : tr("%1 entries").arg(Format::count(*written)),
                visibleControls(m_exportPath)));
        else
            m_message->showError(tr("Could not write %1.").arg(visibleControls(m_exportPath)), written.error());
    })
{
    setWindowTitle(tr("Activity"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Entries of the log"));
    m_message->setClosable(true);
    buildActions();
    buildLayout();
    m_table->restoreState(defaultColumns(*m_table));
    TableState::restore(*m_table, m_settings, TableId);
    connectAll();
    openPanel(false);
}

ActivityPage::~ActivityPage()
{
    m_table->selectionModel()->disconnect(this); // it speaks once more while the model goes
    TableState::save(*m_table, m_settings, TableId);
}

void ActivityPage::buildLayout()
{
    auto *verifyButton = new Button(m_verify->text());
    connect(verifyButton, &QAbstractButton::clicked, m_verify, &QAction::trigger);
    auto *exportButton = new Button(tr("Export"), QLatin1String("export"), Button::Kind::Normal);
    auto *exportMenu = new QMenu(exportButton);
    exportMenu->addActions(m_exports);
    exportButton->setMenu(exportMenu);
    m_title->addWidget(verifyButton);
    m_title->addWidget(exportButton);

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(15, 6, 15, 7);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    footer->addWidget(m_shown, 1);
    footer->addWidget(m_hint, 1);
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->setSpacing(0);
    card->contentLayout()->addWidget(m_table, 1);
    card->contentLayout()->addLayout(footer);
    m_state = new StateView(card);
    m_state->setMinimumWidth(280); // its messages would widen the window beside an open entry

    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_filters);
    column->addWidget(m_message);
    column->addWidget(m_state, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    row->addWidget(m_panel);
}

QAction *ActivityPage::addPageAction(const QString &text, const QString &tip, const QKeySequence &key, const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

void ActivityPage::buildActions()
{
    m_verify = addPageAction(tr("Verify log"), tr("Check that no entry was changed and none removed before another"), {}, [this] { verify(); });
    for (const auto format : { AuditExport::Format::Csv, AuditExport::Format::Json }) {
        const bool csv = format == AuditExport::Format::Csv;
        m_exports.append(addPageAction(csv ? tr("Log as CSV…") : tr("Log as JSON…"), tr("Write every entry of the range and filter into a file"),
            csv ? QKeySequence(Qt::CTRL | Qt::Key_S) : QKeySequence(), [this, csv, format] {
                const QString stem = QStringLiteral("activity_") + UsageText::rangeForFileName(m_filter.zone(), m_filter.range(m_clock.now()));
                ExportDialog::ask(this, stem, csv ? QStringLiteral("csv") : QStringLiteral("json"),
                    [this, format](const QString &path) { exportTo(path, format); });
            }));
    }
    addPageAction(tr("Search log"), tr("Go to the search of this page"), Qt::CTRL | Qt::Key_F, [this] { m_filters->search()->begin(); });
    addPageAction(tr("Show or hide entry"), tr("Everything about the chosen entry, at the side"), Qt::CTRL | Qt::SHIFT | Qt::Key_I,
        [this] { openPanel(m_panel->isHidden()); });
    m_closePanel = addPageAction(tr("Close entry"), tr("Close the entry at the side"), Qt::Key_Escape, [this] { openPanel(false); });
}

void ActivityPage::connectAll()
{
    connect(&m_filter, &FilterState::changed, this, &ActivityPage::refresh);
    connect(m_filters, &ActivityFilters::changed, this, &ActivityPage::refresh);
    connect(m_state, &StateView::retryRequested, this, &ActivityPage::refresh);
    connect(m_model, &ActivityModel::moreWanted, this, [this](qint64 before) {
        m_more.ask([filter = m_answer->filter, before](Connection &connection) { return ActivityQueries::more(connection, filter, before); });
        showFooter();
        emit settledChanged();
    });
    connect(m_table, &DataTable::rowActivated, this, [this] { openPanel(m_panel->isHidden()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        m_current = current.isValid() ? m_model->entry(current.row()).seq : 0;
        showEntry();
    });
    connect(m_panel, &ActivityPanel::closeRequested, this, [this] { openPanel(false); });
    connect(m_panel, &ActivityPanel::stepRequested, this, [this](int rows) { selectRow(m_table->currentIndex().row() + rows); });
    connect(m_panel, &ActivityPanel::linkActivated, this, [this](Route route) {
        if (route.filter.isEmpty())
            route.filter = m_filter.filter();
        route.compare = m_filter.compare();
        emit routeRequested(route);
    });
}

void ActivityPage::setOptions(const QMap<QString, QString> &options)
{
    m_filters->setOptions(options);
    const bool open = options.value(QStringLiteral("record")) == QLatin1String("open");
    m_panel->setVisible(open); // the first answer chooses its entry
    ActionReason::setEnabled(*m_closePanel, open, tr("No entry is open"));
    refresh();
}

QMap<QString, QString> ActivityPage::options() const
{
    auto options = m_filters->options();
    if (!m_panel->isHidden())
        options.insert(QStringLiteral("record"), QStringLiteral("open"));
    return options;
}

AuditFilter ActivityPage::question() const
{
    AuditFilter filter;
    const auto range = m_filter.range(m_clock.now());
    filter.from = range.from;
    filter.to = range.to;
    m_filters->applyTo(filter);
    return filter;
}

void ActivityPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void ActivityPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_outdated = m_outdated || m_first.isPending() || m_more.isPending() || m_check.isPending(); // a hidden page asks nothing
    m_first.drop();
    m_more.drop();
    m_check.drop();
}

void ActivityPage::refresh()
{
    m_outdated = true;
    if (isVisible())
        ask();
}

void ActivityPage::ask()
{
    m_outdated = false;
    const auto filter = question();
    m_title->setSubtitle(UsageText::range(m_filter.zone(), m_filter.range(m_clock.now())));
    m_state->setStaleText(tr("Showing the range or filter before."));
    m_state->setState(!m_answer ? LoadState::Loading : m_answer->filter == filter ? LoadState::Refreshing : LoadState::Stale);
    m_more.drop();
    m_model->hold();
    m_first.ask([filter](Connection &connection) { return ActivityQueries::first(connection, filter); });
    emit settledChanged();
}
