#include "core/csv.h"

#include <QTest>

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void guardsWhatASpreadsheetWouldRun_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("written");
        const auto add = [](const QString &cell, const QString &written) { QTest::addRow("%s", qPrintable(cell)) << cell << written; };
        for (const QString &text : { QStringLiteral("=1+1"), QStringLiteral("+cmd|x"), QStringLiteral("-2+3"), QStringLiteral("@SUM(A1)"), QStringLiteral("-"),
                 QStringLiteral("\t=1"), QStringLiteral("\uff1d1"), QStringLiteral("\uff0b1"), QStringLiteral("\uff0d1"), QStringLiteral("\uff20X"), QStringLiteral("+-1"), QStringLiteral("-1e") })
            add(text, QLatin1Char('\'') + text);
        add(QStringLiteral("\r=1"), QStringLiteral("\"'\r=1\""));
        add(QStringLiteral("\n=1"), QStringLiteral("\"'\n=1\""));
        add(QStringLiteral("=A,\"B\""), QStringLiteral("\"'=A,\"\"B\"\"\""));
        // Numbers, and what is harmless, are left alone.
        for (const QString &text : { QStringLiteral("-1"), QStringLiteral("+1"), QStringLiteral("-0.000000000001"), QStringLiteral("1=1"), QStringLiteral("'=1"), QStringLiteral("a@b"), QString() })
            add(text, text);
    }

    void guardsWhatASpreadsheetWouldRun()
    {
        QFETCH(QString, cell);
        QTEST(csvLine({ cell }), "written");
        QVERIFY(!csvLine({ cell }, true).contains(QLatin1String("'=")) || cell.startsWith(QLatin1Char('\'')));
        QCOMPARE(withoutFormula(withoutFormula(cell)), withoutFormula(cell)); // once is enough
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
