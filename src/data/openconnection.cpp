#include "data/openconnection.h"

#include <QUuid>

Result<std::unique_ptr<OpenConnection>> OpenConnection::open(const WorkspaceLocation &location, Mode mode)
{
    std::unique_ptr<OpenConnection> made(new OpenConnection(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    const auto opened = location.dialect == Dialect::Sqlite ? made->openSqlite(location, mode)
                                                            : made->openPostgreSql(location, mode);
    if (!opened)
        return opened.error();
    return made;
}

OpenConnection::~OpenConnection()
{
    if (!m_connection)
        return;
    m_connection->handle().close();
    m_connection.reset(); // the last copy of the handle: QSqlDatabase would call it "still in use"
    QSqlDatabase::removeDatabase(m_name);
}
