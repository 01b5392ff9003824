#include "features/exportdialog.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void suggestsNamesOfTheFolderAlone_data()
    {
        QTest::addColumn<QString>("stem");
        QTest::addColumn<QString>("name");
        const auto add = [](const QString &stem, const QString &name) { QTest::addRow("%s", qPrintable(stem.left(40))) << stem << name + QStringLiteral(".csv"); };
        add(QStringLiteral("overview_2026-11-18_2026-11-20"), QStringLiteral("overview_2026-11-18_2026-11-20"));
        add(QStringLiteral("../../x"), QStringLiteral("x"));
        add(QStringLiteral("/etc/x"), QStringLiteral("etc-x"));
        add(QStringLiteral("..\\..\\x"), QStringLiteral("x"));
        add(QStringLiteral("C:\\x"), QStringLiteral("C-x"));
        add(QStringLiteral("."), QStringLiteral("export"));
        add(QStringLiteral(".."), QStringLiteral("export"));
        add(QStringLiteral(".bashrc"), QStringLiteral("bashrc"));
        add(QString(), QStringLiteral("export"));
        add(QStringLiteral("///"), QStringLiteral("export"));
        add(QStringLiteral("-rf *"), QStringLiteral("rf-"));
        add(QStringLiteral("~root/x"), QStringLiteral("root-x"));
        add(QStringLiteral("a\nb\tc"), QStringLiteral("a-b-c"));
        add(QStringLiteral("a\u202egpj"), QStringLiteral("a-gpj"));
        add(QStringLiteral("a") + QChar(0) + QStringLiteral("b"), QStringLiteral("a-b"));
        add(QStringLiteral("a;$(id)`id`|b"), QStringLiteral("a-id-id-b"));
        add(QStringLiteral("<b>&\"'*?"), QStringLiteral("b-"));
        add(QStringLiteral("Übersetzung_\u4f60\u597d"), QStringLiteral("Übersetzung_\u4f60\u597d"));
        add(QStringLiteral("w").repeated(300), QStringLiteral("w").repeated(180));
        add(QStringLiteral("\u4f60").repeated(300), QStringLiteral("\u4f60").repeated(60)); // three bytes each
        add(QString(QChar(0xd800)) + QStringLiteral("x"), QStringLiteral("x"));
        add(QStringLiteral("\U0001d54f").repeated(100), QStringLiteral("\U0001d54f").repeated(45)); // four, and none cut
    }

    void suggestsNamesOfTheFolderAlone()
    {
        QFETCH(QString, stem);
        const QString name = ExportDialog::fileName(stem, QStringLiteral("csv"));
        QTEST(name, "name");
        QCOMPARE(QFileInfo(QDir(QStringLiteral("/chosen")), name).absoluteFilePath(), QStringLiteral("/chosen/") + name);
        QVERIFY(name.toUtf8().size() <= 255);
    }
};

QTEST_GUILESS_MAIN(TestExportDialog)
#include "tst_exportdialog.moc"
