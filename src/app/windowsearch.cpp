#include "app/windowsearch.h"

#include "app/searchmodel.h"
#include "app/searchpopup.h"
#include "app/searchsources.h"
#include "app/workspaceview.h"
#include "data/workspace.h"
#include "flags/flagstore.h"
#include "services/clock.h"

namespace {

constexpr int MostNames = 5000;
constexpr QLatin1String FlagsPageId("flags");

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
    m_flags.reset();
    m_popup->model().setEntries(QStringLiteral("features"), {});
    m_popup->model().setEntries(QStringLiteral("models"), {});
    m_popup->model().setEntries(QStringLiteral("flags"), {});
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
        offerFlags();
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

void WindowSearch::offerFlags()
{
    if (!hasPage(FlagsPageId))
        return;
    m_flags = std::make_unique<Question<QList<Flag>>>(m_view->workspace().reader(), [this](const Result<QList<Flag>> &flags) {
        if (!flags)
            return;
        m_popup->model().setEntries(QStringLiteral("flags"), SearchSources::flags(*flags, [this](const QString &key) {
            if (!m_view)
                return;
            Route route = routeTo({ FlagsPageId });
            route.options = { { QStringLiteral("flag"), key } };
            emit routeChosen(route);
        }));
    });
    m_flags->ask([](Connection &connection) -> Result<QList<Flag>> {
        auto set = FlagStore::load(connection);
        return set ? Result<QList<Flag>>(std::move(set->flags)) : Result<QList<Flag>>(set.error());
    });
}

bool WindowSearch::hasPage(QLatin1String id) const
{
    const auto &entries = m_view->pageEntries();
    return std::any_of(entries.begin(), entries.end(), [id](const PageEntry &entry) { return entry.id == id; });
}

Route WindowSearch::routeTo(std::initializer_list<QLatin1String> pages) const
{
    Route route = m_view->currentRoute();
    for (const QLatin1String page : pages) {
        if (!hasPage(page))
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
