#include "ledger/readsnapshot.h"

#include "data/sql.h"

ReadSnapshot::~ReadSnapshot()
{
    if (m_open)
        std::ignore = Sql::exec(m_connection, QStringLiteral("ROLLBACK")); // nothing was written
}

Result<> ReadSnapshot::begin()
{
    const auto statement = m_connection.dialect() == Dialect::Sqlite
        ? QStringLiteral("BEGIN")
        : QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (const auto begun = Sql::exec(m_connection, statement); !begun)
        return begun.error();
    m_open = true;
    return Ok;
}
