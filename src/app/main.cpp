#include "app/mainwindow.h"
#include "app/platformmessages.h"
#include "app/plurals.h"
#include "app/shot.h"
#include "app/themecontroller.h"
#include "cli/cli.h"
#include "services/clock.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <cstdio>

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "signalbox: %s\n", qPrintable(visibleControls(error.line())));
    return exitCode(error.kind);
}

/// QApplication would abort without a display, which looks like a crash.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// "signalbox usage.signalbox" opens it; a word that can only be a mistyped subcommand is refused.
bool namesWorkspace(const QString &word)
{
    return word.contains(QLatin1Char('/')) || word.endsWith(QLatin1String(".signalbox")) || QFileInfo::exists(word);
}

int runWindow(int argc, char **argv)
{
    if (!hasDisplay())
        return fail({ Error::Kind::CannotOpen, QStringLiteral("There is no display to open a window on; see \"signalbox help\" for what works without one."), {} });
    QApplication application(argc, argv);
    installPlurals(application);
    QCommandLineParser parser;
    for (const char *name : { "workspace", "config-dir", "route" })
        parser.addOption({ QString::fromLatin1(name), {}, QStringLiteral("value") });
    if (!parser.parse(application.arguments()))
        return fail({ Error::Kind::Usage, parser.errorText(), {} });
    const QStringList words = parser.positionalArguments();
    if (words.size() > 1 || (words.size() == 1 && (parser.isSet(QStringLiteral("workspace")) || !namesWorkspace(words.constFirst()))))
        return fail({ Error::Kind::Usage, QStringLiteral("Unknown command \"%1\"; see \"signalbox help\".").arg(words.constLast()), {} });

    const SystemClock clock;
    Settings settings(Settings::defaultPath(parser.value(QStringLiteral("config-dir"))));
    ThemeController theme(application, settings);
    MainWindow window(settings, clock, pages());
    QObject::connect(&window, &MainWindow::themeChosen, &theme, &ThemeController::choose);
    if (parser.isSet(QStringLiteral("route"))) {
        const auto route = Route::fromUrl(QUrl(parser.value(QStringLiteral("route")), QUrl::StrictMode));
        if (!route)
            return fail(route.error());
        window.showRoute(*route);
    }
    window.start(words.isEmpty() ? parser.value(QStringLiteral("workspace")) : words.constFirst());
    window.show();
    return application.exec();
}

}

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("signalbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    PlatformMessages::dropKnownNoise();
    if (const QString verb = QString::fromLocal8Bit(argc > 1 ? argv[1] : ""); verb == QLatin1String("shot")) {
        return runShot(argc, argv);
    } else if (Cli::isVerb(verb)) {
        QCoreApplication application(argc, argv);
        installPlurals(application);
        return Cli::run(application.arguments().mid(1));
    }
    return runWindow(argc, argv);
}
