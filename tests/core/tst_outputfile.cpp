#include "core/outputfile.h"

#include <QTemporaryDir>
#include <QTest>

class TestOutputFile : public QObject
{
    Q_OBJECT

private slots:
    void writesNothingThroughALink_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("a file") << QStringLiteral("precious");
        QTest::newRow("nothing") << QStringLiteral("not there");
        QTest::newRow("another link") << QStringLiteral("second");
        QTest::newRow("a folder") << QStringLiteral(".");
    }

    void writesNothingThroughALink()
    {
        QFETCH(QString, target);
        const QTemporaryDir folder;
        const auto path = [&folder](const QString &name) { return folder.filePath(name); };
        QVERIFY(put(path(QStringLiteral("precious")), "as it was"));
        QVERIFY(QFile::link(path(QStringLiteral("precious")), path(QStringLiteral("second"))));
        QVERIFY(QFile::link(path(target), path(QStringLiteral("export.csv"))));
        const auto before = QDir(folder.path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);

        OutputFile file(path(QStringLiteral("export.csv")));
        QVERIFY(!file.open(QIODevice::WriteOnly));

        QVERIFY(file.errorString().contains(QStringLiteral("link")));
        QFile precious(path(QStringLiteral("precious")));
        QVERIFY(precious.open(QIODevice::ReadOnly));
        QCOMPARE(precious.readAll(), QByteArray("as it was"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot), before);
    }

    void replacesAFileAsAWhole()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("export.csv"));
        QVERIFY(put(path, "old"));
        {
            OutputFile given(path);
            QVERIFY(given.open(QIODevice::WriteOnly));
            given.write("half");
        } // given up
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("old"));

        OutputFile whole(path);
        QVERIFY(whole.open(QIODevice::WriteOnly));
        whole.write("new");
        QVERIFY(whole.commit());
        QFile after(path);
        QVERIFY(after.open(QIODevice::ReadOnly));
        QCOMPARE(after.readAll(), QByteArray("new"));
    }

private:
    static bool put(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
};

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_outputfile.moc"
