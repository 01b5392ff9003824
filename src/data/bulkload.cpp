#include "data/bulkload.h"

#include "data/sql.h"

BulkLoad::BulkLoad(Connection &connection)
    : m_connection(connection)
{
    setChecked(false);
}

BulkLoad::~BulkLoad()
{
    setChecked(true);
}

void BulkLoad::setChecked(bool checked)
{
    if (m_connection.dialect() != Dialect::Sqlite)
        return;
    // Where it fails the rows are only written more slowly, or checked once too often.
    (void)Sql::exec(m_connection, checked ? QStringLiteral("PRAGMA foreign_keys = ON") : QStringLiteral("PRAGMA foreign_keys = OFF"));
}
