#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

#include <optional>

class Connection;

/// Something that calls models, such as a chatbot.
struct Feature
{
    qint64 id = 0; ///< Given by the workspace.
    QString key; ///< As the records name it. Never changes.
    QString name; ///< As the pages show it.
    QString owner;
    QString status = QStringLiteral("active"); ///< "active", "planned" or "retired".
    UtcMicros created = 0;
};

/// Which model a feature calls in an environment, where the records do not say.
struct ModelAssignment
{
    qint64 id = 0; ///< Given by the workspace.
    QString feature; ///< Key of the feature.
    QString environment = QStringLiteral("production");
    QString provider;
    QString model;
    std::optional<UtcMicros> validFrom; ///< nullopt: always.
    std::optional<UtcMicros> validTo; ///< Exclusive; nullopt: until further notice.

    bool holdsAt(UtcMicros t) const { return (!validFrom || *validFrom <= t) && (!validTo || t < *validTo); }
};

/// Features and their models. Calls run on the thread of the connection; those that write go inside a transaction and
/// leave an entry in the audit log when they change something.
class FeatureRepository
{
public:
    explicit FeatureRepository(Connection &connection) : m_connection(connection) {}

    /// By name; "Unassigned" (id 0, key "") is among them.
    Result<QList<Feature>> features() const;
    /// The feature with that key, added with name, owner and status as given where there is none. One that exists keeps
    /// what it has. Returns its id. Fails with Invalid for an empty key or name.
    Result<qint64> ensure(const Feature &wanted, UtcMicros now, const QString &actor);

    /// Gives the feature with the key of `wanted` its name, owner and status. `seen` is what was there when the change was
    /// prepared. Fails with Invalid for an empty name or an unknown status, with NotFound, and with Conflict where `seen`
    /// is no longer what is there.
    Result<> edit(const Feature &wanted, const Feature &seen, UtcMicros now, const QString &actor, const QString &reason);

    /// Oldest first.
    Result<QList<ModelAssignment>> assignments(const QString &featureKey) const;
    /// Fails with NotFound for an unknown feature, with Invalid for an empty provider or model or an empty validity, and
    /// with Conflict where another assignment of that feature and environment is valid in the same time.
    Result<qint64> assign(const ModelAssignment &assignment, UtcMicros now, const QString &actor);

private:
    Connection &m_connection;
};
