#include "features/phases/phaseview.h"

#include <QCoreApplication>

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(PhaseText)
};

constexpr qint64 MinutesPerDay = 24 * 60;

QString length(qint64 minutes)
{
    const qint64 days = minutes / MinutesPerDay;
    const qint64 hours = minutes % MinutesPerDay / 60;
    if (days > 0)
        return hours > 0 ? Tr::tr("%1 d %2 h").arg(days).arg(hours) : Tr::tr("%1 d").arg(days);
    return hours > 0 ? minutes % 60 > 0 ? Tr::tr("%1 h %2 min").arg(hours).arg(minutes % 60) : Tr::tr("%1 h").arg(hours)
                     : Tr::tr("%1 min").arg(minutes);
}

/// "1:02:03", "2:03".
QString clockText(qint64 seconds)
{
    const QString minutesAndSeconds = QStringLiteral("%1:%2")
                                          .arg(seconds / 60 % 60, seconds >= 3600 ? 2 : 1, 10, QLatin1Char('0'))
                                          .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds >= 3600 ? QStringLiteral("%1:%2").arg(seconds / 3600).arg(minutesAndSeconds) : minutesAndSeconds;
}

}

QString PhaseText::countdown(UtcMicros endsAt, UtcMicros now)
{
    const qint64 minutes = qAbs(endsAt - now) / MicrosPerMinute;
    return endsAt >= now ? Tr::tr("%1 left").arg(length(minutes)) : Tr::tr("%1 over").arg(length(minutes));
}

QString PhaseText::stopwatch(UtcMicros started, const std::optional<qint64> &limitSeconds, UtcMicros now)
{
    const QString passed = clockText(qMax<qint64>(0, (now - started) / MicrosPerSecond));
    if (!limitSeconds)
        return Tr::tr("%1, no limit").arg(passed);
    return *limitSeconds == 0 ? Tr::tr("%1, due at once").arg(passed)
                              : Tr::tr("%1 of %2").arg(passed, clockText(*limitSeconds));
}

QString PhaseText::duration(const std::optional<qint64> &days)
{
    return days ? Tr::tr("%n days", nullptr, int(*days)) : Tr::tr("Ongoing");
}

QString PhaseText::limit(const std::optional<qint64> &minutes)
{
    if (!minutes)
        return Tr::tr("Not applicable");
    return *minutes == 0 ? Tr::tr("Immediately") : Tr::tr("Within %1").arg(length(*minutes));
}

QString PhaseText::state(PlanBar::State state)
{
    switch (state) {
    case PlanBar::State::Planned:
        return Tr::tr("Planned");
    case PlanBar::State::Running:
        return Tr::tr("Running");
    case PlanBar::State::Completed:
        return Tr::tr("Completed");
    case PlanBar::State::RolledBack:
        return Tr::tr("Rolled back");
    }
    Q_UNREACHABLE();
}
