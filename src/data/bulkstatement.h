#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

class BulkEngine;

/// A prepared statement for loading many rows quickly: straight on the sqlite3 or libpq connection, no QVariant.
/// Parameters are `?`, numbered from 1; unbound ones are NULL. Stays on the thread of its connection and must be
/// destroyed before the connection is closed.
class BulkStatement
{
public:
    static Result<BulkStatement> prepare(Connection &connection, const QString &statement);
    BulkStatement(BulkStatement &&) noexcept;
    BulkStatement &operator=(BulkStatement &&) noexcept;
    ~BulkStatement();

    void bind(int parameter, qint64 value);
    void bindText(int parameter, QByteArrayView utf8); ///< Copied.
    void bindBytes(int parameter, QByteArrayView bytes); ///< Copied.
    void bindNull(int parameter);

    /// Runs it once and forgets the bound values. Returns how many rows were changed (0 for ON CONFLICT DO NOTHING
    /// that met a conflict).
    Result<qint64> execute();
    /// First column of the first row of the last execute() with RETURNING or of a SELECT; nullopt without a row.
    std::optional<qint64> returned() const;
    /// Second column of the same as bytes; empty where there is none.
    QByteArray returnedBytes() const;

private:
    explicit BulkStatement(std::unique_ptr<BulkEngine> engine);
    std::unique_ptr<BulkEngine> m_engine;
};
