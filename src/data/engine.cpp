#include "data/engine.h"

#include "data/connection.h"

#include <QSqlDriver>
#include <QVariant>

#include <cstring>

namespace {

template<typename Handle>
Handle *handleNamed(Connection &connection, const char *typeName)
{
    const QVariant handle = connection.handle().driver()->handle();
    if (!handle.isValid() || std::strcmp(handle.typeName(), typeName) != 0)
        return nullptr;
    return *static_cast<Handle *const *>(handle.constData());
}

}

sqlite3 *Engine::sqlite(Connection &connection)
{
    return handleNamed<sqlite3>(connection, "sqlite3*");
}

pg_conn *Engine::postgresql(Connection &connection)
{
    return handleNamed<pg_conn>(connection, "PGconn*");
}
