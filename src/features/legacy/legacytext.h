#pragma once

#include "migration/legacyrows.h"

#include <QString>
#include <QVariant>

/// How the values of legacy tables read on screen: as they stand.
namespace LegacyText {

/// "NULL" for NULL, "''" for an empty text, else the value with its control characters visible, cut where it is long.
QString value(const QVariant &value);
/// Whether value() shows a word of ours and not the value itself.
bool isMark(const QVariant &value);
/// What a column holds and how it sorts; empty where its name says it.
QString columnHint(LegacyKind kind);
/// "provider, status": kinds of filter that are set and that the table has no column for. Empty: all count.
QString unusedFilters(const LegacyTable &table, const UsageFilter &filter);
/// "2026-11-18 10:00:00" in UTC.
QString time(UtcMicros t);

}
