#pragma once

#include "core/reportingzone.h"
#include "core/result.h"
#include "data/workspace.h"

#include <QCommandLineParser>

#include <memory>
#include <optional>
#include <span>

namespace Cli {

/// What --help says about a subcommand besides its options.
struct CommandHelp
{
    QString verb; ///< "import"
    QString arguments; ///< "FILE..."
    QString text;
    QStringList examples; ///< What follows "signalbox ".
};

/// The arguments of one subcommand: options, --help, the workspace that they name. Every subcommand has --workspace.
class CommandLine
{
public:
    explicit CommandLine(CommandHelp help);

    /// An option that takes a value when `valueName` is given. `name` without dashes.
    void add(const QString &name, const QString &description, const QString &valueName = {});
    /// The same, left out of --help: for tests.
    void addHidden(const QString &name, const QString &valueName);
    void addJson();

    /// Reads the arguments, which begin with the verb. False where --help was asked for and printed: nothing more to do.
    /// Fails with Usage.
    Result<bool> parse(const QStringList &arguments);

    bool has(const QString &option) const { return m_parser.isSet(option); }
    bool json() const { return m_parser.isSet(QStringLiteral("json")); }
    QString value(const QString &option) const { return m_parser.value(option); }
    QStringList values(const QString &option) const { return m_parser.values(option); }
    /// What is neither an option nor the verb.
    QStringList words() const { return m_parser.positionalArguments(); }
    /// A whole number from `least` on; nullopt where the option is not given. Fails with Usage for another value.
    Result<std::optional<qint64>> number(const QString &option, qint64 least) const;

    /// Where --workspace points; without it the user's default.
    Result<WorkspaceLocation> location() const;
    Result<std::unique_ptr<Workspace>> openWorkspace(Database::Access access) const;
    /// The zone of --zone, else `otherwise`.
    Result<ReportingZone> zone(const ReportingZone &otherwise) const;

    /// A Usage error that ends with where to read on.
    Error usage(const QString &sentence) const;

private:
    QString helpText() const;

    CommandHelp m_help;
    QCommandLineParser m_parser;
};

/// One thing that a subcommand does, by its first word: "list" of `signalbox flags list`.
struct CommandAction
{
    const char *word;
    qsizetype mostWords; ///< With the first one.
    Result<> (*run)(const CommandLine &line);
};

/// Parses `arguments` and runs the action that the first word names. Fails with Usage, naming all of them, where there is
/// no such action or more words than it takes.
Result<> runAction(CommandLine &line, const QStringList &arguments, std::span<const CommandAction> actions);

}
