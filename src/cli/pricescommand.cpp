#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/pricechanges.h"
#include "core/csv.h"
#include "core/decimaltext.h"
#include "core/rangeexpression.h"
#include "ledger/modelresolver.h"
#include "ledger/pricebook.h"
#include "ledger/pricestore.h"
#include "ledger/pricingfacts.h"
#include "services/clock.h"

#include <QJsonArray>
#include <QJsonObject>

namespace {

using namespace Cli;

struct Cell
{
    const char *name;
    QString text;
};

QString usd(const std::optional<qint64> &rate)
{
    return rate ? decimalText(*rate, 12) : QString();
}

QString clockText(int minute)
{
    return minute < 0 ? QString() : QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

/// A revision as named cells, for CSV and JSON alike. Rates are USD per million tokens; an open end is empty.
QList<Cell> cellsOf(const PriceRevision &price)
{
    const ReportingZone utc;
    const auto day = [&utc](UtcMicros t, UtcMicros open) { return t == open ? QString() : utc.timeText(t); };
    QList<Cell> cells {
        { "provider", price.provider },
        { "model", price.model },
        { "valid_from", day(price.validFrom, FromTheBeginning) },
        { "valid_to", day(price.validTo, OpenEnd) },
        { "window_from_utc", clockText(price.windowFromMinute) },
        { "window_to_utc", clockText(price.windowToMinute) },
        { "input", usd(price.base.input) },
        { "output", usd(price.base.output) },
        { "cache_read", usd(price.base.cacheRead) },
        { "cache_write_5m", usd(price.base.cacheWrite5m) },
        { "cache_write_1h", usd(price.base.cacheWrite1h) },
        { "reasoning", usd(price.base.reasoning) },
        { "long_context_above", price.longContextThreshold ? QString::number(*price.longContextThreshold) : QString() },
        { "input_above", usd(price.aboveThreshold.input) },
        { "output_above", usd(price.aboveThreshold.output) },
        { "source", price.source },
    };
    return cells;
}

QJsonObject objectOf(const PriceRevision &price)
{
    QJsonObject object;
    const auto cells = cellsOf(price);
    for (const Cell &cell : cells)
        object.insert(QLatin1String(cell.name), cell.text.isEmpty() ? QJsonValue() : QJsonValue(cell.text));
    return object;
}

void printCsvLine(const QList<Cell> &cells, bool header)
{
    QStringList texts;
    for (const Cell &cell : cells)
        texts.append(header ? QString::fromLatin1(cell.name) : visibleControls(cell.text));
    printLine(csvLine(texts));
}

Result<> listPrices(const CommandLine &line, const PriceBook &book)
{
    const QString model = line.value(QStringLiteral("model"));
    const QString named = line.value(QStringLiteral("provider"));
    const QString provider = book.providers().idOf(named);
    if (!named.isEmpty() && provider.isEmpty())
        return Error { Error::Kind::NotFound, tr("No provider \"%1\" is in the price list.").arg(named), {} };
    QJsonArray array;
    if (!line.json())
        printCsvLine(cellsOf({}), true);
    for (const PriceRevision &price : book.revisions()) {
        if (price.validTo <= price.validFrom)
            continue; // taken over by a later one: holds at no time
        if ((!model.isEmpty() && price.model != model) || (!provider.isEmpty() && price.provider != provider))
            continue;
        if (line.json())
            array.append(objectOf(price));
        else
            printCsvLine(cellsOf(price), false);
    }
    if (line.json())
        printJson({ { QStringLiteral("prices"), array } });
    return Ok;
}

QString sentence(Unpriced reason)
{
    switch (reason) {
    case Unpriced::NoModel: return tr("no model is named");
    case Unpriced::UnknownModel: return tr("nobody, or not the provider that was named, offers a model of that name");
    case Unpriced::UnknownProvider: return tr("the price list does not know the provider");
    case Unpriced::ProvidersDisagree: return tr("no provider is named, the vendor has no price, and the others differ");
    case Unpriced::NotYetValid: return tr("there is a price for the model, but not at that time");
    case Unpriced::NoRate: return tr("the price list knows the model, but no rate per token");
    }
    Q_UNREACHABLE();
}

QString sentence(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact: return tr("the price list knows the name");
    case MatchKind::Alias: return tr("another documented spelling of the name");
    case MatchKind::AnnotationStripped: return tr("after dropping a documented addition to the name");
    case MatchKind::Family: return tr("a suggestion by family, which is not booked");
    case MatchKind::None: return tr("not recognised");
    }
    Q_UNREACHABLE();
}

QString whyThisPrice(const QString &asked, const PriceRevision &price)
{
    if (!asked.isEmpty())
        return tr("the price of the provider that was named");
    return price.provider == firstPartyVendor(price.model) ? tr("no provider named: the price of the model's own vendor")
                                                           : tr("no provider named: all providers agree on it");
}

Result<> showPrice(const CommandLine &line, const PriceBook &book, const ReportingZone &zone)
{
    const QString name = line.words().at(1);
    const UtcMicros now = SystemClock().now();
    const auto at = line.has(QStringLiteral("at")) ? parseBound(line.value(QStringLiteral("at")), now, zone) : Result<UtcMicros>(now);
    if (!at)
        return at.error();
    const auto &resolver = PricingFacts::bundledResolver();
    if (!resolver)
        return resolver.error();
    const QString provider = line.value(QStringLiteral("provider"));
    const Resolution model = (*resolver)->resolve(name, provider);
    const bool sure = model.kind != MatchKind::None && model.kind != MatchKind::Family;
    const PriceAnswer answer = book.priceOf(sure ? model.provider : provider, sure ? model.canonical : name, *at);
    const QString why = answer.revision ? whyThisPrice(sure ? model.provider : provider, *answer.revision) : sentence(answer.reason);
    if (line.json()) {
        printJson({ { QStringLiteral("name"), name }, { QStringLiteral("at"), zone.timeText(*at) }, { QStringLiteral("model"), sure ? QJsonValue(model.canonical) : QJsonValue() },
            { QStringLiteral("recognised"), sentence(model.kind) }, { QStringLiteral("why"), why },
            { QStringLiteral("price"), answer.revision ? QJsonValue(objectOf(*answer.revision)) : QJsonValue() } });
        return Ok;
    }
    printLine(tr("%1 at %2").arg(name, zone.timeText(*at)));
    printLine(tr("model: %1 (%2)").arg(sure ? model.canonical : name, sentence(model.kind)));
    printLine((answer.revision ? tr("price: %1") : tr("unpriced: %1")).arg(why));
    if (!answer.revision)
        return Ok;
    const auto cells = cellsOf(*answer.revision);
    for (const Cell &cell : cells) {
        if (!cell.text.isEmpty())
            printLine(QStringLiteral("  %1: %2").arg(QString::fromLatin1(cell.name), cell.text));
    }
    return Ok;
}

}

namespace {

CommandHelp help()
{
    return { QStringLiteral("prices"), QStringLiteral("list | show MODEL | import FILE | set"),
        tr("list prints the dated prices of the workspace with where they come from. show says which price applies to a\n"
           "model at a time, and why. Rates are USD per million tokens; an empty cell is unknown, 0 is free.\n"
           "import reads prices from a CSV with the columns provider, model, valid_from, valid_to (UTC days), input, output,\n"
           "cache_read, ...; set adds one. An open end lasts until the next known price of that model begins. What a new\n"
           "price takes over is closed and kept. Usage that is in the workspace keeps its cost: see signalbox reprice."),
        { QStringLiteral("prices list --provider anthropic"), QStringLiteral("prices show gpt-4o --provider openai --at 2024-06-01"),
            QStringLiteral("prices import contract.csv --source \"contract 2026\""),
            QStringLiteral("prices set --provider openai --model gpt-4o --input 2.50 --output 10 --from 2026-01-01 --reason \"new contract\"") } };
}

void addOptions(CommandLine &line)
{
    line.add(QStringLiteral("model"), tr("Of list and set: this model."), QStringLiteral("M"));
    line.add(QStringLiteral("provider"), tr("This provider's price."), QStringLiteral("P"));
    line.add(QStringLiteral("at"), tr("Of show, the time of the request. Default: now."), QStringLiteral("T"));
    for (const char *rate : { "input", "output", "cache-read", "cache-write-5m", "cache-write-1h", "reasoning" })
        line.add(QLatin1String(rate), tr("Of set: USD per million tokens of this class."), QStringLiteral("USD"));
    line.add(QStringLiteral("from"), tr("Of set: from when the price holds; a bare date begins in the workspace's zone."), QStringLiteral("T"));
    line.add(QStringLiteral("to"), tr("Of set: until when, exclusive. Default: until the next known price."), QStringLiteral("T"));
    line.add(QStringLiteral("source"), tr("Of import and set: where the price comes from."), QStringLiteral("NAME"));
    line.add(QStringLiteral("reason"), tr("Of import and set: why; goes to the audit log."), QStringLiteral("R"));
    line.addJson();
}

}

Result<> Cli::pricesCommand(const QStringList &arguments)
{
    CommandLine line(help());
    addOptions(line);
    const auto go = line.parse(arguments);
    if (!go)
        return go.error();
    if (!*go)
        return Ok;
    const QStringList words = line.words();
    if (words.size() == 2 && words.first() == QLatin1String("import"))
        return importPrices(line);
    if (words == QStringList { QStringLiteral("set") })
        return setPrice(line);
    const bool list = words == QStringList { QStringLiteral("list") };
    if (!list && !(words.size() == 2 && words.first() == QLatin1String("show")))
        return line.usage(tr("Say what to do: list, show and the name of a model, import and a file, or set."));
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto book = (*workspace)->reader().run([](Connection &connection) { return PriceStore::load(connection); }).result();
    if (!book)
        return book.error();
    return list ? listPrices(line, *book) : showPrice(line, *book, (*workspace)->zone());
}
