#include "pagequestion.h"

#include "data/sql.h"
#include "data/workspace.h"
#include "ledger/usagequery.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>
#include <vector>

namespace {

int fail(const Error &error)
{
    QTextStream(stderr) << "bench_queries: " << error.line() << Qt::endl;
    return 1;
}

/// Milliseconds that `ask` takes on the reader's thread.
Result<double> timed(Workspace &workspace, const std::function<Result<>(Connection &)> &ask)
{
    return workspace.reader()
        .run([&ask](Connection &connection) -> Result<double> {
            QElapsedTimer timer;
            timer.start();
            if (const auto done = ask(connection); !done)
                return done.error();
            return double(timer.nsecsElapsed()) / 1e6;
        })
        .result();
}

}

/// Prints a line per question of the pages: kind, name, median, 95th and 99th percentile and the longest in milliseconds, and
/// the milliseconds of the same GROUP BY over the rows (empty where there is none), separated by tabs.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({
        { QStringLiteral("workspace"), QStringLiteral("Which."), QStringLiteral("file") },
        { QStringLiteral("runs"), QStringLiteral("How often each is asked."), QStringLiteral("n"), QStringLiteral("20") },
        { QStringLiteral("seconds"), QStringLiteral("No question is asked again after so many."), QStringLiteral("n"), QStringLiteral("3") },
        { QStringLiteral("only"), QStringLiteral("Only questions whose name has this in it."), QStringLiteral("text") },
        { QStringLiteral("no-raw"), QStringLiteral("Does not read the rows for comparison.") },
    });
    parser.process(application);
    const auto location = WorkspaceLocation::parse(parser.value(QStringLiteral("workspace")));
    if (!location)
        return fail(location.error());
    const auto workspace = Workspace::open(*location, Database::Access::ReadOnly);
    if (!workspace)
        return fail(workspace.error());
    const auto extent = (*workspace)->reader().run([](Connection &connection) { return Usage::extent(connection); }).result();
    if (!extent || !*extent)
        return fail(extent ? Error { Error::Kind::NotFound, QStringLiteral("The workspace is empty."), {} } : extent.error());

    QTextStream out(stdout);
    const int runs = parser.value(QStringLiteral("runs")).toInt();
    const double most = parser.value(QStringLiteral("seconds")).toDouble() * 1000;
    const auto questions = PageQuestions::all(**extent);
    for (const PageQuestion &question : questions) {
        if (!question.name.contains(parser.value(QStringLiteral("only"))))
            continue;
        // Slow ones are not asked twenty times: their median is as clear.
        std::vector<double> times;
        double spent = 0;
        for (int run = 0; run <= runs && (run < 2 || spent < most); ++run) {
            const auto time = timed(**workspace, question.ask);
            if (!time)
                return fail(time.error());
            spent += *time;
            if (run > 0) // the first one fills the caches
                times.push_back(*time);
        }
        std::sort(times.begin(), times.end());
        out << int(question.kind) << '\t' << question.name << '\t' << times[times.size() / 2] << '\t';
        for (const size_t percent : { 95, 99, 100 })
            out << times[(times.size() * percent - 1) / 100] << '\t';
        if (!question.rawStatement.isEmpty() && !parser.isSet(QStringLiteral("no-raw"))) {
            const auto raw = timed(**workspace, [&question](Connection &connection) {
                return Sql::forEach(connection, question.rawStatement, {}, [](const Row &) { return true; });
            });
            if (!raw)
                return fail(raw.error());
            out << *raw;
        }
        out << Qt::endl;
    }
    return 0;
}
