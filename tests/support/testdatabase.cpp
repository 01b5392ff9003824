#include "support/testdatabase.h"

#include "data/sql.h"
#include "support/testpostgresql.h"

#include <QTest>

TestDatabase::TestDatabase(Dialect dialect, const ReportingZone &zone)
{
    const auto location = dialect == Dialect::PostgreSql
        ? Result<WorkspaceLocation>(TestPostgreSql::newDatabase())
        : WorkspaceLocation::parse(m_folder.filePath(QStringLiteral("test.signalbox")));
    auto workspace = location ? Workspace::create(*location, zone) : Result<std::unique_ptr<Workspace>>(location.error());
    if (!workspace)
        qFatal("no test workspace: %s", qPrintable(workspace.error().line()));
    m_workspace = std::move(*workspace);
}

void TestDatabase::addEngines()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::newRow("sqlite") << Dialect::Sqlite;
    if (TestPostgreSql::isInstalled())
        QTest::newRow("postgresql") << Dialect::PostgreSql;
    else
        qWarning("PostgreSQL is not installed: one engine is not tested");
}

Result<qint64> TestDatabase::exec(const QString &statement, const QVariantList &values)
{
    return writer().run([=](Connection &connection) { return Sql::exec(connection, statement, values); }).result();
}

qint64 TestDatabase::number(const QString &statement, const QVariantList &values)
{
    const auto value = writer().run([=](Connection &connection) {
        return Sql::selectOne(connection, statement, values, [](const Row &row) { return row.int64(0); });
    }).result();
    return value ? value->value_or(-1) : -1;
}

QStringList TestDatabase::texts(const QString &statement, const QVariantList &values)
{
    const auto rows = writer().run([=](Connection &connection) {
        return Sql::select(connection, statement, values, [](const Row &row) { return row.text(0); });
    }).result();
    return rows ? QStringList(*rows) : QStringList { rows.error().line() };
}
