#include "data/bulkstatement.h"

#include "data/bulkengine.h"

#include <QCoreApplication>

Result<BulkStatement> BulkStatement::prepare(Connection &connection, const QString &statement)
{
    if (!connection.isOnItsThread()) {
        return Error { Error::Kind::Internal,
            QCoreApplication::translate("Sql", "A connection was used on a foreign thread."), statement };
    }
    auto engine = connection.dialect() == Dialect::Sqlite ? makeSqliteBulkEngine(connection, statement)
                                                          : makePostgreSqlBulkEngine(connection, statement);
    if (!engine)
        return engine.error();
    return BulkStatement(std::move(*engine));
}

BulkStatement::BulkStatement(std::unique_ptr<BulkEngine> engine) : m_engine(std::move(engine)) {}
BulkStatement::BulkStatement(BulkStatement &&) noexcept = default;
BulkStatement &BulkStatement::operator=(BulkStatement &&) noexcept = default;
BulkStatement::~BulkStatement() = default;

void BulkStatement::bind(int parameter, qint64 value)
{
    m_engine->bind(parameter, value);
}

void BulkStatement::bindText(int parameter, QByteArrayView utf8)
{
    m_engine->bindText(parameter, utf8);
}

void BulkStatement::bindBytes(int parameter, QByteArrayView bytes)
{
    m_engine->bindBytes(parameter, bytes);
}

void BulkStatement::bindNull(int parameter)
{
    m_engine->bindNull(parameter);
}

Result<qint64> BulkStatement::execute()
{
    return m_engine->execute();
}

std::optional<qint64> BulkStatement::returned() const
{
    return m_engine->returned;
}

QByteArray BulkStatement::returnedBytes() const
{
    return m_engine->returnedBytes;
}
