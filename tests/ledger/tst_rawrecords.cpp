#include "ledger/importundo.h"
#include "ledger/requestrecord.h"
#include "smallledgers.h"
#include "support/everyengine.h"

using namespace SmallLedgers;

namespace {

/// Every test here runs on both engines: main() sets this and runs the class once for each.
Dialect engine = Dialect::Sqlite;

QByteArray response(const char *id, int tokens, const QByteArray &text = {})
{
    return "{\"id\":\"" + QByteArray(id) + "\",\"created\":1772409600, \"model\":\"m\",\"usage\":{\"prompt_tokens\":" + QByteArray::number(tokens) + ",\"completion_tokens\":1},\"text\":\"" + text + "\"}";
}

RequestRecord record(TestDatabase &test, qint64 id)
{
    const auto found = test.reader().run([id](Connection &connection) { return Requests::record(connection, id); }).result();
    if (!found)
        qFatal("%s", qPrintable(found.error().line()));
    return *found;
}

/// What is kept, in the order of the rows.
QStringList kept(TestDatabase &test)
{
    QStringList texts;
    for (const QString &id : test.texts(QStringLiteral("SELECT id FROM ai_usage_logs ORDER BY id")))
        texts.append(record(test, id.toLongLong()).raw);
    return texts;
}

void undo(TestDatabase &test, qint64 batch)
{
    const auto report = ImportUndo::run(test.workspace(), batch, 5, QStringLiteral("tester"), QStringLiteral("wrong"));
    if (!report)
        qFatal("%s", qPrintable(report.error().line()));
}

}

/// Records as they stand in their file, kept beside their rows.
class TestRawRecords : public QObject
{
    Q_OBJECT

private slots:
    void keepsEveryByteOfAJsonRecord()
    {
        TestDatabase test(engine);
        const QByteArray record = response("a", 5, "\xc3\xa4\\u0000 0.10000000000000000001");
        import(test, QStringLiteral("a.jsonl"), record + "\n" + response("b", 6) + "\n");

        QCOMPARE(kept(test), (QStringList { QString::fromUtf8(record), QString::fromUtf8(response("b", 6)) }));
        QCOMPARE(::record(test, 1).rawBytes, record.size());
        QVERIFY(!::record(test, 1).rawIsCut);
        QCOMPARE(deepFinding(test), QString());
    }

    void keepsARowOfATableBehindItsHeader()
    {
        TestDatabase test(engine);
        const QByteArray header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,mine", row = "gen-1,2026-03-01 10:00:00,0.5,1,2,m,\"x, y\"";
        import(test, QStringLiteral("a.csv"), header + '\n' + row + '\n');

        QCOMPARE(kept(test), QStringList { QString::fromUtf8(header + '\n' + row) });
    }

    void keepsOfASpanOnlyItsOwnPart()
    {
        TestDatabase test(engine);
        const auto span = [](const char *id) -> QByteArray {
            return "{\"traceId\":\"t\",\"spanId\":\"" + QByteArray(id) + "\",\"startTimeUnixNano\":\"1772442845120000000\",\"attributes\":[{\"key\":\"gen_ai.usage.input_tokens\",\"value\":{\"intValue\":\"1\"}}]}";
        };
        import(test, QStringLiteral("a.json"), "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span("1") + ",\n" + span("2") + "]}]}]}");

        QCOMPARE(kept(test), (QStringList { QString::fromUtf8(span("1")), QString::fromUtf8(span("2")) }));
    }

    void keepsNothingOfTheEventCsv()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("a.csv"), "ts_utc,model,input_tokens\n2026-03-01T10:00:00Z,m,1\n");

        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_raw")), 0);
        QCOMPARE(record(test, 1).raw, QString());
    }

    void cutsALongRecordAtACharacterAndSaysSo()
    {
        TestDatabase test(engine);
        const QByteArray long_ = response("a", 5, QByteArray("\xe2\x82\xac").repeated(50'000));
        import(test, QStringLiteral("a.jsonl"), long_ + "\n");

        const RequestRecord found = record(test, 1);
        QVERIFY(found.rawIsCut);
        QCOMPARE(found.rawBytes, long_.size());
        const QByteArray text = found.raw.toUtf8();
        QVERIFY(text.size() <= 65536 && text.size() > 65532);
        QVERIFY(long_.startsWith(text));
        QVERIFY(!found.raw.contains(QChar(QChar::ReplacementCharacter)));
    }

    void revisionsKeepTheOldOneAndUndoBringsItBack()
    {
        TestDatabase test(engine);
        import(test, QStringLiteral("1.jsonl"), response("a", 5) + "\n");
        import(test, QStringLiteral("2.jsonl"), response("a", 6) + "\n" + response("b", 7) + "\n");
        QCOMPARE(kept(test), (QStringList { QString::fromUtf8(response("a", 6)), QString::fromUtf8(response("b", 7)) }));
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM ai_usage_log_revisions WHERE raw IS NOT NULL AND raw_bytes = ?"), { response("a", 5).size() }), 1);

        undo(test, 2);
        QCOMPARE(kept(test), QStringList { QString::fromUtf8(response("a", 5)) });
        QCOMPARE(deepFinding(test), QString());

        undo(test, 1);
        QCOMPARE(test.number(QStringLiteral("SELECT COUNT(*) FROM usage_raw")), 0);
        import(test, QStringLiteral("2.jsonl"), response("a", 6) + "\n");
        QCOMPARE(kept(test), QStringList { QString::fromUtf8(response("a", 6)) });
        QCOMPARE(deepFinding(test), QString());
    }

    void aRowWithoutOneIsRestoredWithoutOne()
    {
        TestDatabase test(engine);
        // The same id of the same source, first as an event CSV, then as a response.
        import(test, QStringLiteral("1.csv"), "ts_utc,model,input_tokens,source,source_row\n2026-03-02T00:00:00Z,m,1,provider-responses,a\n");
        import(test, QStringLiteral("2.jsonl"), response("a", 6) + "\n");
        QCOMPARE(kept(test), QStringList { QString::fromUtf8(response("a", 6)) });

        undo(test, 2);
        QCOMPARE(kept(test), QStringList { QString() });
    }

    void aBatchOfLongRecordsIsBounded()
    {
        TestDatabase test(engine);
        QByteArray file;
        quint32 noise = 1;
        for (int i = 0; i < 700; ++i) {
            QByteArray text(60'000, ' ');
            for (char &c : text)
                c = char('0' + ((noise = noise * 1664525 + 1013904223) >> 26)); // hardly compresses
            file += response(QByteArray::number(i).constData(), i, text.replace('\\', 'b')) + "\n";
        }
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        int transactions = 0;
        const std::atomic_bool cancelled = false;
        const auto report = Importer(test.workspace()).run(write(test, QStringLiteral("a.jsonl"), file), options, cancelled, [&transactions](const ImportProgress &) { ++transactions; });
        QVERIFY(report);
        QCOMPARE(report->counts.accepted, 700);
        QVERIFY2(transactions >= 2, "42 MB of records are not held for one transaction");
    }
};

int main(int argc, char **argv)
{
    return runOnEveryEngine<TestRawRecords>(argc, argv, engine);
}

#include "tst_rawrecords.moc"
