#pragma once

#include "core/error.h"

#include <QMutex>
#include <QObject>

#include <optional>

/// Whether a database answers. Its thread writes this, any thread may read it.
class DatabaseHealth : public QObject
{
    Q_OBJECT

public:
    /// Whether it is the database that fails, and not the question that is refused or was stopped.
    static bool isFault(Error::Kind kind);

    /// What the database failed with last; nullopt once a task answered that was given after that.
    std::optional<Error> fault() const;

    /// How often it failed; a task takes this along from when it is given.
    quint64 failures() const;
    void failed(const Error &fault);
    /// By a task that was given when there were `failuresBefore`: one that waited beside the failed one says nothing.
    void answered(quint64 failuresBefore);

signals:
    void changed(); ///< fault() is different. Emitted on the thread of the database.

private:
    mutable QMutex m_mutex;
    std::optional<Error> m_fault;
    quint64 m_failures = 0;
};
