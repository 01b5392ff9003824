#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// Something that the search finds, and what choosing it does.
struct SearchEntry
{
    enum class Kind { Link, Page, Command, Feature, Model, Flag, Help };

    Kind kind = Kind::Command;
    QString id; ///< The same at each start: "page/spending".
    QString text;
    QString detail; ///< Secondary: an old name, what it does.
    QStringList aliases; ///< Also found by these.
    QString shortcut; ///< As it is shown.
    QString icon; ///< By its name in IconSet.
    QString reason; ///< Why it cannot be chosen now; empty: it can.
    bool onlyByPrefix = false; ///< Not among the results of a search for everything.
    std::function<void()> run;
};

/// What was typed: a prefix that chooses a kind, and words.
struct SearchQuery
{
    explicit SearchQuery(const QString &text);

    /// The kind's prefix; null where it has none.
    static QChar prefixOf(SearchEntry::Kind kind);

    std::optional<SearchEntry::Kind> kind;
    QString words;
};
