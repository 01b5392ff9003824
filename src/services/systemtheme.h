#pragma once

#include <QObject>
#include <QVariant>

class QDBusVariant;

/// Whether the desktop asks for dark windows: org.freedesktop.appearance color-scheme of the settings portal. Light
/// where no portal answers.
class SystemTheme : public QObject
{
    Q_OBJECT

public:
    /// Asks at once, without waiting: the answer arrives as changed().
    explicit SystemTheme(QObject *parent = nullptr);

    bool prefersDark() const { return m_prefersDark; }

signals:
    void changed();

private slots:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);
    bool m_prefersDark = false;
};
