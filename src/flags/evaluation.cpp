#include "flags/evaluation.h"

#include "core/error.h"
#include "flags/flag.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Evaluation", text); }

QString grouped(int number) { return QLocale(QLocale::English).toString(number); }

QString errorWords(const Evaluation &evaluation)
{
    switch (evaluation.error) {
    case FlagError::FlagNotFound:
        return tr("there is no such flag; the caller's own default");
    case FlagError::TargetingKeyMissing:
        return tr("it is on for a share of the people, and nobody is named");
    case FlagError::InvalidContext:
        return tr("there is no environment of that name");
    case FlagError::General:
    case FlagError::None:
        return tr("its prerequisites lead back to it");
    }
    Q_UNREACHABLE();
}

}

QString Evaluation::variant() const { return value ? QStringLiteral("new") : QStringLiteral("legacy"); }

QString Evaluation::ruleId() const
{
    switch (rule) {
    case FlagRule::None:
        return QStringLiteral("none");
    case FlagRule::AllKilled:
        return QStringLiteral("kill-all");
    case FlagRule::Killed:
        return QStringLiteral("kill");
    case FlagRule::EnvironmentOff:
        return QStringLiteral("off:") + subject;
    case FlagRule::Prerequisite:
        return QStringLiteral("prerequisite:") + subject;
    case FlagRule::DeniedUser:
        return QStringLiteral("deny:") + subject;
    case FlagRule::AllowedUser:
        return QStringLiteral("allow:") + subject;
    case FlagRule::Phase:
        return QStringLiteral("phase:%1/%2").arg(QString::number(phase), subject);
    case FlagRule::Group:
        return QStringLiteral("group:") + subject;
    case FlagRule::Split:
        return QStringLiteral("split");
    case FlagRule::Everybody:
        return QStringLiteral("everybody");
    case FlagRule::Nobody:
        return QStringLiteral("default");
    }
    Q_UNREACHABLE();
}

QString Evaluation::words() const
{
    const QString name = visibleControls(subject);
    switch (rule) {
    case FlagRule::None:
        return errorWords(*this);
    case FlagRule::AllKilled:
        return tr("the kill switch holds all new views off");
    case FlagRule::Killed:
        return tr("the kill switch holds this flag off");
    case FlagRule::EnvironmentOff:
        return tr("off in %1").arg(name);
    case FlagRule::Prerequisite:
        return tr("needs %1, which shows its legacy view").arg(name);
    case FlagRule::DeniedUser:
        return tr("user %1 is kept out by name").arg(name);
    case FlagRule::AllowedUser:
        return tr("user %1 is let in by name").arg(name);
    case FlagRule::Phase:
        return tr("group %1, phase %2").arg(name, QString::number(phase));
    case FlagRule::Group:
        return tr("group %1").arg(name);
    case FlagRule::Split:
        return (value ? tr("bucket %1 of %2 is below %3 (%4)") : tr("bucket %1 of %2 is not below %3 (%4)"))
            .arg(grouped(bucket), grouped(WholeRollout), grouped(threshold), rolloutText(threshold));
    case FlagRule::Everybody:
        return tr("on for everybody");
    case FlagRule::Nobody:
        return tr("on, but for nobody like this");
    }
    Q_UNREACHABLE();
}

QString flagReasonName(FlagReason reason)
{
    switch (reason) {
    case FlagReason::Static:
        return QStringLiteral("STATIC");
    case FlagReason::Default:
        return QStringLiteral("DEFAULT");
    case FlagReason::TargetingMatch:
        return QStringLiteral("TARGETING_MATCH");
    case FlagReason::Split:
        return QStringLiteral("SPLIT");
    case FlagReason::Disabled:
        return QStringLiteral("DISABLED");
    case FlagReason::Error:
        return QStringLiteral("ERROR");
    }
    Q_UNREACHABLE();
}

QString flagErrorName(FlagError error)
{
    switch (error) {
    case FlagError::None:
        return {};
    case FlagError::FlagNotFound:
        return QStringLiteral("FLAG_NOT_FOUND");
    case FlagError::TargetingKeyMissing:
        return QStringLiteral("TARGETING_KEY_MISSING");
    case FlagError::InvalidContext:
        return QStringLiteral("INVALID_CONTEXT");
    case FlagError::General:
        return QStringLiteral("GENERAL");
    }
    Q_UNREACHABLE();
}
