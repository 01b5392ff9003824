#pragma once

#include "ledger/featurerepository.h"

/// An assignment with who made it.
struct AssignmentRecord {
    ModelAssignment assignment;
    UtcMicros recorded = 0;
    QString actor; ///< Empty for those from before this was kept.
    QString reason;
};

/// Another model for a feature, as somebody wants it.
struct AssignmentChange {
    QString feature; ///< Key.
    QString environment = QStringLiteral("production");
    QString provider;
    QString model;
    QString reason;
    qint64 seen = 0; ///< Id of the assignment that was in force when the change was prepared; 0: none.
    std::optional<UtcMicros> from = {}; ///< When it begins, before now or later; nullopt: now.
};

/// Which model a feature calls, now and before. Calls run on the thread of the connection; those that write go inside a
/// transaction under the writer lock and leave an entry in the audit log.
class AssignmentRepository {
public:
    explicit AssignmentRepository(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Of every feature, by its key; of each newest first, all environments.
    Result<QList<AssignmentRecord>> all() const;
    /// Newest first, all environments.
    Result<QList<AssignmentRecord>> history(const QString &featureKey) const;
    /// What is in force at `at`; nullopt where nothing is.
    Result<std::optional<AssignmentRecord>> current(
        const QString &featureKey, const QString &environment, UtcMicros at) const;

    /// Ends the assignment in force when the new one begins; that lasts until one that is planned already begins. Rows of
    /// the ledger stay as they are. Returns its id. Fails with Invalid for an empty field or reason or the model that is
    /// in force already, with NotFound for an unknown feature, with Conflict where another assignment than the one seen
    /// is in force.
    Result<qint64> assign(const AssignmentChange &change, UtcMicros now, const QString &actor);

    /// Takes back the newest change of its feature and environment; the one before it is in force again, as if there
    /// had been no change. Fails with NotFound for an unknown id, with Conflict where a later change followed.
    Result<> undo(qint64 id, UtcMicros now, const QString &actor, const QString &reason = {});

    /// "production: openai/gpt-4o", as the audit log names an assignment.
    static QString text(const ModelAssignment &assignment);

private:
    Connection &m_connection;
};
