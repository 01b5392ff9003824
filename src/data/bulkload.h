#pragma once

#include "data/connection.h"

/// Leaves out SQLite's look-up of every foreign key while a loader writes rows whose references it has just looked up
/// itself: for a usage row these are six searches more than the insert. References are checked again when this goes, for
/// everything that follows; `verify --deep` checks those of all rows. Make it outside of a transaction and let it go
/// after the commit. PostgreSQL goes on checking.
class BulkLoad
{
public:
    explicit BulkLoad(Connection &connection);
    ~BulkLoad();
    Q_DISABLE_COPY_MOVE(BulkLoad)

private:
    void setChecked(bool checked);

    Connection &m_connection;
};
