#include "features/legacy/legacypage.h"

#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/legacy/legacymodel.h"
#include "features/legacy/legacyservicesmodel.h"
#include "features/pagetitle.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/tableheader.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>

namespace {

constexpr int SearchDelayMilliseconds = 250;
constexpr QLatin1String ServicesTab("services");
constexpr QLatin1String UsageLogs("usage_logs");

QString tableId(const LegacyViewSpec &spec)
{
    return QStringLiteral("legacy.") + spec.id;
}

}

LegacyPage::LegacyPage(LegacyView view, Workspace &workspace, FilterState &filter, const Clock &clock, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_filter(filter)
    , m_clock(clock)
    , m_settings(settings)
    , m_spec(legacyViewSpec(view))
    , m_banner(new MessageStrip)
    , m_title(new PageTitle(m_spec.title))
    , m_search(new QLineEdit)
    , m_timesChip(new FilterChip(tr("Time")))
    , m_tabs(new SegmentedControl(tr("Table"), tabNames()))
    , m_unreadable(new Button(QString(), Button::Kind::Ghost))
    , m_message(new MessageStrip)
    , m_model(new LegacyModel(this))
    , m_services(new LegacyServicesModel(this))
    , m_sortedServices(new TableSortProxy(this))
    , m_table(new DataTable)
    , m_shown(new CaptionLabel)
    , m_hint(new CaptionLabel)
    , m_first(workspace.reader(), [this](const Result<LegacyAnswer> &answer) { showAnswer(answer); })
    , m_more(workspace.reader(), [this](const Result<LegacyRowPage> &page) { showMore(page); })
    , m_figures(workspace.reader(), [this](const Result<LegacyFigures> &figures) { showFigures(figures); })
{
    setWindowTitle(m_spec.title);
    m_sortedServices->setSourceModel(m_services);
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(SearchDelayMilliseconds);
    buildTitle();
    buildLayout();
    setNewViewOffer({});
    selectTab(0);
    TableState::restore(*m_table, m_settings, tableId(m_spec));
    connectAll();
}

LegacyPage::~LegacyPage()
{
    TableState::save(*m_table, m_settings, tableId(m_spec));
}

void LegacyPage::setNewViewOffer(const LegacyOffer &offer)
{
    const QString name = tr("Legacy view");
    m_banner->show(Status::Off, offer.reason.isEmpty() ? name : tr("%1 · %2").arg(name, visibleControls(offer.reason)));
    m_banner->setClosable(false);
    if (offer.available)
        m_banner->addAction(tr("New view"), [this] { emit newViewRequested(); });
}

void LegacyPage::buildTitle()
{
    m_search->setPlaceholderText(tr("Search text columns"));
    m_search->setAccessibleName(tr("Search text columns"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(190);
    m_search->setFixedHeight(28);
    m_search->setMaxLength(200);
    m_timesChip->setValue(tr("unreadable"));
    m_timesChip->setActive(true);
    m_timesChip->setRemovable(true);
    m_title->addWidget(m_timesChip);
    m_title->addWidget(m_search);
    auto *columns = new Button(tr("Columns"));
    connect(columns, &QAbstractButton::clicked, this,
        [this, columns] { m_table->chooseColumnsMenu()->popup(columns->mapToGlobal(QPoint(0, columns->height() + 4))); });
    m_title->addWidget(columns);
    auto *search = new QAction(m_search->placeholderText(), this);
    search->setShortcut(QKeySequence(QKeySequence::Find));
    search->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QAction::triggered, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    addAction(search);
}

void LegacyPage::buildLayout()
{
    m_state = new StateView(buildContent());
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(12);
    tabs->addWidget(m_tabs);
    tabs->addStretch(1);
    tabs->addWidget(m_unreadable);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_banner);
    column->addWidget(m_title);
    column->addLayout(tabs);
    column->addWidget(m_message);
    column->addWidget(m_state, 1);
}

QWidget *LegacyPage::buildContent()
{
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(15, 6, 15, 7);
    footer->addWidget(m_shown, 1);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    footer->addWidget(m_hint, 1);
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->setSpacing(0);
    card->contentLayout()->addWidget(m_table, 1);
    card->contentLayout()->addLayout(footer);
    return card;
}

void LegacyPage::connectAll()
{
    connect(&m_filter, &FilterState::changed, this, &LegacyPage::refresh);
    connect(m_model, &LegacyModel::moreWanted, this, &LegacyPage::askMore);
    connect(m_table, &DataTable::sortRequested, this, &LegacyPage::refresh);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchDelay.start(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_searchDelay.stop();
        refresh();
    });
    connect(&m_searchDelay, &QTimer::timeout, this, &LegacyPage::refresh);
    connect(m_tabs, &SegmentedControl::currentIndexChanged, this, [this](int tab) {
        selectTab(tab);
        refresh();
    });
    connect(m_unreadable, &QAbstractButton::clicked, this, [this] { setTimes(LegacyQuery::Times::Unreadable); });
    connect(m_timesChip, &FilterChip::removeRequested, this, [this] { setTimes(LegacyQuery::Times::InRange); });
    connect(m_state, &StateView::retryRequested, this, &LegacyPage::refresh);
}

QStringList LegacyPage::tabNames() const
{
    return m_spec.hasServices ? QStringList { ServicesTab } + m_spec.tables : m_spec.tables;
}

QString LegacyPage::tableName() const
{
    return showsServices() ? QString(UsageLogs) : tabNames().at(m_tab);
}

const LegacyTable &LegacyPage::table() const
{
    return *legacyTable(tableName());
}

/// The table of the tab, without rows; what was shown belongs to another.
void LegacyPage::selectTab(int tab)
{
    m_tab = tab;
    m_times = LegacyQuery::Times::InRange;
    m_timesChip->hide();
    m_answer.reset();
    m_table->tableHeader()->setKeys({});
    m_model->setTable(table());
    m_services->setServices({});
    if (showsServices())
        m_table->setModel(m_sortedServices);
    else
        m_table->setModel(m_model);
    m_table->setAccessibleName(tabNames().at(tab));
    m_state->forget();
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(tab);
}

void LegacyPage::setTimes(LegacyQuery::Times times)
{
    m_times = times;
    refresh();
}

void LegacyPage::setOptions(const QMap<QString, QString> &options)
{
    const int tab = qMax(0, int(tabNames().indexOf(options.value(QStringLiteral("table")))));
    if (tab != m_tab)
        selectTab(tab);
    m_search->setText(options.value(QStringLiteral("q")));
    m_searchDelay.stop();
    m_times = options.value(QStringLiteral("times")) == QLatin1String("unreadable") && hasRange() ? LegacyQuery::Times::Unreadable
                                                                                                 : LegacyQuery::Times::InRange;
    QList<SortKey> keys;
    for (auto word : options.value(QStringLiteral("sort")).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const bool descending = word.startsWith(QLatin1Char('-'));
        const int column = showsServices() ? m_services->columnOf(word.mid(descending)) : m_model->columnOf(word.mid(descending));
        const auto isSame = [column](const SortKey &key) { return key.column == column; };
        if (column >= 0 && std::none_of(keys.cbegin(), keys.cend(), isSame))
            keys.append({ column, descending ? Qt::DescendingOrder : Qt::AscendingOrder });
    }
    m_table->tableHeader()->setKeys(keys);
    refresh();
}

QMap<QString, QString> LegacyPage::options() const
{
    QMap<QString, QString> options;
    const auto add = [&options](const QString &name, const QString &value) {
        if (!value.isEmpty())
            options.insert(name, value);
    };
    add(QStringLiteral("table"), m_tab == 0 ? QString() : tabNames().at(m_tab));
    add(QStringLiteral("q"), m_search->text());
    add(QStringLiteral("times"), m_times == LegacyQuery::Times::Unreadable ? QStringLiteral("unreadable") : QString());
    QStringList sort;
    for (const SortKey &key : m_table->tableHeader()->keys()) {
        const QString column = m_table->model()->headerData(key.column, Qt::Horizontal, ColumnIdRole).toString();
        sort.append((key.order == Qt::DescendingOrder ? QStringLiteral("-") : QString()) + column);
    }
    add(QStringLiteral("sort"), sort.join(QLatin1Char(',')));
    return options;
}

LegacyQuestion LegacyPage::question() const
{
    LegacyQuestion asked;
    asked.query.table = tableName();
    asked.query.range = m_filter.range(m_clock.now());
    asked.query.times = m_times;
    asked.query.filter = m_filter.filter();
    asked.query.text = m_search->text().trimmed();
    asked.services = showsServices();
    asked.tables = m_spec.tables;
    if (asked.services)
        return asked; // sorted here
    for (const SortKey &key : m_table->tableHeader()->keys())
        asked.query.order.append({ key.column, key.order == Qt::DescendingOrder });
    return asked;
}

void LegacyPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        ask();
}

void LegacyPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!isSettled()) // a hidden page asks nothing
        m_outdated = true;
    m_first.drop();
    m_more.drop();
    m_figures.drop();
}

void LegacyPage::refresh()
{
    m_outdated = true;
    m_timesChip->setVisible(m_times == LegacyQuery::Times::Unreadable);
    if (isVisible())
        ask();
}

void LegacyPage::ask()
{
    m_outdated = false;
    const auto asked = question();
    const bool same = m_answer && m_answer->question == asked;
    m_state->setStaleText(tr("Showing the range, filter or order before."));
    m_state->setState(!m_answer ? LoadState::Loading : same ? LoadState::Refreshing : LoadState::Stale);
    m_more.drop();
    m_figures.drop();
    m_model->hold();
    m_first.ask([asked](Connection &connection) { return LegacyQueries::first(connection, asked); });
    emit settledChanged();
}

void LegacyPage::askMore(const KeysetOrder::Place &after)
{
    m_after = after;
    const auto query = m_answer->question.query;
    m_more.ask([query, after](Connection &connection) { return LegacyRows::page(connection, query, after); });
    showFooter();
    emit settledChanged();
}
