#pragma once

#include "core/timerange.h"
#include "data/dialect.h"

#include <QString>
#include <QStringList>
#include <QVariantList>

#include <optional>

/// What an entry of the log is about, by how its action begins.
enum class AuditGroup { Flags, Phases, Assignments, Imports, Prices, Names, Repricing, People, Workspace, Other };
inline constexpr int AuditGroupCount = int(AuditGroup::Other) + 1;

/// "flags", "imports": as on the command line and in routes.
QString auditGroupName(AuditGroup group);
std::optional<AuditGroup> auditGroupFromName(const QString &name);
AuditGroup auditGroupOf(const QString &action);

/// Which entries of the log are wanted: those that satisfy all that is set.
struct AuditFilter
{
    std::optional<UtcMicros> from; ///< Of the entry's time, inclusive.
    std::optional<UtcMicros> to; ///< Exclusive.
    std::optional<AuditGroup> group;
    QString actor; ///< Exactly.
    QString action; ///< Exactly.
    QString object; ///< Anywhere in it.
    QString text; ///< Anywhere in any of the entry's texts.

    /// "TRUE AND ..." for a WHERE over audit_log; appends what it binds.
    QString where(Dialect dialect, QVariantList &values) const;

    friend bool operator==(const AuditFilter &, const AuditFilter &) = default;
};
