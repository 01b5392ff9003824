#pragma once

#include "audit/auditlog.h"
#include "core/reportingzone.h"

#include <QJsonObject>

class QIODevice;

/// Entries of the log as files have them.
namespace AuditExport {

enum class Format { Csv, Json };

struct Order
{
    AuditFilter filter;
    ReportingZone zone; ///< Of the times, which carry their offset.
    std::optional<qint64> limit;
    Format format = Format::Csv;
};

/// seq, at, actor, action, object, old, new, reason, previous_hash, hash; hashes in hexadecimal.
QJsonObject object(const AuditRecord &entry, const ReportingZone &zone);

/// Newest first. CSV is UTF-8 with a header row and the formula guard; JSON is an array of objects. Returns the number
/// of entries.
Result<qint64> write(Connection &connection, const Order &order, QIODevice &device);
/// The same into a file that is replaced only when all of it was written.
Result<qint64> writeFile(Connection &connection, const Order &order, const QString &path);

}
