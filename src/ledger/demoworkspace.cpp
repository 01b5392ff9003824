#include "ledger/demoworkspace.h"

#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/demolegacy.h"
#include "ledger/demoprompts.h"
#include "ledger/featurerepository.h"
#include "ledger/importer.h"
#include "ledger/newworkspace.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

// Outside any namespace: Q_INIT_RESOURCE declares what rcc generates.
static void initialiseSamples()
{
    Q_INIT_RESOURCE(samples);
}

namespace {

constexpr UtcMicros MicrosPerDay = 24 * MicrosPerHour;

QString tr(const char *text)
{
    return QCoreApplication::translate("DemoWorkspace", text);
}

QString actor()
{
    return QStringLiteral("demo");
}

struct Sample
{
    const char *file; ///< :/sample/<file>.csv.qz
    const char *feature;
    const char *origin;
    UtcMicros last; ///< Time of its last record.
    int daysBack; ///< It ends on the last day on which it can, or this many days before.
    int weight; ///< Of the work, for the progress.
};

/// Tests hold the last times to the files.
constexpr Sample Samples[] {
    { "support_assistant", "support-assistant",
        "Generated after the published daily and hourly requests of HPMLL/BurstGPT (CC-BY-4.0), with token counts of the "
        "Azure and RAGPulse traces; users, models and failures are drawn from published shares",
        1'709'337'441'064'000, 0, 75 },
    { "ragpulse", "ai-search", "flashserve/RAGPulse, data/0_trace.jsonl, days 0 to 2 (MIT)", 1'757'735'612'000'000, 0, 5 },
    { "mooncake_synthetic", "chatbot", "kvcache-ai/Mooncake, FAST25-release/traces, synthetic (Apache-2.0)", 1'719'793'022'025'000, 2, 5 },
    { "azure2023_code", "code-assistant", "Azure/AzurePublicDataset, AzureLLMInferenceTrace_code.csv (CC-BY-4.0)", 1'700'162'059'928'016, 6, 8 },
    { "llmperf", "model-benchmarks", "ray-project/llmperf-leaderboard, 7B files and groq (Apache-2.0)", 1'704'851'704'000'000, 4, 2 },
};

struct DemoFeature
{
    const char *key;
    const char *name;
    const char *owner;
    const char *provider; ///< Of the model assigned in production; null for none.
    const char *model;
};

constexpr DemoFeature Features[] {
    { "ai-search", "AI Search", "Search team", "openai", "gpt-4o" },
    { "chatbot", "Chatbot", "Customer experience", "google", "gemini-2.0-flash" },
    { "code-assistant", "Code Assistant", "Developer tools", "anthropic", "claude-3-5-haiku-latest" },
    { "support-assistant", "Support Assistant", "Customer support", nullptr, nullptr },
    { "model-benchmarks", "Model Benchmarks", "Platform", nullptr, nullptr },
    { "photo-tagging", "Photo Tagging", "Media", nullptr, nullptr },
};

/// Whole days from the sample's own time to the last day on which it ends before `now`.
UtcMicros shiftOf(const Sample &sample, UtcMicros now)
{
    return floorTo(now - 1 - sample.last, MicrosPerDay) - sample.daysBack * MicrosPerDay;
}

Result<> setInfo(Connection &connection, const QString &key, const QString &value)
{
    const auto set = Sql::exec(connection,
        QStringLiteral("INSERT INTO workspace_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
        { key, value });
    return set ? Result<>(Ok) : Result<>(set.error());
}

Result<> addFeatures(FeatureRepository &repository, Connection &connection, UtcMicros now)
{
    for (const DemoFeature &demo : Features) {
        Feature feature;
        feature.key = QLatin1String(demo.key);
        feature.name = QLatin1String(demo.name);
        feature.owner = QLatin1String(demo.owner);
        const auto id = repository.ensure(feature, now, actor());
        if (!id)
            return id.error();
        // The first features of every workspace are there already, without an owner.
        const auto owned = Sql::exec(connection, QStringLiteral("UPDATE ai_features SET owner = ? WHERE id = ?"), { feature.owner, *id });
        if (!owned)
            return owned.error();
        if (!demo.model)
            continue;
        ModelAssignment assignment;
        assignment.feature = feature.key;
        assignment.provider = QLatin1String(demo.provider);
        assignment.model = QLatin1String(demo.model);
        if (const auto assigned = repository.assign(assignment, now, actor()); !assigned)
            return assigned.error();
    }
    return Ok;
}

Result<> prepare(Connection &connection, UtcMicros now)
{
    Transaction transaction(connection);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    FeatureRepository repository(connection);
    if (const auto added = addFeatures(repository, connection, now); !added)
        return added;
    if (const auto added = addDemoPrompts(connection, now, actor()); !added)
        return added;
    for (const Sample &sample : Samples) {
        const QString prefix = QStringLiteral("demo.%1.").arg(QLatin1String(sample.feature));
        if (const auto set = setInfo(connection, prefix + QStringLiteral("shift_us"), QString::number(shiftOf(sample, now))); !set)
            return set;
        if (const auto set = setInfo(connection, prefix + QStringLiteral("origin"), QLatin1String(sample.origin)); !set)
            return set;
    }
    return transaction.commit();
}

Result<> addLegacy(Connection &connection, UtcMicros now)
{
    Transaction transaction(connection);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    if (const auto filled = fillDemoLegacy(connection, now); !filled)
        return filled;
    return transaction.commit();
}

/// Writes the sample's CSV into `folder` and returns its path.
Result<QString> unpack(const Sample &sample, const QTemporaryDir &folder)
{
    initialiseSamples();
    const QString name = QLatin1String(sample.file);
    QFile packed(QStringLiteral(":/sample/%1.csv.qz").arg(name));
    const QByteArray csv = packed.open(QIODevice::ReadOnly) ? qUncompress(packed.readAll()) : QByteArray();
    if (csv.isEmpty())
        return Error { Error::Kind::Internal, tr("The sample %1 inside the program could not be read.").arg(name), {} };
    QFile file(folder.filePath(name + QStringLiteral(".csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.flush())
        return Error { Error::Kind::Storage, tr("A sample could not be unpacked into %1.").arg(visibleControls(folder.path())), file.errorString() };
    return file.fileName();
}

Result<DemoTrace> importSample(Workspace &workspace, const Sample &sample, UtcMicros now, const std::atomic_bool &cancelled,
    const std::function<void(double)> &progress)
{
    const QTemporaryDir folder;
    const auto path = unpack(sample, folder);
    if (!path)
        return path.error();
    ImportOptions options;
    options.actor = actor();
    options.shift = shiftOf(sample, now);
    options.feature = QLatin1String(sample.feature);
    const auto report = Importer(workspace).run(*path, options, cancelled, [&progress](const ImportProgress &at) {
        progress(at.bytesTotal > 0 ? double(at.bytesRead) / double(at.bytesTotal) : 1.0);
    });
    if (!report)
        return report.error();
    DemoTrace trace;
    trace.feature = QLatin1String(sample.feature);
    trace.origin = QLatin1String(sample.origin);
    trace.shift = options.shift;
    trace.records = report->counts.records;
    trace.rejected = report->counts.rejected;
    trace.unpriced = report->unpriced;
    trace.cost = report->cost;
    return trace;
}

}

Result<DemoReport> buildDemoWorkspace(const WorkspaceLocation &location, UtcMicros now, const std::atomic_bool &cancelled,
    const std::function<void(int percent, const QString &step)> &progress, const std::function<Result<>(Workspace &)> &further)
{
    if (location.dialect != Dialect::Sqlite)
        return Error { Error::Kind::Usage, tr("The demo workspace is a file: give its path, not a server's address."), {} };
    DemoReport demo;
    int done = 0;
    const auto fill = [&](Workspace &workspace) -> Result<> {
        const auto prepared = workspace.writer().run([now](Connection &connection) { return prepare(connection, now); }).result();
        if (!prepared)
            return prepared;
        for (const Sample &sample : Samples) {
            const auto tell = [&](double part) {
                if (progress)
                    progress(done + int(part * sample.weight), tr("Reading the trace of %1").arg(QLatin1String(sample.feature)));
            };
            tell(0);
            auto trace = importSample(workspace, sample, now, cancelled, tell);
            if (!trace)
                return trace.error();
            demo.traces.append(*trace);
            done += sample.weight;
        }
        if (progress)
            progress(done, tr("Filling the legacy tables"));
        const auto legacy = workspace.writer().run([now](Connection &connection) { return addLegacy(connection, now); }).result();
        return legacy && further ? further(workspace) : legacy;
    };
    if (const auto made = makeWorkspace(location, ReportingZone(), now, actor(), fill); !made)
        return made.error();
    if (progress)
        progress(100, tr("Done"));
    return demo;
}
