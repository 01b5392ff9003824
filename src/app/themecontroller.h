#pragma once

#include "services/settings.h"
#include "services/systemtheme.h"

#include <QObject>

class QApplication;

/// Puts the chosen theme on the program, and follows the desktop where the choice is System.
class ThemeController : public QObject
{
    Q_OBJECT

public:
    ThemeController(QApplication &application, Settings &settings);

    /// Remembers the choice and shows it at once.
    void choose(ThemeChoice choice);

private:
    void apply();

    QApplication &m_application;
    Settings &m_settings;
    SystemTheme m_system;
};
