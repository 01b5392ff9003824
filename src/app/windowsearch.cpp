#include "app/windowsearch.h"

#include "app/searchmodel.h"
#include "app/searchpopup.h"
#include "app/searchsources.h"
#include "app/workspaceview.h"
#include "data/workspace.h"
#include "services/clock.h"

namespace {

constexpr int MostNames = 5000;

}

WindowSearch::WindowSearch(QWidget &window, const WindowActions &actions, Settings &settings, const Clock &clock)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_clock(clock)
    , m_history(settings)
    , m_popup(new SearchPopup(&window))
{
    m_popup->model().setWeights([this](const QString &id) { return m_history.weight(id, m_clock.now()); });
    connect(m_popup, &SearchPopup::queryChanged, this, [this](const QString &text) {
        m_popup->model().setEntries(QStringLiteral("link"), SearchSources::link(text, [this](const Route &route) { emit routeChosen(route); }));
    });
    connect(m_popup, &SearchPopup::chosen, this, [this](const SearchEntry &entry) {
        if (!entry.id.isEmpty())
            m_history.add(entry.id, m_clock.now());
        entry.run();
    });
}

void WindowSearch::setView(WorkspaceView *view)
{
    m_popup->close();
    m_features.reset();
    m_models.reset();
    m_popup->model().setEntries(QStringLiteral("features"), {});
    m_popup->model().setEntries(QStringLiteral("models"), {});
    m_view = view;
}

void WindowSearch::open(const QString &prefix)
{
    SearchModel &model = m_popup->model();
    const auto commands = m_view ? SearchSources::commands(m_actions, m_view->pageTitle(), m_view->pageActions())
                                 : SearchSources::commands(m_actions, {}, {});
    model.setEntries(QStringLiteral("commands"), commands);
    model.setEntries(QStringLiteral("help"), SearchSources::help(commands));
    if (m_view) {
        model.setEntries(QStringLiteral("pages"), SearchSources::pages(m_view->pageEntries(), m_actions));
        offer(QStringLiteral("features"), Dimension::Feature, m_features);
        offer(QStringLiteral("models"), Dimension::Model, m_models);
    }
    m_popup->open(&m_window, prefix);
}

void WindowSearch::offer(const QString &source, Dimension dimension, std::unique_ptr<Names> &question)
{
    question = std::make_unique<Names>(m_view->workspace().reader(), [this, source, dimension](const Result<QList<UsageKey>> &names) {
        if (!names) // the rest of the search is as good; the page says what is wrong with the workspace
            return;
        m_popup->model().setEntries(source, SearchSources::names(dimension, *names, [this, dimension](const QString &key) {
            dimension == Dimension::Feature ? goToFeature(key) : goToModel(key);
        }));
    });
    question->ask([dimension](Connection &connection) { return Usage::values(connection, dimension, MostNames); });
}

Route WindowSearch::routeTo(std::initializer_list<QLatin1String> pages) const
{
    Route route = m_view->currentRoute();
    const auto &entries = m_view->pageEntries();
    for (const QLatin1String page : pages) {
        if (std::none_of(entries.begin(), entries.end(), [page](const PageEntry &entry) { return entry.id == page; }))
            continue;
        if (route.page != page)
            route.options.clear();
        route.page = page;
        break;
    }
    return route;
}

void WindowSearch::goToFeature(const QString &key)
{
    if (!m_view)
        return;
    Route route = routeTo({ QLatin1String("features"), QLatin1String("spending") });
    route.filter.features = { key };
    emit routeChosen(route);
}

void WindowSearch::goToModel(const QString &key)
{
    if (!m_view)
        return;
    Route route = routeTo({ QLatin1String("models"), QLatin1String("spending") });
    route.filter.models = { key };
    emit routeChosen(route);
}
