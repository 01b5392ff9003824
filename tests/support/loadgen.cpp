#include "support/loadgenerator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSaveFile>
#include <QTextStream>

namespace {

int fail(const QString &message)
{
    QTextStream(stderr) << message << Qt::endl;
    return 1;
}

} // namespace

/// Writes a load file: loadgen --scale 1 --seed 1 --out load.csv [--start 2024-01-01]
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        { QStringLiteral("scale"), QStringLiteral("Requests per published request."), QStringLiteral("n"), QStringLiteral("1") },
        { QStringLiteral("seed"), QStringLiteral("Seed of the draws."), QStringLiteral("n"), QStringLiteral("1") },
        { QStringLiteral("out"), QStringLiteral("File to write."), QStringLiteral("file") },
        { QStringLiteral("start"), QStringLiteral("UTC day of the first row."), QStringLiteral("date"), QStringLiteral("2024-01-01") },
    });
    parser.process(application);

    LoadOptions options;
    bool scaleOk = false;
    bool seedOk = false;
    options.scale = parser.value(QStringLiteral("scale")).toDouble(&scaleOk);
    options.seed = parser.value(QStringLiteral("seed")).toULongLong(&seedOk);
    options.start = QDate::fromString(parser.value(QStringLiteral("start")), Qt::ISODate);
    if (!scaleOk || !(options.scale > 0) || !seedOk || !options.start.isValid() || !parser.isSet(QStringLiteral("out")))
        return fail(parser.helpText());

    const auto source = publishedLoadSource();
    if (!source)
        return fail(source.error().line());
    QSaveFile file(parser.value(QStringLiteral("out")));
    if (!file.open(QIODevice::WriteOnly))
        return fail(file.errorString());
    const auto rows = writeLoad(file, *source, options);
    if (!rows)
        return fail(rows.error().line());
    if (!file.commit())
        return fail(file.errorString());
    QTextStream(stdout) << *rows << Qt::endl;
    return 0;
}
