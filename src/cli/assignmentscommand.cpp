#include "cli/commands.h"
#include "cli/console.h"
#include "cli/flagdesk.h"
#include "core/csv.h"
#include "core/nearestname.h"
#include "core/rangeexpression.h"
#include "ledger/assignmentrepository.h"
#include "ledger/pricebook.h"
#include "ledger/pricingfacts.h"
#include "ledger/trafficpricing.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace {

using namespace Cli;

Error notFound(const QString &sentence, const QString &nearest)
{
    return { Error::Kind::NotFound, nearest.isEmpty() ? sentence : tr("%1 The nearest is \"%2\".").arg(sentence, visibleControls(nearest)), {} };
}

/// The features' keys; fails where `key` is none of them.
Result<> checkFeature(Connection &connection, const QString &key)
{
    const auto features = FeatureRepository(connection).features();
    if (!features)
        return features.error();
    QStringList keys;
    for (const Feature &feature : *features) {
        if (feature.id != 0)
            keys.append(feature.key);
    }
    if (keys.contains(key))
        return Ok;
    return notFound(tr("There is no feature \"%1\".").arg(visibleControls(key)), nearestName(key, keys));
}

QStringList providersOf(const QList<PricedModel> &offers, const QString &model)
{
    QStringList providers;
    for (const PricedModel &offer : offers) {
        if (offer.model == model)
            providers.append(offer.provider);
    }
    return providers;
}

/// The model and provider to assign for what was typed: of the provider that is named, else the model's own vendor's,
/// else of the only one that offers it. Fails with NotFound, and with Invalid where it takes a provider to decide.
Result<PricedModel> chosenModel(Connection &connection, const QString &typed, const QString &typedProvider)
{
    const auto offers = TrafficPricing::offers(connection);
    if (!offers)
        return offers.error();
    const auto facts = PricingFacts::load(connection);
    if (!facts)
        return facts.error();
    const QString provider = facts->prices->providers().idOf(typedProvider);
    if (!typedProvider.isEmpty() && provider.isEmpty())
        return notFound(tr("No provider \"%1\" is in the price list.").arg(visibleControls(typedProvider)),
            nearestName(typedProvider, facts->prices->providers().ids().values()));

    const Resolution found = facts->resolver->suggest(typed, provider);
    const bool sure = found.kind != MatchKind::None && found.kind != MatchKind::Family;
    const QString model = sure ? found.canonical : typed;
    const QStringList providers = providersOf(*offers, model);
    if (!provider.isEmpty() && providers.contains(provider))
        return PricedModel { provider, model };
    if (!provider.isEmpty() && !providers.isEmpty())
        return notFound(tr("%1 has no price for \"%2\"; those who have: %3.").arg(provider, visibleControls(model), providers.join(QStringLiteral(", "))), {});
    if (providers.isEmpty()) {
        QStringList models;
        for (const PricedModel &offer : *offers) {
            if (provider.isEmpty() || offer.provider == provider)
                models.append(offer.model);
        }
        return notFound(tr("The price list knows no model \"%1\".").arg(visibleControls(typed)),
            models.contains(found.canonical) ? found.canonical : nearestName(typed, models));
    }
    for (const QString &preferred : { found.provider, firstPartyVendor(model) }) {
        if (providers.contains(preferred))
            return PricedModel { preferred, model };
    }
    if (providers.size() == 1)
        return PricedModel { providers.constFirst(), model };
    return Error { Error::Kind::Invalid,
        tr("\"%1\" is offered by several: say --provider with one of %2.").arg(visibleControls(model), providers.join(QStringLiteral(", "))), {} };
}

QJsonObject objectOf(const AssignmentRecord &record, const ReportingZone &zone, bool inForce)
{
    const ModelAssignment &assignment = record.assignment;
    const auto time = [&zone](std::optional<UtcMicros> t) { return t ? QJsonValue(zone.timeText(*t)) : QJsonValue(); };
    return { { QStringLiteral("id"), assignment.id }, { QStringLiteral("feature"), assignment.feature },
        { QStringLiteral("environment"), assignment.environment }, { QStringLiteral("provider"), assignment.provider },
        { QStringLiteral("model"), assignment.model }, { QStringLiteral("from"), time(assignment.validFrom) },
        { QStringLiteral("to"), time(assignment.validTo) }, { QStringLiteral("in_force"), inForce },
        { QStringLiteral("recorded"), time(record.recorded) }, { QStringLiteral("by"), record.actor },
        { QStringLiteral("reason"), record.reason } };
}

Result<> listAssignments(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const auto environment = desk->environment(line);
    if (!environment)
        return environment.error();
    const QString feature = line.words().value(1);
    const auto records = desk->workspace->reader()
                             .run([feature](Connection &connection) -> Result<QList<AssignmentRecord>> {
                                 const AssignmentRepository repository(connection);
                                 if (feature.isEmpty())
                                     return repository.all();
                                 const auto known = checkFeature(connection, feature);
                                 return known ? repository.history(feature) : known.error();
                             })
                             .result();
    if (!records)
        return records.error();
    const ReportingZone zone = desk->workspace->zone();
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("id,feature,environment,provider,model,from,to,in_force,recorded,by,reason"));
    for (const AssignmentRecord &record : *records) {
        const ModelAssignment &one = record.assignment;
        if (line.has(QStringLiteral("env")) && one.environment != *environment)
            continue;
        const bool inForce = one.holdsAt(desk->now);
        if (line.json()) {
            array.append(objectOf(record, zone, inForce));
            continue;
        }
        printLine(csvLine({ number(one.id), visibleControls(one.feature), visibleControls(one.environment),
            visibleControls(one.provider), visibleControls(one.model), timeText(one.validFrom, zone),
            timeText(one.validTo, zone), inForce ? QStringLiteral("yes") : QStringLiteral("no"),
            timeText(record.recorded, zone), visibleControls(record.actor), visibleControls(record.reason) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("assignments"), array } });
    return Ok;
}

/// The desk of a change: fails with Usage without a reason, with Denied for anybody below admin.
Result<FlagDesk> deskOfChange(const CommandLine &line)
{
    if (line.value(QStringLiteral("reason")).trimmed().isEmpty())
        return line.usage(tr("%1 needs --reason.").arg(line.words().constFirst()));
    auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (desk && !desk->session.may(Role::Admin))
        return Error { Error::Kind::Denied,
            tr("%1 is %2 here; changing the model of a feature takes an admin.").arg(visibleControls(desk->session.user), roleName(desk->session.role)), {} };
    return desk;
}

Result<> setAssignment(const CommandLine &line)
{
    const QStringList words = line.words();
    if (words.size() != 3)
        return line.usage(tr("Say which feature and which model: set chatbot gpt-4o-mini --reason \"cheaper\""));
    const auto seen = line.number(QStringLiteral("seen"), 0);
    if (!seen)
        return seen.error();
    const auto desk = deskOfChange(line);
    if (!desk)
        return desk.error();
    const auto environment = desk->environment(line);
    if (!environment)
        return environment.error();
    AssignmentChange change;
    change.feature = words.at(1);
    change.environment = *environment;
    change.reason = line.value(QStringLiteral("reason")).trimmed();
    if (line.has(QStringLiteral("at"))) {
        const auto at = parseBound(line.value(QStringLiteral("at")), desk->now, desk->workspace->zone());
        if (!at)
            return at.error();
        change.from = *at;
    }
    struct Done
    {
        AssignmentChange change;
        std::optional<AssignmentRecord> before;
        qint64 id = 0;
    };
    const auto done = inTransaction(*desk->workspace,
        [change, seen = *seen, typed = words.at(2), provider = line.value(QStringLiteral("provider")), now = desk->now, actor = desk->session.user](
            Connection &connection) -> Result<Done> {
            if (const auto known = checkFeature(connection, change.feature); !known)
                return known.error();
            const auto model = chosenModel(connection, typed, provider);
            if (!model)
                return model.error();
            AssignmentRepository repository(connection);
            const auto before = repository.current(change.feature, change.environment, change.from.value_or(now));
            if (!before)
                return before.error();
            Done set { change, *before, 0 };
            set.change.provider = model->provider;
            set.change.model = model->model;
            set.change.seen = seen.value_or(*before ? (*before)->assignment.id : 0);
            const auto id = repository.assign(set.change, now, actor);
            if (!id)
                return id.error();
            set.id = *id;
            return set;
        });
    if (!done)
        return done.error();
    const auto named = [](const QString &provider, const QString &model) { return visibleControls(provider + QLatin1Char('/') + model); };
    const QString before = done->before ? named(done->before->assignment.provider, done->before->assignment.model) : QString();
    if (line.json()) {
        printJson({ { QStringLiteral("id"), done->id }, { QStringLiteral("feature"), change.feature }, { QStringLiteral("environment"), change.environment },
            { QStringLiteral("before"), before.isEmpty() ? QJsonValue() : QJsonValue(before) }, { QStringLiteral("provider"), done->change.provider },
            { QStringLiteral("model"), done->change.model }, { QStringLiteral("from"), desk->workspace->zone().timeText(change.from.value_or(desk->now)) } });
        return Ok;
    }
    printLine(tr("%1 in %2: %3, before %4. Take it back: signalbox assignments undo %5")
                  .arg(change.feature, change.environment, named(done->change.provider, done->change.model), before.isEmpty() ? tr("none") : before,
                      number(done->id)));
    printNote(tr("Usage that is in the workspace keeps its cost. See what would change: signalbox reprice"));
    return Ok;
}

Result<> undoAssignment(const CommandLine &line)
{
    bool whole = false;
    const qint64 id = line.words().value(1).toLongLong(&whole);
    if (!whole)
        return line.usage(tr("Say the number of an assignment, as list prints it: undo 3 --reason \"wrong feature\""));
    const auto desk = deskOfChange(line);
    if (!desk)
        return desk.error();
    const auto done = inTransaction(*desk->workspace,
        [id, now = desk->now, actor = desk->session.user, reason = line.value(QStringLiteral("reason")).trimmed()](Connection &connection) {
            return AssignmentRepository(connection).undo(id, now, actor, reason);
        });
    if (!done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("undone"), id } });
    else
        printLine(tr("Assignment %1 is undone; the one before it is in force again.").arg(id));
    return Ok;
}

CommandHelp help()
{
    return { QStringLiteral("assignments"), QStringLiteral("list [FEATURE] | set FEATURE MODEL | undo ID"),
        tr("Which model a feature calls, per environment. Calls whose record names no model are priced as the model that was\n"
           "assigned in production at their time. set ends the assignment in force and begins a new one, now or at --at; usage\n"
           "that is in the workspace keeps its cost until reprice. Without --provider it is the model's own vendor, or the only\n"
           "one that offers it. undo takes the newest change of a feature and environment back. --seen refuses the change where\n"
           "another assignment than that one is in force meanwhile."),
        { QStringLiteral("assignments list chatbot --env production"),
            QStringLiteral("assignments set chatbot gpt-4o-mini --reason \"cheaper\""),
            QStringLiteral("assignments set chatbot gpt-4o --provider azure --at 2026-12-01 --reason \"contract\""),
            QStringLiteral("assignments undo 7 --reason \"wrong feature\"") } };
}

constexpr CommandAction Actions[] {
    { "list", 2, listAssignments },
    { "set", 3, setAssignment },
    { "undo", 2, undoAssignment },
};

}

Result<> Cli::assignmentsCommand(const QStringList &arguments)
{
    CommandLine line(help());
    line.add(QStringLiteral("provider"), tr("Of set: who serves the model."), QStringLiteral("P"));
    line.add(QStringLiteral("env"), tr("The environment. Default of set: the workspace's own; of list: all."), QStringLiteral("E"));
    line.add(QStringLiteral("at"), tr("Of set: when it begins. Default: now."), QStringLiteral("T"));
    line.add(QStringLiteral("seen"), tr("Of set: the assignment that you saw in force, 0 for none."), QStringLiteral("ID"));
    addReason(line);
    line.addJson();
    return runAction(line, arguments, Actions);
}
