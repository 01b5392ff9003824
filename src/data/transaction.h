#pragma once

#include "core/result.h"
#include "data/connection.h"

/// A write transaction: BEGIN IMMEDIATE on SQLite, so that waiting for another writer happens here and not in the
/// middle. Rolled back when destroyed without commit().
class Transaction
{
public:
    explicit Transaction(Connection &connection);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)

    /// Call first. Fails with Busy after the busy timeout.
    Result<> begin();
    Result<> commit();

private:
    Connection &m_connection;
    bool m_open = false;
};
