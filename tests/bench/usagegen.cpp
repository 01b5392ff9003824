#include "usagegenerator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSaveFile>
#include <QTextStream>

/// Writes a usage file: usagegen --rows 10000000 --out usage.csv [--bytes 2147483648] [--seed 1]
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        { QStringLiteral("rows"), QStringLiteral("How many rows."), QStringLiteral("n"), QStringLiteral("10000000") },
        { QStringLiteral("bytes"), QStringLiteral("Stop at this size; 0: do not."), QStringLiteral("n"), QStringLiteral("0") },
        { QStringLiteral("seed"), QStringLiteral("Seed of the draws."), QStringLiteral("n"), QStringLiteral("1") },
        { QStringLiteral("out"), QStringLiteral("File to write."), QStringLiteral("file") },
    });
    parser.process(application);
    UsageFileOptions options;
    options.rows = parser.value(QStringLiteral("rows")).toLongLong();
    options.mostBytes = parser.value(QStringLiteral("bytes")).toLongLong();
    options.seed = parser.value(QStringLiteral("seed")).toULongLong();
    QSaveFile file(parser.value(QStringLiteral("out")));
    if (options.rows <= 0 || !file.open(QIODevice::WriteOnly)) {
        QTextStream(stderr) << parser.helpText() << Qt::endl;
        return 1;
    }
    const auto rows = UsageGenerator::write(file, options);
    if (!rows || !file.commit()) {
        QTextStream(stderr) << (rows ? file.errorString() : rows.error().line()) << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << *rows << Qt::endl;
    return 0;
}
