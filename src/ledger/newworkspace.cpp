#include "ledger/newworkspace.h"

#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/featurerepository.h"
#include "ledger/pricecatalogue.h"
#include "ledger/pricestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("NewWorkspace", text);
}

/// What SQLite, the writer's lock and the commit count may leave beside a workspace file.
constexpr std::array Companions { "-wal", "-shm", "-journal", ".writer", ".commits" };

void removeWithCompanions(const QString &path)
{
    QFile::remove(path);
    for (const char *companion : Companions)
        QFile::remove(path + QLatin1String(companion));
}

Result<> storeFirstContent(Connection &connection, const PriceCatalogue &catalogue, UtcMicros now, const QString &actor)
{
    Transaction transaction(connection);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    if (const auto stored = PriceStore::store(connection, catalogue, now, actor); !stored)
        return stored.error();
    FeatureRepository features(connection);
    const std::array<std::pair<QString, QString>, 3> first { {
        { QStringLiteral("photo-tagging"), QStringLiteral("Photo Tagging") },
        { QStringLiteral("chatbot"), QStringLiteral("Chatbot") },
        { QStringLiteral("ai-search"), QStringLiteral("AI Search") },
    } };
    for (const auto &[key, name] : first) {
        Feature feature;
        feature.key = key;
        feature.name = name;
        if (const auto id = features.ensure(feature, now, actor); !id)
            return id.error();
    }
    return transaction.commit();
}

Result<> createAndFill(const WorkspaceLocation &location, const ReportingZone &zone, UtcMicros now, const QString &actor,
    const std::function<Result<>(Workspace &)> &fill)
{
    const auto &catalogue = PriceStore::bundled();
    if (!catalogue)
        return catalogue.error();
    auto workspace = Workspace::create(location, zone);
    if (!workspace)
        return workspace.error();
    const auto stored = (*workspace)->writer().run([&catalogue, now, actor](Connection &connection) {
        return storeFirstContent(connection, *catalogue, now, actor);
    }).result();
    if (!stored)
        return stored;
    if (fill) {
        if (const auto filled = fill(**workspace); !filled)
            return filled;
    }
    if (location.dialect == Dialect::PostgreSql)
        return Ok;
    // Everything has to be in the one file that is renamed.
    return (*workspace)->writer().run([](Connection &connection) -> Result<> {
        return Sql::forEach(connection, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"), {}, [](const Row &) { return true; });
    }).result();
}

Error exists(const WorkspaceLocation &location)
{
    return { Error::Kind::Conflict,
        tr("There is something at %1 already. Choose another place, or move it away.").arg(visibleControls(location.path)), {} };
}

}

Result<> makeWorkspace(const WorkspaceLocation &location, const ReportingZone &zone, UtcMicros now, const QString &actor,
    const std::function<Result<>(Workspace &)> &fill)
{
    if (location.dialect == Dialect::PostgreSql)
        return createAndFill(location, zone, now, actor, fill);

    const QFileInfo target(location.path);
    if (target.exists() || target.isSymLink())
        return exists(location);
    if (!QDir().mkpath(target.absolutePath()))
        return Error { Error::Kind::Denied, tr("The folder %1 could not be made.").arg(visibleControls(target.absolutePath())), {} };
    const auto lock = WriterLock::acquire(location, 0);
    if (!lock)
        return lock.error();

    WorkspaceLocation building = location;
    building.path += QStringLiteral(".building");
    // Nobody else holds the lock, so this is what a killed attempt has left.
    removeWithCompanions(building.path);
    if (const auto created = createAndFill(building, zone, now, actor, fill); !created) {
        removeWithCompanions(building.path);
        return created;
    }
    if (QFileInfo(building.path + QStringLiteral("-wal")).size() > 0)
        return Error { Error::Kind::Storage, tr("%1 could not be finished: its log was not written back.").arg(visibleControls(location.path)), {} };
    // The commit count goes with its workspace, and first: a count alone is replaced by the next attempt.
    QFile::remove(location.path + QStringLiteral(".commits"));
    QFile::rename(building.path + QStringLiteral(".commits"), location.path + QStringLiteral(".commits"));
    // Does not replace a file that has appeared meanwhile.
    if (!QFile::rename(building.path, location.path)) {
        removeWithCompanions(building.path);
        return exists(location);
    }
    removeWithCompanions(building.path);
    return Ok;
}
