#pragma once

#include "core/result.h"
#include "ledger/usagerecord.h"

#include <QStringList>

#include <memory>

class QIODevice;
struct ProviderAggregate;

/// A record as it stands in its file.
struct RawRecord
{
    QByteArray text; ///< UTF-8, at most MaxBytes of it; empty where the format's records hold all that the file says.
    qint64 bytes = 0; ///< In the file.

    static constexpr qsizetype MaxBytes = 64 * 1024;
};

/// A file of calls, read one by one in bounded memory. What cannot be understood is handed out as a rejected record with
/// its line and reason, and reading goes on behind it.
class UsageFormat
{
public:
    enum class Next { Record, Rejected, End, ReadError };

    virtual ~UsageFormat() = default;

    /// Moves to the next record. ReadError: the device failed.
    virtual Next next() = 0;
    virtual const UsageRecord &record() const = 0; ///< After Record.
    /// After Record: not null where it is a sum of calls, kept apart from calls; record() says nothing then.
    virtual const ProviderAggregate *aggregate() const { return nullptr; }
    virtual RawRecord raw() const { return {}; } ///< After Record.
    virtual const RejectedRecord &rejected() const = 0; ///< After Rejected.
    virtual qint64 bytesRead() const = 0;
    virtual QStringList ignoredColumns() const { return {}; } ///< Columns of a table that the format does not know.

    /// "event-csv": part of the identity of records without an id of their own, so it never changes.
    virtual QByteArray name() const = 0;

protected:
    UsageFormat() = default;
    Q_DISABLE_COPY_MOVE(UsageFormat)
};

/// Tells the format of `device` by its content and opens it; `device` is open for reading at its beginning and outlives
/// the format. Fails with Unrecognised, saying what would be understood or what the file is instead.
Result<std::unique_ptr<UsageFormat>> openUsageFormat(QIODevice &device);

struct RecognisedFormat
{
    QByteArray name;
    QString title; ///< For people: "OpenRouter activity".
    /// For people, how it was told and how sure that is: by which columns or members, in how many of the records looked at,
    /// and which other formats match and why they lost. Sentences without their full stop, one after the other.
    QStringList evidence;
};

/// What openUsageFormat() would read the device as. Consumes nothing of it.
Result<RecognisedFormat> recogniseUsageFormat(QIODevice &device);
