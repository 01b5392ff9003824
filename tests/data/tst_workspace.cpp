#include "data/commitsequence.h"
#include "data/schemamigrations.h"
#include "data/sql.h"
#include "data/workspace.h"
#include "support/testdatabase.h"
#include "support/testpostgresql.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QtEndian>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

class tst_Workspace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false")); }
    void isThereAfterClosing();
    void isForItsOwnerOnly();
    void leavesOneFileBehind();
    void isNeverOverwritten_data() { TestDatabase::addEngines(); }
    void isNeverOverwritten();
    void needsAServersDatabase();
    void refusesWhatIsNone_data();
    void refusesWhatIsNone();
    void refusesAnEmptyDatabase();
    void opensTwiceInOneProcess();
    void saysWhatIsMissing();
    void keepsTheCommitCountWhenTheDiskIsFull();
    void opensReadOnlyWithoutPermission_data();
    void opensReadOnlyWithoutPermission();
    void asksForACopyOfAnUnclosedFileInAReadOnlyFolder();
};

namespace {

WorkspaceLocation at(const QString &path)
{
    WorkspaceLocation location;
    location.path = path;
    return location;
}

/// Everything in a folder: names, sizes and content.
QByteArray fingerprint(const QString &folder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto entries = QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const auto &entry : entries) {
        hash.addData(entry.fileName().toUtf8());
        hash.addData(entry.symLinkTarget().toUtf8());
        QFile file(entry.filePath());
        if (entry.isFile() && file.open(QIODevice::ReadOnly))
            hash.addData(file.readAll());
    }
    return hash.result();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// The bytes of a closed, valid workspace.
QByteArray validFile()
{
    static const QByteArray bytes = [] {
        QTemporaryDir folder;
        const auto location = at(folder.filePath(QStringLiteral("w")));
        if (!Workspace::create(location, {}))
            return QByteArray();
        QFile file(location.path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return bytes;
}

QByteArray withNumber(QByteArray file, int offset, quint32 number)
{
    qToBigEndian(number, file.data() + offset);
    return file;
}

/// Acts as a user without rights while it lives; root may do everything.
class Nobody
{
public:
    Nobody() : m_user(::geteuid()) { m_changed = m_user == 0 && ::seteuid(65534) == 0; }
    ~Nobody()
    {
        if (m_changed && ::seteuid(m_user) != 0)
            qFatal("cannot become root again");
    }
    Q_DISABLE_COPY_MOVE(Nobody)

private:
    uid_t m_user;
    bool m_changed = false;
};

}

void tst_Workspace::isThereAfterClosing()
{
    QTemporaryDir folder;
    const auto location = WorkspaceLocation::parse(folder.filePath(QStringLiteral("new/a b%20?#.signalbox")));
    const auto zone = ReportingZone::fromId(QStringLiteral("Asia/Kathmandu"));
    QVERIFY(location && zone);

    {
        auto created = Workspace::create(*location, *zone);
        QVERIFY2(created, qPrintable(created ? QString() : created.error().line()));
        QCOMPARE((*created)->access(), Database::Access::ReadWrite);
        QVERIFY((*created)->writer().run([](Connection &connection) {
            return Sql::exec(connection, QStringLiteral("INSERT INTO usage_users (name) VALUES (?)"), { QStringLiteral("ann") });
        }).result());
    }

    auto opened = Workspace::open(*location);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().line()));
    QVERIFY((*opened)->zone() == *zone);
    QVERIFY((*opened)->readOnlyReason().isEmpty());
    QVERIFY((*opened)->warning().isEmpty());
    const auto names = (*opened)->reader().run([](Connection &connection) {
        return Sql::select(connection, QStringLiteral("SELECT name FROM usage_users ORDER BY id"), {}, [](const Row &row) { return row.text(0); });
    }).result();
    QVERIFY(names);
    QCOMPARE(*names, QList<QString>({ QString(), QStringLiteral("ann") }));
}

void tst_Workspace::isForItsOwnerOnly()
{
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("private/w.signalbox")));

    QVERIFY(Workspace::create(location, {}));

    struct stat facts = {};
    QCOMPARE(::stat(QFile::encodeName(location.path).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, mode_t(0600));
    QCOMPARE(::stat(QFile::encodeName(folder.filePath(QStringLiteral("private"))).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, mode_t(0700));
}

void tst_Workspace::leavesOneFileBehind()
{
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    {
        auto created = Workspace::create(location, {});
        QVERIFY(created);
        const auto count = [](Connection &connection) { return Sql::exec(connection, QStringLiteral("SELECT count(*) FROM usage_users")); };
        QVERIFY((*created)->reader().run(count).result());
        QVERIFY((*created)->writer().run(count).result());
    }

    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList { QStringLiteral("w.signalbox") });
}

void tst_Workspace::isNeverOverwritten()
{
    QFETCH(Dialect, dialect);
    TestDatabase test(dialect);
    QVERIFY(test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES ('ann')")));

    const auto again = Workspace::create(test.location(), {});

    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM usage_users")), 2);
    QCOMPARE(test.number(QStringLiteral("SELECT count(*) FROM audit_log")), 1);
}

void tst_Workspace::needsAServersDatabase()
{
    const auto existing = TestPostgreSql::newDatabase();
    auto missing = existing;
    missing.url.replace(QStringLiteral("/test_"), QStringLiteral("/absent_"));
    auto unreachable = existing;
    unreachable.url = QStringLiteral("postgresql://nobody@127.0.0.1:1/x");

    const auto empty = Workspace::open(existing);
    const auto absent = Workspace::open(missing);
    const auto refused = Workspace::open(unreachable);

    QVERIFY(!empty && !absent && !refused);
    QCOMPARE(empty.error().kind, Error::Kind::CannotOpen);
    QCOMPARE(absent.error().kind, Error::Kind::CannotOpen);
    QCOMPARE(refused.error().kind, Error::Kind::Network);
    QCOMPARE(TestPostgreSql::psql(existing, QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname = 'signalbox'")), QStringLiteral("0"));
}

void tst_Workspace::refusesWhatIsNone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("special");
    QTest::addColumn<int>("kind");
    const int cannotOpen = int(Error::Kind::CannotOpen);
    const int corrupt = int(Error::Kind::Corrupt);
    const QByteArray valid = validFile();
    QVERIFY(valid.size() > 8192);
    QByteArray garbled = valid;
    garbled.replace(100, valid.size() - 100, QByteArray(valid.size() - 100, '\x5a'));

    QTest::newRow("nothing") << QByteArray() << QStringLiteral("missing") << cannotOpen;
    QTest::newRow("empty") << QByteArray() << QString() << cannotOpen;
    QTest::newRow("text") << QByteArray("Dear reader,\n").repeated(50) << QString() << cannotOpen;
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16).repeated(20) << QString() << cannotOpen;
    QTest::newRow("encrypted") << QCryptographicHash::hash("x", QCryptographicHash::Sha512).repeated(64) << QString() << cannotOpen;
    QTest::newRow("foreign") << withNumber(valid, 68, 0x12345678) << QString() << cannotOpen;
    QTest::newRow("newer") << withNumber(valid, 60, 999) << QString() << int(Error::Kind::TooNew);
    QTest::newRow("no version") << withNumber(valid, 60, 0) << QString() << corrupt;
    QTest::newRow("header only") << valid.left(60) << QString() << corrupt;
    QTest::newRow("garbled") << garbled << QString() << corrupt;
    QTest::newRow("cut off") << valid.left(4096) << QString() << corrupt;
    QTest::newRow("folder") << QByteArray() << QStringLiteral("folder") << cannotOpen;
    QTest::newRow("pipe") << QByteArray() << QStringLiteral("pipe") << cannotOpen;
    QTest::newRow("link to itself") << QByteArray() << QStringLiteral("loop") << cannotOpen;
    QTest::newRow("link to a device") << QByteArray() << QStringLiteral("device") << cannotOpen;
}

void tst_Workspace::refusesWhatIsNone()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, special);
    QFETCH(int, kind);
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    const QByteArray name = QFile::encodeName(location.path);
    if (special == QLatin1String("folder"))
        QVERIFY(QDir().mkdir(location.path));
    else if (special == QLatin1String("pipe"))
        QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    else if (special == QLatin1String("loop"))
        QCOMPARE(::symlink(name.constData(), name.constData()), 0);
    else if (special == QLatin1String("device"))
        QCOMPARE(::symlink("/dev/zero", name.constData()), 0);
    else if (special.isEmpty())
        write(location.path, content);
    const auto before = fingerprint(folder.path());

    for (const auto access : { Database::Access::ReadWrite, Database::Access::ReadOnly }) {
        const auto opened = Workspace::open(location, access);

        QVERIFY(!opened);
        QCOMPARE(int(opened.error().kind), kind);
        QVERIFY2(opened.error().summary.contains(QStringLiteral("w.signalbox")), qPrintable(opened.error().summary));
        QCOMPARE(fingerprint(folder.path()), before);
    }
}

void tst_Workspace::refusesAnEmptyDatabase()
{
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
        database.setDatabaseName(location.path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA application_id=%1").arg(SchemaMigrations::ApplicationId)));
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version=1")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("raw"));
    const auto before = fingerprint(folder.path());

    const auto opened = Workspace::open(location);

    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Error::Kind::Corrupt);
    QCOMPARE(fingerprint(folder.path()), before);
}

void tst_Workspace::opensTwiceInOneProcess()
{
    TestDatabase test;
    QVERIFY(test.exec(QStringLiteral("INSERT INTO usage_users (name) VALUES ('ann')")));

    auto second = Workspace::open(test.location());

    QVERIFY2(second, qPrintable(second ? QString() : second.error().line()));
    const auto seen = (*second)->reader().run([](Connection &connection) {
        return Sql::selectOne(connection, QStringLiteral("SELECT count(*) FROM usage_users"), {}, [](const Row &row) { return row.int64(0); });
    }).result();
    QVERIFY(seen);
    QCOMPARE(seen->value_or(0), 2);
}

void tst_Workspace::saysWhatIsMissing()
{
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    {
        auto created = Workspace::create(location, {});
        QVERIFY(created);
        const auto sequence = (*created)->writer().run([](Connection &connection) { return CommitSequence::bump(connection); }).result();
        QVERIFY(sequence);
        QCOMPARE(*sequence, 1);
        QVERIFY(CommitSequence::mirror(location, *sequence));
    }
    QVERIFY((*Workspace::open(location))->warning().isEmpty());
    QVERIFY(CommitSequence::mirror(location, 34));

    const auto opened = Workspace::open(location);

    QVERIFY(opened);
    QCOMPARE((*opened)->access(), Database::Access::ReadOnly);
    QVERIFY((*opened)->warning().contains(QStringLiteral("33")));
    QCOMPARE((*opened)->readOnlyReason(), (*opened)->warning());
}

void tst_Workspace::opensReadOnlyWithoutPermission_data()
{
    QTest::addColumn<int>("fileMode");
    QTest::addColumn<int>("folderMode");
    QTest::newRow("file") << 0444 << 0777;
    QTest::newRow("folder") << 0666 << 0555;
    QTest::newRow("both") << 0444 << 0555;
}

void tst_Workspace::opensReadOnlyWithoutPermission()
{
    QFETCH(int, fileMode);
    QFETCH(int, folderMode);
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    QVERIFY(Workspace::create(location, {}));
    QCOMPARE(::chmod(QFile::encodeName(location.path).constData(), mode_t(fileMode)), 0);
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), mode_t(folderMode)), 0);

    {
        const Nobody nobody;
        const auto opened = Workspace::open(location);

        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().line()));
        QCOMPARE((*opened)->access(), Database::Access::ReadOnly);
        QVERIFY(!(*opened)->readOnlyReason().isEmpty());
        const auto read = (*opened)->reader().run([](Connection &connection) {
            return Sql::selectOne(connection, QStringLiteral("SELECT count(*) FROM audit_log"), {}, [](const Row &row) { return row.int64(0); });
        }).result();
        QVERIFY2(read, qPrintable(read ? QString() : read.error().line()));
        QCOMPARE(read->value_or(-1), 1);
    }
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0700), 0);
}

void tst_Workspace::asksForACopyOfAnUnclosedFileInAReadOnlyFolder()
{
    QTemporaryDir folder;
    const auto location = at(folder.filePath(QStringLiteral("w.signalbox")));
    QVERIFY(Workspace::create(location, {}));
    QCOMPARE(::chmod(QFile::encodeName(location.path).constData(), 0644), 0);
    write(location.path + QStringLiteral("-wal"), QByteArray(64, 'x'));
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0555), 0);

    {
        const Nobody nobody;
        const auto opened = Workspace::open(location);

        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, Error::Kind::Denied);
        QVERIFY(opened.error().summary.contains(QStringLiteral("copy")));
    }
    QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0700), 0);
}

void tst_Workspace::keepsTheCommitCountWhenTheDiskIsFull()
{
    const QTemporaryDir folder;
    const WorkspaceLocation location = at(folder.filePath(QStringLiteral("w.signalbox")));
    QVERIFY(CommitSequence::mirror(location, 5));
    rlimit before {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none { 0, before.rlim_max };
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &none), 0);

    const auto mirrored = CommitSequence::mirror(location, 6);

    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignored);
    QVERIFY(!mirrored);
    QCOMPARE(mirrored.error().kind, Error::Kind::Storage);
    QCOMPARE(CommitSequence::mirrored(location), 5);
}

QTEST_GUILESS_MAIN(tst_Workspace)
#include "tst_workspace.moc"
