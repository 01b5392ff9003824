#include "app/searchsources.h"

#include "app/actiontext.h"
#include "app/valuepicker.h"
#include "app/windowactions.h"
#include "widgets/actionreason.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QPointer>
#include <QUrl>

namespace {

using Kind = SearchEntry::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("SearchSources", text);
}

/// A place of the console before this one, and where it is now: the first page of these that there is.
struct OldName
{
    QLatin1String name;
    std::initializer_list<QLatin1String> pages;
};

const OldName OldNames[] {
    { QLatin1String("main AI console"), { QLatin1String("overview") } },
    { QLatin1String("platform/debug/ai"), { QLatin1String("features") } },
    { QLatin1String("platform/settings/ai-management"), { QLatin1String("models") } },
    { QLatin1String("prompt configs"), { QLatin1String("prompts") } },
    { QLatin1String("platform/costs"), { QLatin1String("spending") } },
    { QLatin1String("platform/analytics"), { QLatin1String("testing"), QLatin1String("analytics") } },
};

QStringList oldNamesOf(const QString &page, const QList<PageEntry> &pages)
{
    const auto exists = [&pages](QLatin1String id) {
        return std::any_of(pages.begin(), pages.end(), [id](const PageEntry &entry) { return entry.id == id; });
    };
    QStringList names;
    for (const OldName &old : OldNames) {
        const auto now = std::find_if(old.pages.begin(), old.pages.end(), exists);
        if (now != old.pages.end() && *now == page)
            names.append(old.name);
    }
    return names;
}

SearchEntry entryOf(Kind kind, QAction &action)
{
    SearchEntry entry;
    entry.kind = kind;
    entry.icon = QStringLiteral("play");
    entry.text = plainActionText(action);
    entry.shortcut = action.shortcuts().isEmpty() ? QString() : action.shortcuts().constFirst().toString(QKeySequence::NativeText);
    entry.reason = ActionReason::of(action);
    if (!action.isEnabled() && entry.reason.isEmpty())
        entry.reason = action.statusTip();
    entry.run = [pointer = QPointer(&action)] {
        if (pointer)
            pointer->trigger();
    };
    return entry;
}

QString menuOf(const QAction &action)
{
    const auto objects = action.associatedObjects();
    for (const QObject *object : objects) {
        const auto *menu = qobject_cast<const QMenu *>(object);
        if (menu && !menu->title().isEmpty())
            return plainActionText(*menu->menuAction());
    }
    return {};
}

SearchEntry commandOf(QAction &action, const QString &category)
{
    SearchEntry entry = entryOf(Kind::Command, action);
    entry.text = tr("%1: %2").arg(category, entry.text);
    entry.detail = entry.reason.isEmpty() ? action.statusTip() : QString();
    entry.id = QStringLiteral("command/") + entry.text;
    return entry;
}

}

QList<SearchEntry> SearchSources::pages(const QList<PageEntry> &pages, const WindowActions &actions)
{
    QList<SearchEntry> entries;
    for (const PageEntry &page : pages) {
        SearchEntry entry = entryOf(Kind::Page, *actions.pageAction(page.id));
        entry.id = QStringLiteral("page/") + page.id;
        entry.icon = page.icon;
        entry.aliases = oldNamesOf(page.id, pages);
        if (!entry.aliases.isEmpty())
            entry.detail = tr("was %1").arg(entry.aliases.join(QStringLiteral(", ")));
        entries.append(entry);
    }
    return entries;
}

QList<SearchEntry> SearchSources::commands(const WindowActions &actions, const QString &pageTitle, const QList<QAction *> &ofPage)
{
    QList<SearchEntry> entries;
    for (QAction *action : ofPage) {
        if (!action->isSeparator() && !action->text().isEmpty())
            entries.append(commandOf(*action, pageTitle));
    }
    const auto ofWindow = actions.all();
    for (QAction *action : ofWindow) {
        if (!action->isVisible())
            continue;
        SearchEntry entry = commandOf(*action, menuOf(*action));
        if (actions.isPageAction(action)) { // a search for everything has the page itself
            entry.text = tr("%1: %2").arg(menuOf(*action), action->statusTip());
            entry.detail.clear();
            entry.onlyByPrefix = true;
        }
        entries.append(entry);
    }
    return entries;
}

QList<SearchEntry> SearchSources::help(const QList<SearchEntry> &commands)
{
    QList<SearchEntry> entries;
    for (SearchEntry entry : commands) {
        if (entry.shortcut.isEmpty())
            continue;
        entry.kind = Kind::Help;
        entry.icon = QStringLiteral("help");
        entry.onlyByPrefix = true;
        entry.aliases.append(entry.shortcut);
        entries.append(entry);
    }
    return entries;
}

QList<SearchEntry> SearchSources::names(
    Dimension dimension, const QList<UsageKey> &names, const std::function<void(const QString &key)> &choose)
{
    const bool isFeature = dimension == Dimension::Feature;
    QList<SearchEntry> entries;
    for (const UsageKey &name : names) {
        SearchEntry entry;
        entry.kind = isFeature ? Kind::Feature : Kind::Model;
        entry.icon = isFeature ? QStringLiteral("features") : QStringLiteral("models");
        entry.id = (isFeature ? QStringLiteral("feature/") : QStringLiteral("model/")) + name.text;
        entry.text = ValuePicker::labelFor(dimension, name);
        if (entry.text != name.text) {
            entry.detail = name.text;
            entry.aliases.append(name.text);
        }
        entry.run = [choose, key = name.text] { choose(key); };
        entries.append(entry);
    }
    return entries;
}

QList<SearchEntry> SearchSources::flags(const QList<Flag> &flags, const std::function<void(const QString &key)> &choose)
{
    QList<SearchEntry> entries;
    for (const Flag &flag : flags) {
        SearchEntry entry;
        entry.kind = Kind::Flag;
        entry.icon = QStringLiteral("flags");
        entry.id = QStringLiteral("flag/") + flag.key;
        entry.text = flag.key;
        entry.detail = tr("%1, was %2").arg(flag.newView, flag.legacyView);
        entry.aliases = QStringList { flag.newView, flag.legacyView };
        entry.run = [choose, key = flag.key] { choose(key); };
        entries.append(entry);
    }
    return entries;
}

QList<SearchEntry> SearchSources::link(const QString &text, const std::function<void(const Route &)> &go)
{
    const QString trimmed = text.trimmed();
    if (SearchQuery(trimmed).kind != Kind::Link)
        return {};
    const auto route = Route::fromUrl(QUrl(trimmed, QUrl::StrictMode));
    SearchEntry entry;
    entry.kind = Kind::Link;
    entry.icon = QStringLiteral("link");
    entry.text = tr("Go to %1").arg(trimmed.left(300));
    if (!route)
        entry.reason = route.error().summary;
    else
        entry.run = [go, to = *route] { go(to); };
    return { entry };
}
