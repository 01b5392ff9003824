#pragma once

#include "migration/legacyservices.h"

#include <QHash>
#include <QSet>

/// Counts usage_logs by service, a part at a time and the last written rows first, so that the services of a log of any
/// size show at once. One thread at a time.
class LegacyServiceCount
{
public:
    /// Range, filter and text of `query` count as for the rows of usage_logs; its table and order do not.
    explicit LegacyServiceCount(const LegacyQuery &query);

    /// Goes on with the next `rows` rows of the table, whether they match or not. Call inside Database::run; may be
    /// interrupted. NotFound where usage_logs is gone. After an error the count is of no use.
    Result<> read(Connection &connection, qint64 rows);

    bool isWhole() const { return m_isWhole; }
    qint64 rowsRead() const { return m_rowsRead; }
    QList<LegacyService> services() const; ///< Most rows first; of what was read.

private:
    struct Counted
    {
        LegacyService service;
        QSet<QString> models;
        QString lastModel; ///< Most rows have the model of the row before.
    };

    static void add(Counted &counted, const Row &row);

    LegacyQuery m_query;
    QHash<QString, Counted> m_byName;
    Counted m_unnamed;
    std::optional<qint64> m_lowest; ///< Id of the last row that was read; nullopt: none was.
    qint64 m_rowsRead = 0;
    bool m_isWhole = false;
};
