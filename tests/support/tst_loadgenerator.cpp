#include "support/loadgenerator.h"

#include "support/sampledata.h"
#include "support/testpaths.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

/// Hashes what is written to it and keeps nothing.
class HashDevice : public QIODevice
{
public:
    HashDevice() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }
    QByteArray result() const { return m_hash.result().toHex(); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        m_hash.addData(QByteArrayView(data, size));
        return size;
    }

private:
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
};

class FullDevice : public HashDevice
{
protected:
    qint64 writeData(const char *, qint64) override { return -1; }
};

class TestLoadGenerator : public QObject
{
    Q_OBJECT

private slots:
    void makesThePublishedLoadFileByteForByte()
    {
        QFile expected(testData(QStringLiteral("groundtruth/load_scale1_seed1.sha256")));
        QVERIFY(expected.open(QIODevice::ReadOnly));
        const auto source = publishedLoadSource();
        QVERIFY2(source, source ? "" : qPrintable(source.error().line()));
        HashDevice out;

        const auto rows = writeLoad(out, *source, {});

        QVERIFY(rows);
        QCOMPARE(*rows, 1429737);
        QCOMPARE(out.result(), expected.readAll().trimmed());
    }

    void roundsTheRequestsOfADayHalfToEven()
    {
        const LoadSource source { { { 10, 20 } }, { 1, 3, 5 }, { 1.0 } }; // half of these: 0.5, 1.5, 2.5
        QBuffer out;
        QVERIFY(out.open(QIODevice::WriteOnly));

        const auto rows = writeLoad(out, source, { 0.5, 1, QDate(2025, 2, 28) });

        QVERIFY(rows);
        QCOMPARE(*rows, 0 + 2 + 2);
        const auto lines = out.data().trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines.at(1).startsWith("2025-03-01T00:"));
        QVERIFY(lines.at(3).startsWith("2025-03-02T00:"));
    }

    void theSeedDecidesTheRows()
    {
        const LoadSource source { { { 10, 20 }, { 30, 40 } }, { 20 }, { 1.0, 2.0 } };
        HashDevice first;
        HashDevice again;
        HashDevice other;

        QVERIFY(writeLoad(first, source, { 1.0, 1, QDate(2024, 1, 1) }));
        QVERIFY(writeLoad(again, source, { 1.0, 1, QDate(2024, 1, 1) }));
        QVERIFY(writeLoad(other, source, { 1.0, 2, QDate(2024, 1, 1) }));

        QCOMPARE(again.result(), first.result());
        QVERIFY(other.result() != first.result());
    }

    void saysWhenTheDiskIsFull()
    {
        FullDevice out;

        const auto rows = writeLoad(out, { { { 1, 1 } }, { 1 }, { 1.0 } }, {});

        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, Error::Kind::Storage);
    }

    void samplesAreTheOriginalTraces_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sha256");
        QTest::addColumn<int>("rows");
        QTest::newRow("ragpulse") << QStringLiteral("ragpulse")
            << QStringLiteral("3d85288e3d7d7668528bb512c9d7adab19a441bd09c27580d01c0bb59418d763") << 3609;
        QTest::newRow("mooncake_synthetic") << QStringLiteral("mooncake_synthetic")
            << QStringLiteral("2137e615d3aca357dc0a5942cc91bc3ac55a8d7497ca93331f23293cbc77cb86") << 3993;
        QTest::newRow("azure2023_code") << QStringLiteral("azure2023_code")
            << QStringLiteral("5b78e01bc484a2391677838f2c7092f90f0b0c502f6379fe4ba0aaa8f78d8663") << 8819;
        QTest::newRow("llmperf") << QStringLiteral("llmperf")
            << QStringLiteral("32a13b7fe3a32e22cb2c6d7206dfda76329f63770b3c1f6f79f75fa0c643375f") << 900;
    }
    void samplesAreTheOriginalTraces()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, sha256);
        QFETCH(const int, rows);

        const auto csv = sampleTrace(name);

        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex()), sha256);
        QCOMPARE(csv.count('\n') - 1, rows);
    }

    void aSampleCanBeHadAsAFile()
    {
        const QTemporaryDir folder;

        QFile file(sampleTraceFile(QStringLiteral("llmperf"), folder));

        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), sampleTrace(QStringLiteral("llmperf")));
        QVERIFY(sampleTraceFile(QStringLiteral("no-such-sample"), folder).isEmpty());
    }

    void theGeneratedSampleCoversItsDays()
    {
        const auto lines = sampleTrace(QStringLiteral("support_assistant")).trimmed().split('\n');

        QCOMPARE(lines.size() - 1, 70053);
        QVERIFY(lines.at(1).startsWith("2024-01-01T"));
        QVERIFY(lines.last().startsWith("2024-03-01T"));
    }

    void anUnknownSampleIsEmpty() { QVERIFY(sampleTrace(QStringLiteral("no-such-sample")).isEmpty()); }
};

QTEST_GUILESS_MAIN(TestLoadGenerator)
#include "tst_loadgenerator.moc"
