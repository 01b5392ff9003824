#pragma once

#include "audit/auditlog.h"
#include "core/reportingzone.h"
#include "features/fieldline.h"

/// An entry in lines, a list for each section of the panel. Translated.
namespace ActivityFields {

QList<FieldLine> head(const AuditRecord &entry, const ReportingZone &zone);
/// Its place in the chain; `check` is of the log up to this entry, nullopt while it is not known.
QList<FieldLine> chain(const AuditRecord &entry, const std::optional<AuditLog::Check> &check);
/// Everything as text, for the clipboard; texts as they are.
QString plainText(const AuditRecord &entry, const ReportingZone &zone);

}
