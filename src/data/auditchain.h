#pragma once

#include "core/result.h"
#include "core/timerange.h"
#include "data/connection.h"

#include <QByteArray>
#include <QStringList>

/// The rows of audit_log and how they hang together. Below AuditLog, so that a workspace can record its own creation.
namespace AuditChain {

/// One row; `texts` are actor, action, object, old value, new value and reason.
struct Link
{
    qint64 seq = 0;
    UtcMicros at = 0;
    QStringList texts;
    QByteArray previous; ///< Hash of the row before, empty in the first.
};

inline constexpr int TextCount = 6;

/// SHA-256 over all fields, each with its length before it, so that no two rows can read the same.
QByteArray hashOf(const Link &link);

/// Gives the link its place and writes it. In the transaction of the change that it records.
Result<> append(Connection &connection, UtcMicros at, QStringList texts);

}
