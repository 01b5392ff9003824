#include "support/testpostgresql.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QUrl>

#include <pwd.h>
#include <unistd.h>

namespace {

QString binaries()
{
    const QDir root(QStringLiteral("/usr/lib/postgresql"));
    const QStringList versions = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &version : versions) {
        const QString folder = root.filePath(version + QStringLiteral("/bin"));
        if (QFile::exists(folder + QStringLiteral("/initdb")))
            return folder;
    }
    return {};
}

/// The server refuses to run as root: then it runs as "postgres".
bool changesUser()
{
    return ::geteuid() == 0;
}

QString run(const QString &program, QStringList arguments)
{
    QProcess process;
    process.setWorkingDirectory(QStringLiteral("/"));
    if (changesUser())
        process.start(QStringLiteral("runuser"),
            QStringList { QStringLiteral("-u"), QStringLiteral("postgres"), QStringLiteral("--"), program } + arguments);
    else
        process.start(program, arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

class Server
{
public:
    Server()
    {
        QByteArray name = QFile::encodeName(QDir::tempPath()) + "/signalbox-pg-XXXXXX";
        if (!::mkdtemp(name.data()))
            qFatal("no temporary folder for PostgreSQL");
        folder = QFile::decodeName(name);
        if (changesUser()) {
            const auto *user = ::getpwnam("postgres");
            if (!user || ::chown(name.constData(), user->pw_uid, user->pw_gid) != 0)
                qFatal("no user postgres");
        }
        const QString bin = binaries();
        const QString data = folder + QStringLiteral("/data");
        run(bin + QStringLiteral("/initdb"), { QStringLiteral("-D"), data, QStringLiteral("-U"), QStringLiteral("postgres"),
            QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"),
            QStringLiteral("--locale=C.UTF-8"), QStringLiteral("-N") });
        watch(bin, data); // before the start: nothing may outlive this program
        run(bin + QStringLiteral("/pg_ctl"), { QStringLiteral("-D"), data, QStringLiteral("-w"), QStringLiteral("-l"),
            folder + QStringLiteral("/log"), QStringLiteral("-o"),
            QStringLiteral("-c listen_addresses='' -k %1 -c fsync=off -c max_connections=40 -c shared_buffers=32MB").arg(folder),
            QStringLiteral("start") });
    }

    QString folder;

private:
    void watch(const QString &bin, const QString &data) const
    {
        const QString stop = QStringLiteral("%1%2/pg_ctl -D %3 -m immediate stop")
                                 .arg(changesUser() ? QStringLiteral("runuser -u postgres -- ") : QString(), bin, data);
        QProcess watcher;
        watcher.setProgram(QStringLiteral("setsid"));
        watcher.setArguments({ QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral("while kill -0 %1; do sleep 0.2; done; %2; rm -rf %3").arg(::getpid()).arg(stop, folder) });
        watcher.setWorkingDirectory(QStringLiteral("/"));
        watcher.setStandardInputFile(QProcess::nullDevice());
        watcher.setStandardOutputFile(QProcess::nullDevice());
        watcher.setStandardErrorFile(QProcess::nullDevice());
        if (!watcher.startDetached())
            qFatal("nobody to stop PostgreSQL");
    }
};

const Server &server()
{
    static const Server running;
    return running;
}

QString psqlIn(const QString &database, const QString &statement)
{
    return run(binaries() + QStringLiteral("/psql"), { QStringLiteral("-h"), server().folder, QStringLiteral("-U"),
        QStringLiteral("postgres"), QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-A"), QStringLiteral("-t"),
        QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-c"), statement, database });
}

}

bool TestPostgreSql::isInstalled()
{
    return !binaries().isEmpty();
}

WorkspaceLocation TestPostgreSql::newDatabase()
{
    static int number = 0;
    const QString name = QStringLiteral("test_%1").arg(++number);
    psqlIn(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE ") + name);
    const auto location = WorkspaceLocation::parse(QStringLiteral("postgresql:///%1?user=postgres&host=%2").arg(name, server().folder));
    if (!location)
        qFatal("%s", qPrintable(location.error().line()));
    return *location;
}

QString TestPostgreSql::psql(const WorkspaceLocation &location, const QString &statement)
{
    return psqlIn(QUrl(location.url).path().mid(1), statement);
}
