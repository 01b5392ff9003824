#include "services/settings.h"

#include <QDir>
#include <QStandardPaths>
#include <QUrl>

namespace {

constexpr int MaxRecentWorkspaces = 10;

/// A key below `group` for any text: slashes would nest, and INI keys are not case-safe everywhere.
QString keyFor(QLatin1String group, const QString &text)
{
    return group + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(text));
}

constexpr QLatin1String HeaderGroup("headers");
constexpr QLatin1String RouteGroup("routes");

}

QString Settings::defaultPath(const QString &configDirectory)
{
    QString directory = configDirectory;
    if (directory.isEmpty())
        directory = qEnvironmentVariable("SIGNALBOX_CONFIG_DIR");
    if (directory.isEmpty())
        directory = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/signalbox");
    return QDir::cleanPath(QDir::current().absoluteFilePath(directory)) + QStringLiteral("/signalbox.ini");
}

ThemeChoice Settings::theme() const
{
    const QString word = value(Preferences::Theme);
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    return word == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System: return setValue(Preferences::Theme, QStringLiteral("system"));
    case ThemeChoice::Light: return setValue(Preferences::Theme, QStringLiteral("light"));
    case ThemeChoice::Dark: return setValue(Preferences::Theme, QStringLiteral("dark"));
    }
}

QStringList Settings::recentWorkspaces() const
{
    return value(Preferences::RecentWorkspaces).mid(0, MaxRecentWorkspaces);
}

void Settings::addRecentWorkspace(const QString &location)
{
    QStringList recent = recentWorkspaces();
    recent.removeAll(location);
    recent.prepend(location);
    setValue(Preferences::RecentWorkspaces, recent.mid(0, MaxRecentWorkspaces));
}

void Settings::removeRecentWorkspace(const QString &location)
{
    QStringList recent = recentWorkspaces();
    recent.removeAll(location);
    setValue(Preferences::RecentWorkspaces, recent);
}

QByteArray Settings::headerState(const QString &tableId) const
{
    return m_file.value(keyFor(HeaderGroup, tableId)).toByteArray();
}

void Settings::setHeaderState(const QString &tableId, const QByteArray &state)
{
    m_file.setValue(keyFor(HeaderGroup, tableId), state);
}

QString Settings::lastRoute(const QString &location) const
{
    return m_file.value(keyFor(RouteGroup, location)).toString();
}

void Settings::setLastRoute(const QString &location, const QString &route)
{
    m_file.setValue(keyFor(RouteGroup, location), route);
}

bool Settings::save()
{
    m_file.sync();
    return m_file.status() == QSettings::NoError;
}
