#pragma once

#include "app/pages.h"
#include "app/searchentry.h"
#include "flags/flag.h"
#include "ledger/usagequery.h"

class WindowActions;

/// What the search offers. Entries that run an action run it as its menu does; an action that is gone does nothing.
namespace SearchSources {

/// Pages by their titles and by the names that their places had before.
QList<SearchEntry> pages(const QList<PageEntry> &pages, const WindowActions &actions);
/// Every action of the window, and `ofPage` of the page called `pageTitle`: "View: Refresh".
QList<SearchEntry> commands(const WindowActions &actions, const QString &pageTitle, const QList<QAction *> &ofPage);
/// Those of these that have keys.
QList<SearchEntry> help(const QList<SearchEntry> &commands);
/// Features or models; `choose` gets the key.
QList<SearchEntry> names(Dimension dimension, const QList<UsageKey> &names, const std::function<void(const QString &key)> &choose);
/// View flags by their keys and by the names of both views; `choose` gets the key.
QList<SearchEntry> flags(const QList<Flag> &flags, const std::function<void(const QString &key)> &choose);
/// The link that `text` is, or why it is none; nothing for another text. `go` follows it.
QList<SearchEntry> link(const QString &text, const std::function<void(const Route &)> &go);

}
