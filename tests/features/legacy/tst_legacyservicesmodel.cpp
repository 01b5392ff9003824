#include "features/legacy/legacyservicesmodel.h"

#include "core/tablerole.h"

#include <QAbstractItemModelTester>
#include <QTest>

class tst_LegacyServicesModel : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsKnownAndNoMore()
    {
        LegacyService search;
        search.name = QStringLiteral("search_ai");
        search.rows = 1200;
        search.cost = *Money::fromUsdText(u"0.250012");
        search.costsRead = 1000;
        search.costsUnreadable = 200;
        search.newest = 1'795'000'800 * MicrosPerSecond;
        LegacyService unnamed;
        unnamed.isNamed = false;
        unnamed.costsMissing = 3;
        LegacyServicesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setServices({ search, unnamed });
        const auto at = [&model](int row, LegacyServicesModel::Column column, int role = Qt::DisplayRole) { return model.index(row, column).data(role); };

        QCOMPARE(at(0, LegacyServicesModel::Feature).toString(), QStringLiteral("ai-search"));
        QCOMPARE(at(0, LegacyServicesModel::Rows).toString(), QStringLiteral("1,200"));
        QCOMPARE(at(0, LegacyServicesModel::Cost).toString(), QStringLiteral("$0.25"));
        QCOMPARE(at(0, LegacyServicesModel::Cost, ExportRole).toString(), QStringLiteral("0.250012"));
        QCOMPARE(Severity(at(0, LegacyServicesModel::CostsUnreadable, SeverityRole).toInt()), Severity::Warning);
        QCOMPARE(at(0, LegacyServicesModel::Newest, ExportRole).toString(), QStringLiteral("2026-11-18 11:20:00"));
        QCOMPARE(at(1, LegacyServicesModel::Service).toString(), QStringLiteral("NULL"));
        QCOMPARE(at(1, LegacyServicesModel::Feature).toString(), QStringLiteral("unmapped"));
        QVERIFY(!at(1, LegacyServicesModel::Service, ExportRole).isValid());
        QVERIFY(!at(1, LegacyServicesModel::Cost, ExportRole).isValid()); // unknown, not zero
        QVERIFY(!at(1, LegacyServicesModel::Newest, ExportRole).isValid());
        model.setServices({ search }, false);
        QCOMPARE(at(0, LegacyServicesModel::Service).toString(), QStringLiteral("search_ai"));
        QCOMPARE(at(0, LegacyServicesModel::Rows).toString(), QStringLiteral("counting…"));
        QVERIFY(!at(0, LegacyServicesModel::Cost, ExportRole).isValid()); // a part of a sum is no sum
        for (int column = 0; column < model.columnCount(); ++column)
            QCOMPARE(model.columnOf(model.headerData(column, Qt::Horizontal, ColumnIdRole).toString()), column);
    }
};

QTEST_GUILESS_MAIN(tst_LegacyServicesModel)
#include "tst_legacyservicesmodel.moc"
