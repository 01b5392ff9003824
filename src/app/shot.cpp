#include "app/shot.h"

#include "app/mainwindow.h"
#include "app/plurals.h"
#include "app/searchpopup.h"
#include "app/workspaceview.h"
#include "cli/commandline.h"
#include "cli/console.h"
#include "core/outputfile.h"
#include "services/clock.h"
#include "widgets/theme.h"

#include <QApplication>
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
Result<ShotRequest> readValues(ShotRequest request, const Cli::CommandLine &line)
{
    const auto given = [&line](const char *option) {
        const auto name = QString::fromLatin1(option);
        return line.has(name) ? std::optional(line.value(name)) : std::nullopt;
    };
    if (const auto text = given("size")) {
        const auto size = parseSize(*text);
        if (!size)
            return size.error();
        request.size = *size;
    }
    if (const auto theme = given("theme")) {
        if (*theme != QLatin1String("light") && *theme != QLatin1String("dark"))
            return usage(QStringLiteral("--theme is \"%1\"; it can be light or dark.").arg(*theme));
        request.mode = *theme == QLatin1String("dark") ? Theme::Mode::Dark : Theme::Mode::Light;
    }
    if (const auto points = given("font-size")) {
        request.fontSize = points->toDouble();
        if (!(request.fontSize >= 4 && request.fontSize <= 72)) // so written, it refuses what is no number
            return usage(QStringLiteral("--font-size is \"%1\"; it is 4 to 72 points.").arg(*points));
    }
    if (const auto bound = given("now")) {
        const auto now = parseBound(*bound, SystemClock().now(), ReportingZone());
        if (!now)
            return now.error();
        request.now = *now;
    }
    if (const auto url = given("route")) {
        const auto route = Route::fromUrl(QUrl(*url, QUrl::StrictMode));
        if (!route)
            return route.error();
        request.route = *route;
    }
    const auto entries = pages();
    for (const QString &text : line.values(QStringLiteral("flag"))) {
        const QString key = text.section(QLatin1Char('='), 0, 0);
        const QString value = text.section(QLatin1Char('='), 1);
        const auto isIt = [&key](const PageEntry &entry) { return !key.isEmpty() && entry.flag == key; };
        if (std::none_of(entries.cbegin(), entries.cend(), isIt) || (value != QLatin1String("on") && value != QLatin1String("off")))
            return usage(QStringLiteral("--flag is \"%1\"; write KEY=on or KEY=off with the key of a view flag.").arg(text));
        request.flags.insert(key, value == QLatin1String("on"));
    }
    request.search = given("search");
    request.user = given("as").value_or(request.user);
    return request;
}

Cli::CommandHelp help()
{
    QStringList ids;
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        ids.append(entry.id);
    return { QStringLiteral("shot"), QStringLiteral("PAGE"),
        Cli::tr("Writes a page as a PNG picture, without a screen. PAGE is one of\n%1,\n"
                "or firstrun (no workspace is open), or all: then --out is a folder that gets a picture of each.")
            .arg(ids.join(QStringLiteral(", "))),
        { QStringLiteral("shot overview --out overview.png --workspace usage.signalbox"),
            QStringLiteral("shot requests --route \"signalbox://requests?from=now-24h\" --theme dark --out requests.png"),
            QStringLiteral("shot all --out pictures --size 1024x700 --font-size 14") } };
}

void addOptions(Cli::CommandLine &line)
{
    using Cli::tr;
    line.add(QStringLiteral("out"), tr("The file to write; of all: the folder."), QStringLiteral("FILE"));
    line.add(QStringLiteral("size"), tr("Of the window, in pixels. Default: 1280x800."), QStringLiteral("WxH"));
    line.add(QStringLiteral("theme"), tr("Default: light."), QStringLiteral("light|dark"));
    line.add(QStringLiteral("route"), tr("What the page shows: a link as \"Copy link\" makes it."), QStringLiteral("URL"));
    line.add(QStringLiteral("now"), tr("What the console takes for the present. Default: the present."), QStringLiteral("T"));
    line.add(QStringLiteral("search"), tr("Opens the search with this text."), QStringLiteral("TEXT"));
    line.add(QStringLiteral("font-size"), tr("In points. Default: 9."), QStringLiteral("PT"));
    line.add(QStringLiteral("as"), tr("Who looks: views follow this person's flags. Default: you."), QStringLiteral("USER"));
    line.add(QStringLiteral("flag"), tr("Shows the new view (on) or the legacy one whatever the flags say. May be repeated."),
        QStringLiteral("KEY=on|off"));
}

/// nullopt where help was asked for and given.
Result<std::optional<ShotRequest>> parse(const QStringList &arguments)
{
    Cli::CommandLine line(help());
    addOptions(line);
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return std::optional<ShotRequest>();
    if (line.words().size() != 1 || !line.has(QStringLiteral("out")))
        return line.usage(QStringLiteral("Say which page and where: shot PAGE --out FILE."));
    ShotRequest request;
    request.page = line.words().constFirst();
    request.workspace = line.value(QStringLiteral("workspace"));
    request.out = line.value(QStringLiteral("out"));
    const auto read = readValues(std::move(request), line);
    return read ? Result<std::optional<ShotRequest>>(*read) : read.error();
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
    const auto parsed = parse(application.arguments().mid(1));
    if (!parsed)
        return fail(parsed.error());
    if (!*parsed) {
        const auto written = Cli::flushOutput();
        return written ? 0 : fail(written.error());
    }
    const ShotRequest &request = **parsed;
    QFont font(QStringLiteral("sans-serif"));
    font.setPointSizeF(request.fontSize);
    font.setHintingPreference(QFont::PreferNoHinting);
    QApplication::setFont(font);
    Theme::apply(application, request.mode);
    const auto done = request.page == QLatin1String("all") ? shootAll(request) : shoot(request, request.page, request.out);
    return done ? 0 : fail(done.error());
}
