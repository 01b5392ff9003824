#pragma once

#include "cli/commandline.h"
#include "flags/flagdeed.h"
#include "flags/flagset.h"

namespace Cli {

/// What the subcommands about flags, phases and people work on.
struct FlagDesk {
    std::unique_ptr<Workspace> workspace;
    FlagSet set;
    Session session; ///< Of the user who runs the program.
    UtcMicros now = 0;

    /// Opens the workspace of the command line. For writing, what is due is applied first, and said on stderr.
    static Result<FlagDesk> open(const CommandLine &line, Database::Access access);

    /// The environment of --env, else the workspace's own. Fails with NotFound for an unknown one.
    Result<QString> environment(const CommandLine &line) const;
    FlagDeed deed(const CommandLine &line) const { return { session, now, line.value(QStringLiteral("reason")) }; }
};

/// The option that every change needs.
void addReason(CommandLine &line);

/// "2026-11-20 13:04:05 +00:00", or nothing.
QString timeText(std::optional<UtcMicros> t, const ReportingZone &zone);

}
