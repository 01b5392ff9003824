#pragma once

#include "core/result.h"
#include "core/timerange.h"

#include <QList>
#include <QString>

class Connection;

/// One version of a prompt. Its text never changes.
struct PromptVersion {
    qint64 id = 0; ///< Given by the workspace.
    QString feature; ///< Key of the feature.
    QString name; ///< "answer", "summarise"; unique within the feature.
    qint64 version = 0; ///< Counts from 1; given by add().
    QString text;
    QString label; ///< Where it is used: "production"; may be empty.
    QString status = QStringLiteral("draft"); ///< "draft", "active" or "retired".
    UtcMicros created = 0;
    QString createdBy;
};

/// Prompts of features. Calls run on the thread of the connection; add() goes inside a transaction.
class PromptRepository {
public:
    explicit PromptRepository(Connection &connection)
        : m_connection(connection)
    {
    }

    /// By name, newest version first.
    Result<QList<PromptVersion>> ofFeature(const QString &featureKey) const;

    /// Adds the next version of that name, with an audit entry at `now`, and returns its number. Fails with NotFound
    /// for an unknown feature, with Invalid for an empty name or text or a text of more than a million characters.
    Result<qint64> add(const PromptVersion &wanted, UtcMicros now, const QString &actor);

private:
    Connection &m_connection;
};
