#include "app/themecontroller.h"

#include "widgets/theme.h"

ThemeController::ThemeController(QApplication &application, Settings &settings)
    : m_application(application)
    , m_settings(settings)
{
    connect(&m_system, &SystemTheme::changed, this, &ThemeController::apply);
    apply();
}

void ThemeController::choose(ThemeChoice choice)
{
    m_settings.setTheme(choice);
    apply();
}

void ThemeController::apply()
{
    const ThemeChoice choice = m_settings.theme();
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_system.prefersDark());
    Theme::apply(m_application, dark ? Theme::Mode::Dark : Theme::Mode::Light);
}
