#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/modeldecisions.h"
#include "core/csv.h"
#include "ledger/formats/csvreader.h"
#include "ledger/modelresolver.h"
#include "ledger/pricingfacts.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

namespace {

using namespace Cli;

struct AskedName
{
    QString name;
    QString provider;
};

/// Everything of the file; of stdin where `path` is empty or "-".
Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    const bool standardInput = path.isEmpty() || path == QLatin1String("-");
    if (!(standardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return Error { Error::Kind::CannotOpen, tr("Cannot read %1: %2").arg(path, file.errorString()), {} };
    const QByteArray content = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Error { Error::Kind::Storage, tr("Cannot read %1: %2").arg(path, file.errorString()), {} };
    return content;
}

QStringList linesOf(const QByteArray &content)
{
    QStringList names;
    const auto lines = content.split('\n');
    for (const QByteArray &line : lines) {
        if (const QByteArray name = line.trimmed(); !name.isEmpty())
            names.append(QString::fromUtf8(name));
    }
    return names;
}

int columnOf(const char *name, const std::vector<QByteArrayView> &header)
{
    for (size_t i = 0; i < header.size(); ++i) {
        if (header[i].toByteArray().trimmed().toLower() == name)
            return int(i);
    }
    return -1;
}

/// The names of a CSV whose header has the column "name", else one name per line.
Result<QList<AskedName>> namesOf(QByteArray content)
{
    QList<AskedName> asked;
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer);
    const bool begun = reader.next() == CsvReader::Next::Record;
    const int name = begun ? columnOf("name", reader.cells()) : -1;
    if (name < 0) {
        const QStringList lines = linesOf(content);
        for (const QString &line : lines)
            asked.append({ line, {} });
        return asked;
    }
    const int provider = columnOf("provider", reader.cells());
    for (auto next = reader.next(); next != CsvReader::Next::End; next = reader.next()) {
        if (next != CsvReader::Next::Record)
            return Error { Error::Kind::Invalid, tr("Line %1 is no line of a CSV: %2").arg(number(reader.line()), reader.fault()), {} };
        const auto cell = [&reader](int column) { return column >= 0 && size_t(column) < reader.cells().size() ? QString::fromUtf8(reader.cells()[size_t(column)]) : QString(); };
        asked.append({ cell(name), cell(provider) });
    }
    return asked;
}

/// Knows the models of the file, one per line; without one those of the price list.
Result<ModelResolver> resolverOf(const QString &path)
{
    if (!path.isEmpty()) {
        const auto content = contentOf(path);
        return content ? Result<ModelResolver>(ModelResolver(linesOf(*content))) : Result<ModelResolver>(content.error());
    }
    const auto &bundled = PricingFacts::bundledResolver();
    return bundled ? Result<ModelResolver>(**bundled) : Result<ModelResolver>(bundled.error());
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

void printResolutions(const QList<AskedName> &names, const ModelResolver &resolver, const CommandLine &line)
{
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("name,canonical,family,match_kind"));
    for (const AskedName &asked : names) {
        const Resolution found = resolver.suggest(asked.name, asked.provider);
        const QString kind = matchKindName(found.kind);
        if (line.json())
            array.append(QJsonObject { { QStringLiteral("name"), asked.name }, { QStringLiteral("canonical"), textOrNull(found.canonical) },
                { QStringLiteral("family"), textOrNull(found.family) }, { QStringLiteral("match_kind"), kind } });
        else
            printLine(csvLine({ visibleControls(asked.name), visibleControls(found.canonical), visibleControls(found.family), kind }, true)); // read by programs, which look names up: as they were given
    }
    if (line.json())
        printJson({ { QStringLiteral("names"), array } });
}

Result<> resolveNames(const CommandLine &line)
{
    const auto resolver = resolverOf(line.value(QStringLiteral("models")));
    if (!resolver)
        return resolver.error();
    const auto content = contentOf(line.words().value(1));
    if (!content)
        return content.error();
    const auto names = namesOf(*content);
    if (!names)
        return names.error();
    printResolutions(*names, *resolver, line);
    return Ok;
}

CommandHelp help()
{
    return { QStringLiteral("models"), QStringLiteral("resolve [FILE] | unresolved | confirm NAME MODEL | unconfirm NAME"),
        tr("resolve says which model each name stands for. The names stand one to a line in FILE or on standard input, or in a\n"
           "CSV with a column \"name\" and, if it is known, \"provider\". The family is the same for all spellings and snapshots\n"
           "of a model. match_kind is exact, alias or annotation-stripped where the name is sure; family for a suggestion, which\n"
           "is never booked without a confirmation; none where the price list has no such model.\n"
           "unresolved lists the names in the workspace that stand for no known model, the most costly first, with a suggestion.\n"
           "confirm says which model of the price list such a name stands for, unconfirm takes that back. Reports by model family\n"
           "follow at once; costs stay as they were booked until reprice."),
        { QStringLiteral("models resolve names.txt"), QStringLiteral("models resolve names.csv --json"),
            QStringLiteral("models resolve --models known.txt < names.txt"), QStringLiteral("models unresolved"),
            QStringLiteral("models confirm GPT-4.1-mini gpt-4.1-mini") } };
}

}

Result<> Cli::modelsCommand(const QStringList &arguments)
{
    CommandLine line(help());
    line.add(QStringLiteral("models"), tr("Of resolve, the known models, one to a line, in place of those of the price list."), QStringLiteral("FILE"));
    line.add(QStringLiteral("raw"), tr("Of unresolved: leave text cells alone that a spreadsheet would run as a formula."));
    line.addJson();
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const QString verb = line.words().value(0);
    const auto count = line.words().size();
    if (verb == QLatin1String("resolve") && count <= 2)
        return resolveNames(line);
    if (verb == QLatin1String("unresolved") && count == 1)
        return listUnresolvedModels(line);
    if (verb == QLatin1String("confirm") && count == 3)
        return confirmModel(line);
    if (verb == QLatin1String("unconfirm") && count == 2)
        return unconfirmModel(line);
    return line.usage(tr("Say what to do: resolve and a file of names, unresolved, confirm with a name and a model, or unconfirm with a name."));
}
