#include "fuzz/fuzztargets.h"
#include "support/testpaths.h"

#include <QDir>
#include <QTest>

/// Replays what the fuzzers started from and everything that they once broke, through the same functions.
class TestFuzzCorpus : public QObject
{
    Q_OBJECT

private slots:
    void everyFolderHasItsTarget()
    {
        QStringList names;
        for (const auto &target : FuzzTargets::all())
            names.append(QString::fromLatin1(target.name));
        names.sort();
        QCOMPARE(QDir(testData(QStringLiteral("fuzz"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name), names);
    }

    void holds_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("target");
        for (int i = 0; i < FuzzTargets::all().size(); ++i) {
            const QDir folder(testData(QStringLiteral("fuzz/") + QLatin1String(FuzzTargets::all().at(i).name)));
            const auto files = folder.entryInfoList(QDir::Files, QDir::Name);
            QVERIFY2(!files.isEmpty(), qPrintable(folder.path()));
            for (const QFileInfo &file : files)
                QTest::newRow(qPrintable(folder.dirName() + QLatin1Char('/') + file.fileName())) << file.filePath() << i;
        }
    }
    void holds()
    {
        QFETCH(QString, path);
        QFETCH(int, target);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray input = file.readAll();

        FuzzTargets::all().at(target).run(input); // ends the program where a promise is broken
        // A file that was cut while it was written: every beginning of it is input as well.
        for (qsizetype length = 0; length < input.size(); length += 1 + input.size() / 64)
            FuzzTargets::all().at(target).run(QByteArrayView(input).first(length));
    }
};

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
