#pragma once

#include <QStringList>

struct FlagSet;

namespace Cli {

class CommandLine;
struct FlagDesk;

/// Prints who of the directory would gain or lose a view in `environment` if the flags were those of `after`. `always`:
/// flags whose counts are told even where nobody changes.
void printImpact(const CommandLine &line, const FlagDesk &desk, const FlagSet &after, const QString &environment,
    const QStringList &always);

}
