#include "flags/phase.h"

#include <QCoreApplication>

namespace {

constexpr UtcMicros MicrosPerDay = 24 * MicrosPerHour;

QString tr(const char *text) { return QCoreApplication::translate("RolloutPhase", text); }

}

std::optional<UtcMicros> RolloutPhase::due() const
{
    if (status != PhaseStatus::Running || !started || !durationDays)
        return std::nullopt;
    return *started + *durationDays * MicrosPerDay;
}

std::optional<qint64> RolloutPhase::rollbackLimitSeconds() const
{
    if (!rollbackMinutes)
        return std::nullopt;
    return *rollbackMinutes == 0 ? 60 : qint64(*rollbackMinutes) * 60;
}

std::optional<bool> PhaseRollback::metLimit() const
{
    if (!limitSeconds || !flagsOff)
        return std::nullopt;
    return *flagsOff - started <= *limitSeconds * MicrosPerSecond;
}

QString phaseStatusName(PhaseStatus status)
{
    switch (status) {
    case PhaseStatus::Pending:
        return QStringLiteral("pending");
    case PhaseStatus::Running:
        return QStringLiteral("running");
    case PhaseStatus::Completed:
        return QStringLiteral("completed");
    case PhaseStatus::RolledBack:
        return QStringLiteral("rolled-back");
    }
    Q_UNREACHABLE();
}

PhaseStatus phaseStatusNamed(const QString &name)
{
    for (const PhaseStatus status : { PhaseStatus::Running, PhaseStatus::Completed, PhaseStatus::RolledBack }) {
        if (name == phaseStatusName(status))
            return status;
    }
    return PhaseStatus::Pending;
}

QString rollbackLimitText(std::optional<int> minutes)
{
    if (!minutes)
        return tr("not applicable");
    if (*minutes == 0)
        return tr("immediate");
    if (*minutes == 60)
        return tr("within 1 hour");
    if (*minutes % 60 == 0)
        return tr("within %1 hours").arg(*minutes / 60);
    return *minutes == 1 ? tr("within 1 minute") : tr("within %1 minutes").arg(*minutes);
}
