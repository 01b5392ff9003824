#pragma once

#include "audit/auditlog.h"

/// How entries of the log read on screen. Translated; control characters of hostile texts made visible.
namespace ActivityText {

/// "Import completed"; an action that is not known here reads as its id does: "flag.set" is "Flag set".
QString action(const QString &action);
QString group(AuditGroup group);
/// "off → on", "on", "off → nothing"; empty where the entry has neither.
QString change(const AuditEntry &entry);
/// One line of a text that can have any length.
QString line(const QString &text);
/// Several lines of it: control characters but line ends are made visible.
QString lines(const QString &text);
/// "12 entries, each fits the one before; head 3fa9c0d1e2b3…", or which one is the first that does not fit.
QString verdict(const AuditLog::Check &check);

}
