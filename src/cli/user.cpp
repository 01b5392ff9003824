#include "cli/user.h"

#include <pwd.h>
#include <unistd.h>

QString Cli::userName()
{
    // LOGNAME and USER can be set to anything: ask the system.
    if (const passwd *entry = ::getpwuid(::geteuid()))
        return QString::fromLocal8Bit(entry->pw_name);
    return QStringLiteral("uid %1").arg(::geteuid());
}
