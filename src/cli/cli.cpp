#include "cli/cli.h"

#include "cli/commands.h"
#include "cli/console.h"

#include <array>

namespace {

using namespace Cli;

struct Command
{
    const char *verb;
    const char *summary;
    Result<> (*run)(const QStringList &arguments); ///< Null for what the window's side of the program runs.
};

constexpr std::array Commands {
    Command { "init", QT_TRANSLATE_NOOP("Cli", "make an empty workspace"), initCommand },
    Command { "demo", QT_TRANSLATE_NOOP("Cli", "make a workspace with real public traces in it"), demoCommand },
    Command { "import", QT_TRANSLATE_NOOP("Cli", "read usage files into the workspace"), importCommand },
    Command { "imports", QT_TRANSLATE_NOOP("Cli", "list imports, or undo one"), importsCommand },
    Command { "report", QT_TRANSLATE_NOOP("Cli", "spend, latency and tokens as CSV or JSON"), reportCommand },
    Command { "prices", QT_TRANSLATE_NOOP("Cli", "list prices, say which one applies, add new ones"), pricesCommand },
    Command { "reprice", QT_TRANSLATE_NOOP("Cli", "give usage the prices known today, or take that back"), repriceCommand },
    Command { "models", QT_TRANSLATE_NOOP("Cli", "say which model a name stands for"), modelsCommand },
    Command { "assignments", QT_TRANSLATE_NOOP("Cli", "say which model a feature calls; change that, and undo it"), assignmentsCommand },
    Command { "flags", QT_TRANSLATE_NOOP("Cli", "say who sees which view, and why; change, simulate and undo that"), flagsCommand },
    Command { "phases", QT_TRANSLATE_NOOP("Cli", "start, complete and roll back the phases of the rollout"), phasesCommand },
    Command { "people", QT_TRANSLATE_NOOP("Cli", "list and fill the directory of people and groups"), peopleCommand },
    Command { "verify", QT_TRANSLATE_NOOP("Cli", "prove that the figures agree with the rows"), verifyCommand },
    Command { "audit", QT_TRANSLATE_NOOP("Cli", "list the audit log, or check its chain"), auditCommand },
    Command { "shot", QT_TRANSLATE_NOOP("Cli", "write a page as a picture, without a screen"), nullptr },
};

bool asksForHelp(const QString &word)
{
    return word == QLatin1String("help") || word == QLatin1String("--help") || word == QLatin1String("-h");
}

bool asksForVersion(const QString &word)
{
    return word == QLatin1String("--version") || word == QLatin1String("-v");
}

void printOverview()
{
    printText(tr("Usage: signalbox [--workspace W]            open the console\n"
                 "       signalbox <subcommand> [options]   work without a window\n\nSubcommands:"));
    for (const Command &command : Commands)
        printLine(QStringLiteral("  %1 %2").arg(QLatin1String(command.verb), -11).arg(tr(command.summary)));
    printText(tr("\nEach says more with --help. All take --workspace W: a file's path or a postgresql:// address.\n\n"
                 "Exit codes: 0 done, 1 more rejects than allowed, 2 usage, 3 configuration, 4 cannot open or not recognised,\n"
                 "5 busy or exists already, 6 verification found a difference, 7 stopped (can be resumed), 8 disk full or I/O,\n"
                 "9 permission, 10 secret store, 11 network, 12 workspace of a newer program, 13 damaged, 70 fault of the program."));
}

const Command *find(const QString &verb)
{
    for (const Command &command : Commands) {
        if (verb == QLatin1String(command.verb))
            return &command;
    }
    return nullptr;
}

int end(const QString &verb, const Result<> &done)
{
    if (done)
        return 0;
    printNote(QStringLiteral("signalbox %1: %2").arg(verb, done.error().line()));
    return exitCode(done.error().kind);
}

}

bool Cli::isVerb(const QString &word)
{
    const Command *command = find(word);
    return (command && command->run) || asksForHelp(word) || asksForVersion(word);
}

int Cli::run(const QStringList &arguments)
{
    const QString verb = arguments.value(0);
    Result<> done = Ok;
    if (verb.isEmpty() || asksForHelp(verb))
        printOverview();
    else if (asksForVersion(verb))
        printLine(QStringLiteral("signalbox " SIGNALBOX_VERSION));
    else if (const Command *command = find(verb); command && command->run)
        done = command->run(arguments);
    else
        done = Error { Error::Kind::Usage, tr("There is no such subcommand. See: signalbox --help"), {} };
    const int code = end(verb, done);
    const int written = end(verb, flushOutput());
    return code != 0 ? code : written;
}
