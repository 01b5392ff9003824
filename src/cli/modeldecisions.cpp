#include "cli/modeldecisions.h"

#include "cli/commandline.h"
#include "cli/console.h"
#include "core/csv.h"
#include "data/transaction.h"
#include "ledger/modelnamedecisions.h"
#include "ledger/modelresolver.h"
#include "ledger/pricingfacts.h"
#include "services/clock.h"
#include "services/session.h"

#include <QJsonArray>
#include <QJsonObject>

namespace Cli {

namespace {

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// Runs `change(connection)` in a transaction of the workspace's writer.
template<typename Change>
Result<> changeWorkspace(const CommandLine &line, Change change)
{
    const auto workspace = line.openWorkspace(Database::Access::ReadWrite);
    if (!workspace)
        return workspace.error();
    return (*workspace)->writer().run([change](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        if (const auto begun = transaction.begin(); !begun)
            return begun;
        if (const auto changed = change(connection); !changed)
            return changed;
        return transaction.commit();
    }).result();
}

}

Result<> listUnresolvedModels(const CommandLine &line)
{
    const auto &resolver = PricingFacts::bundledResolver();
    if (!resolver)
        return resolver.error();
    const auto workspace = line.openWorkspace(Database::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto names = (*workspace)->reader().run([](Connection &connection) { return ModelNameDecisions::unresolved(connection); }).result();
    if (!names)
        return names.error();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("name,requests,cost_usd,suggestion,family"));
    for (const UnresolvedName &unresolved : *names) {
        const Resolution found = (*resolver)->suggest(unresolved.name);
        if (line.json())
            array.append(QJsonObject { { QStringLiteral("name"), unresolved.name }, { QStringLiteral("requests"), unresolved.requests },
                { QStringLiteral("cost_usd"), unresolved.cost.exactText() }, { QStringLiteral("suggestion"), textOrNull(found.canonical) },
                { QStringLiteral("family"), textOrNull(found.family) } });
        else
            printLine(csvLine({ visibleControls(unresolved.name), number(unresolved.requests), unresolved.cost.exactText(), visibleControls(found.canonical),
                visibleControls(found.family) }, line.has(QStringLiteral("raw"))));
    }
    if (line.json())
        printJson({ { QStringLiteral("names"), array } });
    return Ok;
}

Result<> confirmModel(const CommandLine &line)
{
    const QString name = line.words().at(1);
    const QString canonical = line.words().at(2);
    const auto &resolver = PricingFacts::bundledResolver();
    if (!resolver)
        return resolver.error();
    const Resolution model = (*resolver)->resolve(canonical, {});
    if (model.kind != MatchKind::Exact && model.canonical != canonical)
        return Error { Error::Kind::NotFound, tr("The price list knows no model \"%1\".").arg(visibleControls(canonical)), {} };
    const auto done = changeWorkspace(line, [name, model](Connection &connection) {
        return ModelNameDecisions::confirm(connection, name, { model.canonical, model.family }, SystemClock().now(), systemUserName());
    });
    if (done)
        printLine(tr("%1 stands for %2. Costs stay as they were booked.").arg(name, canonical));
    return done;
}

Result<> unconfirmModel(const CommandLine &line)
{
    const QString name = line.words().at(1);
    const auto done = changeWorkspace(line, [name](Connection &connection) {
        return ModelNameDecisions::unconfirm(connection, name, SystemClock().now(), systemUserName());
    });
    if (done)
        printLine(tr("%1 stands for no known model again.").arg(name));
    return done;
}

}
