#include "app/shot.h"

#include "app/mainwindow.h"
#include "app/plurals.h"
#include "app/searchpopup.h"
#include "app/workspaceview.h"
#include "core/outputfile.h"
#include "services/clock.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <memory>

namespace {

constexpr int TimeoutMilliseconds = 60'000;
constexpr int PollMilliseconds = 20;
/// Lets strips and skeletons that are decided on timers come or go before the picture.
constexpr int CalmMilliseconds = 150;
constexpr int MaxSide = 10'000;
constexpr QLatin1String FirstRun("firstrun");

/// What the command line asked for.
struct ShotRequest
{
    QString page;
    QString workspace;
    QString out;
    QSize size { 1280, 800 };
    Theme::Mode mode = Theme::Mode::Light;
    std::optional<Route> route;
    std::optional<UtcMicros> now;
    std::optional<QString> search; ///< Opens the search with it.
    double fontSize = 9;
    QString user = systemUserName(); ///< Who looks.
    QHash<QString, bool> flags; ///< View flags that the picture is made with, by key.
};

Error usage(const QString &text)
{
    return { Error::Kind::Usage, text, {} };
}

Result<QSize> parseSize(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{2,5})x(\\d{2,5})$"));
    const auto match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() > MaxSide || size.height() > MaxSide)
        return usage(QStringLiteral("--size is \"%1\"; write WIDTHxHEIGHT such as 1280x800.").arg(text));
    return size;
}

/// The values that need reading: each is checked before any window is made.
Result<ShotRequest> readValues(ShotRequest request, const QCommandLineParser &parser)
{
    const auto size = parseSize(parser.value(QStringLiteral("size")));
    if (!size)
        return size.error();
    request.size = *size;
    const QString theme = parser.value(QStringLiteral("theme"));
    if (theme != QLatin1String("light") && theme != QLatin1String("dark"))
        return usage(QStringLiteral("--theme is \"%1\"; it can be light or dark.").arg(theme));
    request.mode = theme == QLatin1String("dark") ? Theme::Mode::Dark : Theme::Mode::Light;
    request.fontSize = parser.value(QStringLiteral("font-size")).toDouble();
    if (request.fontSize < 4 || request.fontSize > 72)
        return usage(QStringLiteral("--font-size is \"%1\"; it is 4 to 72 points.").arg(parser.value(QStringLiteral("font-size"))));
    if (parser.isSet(QStringLiteral("now"))) {
        const auto now = parseBound(parser.value(QStringLiteral("now")), SystemClock().now(), ReportingZone());
        if (!now)
            return now.error();
        request.now = *now;
    }
    if (parser.isSet(QStringLiteral("route"))) {
        const auto route = Route::fromUrl(QUrl(parser.value(QStringLiteral("route")), QUrl::StrictMode));
        if (!route)
            return route.error();
        request.route = *route;
    }
    const auto entries = pages();
    for (const QString &text : parser.values(QStringLiteral("flag"))) {
        const QString key = text.section(QLatin1Char('='), 0, 0);
        const QString value = text.section(QLatin1Char('='), 1);
        const auto isIt = [&key](const PageEntry &entry) { return !key.isEmpty() && entry.flag == key; };
        if (std::none_of(entries.cbegin(), entries.cend(), isIt) || (value != QLatin1String("on") && value != QLatin1String("off")))
            return usage(QStringLiteral("--flag is \"%1\"; write KEY=on or KEY=off with the key of a view flag.").arg(text));
        request.flags.insert(key, value == QLatin1String("on"));
    }
    return request;
}

Result<ShotRequest> parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const char *name : { "workspace", "out", "route", "now", "search" })
        parser.addOption({ QString::fromLatin1(name), {}, QStringLiteral("value") });
    parser.addOption({ QStringLiteral("flag"), {}, QStringLiteral("key=on|off") });
    parser.addOption({ QStringLiteral("as"), {}, QStringLiteral("user") });
    parser.addOption({ QStringLiteral("size"), {}, QStringLiteral("value"), QStringLiteral("1280x800") });
    parser.addOption({ QStringLiteral("theme"), {}, QStringLiteral("value"), QStringLiteral("light") });
    parser.addOption({ QStringLiteral("font-size"), {}, QStringLiteral("value"), QStringLiteral("9") });
    if (!parser.parse(arguments))
        return usage(parser.errorText());
    const QStringList words = parser.positionalArguments(); // "shot", then the page.
    if (words.size() != 2 || !parser.isSet(QStringLiteral("out")))
        return usage(QStringLiteral("Usage: signalbox shot PAGE --workspace W --out F.png [--size WxH] [--theme light|dark] "
                                    "[--route URL] [--now T] [--font-size PT] [--as USER] [--flag KEY=on|off ...] "
                                    "[--search TEXT]"));
    ShotRequest request;
    request.page = words.at(1);
    request.workspace = parser.value(QStringLiteral("workspace"));
    request.out = parser.value(QStringLiteral("out"));
    if (parser.isSet(QStringLiteral("search")))
        request.search = parser.value(QStringLiteral("search"));
    if (parser.isSet(QStringLiteral("as")))
        request.user = parser.value(QStringLiteral("as"));
    return readValues(std::move(request), parser);
}

Result<> waitUntilSettled(const MainWindow &window)
{
    QElapsedTimer waited;
    waited.start();
    qint64 calmSince = -1;
    while (calmSince < 0 || waited.elapsed() - calmSince < CalmMilliseconds) {
        QEventLoop loop;
        QTimer::singleShot(PollMilliseconds, &loop, &QEventLoop::quit);
        loop.exec();
        if (window.lastError())
            return *window.lastError();
        if (!window.isSettled())
            calmSince = -1;
        else if (calmSince < 0)
            calmSince = waited.elapsed();
        if (waited.elapsed() > TimeoutMilliseconds)
            return Error { Error::Kind::Interrupted, QStringLiteral("The page did not come to rest within %1 s.").arg(TimeoutMilliseconds / 1000), {} };
    }
    return Ok;
}

Result<> save(const QPixmap &picture, const QString &path)
{
    OutputFile file(path);
    if (file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.commit())
        return Ok;
    return Error { Error::Kind::Storage, QStringLiteral("The picture %1 could not be written.").arg(visibleControls(path)), file.errorString() };
}

/// The window with the search over it, which is a window of its own.
QPixmap withPopup(MainWindow &window)
{
    QPixmap picture = window.grab();
    auto *popup = window.findChild<SearchPopup *>();
    QPainter(&picture).drawPixmap(window.mapFromGlobal(popup->pos()), popup->grab());
    return picture;
}

Result<> shoot(const ShotRequest &request, const QString &page, const QString &path)
{
    const QTemporaryDir preferences; // The user's own must neither show in the picture nor be changed by it.
    Settings settings(preferences.filePath(QStringLiteral("signalbox.ini")));
    const SystemClock systemClock;
    const FixedClock fixedClock(request.now.value_or(0));
    const Clock &clock = request.now ? static_cast<const Clock &>(fixedClock) : systemClock;
    MainWindow window(settings, clock, pages());
    window.setPerson(request.user, request.flags);
    window.resize(request.size);
    if (page != FirstRun) {
        Route route = request.route.value_or(Route());
        route.page = page;
        window.showRoute(route);
        window.start(request.workspace);
    }
    window.show();
    if (const auto settled = waitUntilSettled(window); !settled)
        return settled.error();
    if (page != FirstRun && !window.view())
        return Error { Error::Kind::CannotOpen, QStringLiteral("There is no default workspace; name one with --workspace."), {} };
    if (QWidget *focused = window.focusWidget())
        focused->clearFocus();
    if (!request.search)
        return save(window.grab(), path);
    window.openSearch(*request.search);
    if (const auto settled = waitUntilSettled(window); !settled)
        return settled.error();
    return save(withPopup(window), path);
}

Result<> shootAll(const ShotRequest &request)
{
    if (!QDir().mkpath(request.out))
        return Error { Error::Kind::Storage, QStringLiteral("The folder %1 cannot be made.").arg(visibleControls(request.out)), {} };
    QStringList names { FirstRun };
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        names.append(entry.id);
    for (const QString &name : std::as_const(names)) {
        if (const auto done = shoot(request, name, QDir(request.out).filePath(name + QStringLiteral(".png"))); !done)
            return done;
    }
    return Ok;
}

int fail(const Error &error)
{
    std::fprintf(stderr, "signalbox shot: %s\n", qPrintable(visibleControls(error.line())));
    return exitCode(error.kind);
}

}

int runShot(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // Also where there is a screen: the picture must not depend on it.
    QApplication application(argc, argv);
    installPlurals(application);
    const auto request = parse(application.arguments());
    if (!request)
        return fail(request.error());
    QFont font(QStringLiteral("sans-serif"));
    font.setPointSizeF(request->fontSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    QApplication::setFont(font);
    Theme::apply(application, request->mode);
    const auto done = request->page == QLatin1String("all") ? shootAll(*request) : shoot(*request, request->page, request->out);
    return done ? 0 : fail(done.error());
}
