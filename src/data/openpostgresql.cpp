#include "data/engine.h"
#include "data/openconnection.h"
#include "data/sql.h"

#include <QCoreApplication>
#include <QSqlError>
#include <QUrl>
#include <QUrlQuery>

#include <libpq-fe.h>

namespace {

/// What a workspace's address may say beyond host, user and database. Everything else could redirect the connection or
/// weaken it behind the user's back.
const QStringList &knownOptions()
{
    static const QStringList options { QStringLiteral("host"), QStringLiteral("port"), QStringLiteral("user"), QStringLiteral("sslmode"),
        QStringLiteral("sslrootcert"), QStringLiteral("sslcert"), QStringLiteral("sslkey"), QStringLiteral("connect_timeout"),
        QStringLiteral("application_name"), QStringLiteral("gssencmode"), QStringLiteral("channel_binding") };
    return options;
}

QString quoted(QString value)
{
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('\''), QLatin1String("\\'"));
    return QLatin1Char('\'') + value + QLatin1Char('\'');
}

Result<> configure(QSqlDatabase &database, const WorkspaceLocation &location)
{
    const QUrl url(location.url);
    QMap<QString, QString> options { { QStringLiteral("connect_timeout"), QStringLiteral("10") },
        { QStringLiteral("application_name"), QStringLiteral("signalbox") } };
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items) {
        // The driver turns ';' into a separator whatever the quotes say.
        if (!knownOptions().contains(key) || value.contains(QLatin1Char(';'))) {
            return Error { Error::Kind::Usage,
                QCoreApplication::translate("OpenConnection", "The option \"%1\" of a postgresql:// address cannot be used here.")
                    .arg(visibleControls(key)),
                {} };
        }
        options.insert(key, value);
    }
    const auto take = [&options](const char *key, const QString &preferred) {
        const QString other = options.take(QLatin1String(key));
        return preferred.isEmpty() ? other : preferred;
    };
    database.setHostName(take("host", url.host(QUrl::FullyDecoded)));
    database.setUserName(take("user", url.userName(QUrl::FullyDecoded)));
    const int port = take("port", url.port() > 0 ? QString::number(url.port()) : QString()).toInt();
    if (port > 0)
        database.setPort(port);
    database.setDatabaseName(url.path(QUrl::FullyDecoded).mid(1));
    database.setPassword(location.password);
    QStringList pairs;
    for (auto it = options.cbegin(); it != options.cend(); ++it)
        pairs.append(it.key() + QLatin1Char('=') + quoted(it.value()));
    database.setConnectOptions(pairs.join(QLatin1Char(';')));
    // Sums of bigint are numeric; the driver's default would turn them into doubles.
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);
    return Ok;
}

struct Setting
{
    const char *name;
    const char *value;
    const char *readBack;
};

Result<> applySettings(Connection &connection, bool writes)
{
    const Setting settings[] = {
        { "timezone", "UTC", "UTC" },
        { "datestyle", "ISO", nullptr },
        { "standard_conforming_strings", "on", "on" },
        { "bytea_output", "hex", "hex" },
        { "search_path", "signalbox", "signalbox" },
        { "client_min_messages", "warning", "warning" },
        { "lock_timeout", "5s", "5s" },
        { "statement_timeout", "10min", "10min" },
        { "idle_in_transaction_session_timeout", "1min", "1min" },
        { "default_transaction_read_only", writes ? "off" : "on", writes ? "off" : "on" },
    };
    for (const auto &setting : settings) {
        const QString name = QString::fromLatin1(setting.name);
        const auto set = Sql::exec(connection, QStringLiteral("SET %1 = '%2'").arg(name, QString::fromLatin1(setting.value)));
        if (!set)
            return set.error();
        const auto value = Sql::selectOne(connection, QStringLiteral("SHOW %1").arg(name), {}, [](const Row &row) { return row.text(0); });
        if (!value)
            return value.error();
        if (setting.readBack && value->value_or(QString()) != QLatin1String(setting.readBack)) {
            return Error { Error::Kind::Internal,
                QCoreApplication::translate("OpenConnection", "%1 could not be opened safely.").arg(connection.name()),
                QStringLiteral("%1 is %2").arg(name, value->value_or(QString())) };
        }
    }
    return Ok;
}

/// libpq gives no code for a refused connection; its words are kept for the log, and only these tell what to do.
Error connectFailure(Connection &connection, const QSqlError &error)
{
    auto failure = Sql::failure(connection, error);
    const QString text = error.databaseText() + error.driverText();
    const auto says = [&text](const char *words) { return text.contains(QLatin1String(words), Qt::CaseInsensitive); };
    const auto translated = [&connection](const char *sentence) {
        return QCoreApplication::translate("OpenConnection", sentence).arg(connection.name());
    };
    if (says("password authentication failed") || says("no pg_hba.conf entry") || says("no password supplied")
        || says("permission denied for database") || says("is not permitted to log in") || says("Peer authentication failed"))
        return { Error::Kind::Denied, translated("%1 refused the user name or password."), failure.detail };
    if (says("database \"") && says("does not exist"))
        return { Error::Kind::CannotOpen, translated("There is no database %1."), failure.detail };
    if (says("role \"") && says("does not exist"))
        return { Error::Kind::Denied, translated("%1 refused the user name or password."), failure.detail };
    if (says("too many clients") || says("too many connections") || says("the database system is"))
        return { Error::Kind::Busy, translated("%1 takes no more connections right now."), failure.detail };
    return { Error::Kind::Network, translated("%1 does not answer."), failure.detail };
}

}

Result<> OpenConnection::openPostgreSql(const WorkspaceLocation &location, Mode mode)
{
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
        m_connection = std::make_unique<Connection>(database, Dialect::PostgreSql, location.displayName());
    }
    if (auto configured = configure(m_connection->handle(), location); !configured)
        return configured;
    if (!m_connection->handle().open())
        return connectFailure(*m_connection, m_connection->handle().lastError());
    pg_conn *handle = Engine::postgresql(*m_connection);
    if (!handle)
        return Sql::failure(*m_connection, m_connection->handle().lastError());
    PQsetNoticeProcessor(handle, [](void *, const char *) {}, nullptr); // they would go to our stderr
    return applySettings(*m_connection, mode == Mode::Write || mode == Mode::Create);
}
