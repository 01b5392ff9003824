#include "features/featuredashboard/dashboardevents.h"

#include "audit/auditlog.h"
#include "data/sql.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr qint64 MostEvents = 200;
constexpr qsizetype MostEffects = 12; ///< Only the newest are compared.
constexpr qint64 MostLatencies = 200'000; ///< Read one by one.
constexpr UtcMicros Quarter = MicrosPerHour / 4;
constexpr UtcMicros LongestWindow = 7 * 24 * MicrosPerHour;

QString tr(const char *text) { return QCoreApplication::translate("DashboardEvents", text); }

QString titleOf(const QString &action)
{
    static const std::pair<const char *, const char *> exact[] = {
        { "import.complete", QT_TRANSLATE_NOOP("DashboardEvents", "Import") },
        { "import.undo", QT_TRANSLATE_NOOP("DashboardEvents", "Import undone") },
        { "import.cancel", QT_TRANSLATE_NOOP("DashboardEvents", "Import cancelled") },
        { "assignments.set", QT_TRANSLATE_NOOP("DashboardEvents", "Model changed") },
        { "assignments.undo", QT_TRANSLATE_NOOP("DashboardEvents", "Model change undone") },
        { "feature.assign", QT_TRANSLATE_NOOP("DashboardEvents", "Model assigned") },
        { "features.edit", QT_TRANSLATE_NOOP("DashboardEvents", "Feature edited") },
        { "reprice.complete", QT_TRANSLATE_NOOP("DashboardEvents", "Repriced") },
        { "reprice.undo", QT_TRANSLATE_NOOP("DashboardEvents", "Repricing undone") },
        { "prompt", QT_TRANSLATE_NOOP("DashboardEvents", "Prompt version") },
    };
    static const std::pair<const char *, const char *> prefixes[] = {
        { "flags.", QT_TRANSLATE_NOOP("DashboardEvents", "Flag changed") },
        { "phases.", QT_TRANSLATE_NOOP("DashboardEvents", "Rollout phase") },
        { "prices.", QT_TRANSLATE_NOOP("DashboardEvents", "Prices changed") },
    };
    for (const auto &[name, title] : exact) {
        if (action == QLatin1String(name))
            return tr(title);
    }
    for (const auto &[prefix, title] : prefixes) {
        if (action.startsWith(QLatin1String(prefix)))
            return tr(title);
    }
    return action;
}

QString detailOf(const AuditEntry &entry)
{
    const bool isOwn
        = entry.action.startsWith(QLatin1String("assignments.")) || entry.action.startsWith(QLatin1String("feature"));
    QString object = isOwn ? QString() : entry.object;
    if (entry.action.startsWith(QLatin1String("import.")))
        object = object.section(QLatin1Char('/'), -1); // the file's name is enough
    QStringList parts;
    if (!object.isEmpty())
        parts.append(object);
    if (!entry.oldValue.isEmpty() && !entry.newValue.isEmpty())
        parts.append(tr("%1 to %2").arg(entry.oldValue, entry.newValue));
    else if (!entry.newValue.isEmpty() && (isOwn || object.isEmpty()))
        parts.append(entry.newValue);
    return visibleControls(parts.join(QStringLiteral(", ")).left(300));
}

struct Found {
    QString action;
    DashboardEvent event;
};

Result<QList<Found>> find(Connection &connection, const DashboardQuestion &question)
{
    auto found = Sql::select(connection, QStringLiteral(R"(
        SELECT seq, at_us, actor, action, object, old_value, new_value, reason
          FROM audit_log
         WHERE at_us >= ? AND at_us < ?
           AND (action LIKE 'flags.%' OR action LIKE 'phases.%' OR action LIKE 'import.%' OR action LIKE 'prices.%'
                OR action IN ('reprice.complete', 'reprice.undo')
                OR ((action LIKE 'assignments.%' OR action IN ('features.edit', 'feature.assign')) AND object = ?))
      ORDER BY at_us DESC, seq DESC
         LIMIT ?)"),
        { question.range.from, question.range.to, question.feature, MostEvents }, [](const Row &row) {
            const AuditEntry entry { row.int64(0), row.int64(1), row.text(2), row.text(3), row.text(4), row.text(5),
                row.text(6), row.text(7) };
            return Found { entry.action,
                { entry.at, titleOf(entry.action), detailOf(entry), visibleControls(entry.actor), 1, {}, {} } };
        });
    if (!found)
        return found;
    const auto prompts = Sql::select(connection, QStringLiteral(R"(
        SELECT p.created_us, p.name, p.version, p.created_by
          FROM ai_prompts p
          JOIN ai_features f ON f.id = p.feature_id
         WHERE f.key = ? AND p.created_us >= ? AND p.created_us < ?
      ORDER BY p.created_us DESC
         LIMIT ?)"),
        { question.feature, question.range.from, question.range.to, MostEvents }, [](const Row &row) {
            const auto detail
                = QStringLiteral("%1 v%2").arg(visibleControls(row.text(1)), QString::number(row.int64(2)));
            return Found { QStringLiteral("prompt"),
                { row.int64(0), titleOf(QStringLiteral("prompt")), detail, visibleControls(row.text(3)), 1, {}, {} } };
        });
    if (!prompts)
        return prompts;
    auto all = *found + *prompts;
    std::stable_sort(all.begin(), all.end(), [](const Found &a, const Found &b) { return a.event.at < b.event.at; });
    return all;
}

/// Five imports in a row are one mark.
QList<DashboardEvent> gathered(const QList<Found> &found)
{
    QList<DashboardEvent> events;
    QString action;
    for (const Found &one : found) {
        if (!events.isEmpty() && one.action == action && action != QLatin1String("prompt")
            && !action.startsWith(QLatin1String("assign")) && one.event.at - events.constLast().at < MicrosPerHour) {
            auto &same = events.last();
            ++same.count;
            if (same.detail != one.event.detail)
                same.detail = same.count == 2 ? same.detail + QStringLiteral(", ") + one.event.detail : same.detail;
            continue;
        }
        action = one.action;
        events.append(one.event);
    }
    return events;
}

Result<EventWindow> windowOf(Connection &connection, const DashboardQuestion &question, TimeRange range)
{
    const UsageQuery query { range, question.zone, {}, question.filter };
    const auto answer = Usage::ask(connection, query);
    if (!answer)
        return answer.error();
    EventWindow window { range, answer->total(), {} };
    if (window.measures.latencyKnown > 0 && window.measures.latencyKnown <= MostLatencies) {
        const auto latency = Usage::latency(connection, query);
        if (!latency)
            return latency.error();
        if (!latency->isEmpty())
            window.p95 = latency->constFirst().latency.p95;
    }
    return window;
}

/// The quarter hour of the event itself belongs to neither side: sums by quarter hour answer both.
Result<> compare(Connection &connection, const DashboardQuestion &question, TimeRange extent, DashboardEvent &event)
{
    const UtcMicros end = floorTo(event.at, Quarter);
    const UtcMicros begin = end + Quarter;
    const auto room
        = std::min({ LongestWindow, end - extent.from, floorTo(std::min(extent.to, question.now), Quarter) - begin });
    const auto length = floorTo(room, Quarter);
    if (length < MicrosPerHour)
        return Ok;
    const auto before = windowOf(connection, question, { end - length, end });
    if (!before)
        return before.error();
    const auto after = windowOf(connection, question, { begin, begin + length });
    if (!after)
        return after.error();
    if (std::min(before->measures.requests(), after->measures.requests()) < DashboardEvents::LeastCalls)
        event.tooFew = std::pair(before->measures.requests(), after->measures.requests());
    else
        event.effect = std::pair(*before, *after);
    return Ok;
}

}

Result<QList<DashboardEvent>> DashboardEvents::of(Connection &connection, const DashboardQuestion &question)
{
    const auto found = find(connection, question);
    if (!found)
        return found.error();
    auto events = gathered(*found);
    const auto extent = Usage::extent(connection, question.feature);
    if (!extent)
        return extent.error();
    if (*extent) {
        for (qsizetype i = std::max<qsizetype>(0, events.size() - MostEffects); i < events.size(); ++i) {
            if (const auto compared = compare(connection, question, **extent, events[i]); !compared)
                return compared.error();
        }
    }
    return events;
}
