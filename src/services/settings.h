#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QSettings>
#include <QSize>
#include <QString>
#include <QStringList>

/// A preference: its key, its type and its default, stated once.
template<typename T>
struct Setting
{
    QLatin1String key;
    T fallback;
};

enum class ThemeChoice { System, Light, Dark };

namespace Preferences {
inline const Setting<QString> Theme { QLatin1String("ui/theme"), QStringLiteral("system") };
inline const Setting<QSize> WindowSize { QLatin1String("window/size"), QSize(1280, 800) };
inline const Setting<QStringList> RecentWorkspaces { QLatin1String("workspaces/recent"), {} };
inline const Setting<QStringList> SearchUses { QLatin1String("search/uses"), {} };
}

/// Typed access to the user's preferences, kept in one INI file. Never holds secrets. Use on one thread.
class Settings
{
public:
    explicit Settings(const QString &path) : m_file(path, QSettings::IniFormat) {}

    /// Where the file belongs: `configDirectory` (from --config-dir) if given, else SIGNALBOX_CONFIG_DIR, else the
    /// user's configuration folder.
    static QString defaultPath(const QString &configDirectory = {});

    QString path() const { return m_file.fileName(); }

    template<typename T>
    T value(const Setting<T> &setting) const
    {
        const QVariant stored = m_file.value(setting.key);
        return stored.canConvert<T>() ? stored.value<T>() : setting.fallback;
    }
    template<typename T>
    void setValue(const Setting<T> &setting, const T &value)
    {
        m_file.setValue(setting.key, QVariant::fromValue(value));
    }

    /// System for anything that is not a known word.
    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

    /// Newest first, at most ten, each once. A location's text is its path or its URL without the password.
    QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString &location);
    void removeRecentWorkspace(const QString &location);

    /// Column widths and order of a table, as QHeaderView or the table itself writes them; empty if none.
    QByteArray headerState(const QString &tableId) const;
    void setHeaderState(const QString &tableId, const QByteArray &state);

    /// The route (as a URL) that a workspace was left at; empty if none.
    QString lastRoute(const QString &location) const;
    void setLastRoute(const QString &location, const QString &route);

    /// Writes to disk now. False where the file cannot be written: preferences then last until the program ends.
    bool save();

private:
    QSettings m_file;
};
