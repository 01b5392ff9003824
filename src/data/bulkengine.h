#pragma once

#include "core/result.h"
#include "data/connection.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

/// What BulkStatement does, once per engine.
class BulkEngine
{
public:
    virtual ~BulkEngine() = default;

    virtual void bind(int parameter, qint64 value) = 0;
    virtual void bindText(int parameter, QByteArrayView utf8) = 0;
    virtual void bindBytes(int parameter, QByteArrayView bytes) = 0;
    virtual void bindNull(int parameter) = 0;
    virtual Result<qint64> execute() = 0;

    std::optional<qint64> returned;
    QByteArray returnedBytes;
};

Result<std::unique_ptr<BulkEngine>> makeSqliteBulkEngine(Connection &connection, const QString &statement);
Result<std::unique_ptr<BulkEngine>> makePostgreSqlBulkEngine(Connection &connection, const QString &statement);
