#pragma once

#include <QStringList>

/// The program without a window: `signalbox import usage.csv`. One file per subcommand.
namespace Cli {

/// Whether `word`, the first argument of the program, asks for the command line: a subcommand, help or version.
bool isVerb(const QString &word);

/// Runs the subcommand and returns the exit code of the process. `arguments` begins with the verb. Needs a
/// QCoreApplication. Results go to stdout, errors and progress to stderr.
int run(const QStringList &arguments);

}
