#include "data/openconnection.h"
#include "data/schemamigrations.h"
#include "data/sql.h"
#include "data/workspaceupgrade.h"
#include "support/testdatabase.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

class tst_SchemaMigrations : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsTheEndOfStatements_data();
    void findsTheEndOfStatements();
    void enginesHaveEqualTables();
    void enginesRefuseEqually_data();
    void enginesRefuseEqually();
    void ignoresTidying();
    void refusesAChangedScript();
    void refusesANewerSchema();
    void refusesMissingNumbers();
    void upgradesAfterABackup();
    void everyOwnVersionUpgrades_data();
    void everyOwnVersionUpgrades();
    void failedScriptLeavesTheVersionBefore();
    void survivesAKillInTheMiddle();

private:
    QString m_first; ///< The program's first SQLite script.
};

namespace {

void write(const QString &path, const QString &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

/// A folder of scripts: the program's own, of which `first` stands for the first, and what is given.
class Scripts
{
public:
    explicit Scripts(const QString &first)
    {
        add(QStringLiteral("ledger"), first);
        const QDir own(QStringLiteral(":/schema/sqlite"));
        const QStringList names = own.entryList({ QStringLiteral("*.sql") }, QDir::Files, QDir::Name).mid(1);
        for (const QString &name : names) {
            QFile file(own.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            add(name.mid(5).chopped(4), QString::fromUtf8(file.readAll()));
        }
    }
    /// The next script.
    void add(const QString &name, const QString &text) { write(m_folder.filePath(QStringLiteral("%1_%2.sql").arg(++m_count, 4, 10, QLatin1Char('0')).arg(name)), text); }
    int count() const { return m_count; }
    SchemaMigrations load() const
    {
        auto loaded = SchemaMigrations::load(Dialect::Sqlite, m_folder.path());
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().line()));
        return *loaded;
    }

private:
    QTemporaryDir m_folder;
    int m_count = 0;
};

/// Takes all tables away.
Result<> emptySchema(Connection &connection, const QString &schema)
{
    QStringList statements { QStringLiteral("DROP SCHEMA %1 CASCADE").arg(schema), QStringLiteral("CREATE SCHEMA %1").arg(schema) };
    if (schema.isEmpty()) {
        const auto tables = Sql::select(connection, QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"), {},
            [](const Row &row) { return QStringLiteral("DROP TABLE %1").arg(row.text(0)); });
        if (!tables)
            return tables.error();
        statements = QStringList { QStringLiteral("PRAGMA foreign_keys = OFF") } + *tables + QStringList { QStringLiteral("PRAGMA foreign_keys = ON") };
    }
    for (const QString &statement : statements) {
        if (auto done = Sql::exec(connection, statement); !done)
            return done.error();
    }
    return Ok;
}

Result<> migrate(TestDatabase &test, const SchemaMigrations &migrations)
{
    return test.writer().run([migrations](Connection &connection) { return migrations.migrate(connection); }).result();
}

}

void tst_SchemaMigrations::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false"));
    QFile file(QStringLiteral(":/schema/sqlite/0001_ledger.sql"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_first = QString::fromUtf8(file.readAll());
}

void tst_SchemaMigrations::findsTheEndOfStatements_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QStringLiteral("-- nothing here\n\n") << 0;
    QTest::newRow("one without a line end") << QStringLiteral("SELECT 1;") << 1;
    QTest::newRow("two") << QStringLiteral("SELECT 1;\n\nSELECT 2;\n") << 2;
    QTest::newRow("blanks in the empty line") << QStringLiteral("SELECT 1; \n \t\nSELECT 2;\n\n\n") << 2;
    QTest::newRow("carriage returns") << QStringLiteral("SELECT 1;\r\n\r\nSELECT 2;\r\n") << 2;
    QTest::newRow("a body") << QStringLiteral("CREATE TRIGGER t BEFORE UPDATE ON x\nBEGIN\n    SELECT 1;\n    SELECT 2;\nEND;\n\nSELECT 1;") << 2;
}

void tst_SchemaMigrations::findsTheEndOfStatements()
{
    QFETCH(QString, script);
    QFETCH(int, count);

    QCOMPARE(SchemaMigrations::statements(script).size(), count);
}

void tst_SchemaMigrations::enginesHaveEqualTables()
{
    TestDatabase lite;
    TestDatabase server(Dialect::PostgreSql);

    const auto liteColumns = lite.texts(QStringLiteral(R"(
        SELECT t.name || '.' || c.name || ' '
               || CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytea' ELSE c.type END
               || CASE WHEN c."notnull" OR c.pk > 0 THEN ' NOT NULL' ELSE '' END
          FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
      ORDER BY 1)"));
    const auto serverColumns = server.texts(QStringLiteral(R"(
        SELECT (table_name || '.' || column_name || ' ' || data_type
               || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END) COLLATE "C"
          FROM information_schema.columns
         WHERE table_schema = 'signalbox'
      ORDER BY 1)"));

    QVERIFY(liteColumns.size() > 100);
    QCOMPARE(serverColumns, liteColumns);
    QCOMPARE(server.texts(QStringLiteral("SELECT indexname::text FROM pg_indexes WHERE schemaname = 'signalbox' AND indexname LIKE '%\\_by\\_%' ORDER BY 1")),
        lite.texts(QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE '%\\_by\\_%' ESCAPE '\\' ORDER BY 1")));
}

void tst_SchemaMigrations::enginesRefuseEqually_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("second state") << QStringLiteral("INSERT INTO workspace_state VALUES (2, 0)") << false;
    QTest::newRow("feature status") << QStringLiteral("INSERT INTO ai_features (key, name, status, created_us) VALUES ('k', 'n', 'odd', 0)") << false;
    QTest::newRow("feature") << QStringLiteral("INSERT INTO ai_features (key, name, created_us) VALUES ('k', 'n', 0)") << true;
    QTest::newRow("match kind") << QStringLiteral("INSERT INTO ai_model_names (name, model_id, match_kind) VALUES ('m', NULL, 'exact')") << false;
    QTest::newRow("negative rate")
        << QStringLiteral("INSERT INTO model_prices (provider, model, input_rate, source, recorded_us) VALUES ('p', 'm', -1, 's', 0)") << false;
    QTest::newRow("outcome of an import") << QStringLiteral("INSERT INTO import_amounts VALUES (1, 'odd', 0, 0, 0, 0)") << false;
    QTest::newRow("more unknown than there are") << QStringLiteral("INSERT INTO import_amounts VALUES (1, 'new', 1, 2, 0, 0)") << false;
    QTest::newRow("batch sums") << QStringLiteral(
        "INSERT INTO import_batches (file_name, format, file_size, file_mtime_us, status, started_us, records, actor) "
        "VALUES ('f', 'x', 1, 1, 'running', 1, 5, 'a')") << false;
}

void tst_SchemaMigrations::enginesRefuseEqually()
{
    QFETCH(QString, statement);
    QFETCH(bool, accepted);
    TestDatabase lite;
    TestDatabase server(Dialect::PostgreSql);

    QCOMPARE(bool(lite.exec(statement)), accepted);
    QCOMPARE(bool(server.exec(statement)), accepted);
}

void tst_SchemaMigrations::ignoresTidying()
{
    TestDatabase test;
    QString tidied = m_first;
    tidied.replace(QStringLiteral("\n"), QStringLiteral("  \n"));
    const Scripts scripts(QStringLiteral("-- Another first line.\n\n\n") + tidied);

    QVERIFY(migrate(test, scripts.load()));
}

void tst_SchemaMigrations::refusesAChangedScript()
{
    TestDatabase test;
    QString changed = m_first;
    changed.replace(QStringLiteral("usage_users"), QStringLiteral("usage_people"));

    const auto done = migrate(test, Scripts(changed).load());

    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Mismatch);
}

void tst_SchemaMigrations::refusesANewerSchema()
{
    TestDatabase test;
    QVERIFY(test.exec(QStringLiteral("INSERT INTO schema_history VALUES (9999, 'later', 'x', 0, '9', 0)")));

    const auto done = migrate(test, Scripts(m_first).load());
    const auto opened = Workspace::open(test.location());

    QVERIFY(!done && !opened);
    QCOMPARE(done.error().kind, Error::Kind::TooNew);
    QCOMPARE(opened.error().kind, Error::Kind::TooNew);
}

void tst_SchemaMigrations::refusesMissingNumbers()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("0001_a.sql")), QStringLiteral("SELECT 1;"));
    write(folder.filePath(QStringLiteral("0003_c.sql")), QStringLiteral("SELECT 1;"));

    const auto loaded = SchemaMigrations::load(Dialect::Sqlite, folder.path());

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, Error::Kind::Internal);
}

void tst_SchemaMigrations::upgradesAfterABackup()
{
    TestDatabase test;
    QVERIFY(test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES ('ann')")));
    Scripts scripts(m_first);
    scripts.add(QStringLiteral("notes"), QStringLiteral("CREATE TABLE notes (id INTEGER PRIMARY KEY) STRICT;\n"));

    QVERIFY(*WorkspaceUpgrade::isNeeded(test.location(), OpenConnection::Mode::Read, scripts.load()));
    const auto done = WorkspaceUpgrade::run(test.location(), scripts.load());

    QVERIFY2(done, qPrintable(done ? QString() : done.error().line()));
    QCOMPARE(test.number(QStringLiteral("PRAGMA user_version")), scripts.count());
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM notes")), 0);
    const QFileInfo file(test.location().path);
    const auto backups = file.dir().entryInfoList({ file.fileName() + QStringLiteral(".before-schema-%1.*.backup").arg(scripts.count()) });
    QCOMPARE(backups.size(), 1);
    auto kept = WorkspaceLocation::parse(backups.first().filePath());
    auto opened = Workspace::open(*kept);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().line()));
    const auto journal = (*opened)->reader().run([](Connection &connection) {
        return Sql::selectOne(connection, QStringLiteral("PRAGMA journal_mode"), {}, [](const Row &row) { return row.text(0); });
    }).result();
    QVERIFY(journal);
    QCOMPARE(journal->value_or(QString()), QStringLiteral("wal"));
    QCOMPARE(file.dir().entryList({ QStringLiteral("*partial*") }), QStringList());
}

void tst_SchemaMigrations::everyOwnVersionUpgrades_data()
{
    TestDatabase::addEngines();
}

/// From the first schema on, with rows in it, to the tables that a new workspace has.
void tst_SchemaMigrations::everyOwnVersionUpgrades()
{
    QFETCH(Dialect, dialect);
    const QString own = dialect == Dialect::Sqlite ? QStringLiteral(":/schema/sqlite") : QStringLiteral(":/schema/postgresql");
    QTemporaryDir folder;
    const auto names = QDir(own).entryList({ QStringLiteral("*.sql") }, QDir::Files, QDir::Name);
    QVERIFY(QFile::copy(own + QLatin1Char('/') + names.first(), folder.filePath(names.first())));
    const auto first = SchemaMigrations::load(dialect, folder.path());
    const auto all = SchemaMigrations::load(dialect);
    QVERIFY(first);
    QVERIFY(all);
    TestDatabase fresh(dialect), old(dialect);
    const QString tables = dialect == Dialect::Sqlite
        ? QStringLiteral("SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1")
        : QStringLiteral("SELECT (table_name || '.' || column_name) COLLATE \"C\" FROM information_schema.columns WHERE table_schema = 'signalbox' ORDER BY 1");
    const QStringList expected = fresh.texts(tables);

    const auto upgraded = old.writer().run([&](Connection &connection) -> Result<> {
        const QString schema = dialect == Dialect::Sqlite ? QString() : QStringLiteral("signalbox");
        if (auto emptied = emptySchema(connection, schema); !emptied)
            return emptied;
        if (auto made = first->createAll(connection); !made)
            return made;
        const QStringList rows { QStringLiteral("INSERT INTO model_prices (id, provider, model, source, recorded_us) VALUES (1, 'p', 'm', 's', 0)"),
            QStringLiteral("INSERT INTO import_batches (id, file_name, format, file_size, file_mtime_us, status, started_us, actor) VALUES (1, 'f', 'event-csv', 0, 0, 'complete', 0, 'a')") };
        for (const QString &row : rows) {
            if (auto done = Sql::exec(connection, row); !done)
                return done.error();
        }
        return all->migrate(connection);
    }).result();

    QVERIFY2(upgraded, qPrintable(upgraded ? QString() : upgraded.error().line()));
    QCOMPARE(old.texts(tables), expected);
    QCOMPARE(old.number(QStringLiteral("SELECT COUNT(*) FROM import_batches WHERE undone_us IS NULL")), 1);
    QCOMPARE(old.number(QStringLiteral("SELECT COUNT(*) FROM import_amounts")), 0); // unknown, not zero
    QCOMPARE(old.number(QStringLiteral("SELECT COUNT(*) FROM model_prices WHERE superseded_us IS NULL")), 1);
}

void tst_SchemaMigrations::failedScriptLeavesTheVersionBefore()
{
    TestDatabase test;
    Scripts scripts(m_first);
    scripts.add(QStringLiteral("good"), QStringLiteral("CREATE TABLE good (id INTEGER PRIMARY KEY) STRICT;\n"));
    scripts.add(QStringLiteral("bad"), QStringLiteral("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT;\n\nCREATE TABLE good (x);\n"));

    QVERIFY(!migrate(test, scripts.load()));

    QCOMPARE(test.number(QStringLiteral("PRAGMA user_version")), scripts.count() - 1);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM schema_history")), scripts.count() - 1);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")), 0);
}

void tst_SchemaMigrations::survivesAKillInTheMiddle()
{
    TestDatabase test;
    Scripts scripts(m_first);
    scripts.add(QStringLiteral("slow"), QStringLiteral(
        "CREATE TABLE begun (id INTEGER PRIMARY KEY) STRICT;\n\n"
        "INSERT INTO begun WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT i FROM n;\n"));
    const auto migrations = scripts.load();
    const auto location = test.location();

    const pid_t child = ::fork();
    if (child == 0) { // no exit handlers: they belong to the parent
        auto open = OpenConnection::open(location, OpenConnection::Mode::Write);
        ::_exit(open && migrations.migrate((*open)->connection()) ? 0 : 1);
    }
    QVERIFY(child > 0);
    const QFileInfo log(location.path + QStringLiteral("-wal"));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(log.filePath()).size() > 4'000'000, 30000); // it has spilled into the log
    QCOMPARE(::kill(child, SIGKILL), 0);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));

    QCOMPARE(test.number(QStringLiteral("PRAGMA user_version")), scripts.count() - 1);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'begun'")), 0);
    QCOMPARE(test.texts(QStringLiteral("PRAGMA integrity_check")), QStringList { QStringLiteral("ok") });
}

QTEST_GUILESS_MAIN(tst_SchemaMigrations)
#include "tst_schemamigrations.moc"
