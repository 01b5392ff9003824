#pragma once

#include "audit/auditlog.h"
#include "app/consolefixture.h"
#include "data/transaction.h"
#include "migration/legacytable.h"

/// A workspace in which everything that somebody else can name is called as nobody would wish.
namespace HostileWorkspace {

/// Each ends or begins with what a toolkit, a terminal, a statement or a spreadsheet might take for its own.
inline const QStringList &names()
{
    static const QStringList names { QStringLiteral("<b>bold</b>"), QStringLiteral("<img src=\"file:///tmp/canary.png\">"),
        QStringLiteral("<a href=\"file:///etc/passwd\">R&D</a>"), QStringLiteral("<!DOCTYPE html><h1>x"), QStringLiteral("<qt>&lt;i&gt;"),
        QStringLiteral("<script>alert(1)</script>"), QStringLiteral("\u202eresu\u202c"), QStringLiteral("\u2066iso\u2069late"),
        QStringLiteral("zero\u200bwidth\ufeff"), QStringLiteral("Z") + QStringLiteral("\u0301").repeated(300), QStringLiteral("R&D &File"),
        QStringLiteral("'; DROP TABLE ai_usage_logs; --"), QStringLiteral("%s%n"), QStringLiteral("%1 %2 %L3"), QStringLiteral(":v ?"),
        QStringLiteral("$1"), QStringLiteral("w").repeated(10'000), QStringLiteral("a\nb\tc"), QStringLiteral("=HYPERLINK(\"x\")"),
        QStringLiteral("+1+1"), QStringLiteral("@SUM(A1)"), QStringLiteral("\uff1d1+1"), QStringLiteral("\x1b[31mred"), QStringLiteral("\u009b31m"),
        QStringLiteral("../../etc/passwd"), QStringLiteral("100%_\\!"), QStringLiteral("two\u2028lines") };
    return names;
}

inline QByteArray cell(const QString &text) { return '"' + text.toUtf8().replace('"', "\"\"") + '"'; }

/// Two calls by each name, one of which failed, and a record that is rejected. `cost` differs: the calls are revised.
inline QByteArray csv(const QByteArray &cost)
{
    QByteArray text = "ts_utc,feature,provider,model,user,session,client,status,error_code,error_message,input_tokens,output_tokens,"
                      "charged_cost_usd,source,source_row\n";
    for (qsizetype i = 0; i < names().size(); ++i) {
        const QByteArray name = cell(names().at(i));
        const QByteArray who = QByteArray(',' + name).repeated(6), row = QByteArray::number(i);
        text += "2026-11-19T10:00:00Z" + who + ",success,,,100,10," + cost + ",t,a" + row + "\n";
        text += "2026-11-20T10:00:00Z" + who + ",error," + name + ',' + name + ",100,10,,t,b" + row + "\n";
        text += "never" + who + ",error," + name + ',' + name + ",1,1,1,t,c" + row + "\n";
    }
    return text;
}

/// Statements that need every name: 1 the name, 2 its number from 1.
inline const QStringList &statements()
{
    static const QStringList statements { QStringLiteral("UPDATE flags SET description = ?1, new_view = ?1, legacy_view = ?1 WHERE position = ?2"),
        QStringLiteral("INSERT INTO people (key, name, role) VALUES (?1, ?1, 'admin')"),
        QStringLiteral("INSERT INTO people_groups (name, position) VALUES (?1, 100 + ?2)"),
        QStringLiteral("INSERT INTO people_group_people (group_name, person) VALUES (?1, ?1)"),
        QStringLiteral("UPDATE rollout_phases SET name = ?1 WHERE number = ?2"),
        QStringLiteral("INSERT INTO rollout_phase_groups (phase, position, group_name) VALUES (?2 % 4 + 1, 100 + ?2, ?1)"),
        QStringLiteral("INSERT INTO rollout_phase_features (phase, position, name) VALUES (?2 % 4 + 1, 100 + ?2, ?1)"),
        QStringLiteral("INSERT INTO rollout_names (name, meaning) VALUES (?1, ?1)"),
        QStringLiteral("UPDATE programme_phases SET name = ?1 WHERE number = ?2"),
        QStringLiteral("UPDATE flag_states SET state = json_set(state, '$.allow[#]', ?1, '$.deny[#]', ?1 || 'x', '$.groups[#]', ?1), changed_us = 1, "
                       "changed_by = ?1, reason = ?1 WHERE flag = 'new-prompt-library' OR ?2 = 1"),
        QStringLiteral("INSERT INTO flag_schedules (flag, environment, due_us, state, base_version, status, created_us, created_by, reason) "
                       "SELECT 'new-model-management', 'production', 4000000000000000, state, 1, 'pending', 1, ?1, ?1 FROM flag_states "
                       "WHERE ?2 < 20 AND flag = 'new-model-management' AND environment = 'production'"),
        QStringLiteral("INSERT INTO flag_change_sets (id, kind, at_us, actor, reason) VALUES (?2, 'change', 1, ?1, ?1)"),
        QStringLiteral("INSERT INTO flag_changes (set_id, flag, environment, from_version, to_version, old_state, new_state) "
                       "SELECT ?2, flag, environment, 1, 1, state, state FROM flag_states WHERE ?1 <> '' AND flag = 'new-prompt-library'"),
        QStringLiteral("INSERT INTO model_prices (provider, model, input_rate, output_rate, source, recorded_us) VALUES (?1, ?1, ?2, ?2, ?1, 1)"),
        QStringLiteral("UPDATE ai_features SET owner = ?1, status = 'retired' WHERE key = ?1 AND ?2 > 0"),
        QStringLiteral("INSERT INTO feature_model_assignments (feature_id, environment, provider, model, recorded_us, actor, reason) "
                       "SELECT id, 'production', ?1, ?1, ?2, ?1, ?1 FROM ai_features WHERE key = ?1"),
        QStringLiteral("INSERT INTO ai_prompts (feature_id, name, version, text, label, status, created_us, created_by) "
                       "SELECT id, ?1, 1, ?1, ?1, 'active', 1795082400000000 + ?2, ?1 FROM ai_features"),
        QStringLiteral("INSERT INTO import_batches (file_name, format, file_size, file_mtime_us, status, started_us, actor) "
                       "VALUES (?1, 'event-csv', 1, 1, 'complete', ?2, ?1)"),
        QStringLiteral("INSERT INTO provider_aggregates (id, key, digest, kind, provider, report, from_us, to_us, cut, model, cost_pico, currency, batch_id, line) "
                       "VALUES (?2, CAST(?1 AS BLOB), CAST(?1 AS BLOB), 'cost', ?1, ?1, 1795046400000000, 1795132800000000, 'model', ?1, 1, 'USD', 1, ?2)"),
        QStringLiteral("INSERT INTO repricing_jobs (options, status, prices, started_us, actor, reason) VALUES ('{}', 'complete', '', ?2, ?1, ?1)") };
    return statements;
}

/// Into every legacy table a row by the name, with a time in the range of the tests.
inline QString legacyStatement(const LegacyTable &table)
{
    QStringList columns, values;
    for (int i = 0; i < table.columns.size(); ++i) {
        columns.append(table.columns.at(i).name);
        const bool isTime = table.columns.at(i).name == table.time;
        values.append(i == 0 && table.hasTextId ? QStringLiteral("?1 || ?2") : table.isInteger(i) ? QStringLiteral("?2")
                : isTime                                                                   ? QStringLiteral("'2026-11-19'")
                                                                                           : QStringLiteral("?1"));
    }
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(table.name, columns.join(QLatin1Char(',')), values.join(QLatin1Char(',')));
}

/// What could not be made, or empty.
inline QString fill(ConsoleFixture &console)
{
    const std::atomic_bool cancelled = false;
    for (const char *cost : { "0.5", "0.25" }) {
        const QString path = console.writeCsv(QStringLiteral("<b>R&D<i> \u202e%1 ") + QLatin1String(cost) + QStringLiteral("w").repeated(200) + QStringLiteral(".csv"), csv(cost));
        ImportOptions options;
        options.actor = names().at(0);
        const auto report = Importer(console.database.workspace()).run(path, options, cancelled);
        if (!report)
            return report.error().line();
    }
    QStringList all = statements();
    for (const LegacyTable &table : legacyTables())
        all.append(legacyStatement(table));
    for (qsizetype i = 0; i < names().size(); ++i) {
        for (const QString &statement : std::as_const(all)) {
            // Parameters by number do not bind by place twice, so each use is its own.
            QString text = statement;
            QVariantList values;
            for (qsizetype at = text.indexOf(QLatin1Char('?')); at >= 0; at = text.indexOf(QLatin1Char('?'), at + 1)) {
                values.append(text.at(at + 1) == QLatin1Char('1') ? QVariant(names().at(i)) : QVariant(i + 1));
                text.remove(at + 1, 1);
            }
            if (const auto done = console.database.exec(text, values); !done)
                return statement + QLatin1Char('\n') + done.error().line();
        }
    }
    const auto logged = console.database.writer().run([at = console.clock.now()](Connection &connection) -> Result<> {
        Transaction transaction(connection);
        Result<> done = transaction.begin();
        for (const QString &action : { QStringLiteral("flags.set"), QStringLiteral("import.complete"), QStringLiteral("assignments.set"), QStringLiteral("prices.set"), QString() }) {
            for (qsizetype i = 0; done && i < names().size(); ++i) {
                const QString &name = names().at(i);
                done = AuditLog::append(connection, { 0, at - (i + 1) * MicrosPerHour, name, action.isEmpty() ? name : action, name, name, name, name });
            }
        }
        return done ? transaction.commit() : done;
    }).result();
    return logged ? QString() : logged.error().line();
}

}
