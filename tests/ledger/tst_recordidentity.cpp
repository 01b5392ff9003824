#include "ledger/recordidentity.h"

#include <QTest>

// These bytes stand in workspaces out there: if one of these comparisons fails, the change is wrong, not the test.

class TestRecordIdentity : public QObject
{
    Q_OBJECT

private slots:
    void neverChanges()
    {
        UsageRecord record;
        record.time = 1700158623'979960;
        record.feature = "code";
        record.model = "gpt-4";
        record.inputTokens = 4808;
        record.outputTokens = 10;
        record.status = UsageStatus::Success;
        RecordIdentity identity("event-csv");
        const auto first = identity.of(record);
        const auto second = identity.of(record);

        QCOMPARE(first.source, QByteArray("event-csv"));
        // Computed with Python: hashlib.blake2b(b"t1700158623979960\0fcode\0mgpt-4\0S1\0i4808\0o10\0", digest_size=20)
        QCOMPARE(first.key.toHex(), QByteArray("010065565c9f1654dfca62dc220c486a"));
        QCOMPARE(second.key.toHex(), QByteArray("010065565c9f7ade9fb4bebb4ed7a39a"));
        QVERIFY(first.digest.isEmpty());
    }

    void aNativeIdIsKeptAsItIs()
    {
        UsageRecord record;
        record.source = "0_trace.jsonl";
        record.sourceId = "17";
        record.inputTokens = 5;
        const auto claim = RecordIdentity("event-csv").of(record);
        QCOMPARE(claim.source, QByteArray("0_trace.jsonl"));
        QCOMPARE(claim.key, QByteArray("n17"));
        QCOMPARE(claim.digest.size(), 16);
    }

    void aTimeThatWasAssumedIsNoPartOfIt()
    {
        UsageRecord record;
        record.inputTokens = 5;
        const auto claim = RecordIdentity("event-csv").of(record);
        QCOMPARE(claim.key.left(6), QByteArray("\x01\0\0\0\0\0", 6));
    }

    void unknownFieldsLeaveNoTraceButZeroDoes()
    {
        UsageRecord unknown;
        unknown.inputTokens = 5;
        UsageRecord zero = unknown;
        zero.cacheReadTokens = 0;
        QVERIFY(RecordIdentity("event-csv").of(unknown).key != RecordIdentity("event-csv").of(zero).key);
    }
};

QTEST_GUILESS_MAIN(TestRecordIdentity)
#include "tst_recordidentity.moc"
