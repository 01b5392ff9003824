#include "app/platformmessages.h"

#include <QtGlobal>

namespace {

QtMessageHandler next = nullptr;

void forward(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (!PlatformMessages::isKnownNoise(message) && next)
        next(type, context, message);
}

}

bool PlatformMessages::isKnownNoise(const QString &message)
{
    return message == QLatin1String("This plugin does not support propagateSizeHints()")
        || message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set, defaulting to "));
}

void PlatformMessages::dropKnownNoise()
{
    if (!next)
        next = qInstallMessageHandler(forward);
}
