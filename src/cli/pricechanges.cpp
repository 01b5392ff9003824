#include "cli/pricechanges.h"

#include "cli/console.h"
#include "core/rangeexpression.h"
#include "ledger/pricechange.h"
#include "ledger/pricefile.h"
#include "services/clock.h"
#include "services/session.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonObject>

namespace {

using namespace Cli;

Result<> changePrices(const CommandLine &line, Workspace &workspace, const QList<PriceRevision> &revisions,
    const QString &action, const QString &object)
{
    const auto report = PriceChange::run(workspace, revisions,
        { action, object, systemUserName(), line.value(QStringLiteral("reason")), SystemClock().now() });
    if (!report)
        return report.error();
    if (line.json()) {
        printJson(
            { { QStringLiteral("added"), report->added.size() }, { QStringLiteral("unchanged"), report->unchanged },
                { QStringLiteral("closed"), report->closed }, { QStringLiteral("superseded"), report->superseded } });
        return Ok;
    }
    printLine(tr("%1 added, %2 known already; of the older ones %3 got another end or start, %4 were taken over.")
                  .arg(counted(report->added.size(), "1 price", "%1 prices"), number(report->unchanged),
                      number(report->closed), number(report->superseded)));
    if (report->added.size() == 1) {
        const PriceRevision &price = report->added.first(); // the names and the end may be others than those given
        const auto text = [&workspace](UtcMicros t) {
            return t == FromTheBeginning || t == OpenEnd ? tr("open") : workspace.zone().timeText(t);
        };
        printLine(
            tr("%1 %2: from %3 to %4").arg(price.provider, price.model, text(price.validFrom), text(price.validTo)));
    }
    if (!report->added.isEmpty())
        printNote(tr("Usage that is in the workspace keeps its cost. See what would change: signalbox reprice"));
    return Ok;
}

/// The option's bound in the workspace's zone, or `otherwise` where it is not given.
Result<UtcMicros> boundOf(
    const CommandLine &line, const QString &option, const ReportingZone &zone, UtcMicros otherwise)
{
    return line.has(option) ? parseBound(line.value(option), SystemClock().now(), zone) : Result<UtcMicros>(otherwise);
}

Result<PriceRevision> rates(const CommandLine &line)
{
    PriceRevision price;
    const std::pair<const char *, std::optional<qint64> *> options[]
        = { { "input", &price.base.input }, { "output", &price.base.output }, { "cache-read", &price.base.cacheRead },
              { "cache-write-5m", &price.base.cacheWrite5m }, { "cache-write-1h", &price.base.cacheWrite1h },
              { "reasoning", &price.base.reasoning } };
    for (const auto &[name, rate] : options) {
        const QString option = QLatin1String(name);
        if (!line.has(option))
            continue;
        *rate = PriceFile::rateOf(line.value(option).toUtf8());
        if (!*rate)
            return line.usage(
                tr("--%1 takes USD per million tokens such as 2.50, not \"%2\".").arg(option, line.value(option)));
    }
    if (price.base.isEmpty())
        return line.usage(tr("Give at least one rate, such as --input and --output."));
    return price;
}

}

Result<> Cli::importPrices(const CommandLine &line)
{
    const QString path = line.words().at(1);
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return Error { Error::Kind::CannotOpen, tr("There is no file %1 that can be read.").arg(path),
            file.errorString() };
    const QString source
        = line.has(QStringLiteral("source")) ? line.value(QStringLiteral("source")) : QFileInfo(path).fileName();
    const auto content = PriceFile::read(file, source);
    if (!content)
        return Error { content.error().kind, QStringLiteral("%1: %2").arg(path, content.error().summary),
            content.error().detail };
    for (const PriceFile::BadLine &bad : content->badLines)
        printNote(tr("%1, line %2: %3").arg(path, number(bad.line), bad.reason));
    if (!content->badLines.isEmpty())
        return Error { Error::Kind::Rejects,
            tr("%1: %2 lines cannot be used; nothing was changed.").arg(path, number(content->badLines.size())), {} };
    const auto workspace = line.openWorkspace(Database::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    return changePrices(
        line, **workspace, content->revisions, QStringLiteral("prices.import"), QFileInfo(path).absoluteFilePath());
}

Result<> Cli::setPrice(const CommandLine &line)
{
    for (const char *needed : { "provider", "model", "from", "reason" }) {
        if (line.value(QLatin1String(needed)).trimmed().isEmpty())
            return line.usage(tr("set needs --%1.").arg(QLatin1String(needed)));
    }
    auto price = rates(line);
    if (!price)
        return price.error();
    const auto workspace = line.openWorkspace(Database::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    const ReportingZone &zone = (*workspace)->zone();
    const auto from = boundOf(line, QStringLiteral("from"), zone, FromTheBeginning);
    if (!from)
        return from.error();
    const auto to = boundOf(line, QStringLiteral("to"), zone, OpenEnd);
    if (!to)
        return to.error();
    if (*to <= *from)
        return line.usage(tr("--to is not after --from."));
    price->validFrom = *from;
    price->validTo = *to;
    price->provider = line.value(QStringLiteral("provider")).trimmed();
    price->model = line.value(QStringLiteral("model")).trimmed();
    price->source
        = line.has(QStringLiteral("source")) ? line.value(QStringLiteral("source")) : tr("set by %1").arg(systemUserName());
    return changePrices(line, **workspace, { *price }, QStringLiteral("prices.set"),
        QStringLiteral("%1 %2").arg(price->provider, price->model));
}
