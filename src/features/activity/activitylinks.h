#pragma once

#include "audit/auditlog.h"
#include "ledger/route.h"

/// Where the object of an entry has a page of its own.
namespace ActivityLinks {

struct Link
{
    QString text; ///< "Open import", translated.
    Route route; ///< Without range and filter, but for a feature.
};

/// nullopt where none of `pages`, the ids of the pages that there are, shows it.
std::optional<Link> of(const AuditEntry &entry, const QStringList &pages);

}
