#pragma once

#include "core/result.h"
#include "data/connection.h"

/// Several questions about one state of the workspace: what another connection commits in between is not seen. Without
/// it two sums that must agree could be of different moments. Ends when destroyed. Read-only connections may use it.
class ReadSnapshot
{
public:
    explicit ReadSnapshot(Connection &connection) : m_connection(connection) {}
    ~ReadSnapshot();
    Q_DISABLE_COPY_MOVE(ReadSnapshot)

    /// Call first. No transaction may be open.
    Result<> begin();

private:
    Connection &m_connection;
    bool m_open = false;
};
