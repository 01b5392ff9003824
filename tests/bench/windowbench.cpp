#include "app/importpreviewdialog.h"
#include "app/mainwindow.h"
#include "app/plurals.h"
#include "app/workspaceview.h"
#include "services/clock.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <ctime>

namespace {

constexpr qint64 PatienceMilliseconds = 600'000;

double milliseconds(const timespec &time)
{
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Since the kernel started this process, as /proc has it: loading of libraries and all.
double sinceProcessStart()
{
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const double started = fields.value(19).toDouble() * 1e3 / double(sysconf(_SC_CLK_TCK)); // ticks since boot
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return milliseconds(now) - started;
}

double peakMegabytes()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

/// Runs the event loop until `done`, asked every few milliseconds. The longest time between two turns of the loop goes to
/// `longestGap`: for as long the window would not have answered the user.
bool runUntil(const std::function<bool()> &done, double &longestGap)
{
    QEventLoop loop;
    QElapsedTimer since, whole;
    since.start();
    whole.start();
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        longestGap = std::max(longestGap, double(since.nsecsElapsed()) / 1e6);
        since.start();
        if (done() || whole.elapsed() > PatienceMilliseconds)
            loop.quit();
    });
    timer.start(1);
    loop.exec();
    return done();
}

int fail(const QString &text)
{
    QTextStream(stderr) << "bench_window: " << text << Qt::endl;
    return 1;
}

}

/// Opens the real window on a workspace and prints names and numbers, separated by tabs:
///   bench_window --workspace W --now T            start_ms, visit of each page, peak_mb
///   bench_window --workspace W --import F         import_ms, gap_ms, peak_mb
int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    installPlurals(application);
    QCommandLineParser parser;
    for (const char *name : { "workspace", "now", "import" })
        parser.addOption({ QString::fromLatin1(name), {}, QStringLiteral("value") });
    parser.process(application);
    const QTemporaryDir preferences;
    Settings settings(preferences.filePath(QStringLiteral("signalbox.ini")));
    const auto now = parseBound(parser.value(QStringLiteral("now")), SystemClock().now(), ReportingZone());
    const FixedClock clock(now ? *now : SystemClock().now());
    Theme::apply(application, Theme::Mode::Light);
    QTextStream out(stdout);

    MainWindow window(settings, clock, pages());
    window.resize(1280, 800);
    window.start(parser.value(QStringLiteral("workspace")));
    window.show();
    double gap = 0;
    const auto settled = [&window] { return window.lastError() || (window.view() && window.isSettled()); };
    if (!runUntil(settled, gap) || window.lastError())
        return fail(window.lastError() ? window.lastError()->line() : QStringLiteral("the window did not come to rest"));
    window.repaint();
    out << "start_ms\t" << sinceProcessStart() << Qt::endl;

    if (parser.isSet(QStringLiteral("import"))) {
        gap = 0;
        QElapsedTimer timer;
        timer.start();
        window.importFiles({ parser.value(QStringLiteral("import")) });
        auto *preview = window.findChild<ImportPreviewDialog *>();
        if (!preview || !runUntil([preview] { return preview->isSettled(); }, gap))
            return fail(QStringLiteral("the import was not offered"));
        emit preview->importRequested({ parser.value(QStringLiteral("import")) }, {});
        preview->close();
        bool begun = false;
        const auto imported = [&] {
            begun = begun || !window.jobs().jobs().isEmpty();
            return begun && window.jobs().activeCount() == 0 && window.isSettled();
        };
        if (!runUntil(imported, gap))
            return fail(QStringLiteral("the import did not end"));
        out << "import_ms\t" << timer.elapsed() << Qt::endl << "gap_ms\t" << gap << Qt::endl;
    } else {
        const auto entries = pages();
        for (const PageEntry &entry : entries) {
            QElapsedTimer timer;
            timer.start();
            gap = 0;
            window.view()->visitPage(entry.id);
            runUntil(settled, gap);
            window.repaint();
            out << "page_ms " << entry.id << '\t' << timer.elapsed() << Qt::endl;
        }
    }
    out << "peak_mb\t" << peakMegabytes() << Qt::endl;
    return 0;
}
