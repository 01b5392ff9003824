#include "app/agetext.h"

#include <QCoreApplication>

QString ageText(UtcMicros age)
{
    const auto text = [](const char *form, qint64 count) { return QCoreApplication::translate("Age", form).arg(count); };
    const qint64 seconds = age / MicrosPerSecond;
    if (seconds < 1)
        return QCoreApplication::translate("Age", "just now");
    if (seconds < 90)
        return text(QT_TRANSLATE_NOOP("Age", "%1 s ago"), seconds);
    if (age < 90 * MicrosPerMinute)
        return text(QT_TRANSLATE_NOOP("Age", "%1 min ago"), age / MicrosPerMinute);
    if (age < 48 * MicrosPerHour)
        return text(QT_TRANSLATE_NOOP("Age", "%1 h ago"), age / MicrosPerHour);
    return text(QT_TRANSLATE_NOOP("Age", "%1 d ago"), age / (24 * MicrosPerHour));
}
