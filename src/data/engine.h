#pragma once

struct sqlite3;
struct pg_conn;
class Connection;

/// The C handles under a connection, for what QtSql cannot do. For data/ only.
namespace Engine {

/// Null where the connection is closed or speaks to the other engine.
sqlite3 *sqlite(Connection &connection);
pg_conn *postgresql(Connection &connection);

}
