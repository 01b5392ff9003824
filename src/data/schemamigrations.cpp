#include "data/schemamigrations.h"

#include "data/sql.h"
#include "data/transaction.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("SchemaMigrations", text);
}

/// Without comment lines, empty lines and trailing blanks: what may be tidied without being another script.
QByteArray normalised(const QString &text)
{
    QByteArray kept;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (QString line : lines) {
        while (!line.isEmpty() && line.back().isSpace())
            line.chop(1);
        if (!line.isEmpty() && !line.trimmed().startsWith(QLatin1String("--")))
            kept += line.toUtf8() + '\n';
    }
    return kept;
}

QByteArray checksumOf(const QString &text)
{
    return QCryptographicHash::hash(normalised(text), QCryptographicHash::Sha256).toHex();
}

Result<bool> hasHistory(Connection &connection)
{
    const auto found = Sql::selectOne(connection,
        connection.dialect() == Dialect::Sqlite
            ? QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_history'")
            : QStringLiteral("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = 'signalbox' AND tablename = 'schema_history'"),
        {}, [](const Row &row) { return row.int64(0) > 0; });
    if (!found)
        return found.error();
    return found->value_or(false);
}

QString createHistory(Dialect dialect)
{
    return QStringLiteral(R"(
        CREATE TABLE schema_history (
            version %1 NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_us %1 NOT NULL,
            app_version TEXT NOT NULL,
            execution_ms %1 NOT NULL
        )%2)")
        .arg(dialect == Dialect::Sqlite ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT"),
            dialect == Dialect::Sqlite ? QStringLiteral(" STRICT") : QString());
}

}

Result<SchemaMigrations> SchemaMigrations::load(Dialect dialect, const QString &folder)
{
    const QDir dir(!folder.isEmpty() ? folder
            : dialect == Dialect::Sqlite ? QStringLiteral(":/schema/sqlite") : QStringLiteral(":/schema/postgresql"));
    static const QRegularExpression pattern(QStringLiteral("^(\\d{4})_(\\w+)\\.sql$"));
    SchemaMigrations migrations;
    const QStringList names = dir.entryList({ QStringLiteral("*.sql") }, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const auto match = pattern.match(name);
        QFile file(dir.filePath(name));
        if (!match.hasMatch() || match.captured(1).toInt() != migrations.newest() + 1 || !file.open(QIODevice::ReadOnly))
            return Error { Error::Kind::Internal, translated("The program's schema scripts are not in order."), name };
        const QString text = QString::fromUtf8(file.readAll());
        migrations.m_scripts.append({ match.captured(1).toInt(), match.captured(2), text, checksumOf(text) });
    }
    if (migrations.m_scripts.isEmpty())
        return Error { Error::Kind::Internal, translated("The program's schema scripts are missing."), dir.path() };
    return migrations;
}

QStringList SchemaMigrations::statements(const QString &script)
{
    static const QRegularExpression end(QStringLiteral(";[ \\t]*\\r?\\n[ \\t]*(?:\\r?\\n|$)|;\\s*$"));
    QStringList found;
    for (const QString &part : script.split(end)) {
        if (!normalised(part).isEmpty())
            found.append(part);
    }
    return found;
}

Result<int> SchemaMigrations::check(Connection &connection) const
{
    const auto history = hasHistory(connection);
    if (!history)
        return history.error();
    if (!*history)
        return 0;
    struct Applied
    {
        int version;
        QByteArray checksum;
    };
    const auto applied = Sql::select(connection, QStringLiteral("SELECT version, checksum FROM schema_history ORDER BY version"), {},
        [](const Row &row) { return Applied { int(row.int64(0)), row.text(1).toLatin1() }; });
    if (!applied)
        return applied.error();
    for (const auto &one : *applied) {
        if (one.version > newest()) {
            return Error { Error::Kind::TooNew,
                translated("%1 was written by a newer version of this program. Update the program to open it.").arg(connection.name()),
                QStringLiteral("schema %1, program %2").arg(applied->last().version).arg(newest()) };
        }
        if (one.version < 1 || m_scripts.at(one.version - 1).checksum != one.checksum) {
            return Error { Error::Kind::Mismatch,
                translated("The schema of %1 is not the one that this program knows.").arg(connection.name()),
                QStringLiteral("schema %1").arg(one.version) };
        }
    }
    return applied->isEmpty() ? 0 : applied->last().version;
}

Result<> SchemaMigrations::migrate(Connection &connection) const
{
    const auto version = check(connection);
    if (!version)
        return version.error();
    for (const auto &script : m_scripts) {
        if (script.version <= *version)
            continue;
        Transaction transaction(connection);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (auto applied = apply(connection, script); !applied)
            return applied;
        if (auto committed = transaction.commit(); !committed)
            return committed;
    }
    return Ok;
}

Result<> SchemaMigrations::createAll(Connection &connection) const
{
    if (auto made = Sql::exec(connection, createHistory(connection.dialect())); !made)
        return made.error();
    for (const auto &script : m_scripts) {
        if (auto applied = apply(connection, script); !applied)
            return applied;
    }
    return Ok;
}

Result<> SchemaMigrations::apply(Connection &connection, const Script &script) const
{
    QElapsedTimer timer;
    timer.start();
    QStringList all = statements(script.text);
    if (connection.dialect() == Dialect::Sqlite) {
        all.append(QStringLiteral("PRAGMA application_id=%1").arg(ApplicationId));
        all.append(QStringLiteral("PRAGMA user_version=%1").arg(script.version));
    }
    for (const QString &statement : std::as_const(all)) {
        if (auto done = Sql::exec(connection, statement); !done)
            return done.error();
    }
    const auto recorded = Sql::exec(connection, QStringLiteral("INSERT INTO schema_history VALUES (?, ?, ?, ?, ?, ?)"),
        { qint64(script.version), script.name, QString::fromLatin1(script.checksum),
            QDateTime::currentMSecsSinceEpoch() * 1000, QStringLiteral(SIGNALBOX_VERSION), timer.elapsed() });
    if (!recorded)
        return recorded.error();
    return Ok;
}
