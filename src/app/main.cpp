#include "app/platformmessages.h"
#include "app/plurals.h"
#include "app/shot.h"
#include "app/windowstart.h"
#include "cli/cli.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("signalbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    PlatformMessages::dropKnownNoise();
    const QString verb = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    if (verb == QLatin1String("shot"))
        return runShot(argc, argv);
    if (Cli::isVerb(verb)) {
        QCoreApplication application(argc, argv);
        installPlurals(application);
        return Cli::run(application.arguments().mid(1));
    }
    return runWindow(argc, argv);
}
