#include "data/workspacelocation.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>
#include <QUrlQuery>

namespace {

Error usage(const char *text, const QString &what)
{
    return { Error::Kind::Usage,
        QCoreApplication::translate("WorkspaceLocation", text).arg(visibleControls(what.left(200))), {} };
}

Result<WorkspaceLocation> parseUrl(const QString &text)
{
    // The text may hold a password: no message repeats it.
    QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return usage("This is not a valid postgresql:// address.%1", {});
    url.setScheme(QStringLiteral("postgresql"));
    const QString database = url.path().mid(1);
    if (database.isEmpty() || database.contains(QLatin1Char('/')))
        return usage("Name one database after the host, as in postgresql://user@host/database.%1", {});

    WorkspaceLocation location;
    location.dialect = Dialect::PostgreSql;
    location.password = url.password(QUrl::FullyDecoded);
    url.setPassword(QString());
    QUrlQuery query(url);
    if (query.hasQueryItem(QStringLiteral("password"))) {
        location.password = query.queryItemValue(QStringLiteral("password"), QUrl::FullyDecoded);
        query.removeAllQueryItems(QStringLiteral("password"));
        url.setQuery(query);
    }
    location.url = url.toString(QUrl::FullyEncoded);
    return location;
}

}

Result<WorkspaceLocation> WorkspaceLocation::parse(const QString &text)
{
    if (text.startsWith(QLatin1String("postgresql://")) || text.startsWith(QLatin1String("postgres://")))
        return parseUrl(text);
    if (text.startsWith(QLatin1String("file:"), Qt::CaseInsensitive) || text == QLatin1String(":memory:")
        || text.contains(QLatin1String("://")) || text.contains(QChar(0)))
        return usage("\"%1\" is not the path of a workspace. Give a file's path or a postgresql:// address.", text);

    WorkspaceLocation location;
    location.path = text.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/signalbox/default.signalbox")
        : QDir::cleanPath(QFileInfo(text).absoluteFilePath());
    return location;
}

QString WorkspaceLocation::displayName() const
{
    if (dialect == Dialect::Sqlite)
        return visibleControls(QFileInfo(path).fileName());
    const QUrl parsed(url);
    return visibleControls((parsed.host().isEmpty() ? QStringLiteral("localhost") : parsed.host()) + parsed.path());
}
