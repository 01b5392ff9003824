#include "data/engine.h"

#include "data/connection.h"

#include <QSqlDriver>
#include <QVariant>

namespace {

template<typename Handle>
Handle *handleOf(Connection &connection, Dialect dialect)
{
    const QVariant handle = connection.handle().driver()->handle();
    if (!handle.isValid() || connection.dialect() != dialect) // its type name differs between versions of Qt
        return nullptr;
    return *static_cast<Handle *const *>(handle.constData());
}

}

sqlite3 *Engine::sqlite(Connection &connection)
{
    return handleOf<sqlite3>(connection, Dialect::Sqlite);
}

pg_conn *Engine::postgresql(Connection &connection)
{
    return handleOf<pg_conn>(connection, Dialect::PostgreSql);
}
