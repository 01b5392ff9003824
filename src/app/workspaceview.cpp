#include "app/workspaceview.h"

#include "app/filterbar.h"
#include "data/workspace.h"
#include "services/clock.h"
#include "widgets/navigationlist.h"
#include "widgets/stateview.h"

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QStackedWidget>

WorkspaceView::WorkspaceView(std::shared_ptr<Workspace> workspace, QList<PageEntry> pages, const Clock &clock,
    Settings &settings, const Session &session, JobQueue &jobs, QWidget *parent)
    : QWidget(parent)
    , m_workspace(std::move(workspace))
    , m_filter(m_workspace->zone())
    , m_entries(std::move(pages))
    , m_clock(clock)
    , m_settings(settings)
    , m_session(session)
    , m_ledgerJobs(m_workspace, jobs, session.user)
    , m_navigation(new NavigationList(this))
    , m_filterBar(new FilterBar(m_filter, *m_workspace, clock, this))
    , m_stack(new QStackedWidget(this))
{
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_filterBar);
    right->addWidget(m_stack, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_navigation);
    layout->addLayout(right, 1);

    m_navigation->setAccessibleName(tr("Pages"));
    for (const auto group : { PageEntry::Group::Explore, PageEntry::Group::Operate })
        addNavigation(group);
    for (const PageEntry &entry : std::as_const(m_entries))
        m_views.insert(entry.id, entry.view({}));
    connect(m_navigation, &NavigationList::activated, this, &WorkspaceView::visitPage);
    connect(m_filterBar, &FilterBar::refreshRequested, this, &WorkspaceView::refresh);
    connect(m_filterBar, &FilterBar::featureNamesRead, this, &WorkspaceView::routeChanged); // Crumbs speak in names.
    connect(&m_filter, &FilterState::changed, this, &WorkspaceView::filterChanged);
    for (const auto signal : { &WorkspaceView::settledChanged, &WorkspaceView::routeChanged })
        connect(this, signal, this, &WorkspaceView::notePageFault);
}

WorkspaceView::~WorkspaceView()
{
    // Pages and the filter bar use the filter and the workspace, which are members and would go first.
    delete m_stack;
    delete m_filterBar;
    m_workspace->reader().interrupt(); // What they asked last is wanted by nobody any more.
}

void WorkspaceView::addNavigation(PageEntry::Group group)
{
    bool first = true;
    for (const PageEntry &entry : std::as_const(m_entries)) {
        if (entry.group != group)
            continue;
        if (first)
            m_navigation->addGroup(group == PageEntry::Group::Explore ? tr("Explore") : tr("Operate"));
        first = false;
        m_navigation->addItem(entry.id, entry.icon, entry.title, QKeySequence::listToString(entry.shortcut()));
    }
}

const PageEntry *WorkspaceView::entry(const QString &id) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const PageEntry &entry) { return entry.id == id; });
    return found == m_entries.cend() ? nullptr : &*found;
}

/// The two views of a page are two widgets, each with its own options and figures.
QString WorkspaceView::viewId(const QString &pageId) const
{
    return isLegacy(pageId) ? pageId + QStringLiteral("/legacy") : pageId;
}

const Page *WorkspaceView::current() const
{
    const auto known = m_pages.constFind(viewId(m_currentId));
    return known == m_pages.constEnd() ? nullptr : &*known;
}

Page &WorkspaceView::page(const PageEntry &entry)
{
    const QString id = viewId(entry.id);
    const auto known = m_pages.find(id);
    if (known != m_pages.end())
        return *known;
    const PageListener listener { [this](const Route &route) { (void)visit(route); },
        [this, id] {
            if (id == viewId(m_currentId))
                emit settledChanged();
        },
        [this, id](qint64 microseconds, const QString &source) {
            m_updated.insert(id, m_clock.now());
            if (id != viewId(m_currentId))
                return;
            m_filterBar->setUpdated(m_clock.now());
            emit queryFinished(microseconds, source);
        },
        [this, pageId = entry.id] { setLegacy(pageId, false); },
        [this] { emit flagsChanged(); },
        [this, pageId = entry.id](int count) { m_navigation->setCounter(pageId, { Status::Info, count, tr("%n staged changes", nullptr, count) }); } };
    QStringList ids;
    for (const PageEntry &other : std::as_const(m_entries))
        ids.append(other.id);
    const auto &create = isLegacy(entry.id) ? entry.createLegacy : entry.create;
    Page made = create({ *m_workspace, m_filter, m_clock, m_settings, m_session, m_ledgerJobs, ids }, listener, m_stack);
    if (made.setNewViewOffer)
        made.setNewViewOffer(m_views.value(entry.id).offer);
    m_stack->addWidget(made.widget);
    return *m_pages.insert(id, made);
}

void WorkspaceView::setViewDecider(const ViewDecider &decide)
{
    m_decide = decide;
    decideViews();
}

void WorkspaceView::decideViews()
{
    for (const PageEntry &entry : std::as_const(m_entries))
        decideView(entry);
}

void WorkspaceView::decideView(const PageEntry &entry)
{
    ViewDecision view = entry.view(m_decide);
    if (!view.legacy && entry.createLegacy && m_choseLegacy.contains(entry.id))
        view = { true, { true, {} } };
    setView(entry, view);
}

bool WorkspaceView::canChooseLegacy(const QString &pageId) const
{
    const PageEntry *known = entry(pageId);
    return known && known->createLegacy && !known->view(m_decide).legacy;
}

void WorkspaceView::setLegacy(const QString &pageId, bool legacy)
{
    const PageEntry *changed = entry(pageId);
    if (!changed)
        return;
    if (legacy)
        m_choseLegacy.insert(pageId);
    else
        m_choseLegacy.remove(pageId);
    decideView(*changed);
}

void WorkspaceView::setSession(const Session &session)
{
    m_session = session;
}

void WorkspaceView::setView(const PageEntry &entry, const ViewDecision &view)
{
    const auto before = m_pages.constFind(viewId(entry.id));
    const bool isSame = isLegacy(entry.id) == view.legacy;
    m_views.insert(entry.id, view);
    const auto after = m_pages.constFind(viewId(entry.id));
    if (after != m_pages.constEnd() && after->setNewViewOffer)
        after->setNewViewOffer(view.offer);
    if (isSame || before == m_pages.constEnd())
        return;
    // What one view says of an option holds in the other too; what only the other knows stays there.
    Route route = currentRoute();
    route.page = entry.id;
    route.options = after == m_pages.constEnd() ? QMap<QString, QString>() : after->options();
    route.options.insert(before->options());
    if (entry.id == m_currentId) {
        apply(route);
        m_history.replaceCurrent(currentRoute());
        emit routeChanged();
        emit settledChanged();
    } else if (after != m_pages.constEnd()) {
        after->setOptions(route.options);
    } else {
        m_carried.insert(entry.id, route.options);
    }
}

Result<> WorkspaceView::visit(const Route &route)
{
    if (!entry(route.page))
        return Error { Error::Kind::NotFound, tr("There is no page \"%1\".").arg(visibleControls(route.page)), {} };
    if (!m_history.isEmpty())
        m_history.replaceCurrent(currentRoute());
    apply(route);
    m_history.visit(currentRoute());
    emit routeChanged();
    return Ok;
}

void WorkspaceView::visitPage(const QString &id)
{
    Route route = currentRoute();
    route.page = id;
    const auto known = m_pages.constFind(viewId(id));
    route.options = known == m_pages.constEnd() ? m_carried.take(id) : known->options();
    (void)visit(route); // The navigation offers pages that exist.
}

void WorkspaceView::goBack()
{
    if (!canGoBack())
        return;
    m_history.replaceCurrent(currentRoute());
    apply(m_history.back());
    emit routeChanged();
}

void WorkspaceView::goForward()
{
    if (!canGoForward())
        return;
    m_history.replaceCurrent(currentRoute());
    apply(m_history.forward());
    emit routeChanged();
}

void WorkspaceView::apply(const Route &route)
{
    const QScopedValueRollback applying(m_applying, true);
    m_currentId = route.page;
    m_navigation->setCurrent(m_currentId);
    const auto known = m_pages.constFind(viewId(m_currentId));
    const bool isNew = known == m_pages.constEnd();
    // Pages ask when they are visible: the page that is left is hidden, and a known one has its options, before the
    // filter changes; a new page is made after that. So each asks once.
    if (QWidget *left = m_stack->currentWidget(); left && (isNew || left != known->widget))
        left->hide();
    if (!isNew && !route.options.isEmpty())
        known->setOptions(route.options);
    m_filter.set(route.range.from.isEmpty() ? m_filter.expression() : route.range, route.compare, route.filter);
    const Page &target = page(*entry(m_currentId));
    if (isNew && !route.options.isEmpty())
        target.setOptions(route.options);
    m_stack->setCurrentWidget(target.widget);
    m_filterBar->setVisible(entry(m_currentId)->group == PageEntry::Group::Explore); // the others are of no range
    const auto updated = m_updated.constFind(viewId(m_currentId));
    m_filterBar->setUpdated(updated == m_updated.constEnd() ? std::nullopt : std::optional(*updated));
}

void WorkspaceView::filterChanged()
{
    if (m_applying)
        return;
    m_history.replaceCurrent(currentRoute());
    emit routeChanged();
}

void WorkspaceView::refresh()
{
    if (const Page *shown = current())
        shown->refresh();
}

void WorkspaceView::dataChanged()
{
    for (const Page &page : std::as_const(m_pages))
        page.refresh();
}

Route WorkspaceView::currentRoute() const
{
    const Page *shown = current();
    return { m_currentId, m_filter.expression(), m_filter.compare(), m_filter.filter(), shown ? shown->options() : QMap<QString, QString>() };
}

QString WorkspaceView::pageTitle() const
{
    const PageEntry *shown = entry(m_currentId);
    return shown ? shown->title : QString();
}

QStringList WorkspaceView::crumbs() const
{
    QStringList crumbs { pageTitle() };
    if (m_filter.filter().features.size() == 1)
        crumbs.append(m_filterBar->featureLabel(m_filter.filter().features.constFirst()));
    return crumbs;
}

void WorkspaceView::activateCrumb(int index)
{
    if (index != 0)
        return;
    Route route = currentRoute();
    route.filter.features.clear();
    (void)visit(route);
}

void WorkspaceView::notePageFault()
{
    const Page *shown = current();
    if (!shown || !shown->isSettled())
        return;
    std::optional<Error> fault;
    const auto parts = shown->widget->findChildren<StateView *>();
    for (const StateView *part : parts) {
        if (const auto error = part->error(); error && part->isVisibleTo(shown->widget) && DatabaseHealth::isFault(error->kind))
            fault = error;
    }
    emit pageSettled(fault);
}

bool WorkspaceView::isSettled() const
{
    const Page *shown = current();
    return !shown || shown->isSettled();
}

QList<QAction *> WorkspaceView::pageActions() const
{
    const Page *shown = current();
    return shown ? shown->actions() : QList<QAction *>();
}
