#pragma once

#include <QString>

#include <optional>

/// How well words that were typed fit a text.
namespace SearchScore {

/// nullopt: not at all. The text begins so (from 3000), each word is the begin of one of the text (from 2000), or the
/// letters come in that order (from 0); within each, shorter and denser is better. Case does not count. No words fit all.
std::optional<int> of(const QString &words, const QString &text);

}
