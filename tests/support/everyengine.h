#pragma once

#include "support/testpostgresql.h"

#include <QCoreApplication>
#include <QTest>

/// For main() of a test class whose every test has to hold on both engines: sets `engine` and runs the class for each.
template<typename TestClass>
int runOnEveryEngine(int argc, char **argv, Dialect &engine)
{
    QCoreApplication application(argc, argv);
    int failures = 0;
    for (const Dialect dialect : { Dialect::Sqlite, Dialect::PostgreSql }) {
        engine = dialect;
        if (dialect == Dialect::PostgreSql && !TestPostgreSql::isInstalled())
            break;
        qInfo("on %s", dialect == Dialect::Sqlite ? "SQLite" : "PostgreSQL");
        TestClass test;
        failures += QTest::qExec(&test, argc, argv);
    }
    return failures;
}
