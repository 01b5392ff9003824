#include "cli/commandline.h"

#include "cli/console.h"

namespace Cli {

CommandLine::CommandLine(CommandHelp help) : m_help(std::move(help))
{
    m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    m_parser.addOption({ { QStringLiteral("h"), QStringLiteral("help") }, tr("Say what this subcommand does.") });
    add(QStringLiteral("workspace"),
        tr("The workspace: a file's path or postgresql://user@host/database. Default: signalbox/default.signalbox in the user's data folder."),
        QStringLiteral("W"));
}

void CommandLine::add(const QString &name, const QString &description, const QString &valueName)
{
    m_parser.addOption({ name, description, valueName });
}

void CommandLine::addHidden(const QString &name, const QString &valueName)
{
    QCommandLineOption option(name, {}, valueName);
    option.setFlags(QCommandLineOption::HiddenFromHelp);
    m_parser.addOption(option);
}

void CommandLine::addJson()
{
    add(QStringLiteral("json"), tr("Print the result as JSON."));
}

Result<bool> CommandLine::parse(const QStringList &arguments)
{
    // The verb stands where a program's name would.
    if (!m_parser.parse(arguments))
        return usage(m_parser.errorText());
    if (m_parser.isSet(QStringLiteral("help"))) {
        printText(helpText());
        return false;
    }
    return true;
}

QString CommandLine::helpText() const
{
    QString options = m_parser.helpText();
    // Qt's first line names the program's path and knows neither verb nor arguments.
    options.remove(0, options.indexOf(QLatin1Char('\n')) + 1);
    QString text = tr("Usage: signalbox %1 [options] %2").arg(m_help.verb, m_help.arguments).trimmed()
        + QStringLiteral("\n\n") + m_help.text + QLatin1Char('\n') + (options.startsWith(QLatin1Char('\n')) ? QString() : QStringLiteral("\n"))
        + options.trimmed() + QStringLiteral("\n\n") + tr("Examples:");
    for (const QString &example : m_help.examples)
        text += QStringLiteral("\n  signalbox ") + example;
    return text;
}

Result<std::optional<qint64>> CommandLine::number(const QString &option, qint64 least) const
{
    if (!has(option))
        return std::optional<qint64>();
    bool valid = false;
    const qint64 number = value(option).toLongLong(&valid);
    if (!valid || number < least)
        return usage(tr("--%1 takes a whole number of at least %2, not \"%3\".").arg(option, Cli::number(least), value(option)));
    return std::optional(number);
}

Result<WorkspaceLocation> CommandLine::location() const
{
    if (has(QStringLiteral("workspace")) && value(QStringLiteral("workspace")).isEmpty())
        return usage(tr("--workspace is empty."));
    return WorkspaceLocation::parse(value(QStringLiteral("workspace")));
}

Result<std::unique_ptr<Workspace>> CommandLine::openWorkspace(Database::Access access) const
{
    const auto where = location();
    if (!where)
        return where.error();
    auto workspace = Workspace::open(*where, access);
    if (!workspace)
        return workspace.error();
    if (access == Database::Access::ReadWrite && (*workspace)->access() == Database::Access::ReadOnly)
        return Error { Error::Kind::Denied, tr("%1 is open for reading only: %2").arg(where->displayName(), (*workspace)->readOnlyReason()), {} };
    return workspace;
}

Result<ReportingZone> CommandLine::zone(const ReportingZone &otherwise) const
{
    return has(QStringLiteral("zone")) ? ReportingZone::fromId(value(QStringLiteral("zone"))) : Result<ReportingZone>(otherwise);
}

Error CommandLine::usage(const QString &sentence) const
{
    return { Error::Kind::Usage, tr("%1 See: signalbox %2 --help").arg(sentence, m_help.verb), {} };
}

}

Result<> Cli::runAction(CommandLine &line, const QStringList &arguments, std::span<const CommandAction> actions)
{
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const QStringList words = line.words();
    QStringList known;
    for (const CommandAction &action : actions) {
        if (words.value(0) == QLatin1String(action.word) && words.size() <= action.mostWords)
            return action.run(line);
        known.append(QLatin1String(action.word));
    }
    const QString last = known.takeLast();
    return line.usage(tr("Say what to do: %1 or %2.").arg(known.join(QStringLiteral(", ")), last));
}
