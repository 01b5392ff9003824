#include "core/tablerole.h"
#include "features/spending/spendingmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

UsageMeasures measures(qint64 requests, qint64 withoutPrice, Int128 pico)
{
    UsageMeasures measures;
    measures.byStatus[size_t(UsageStatus::Success)] = requests;
    measures.bySource[size_t(CostSource::Charged)] = requests - withoutPrice;
    measures.bySource[size_t(CostSource::Unpriced)] = withoutPrice;
    measures.input = { 1500 * requests, requests };
    measures.cost = Money::fromPico(pico);
    return measures;
}

SpendingAnswer answer()
{
    SpendingAnswer answer;
    answer.rows = { { { 0, QStringLiteral("a"), QStringLiteral("Alpha") }, measures(3, 0, 3'000'000'000'001),
                        measures(1, 0, 2'000'000'000'000), 0, 0 },
        { { 0, QStringLiteral("b"), QStringLiteral("b\n\u202Ex") }, measures(2, 1, 1'000'000'000'000), {}, 0, 1 },
        { { 0, {}, {} }, measures(4, 4, 0), {}, 0, 2 } };
    answer.before = measures(1, 0, 2'000'000'000'000);
    return answer;
}

QVariant at(const SpendingModel &model, int row, SpendingModel::Column column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role);
}

}

class tst_SpendingModel : public QObject
{
    Q_OBJECT

private slots:
    void isAProperModel()
    {
        SpendingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setAnswer(answer(), true);
        model.setAnswer({}, true);
        model.setAnswer(answer(), false);
        model.clear();

        QCOMPARE(model.rowCount(), 0);
    }

    void exportsToThePico()
    {
        SpendingModel model;
        model.setAnswer(answer(), true);

        QCOMPARE(at(model, 0, SpendingModel::SpendColumn, ExportRole).toString(), QStringLiteral("3.000000000001"));
        QCOMPARE(at(model, 3, SpendingModel::SpendColumn, ExportRole).toString(), QStringLiteral("4.000000000001"));
        QCOMPARE(at(model, 0, SpendingModel::NameColumn, ExportRole).toString(), QStringLiteral("a"));
        QCOMPARE(at(model, 3, SpendingModel::RequestsColumn, ExportRole).toLongLong(), 9);
    }

    void distinguishesUnpricedFromFree()
    {
        SpendingModel model;
        model.setAnswer(answer(), true);

        QCOMPARE(at(model, 2, SpendingModel::SpendColumn).toString(), QStringLiteral("$? (4)"));
        QVERIFY(!at(model, 2, SpendingModel::SpendColumn, ExportRole).isValid());
        QVERIFY(!at(model, 2, SpendingModel::PerThousandColumn, ExportRole).isValid());
        QCOMPARE(at(model, 1, SpendingModel::SpendColumn).toString(), QStringLiteral("$1.00 + $? (1)"));
        QCOMPARE(at(model, 1, SpendingModel::SpendColumn, SeverityRole).toInt(), int(Severity::Warning));
        QCOMPARE(at(model, 0, SpendingModel::SpendColumn, SeverityRole).toInt(), int(Severity::None));
    }

    void makesHostileNamesVisible()
    {
        SpendingModel model;
        model.setAnswer(answer(), true);

        const auto name = at(model, 1, SpendingModel::NameColumn).toString();

        QVERIFY(!name.contains(QLatin1Char('\n')));
        QVERIFY(!name.contains(QChar(0x202E)));
        QCOMPARE(at(model, 2, SpendingModel::NameColumn).toString(), QStringLiteral("Unassigned"));
    }

    void showsChangesOnlyWhereCompared()
    {
        SpendingModel model;
        model.setAnswer(answer(), true);
        QCOMPARE(at(model, 0, SpendingModel::ChangeColumn).toString(), QStringLiteral("+50.0%"));
        QCOMPARE(at(model, 0, SpendingModel::ChangeColumn, ExportRole).toString(), QStringLiteral("0.500000"));
        QVERIFY(!at(model, 1, SpendingModel::ChangeColumn, ExportRole).isValid()); // nothing before

        model.setAnswer(answer(), false);
        QVERIFY(!at(model, 0, SpendingModel::ChangeColumn, ExportRole).isValid());
    }

    void dividesByPricedRequestsOnly_data()
    {
        QTest::addColumn<qint64>("requests");
        QTest::addColumn<qint64>("withoutPrice");
        QTest::addColumn<qint64>("pico");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("all priced") << qint64(4) << qint64(0) << qint64(10) << qint64(2500);
        QTest::newRow("one without a price") << qint64(5) << qint64(1) << qint64(10) << qint64(2500);
        QTest::newRow("half to even") << qint64(16) << qint64(0) << qint64(1) << qint64(62); // 62.5
        QTest::newRow("above the half") << qint64(3) << qint64(0) << qint64(2) << qint64(667); // 666.67
        QTest::newRow("half of an odd") << qint64(16) << qint64(0) << qint64(3) << qint64(188); // 187.5
    }
    void dividesByPricedRequestsOnly()
    {
        QFETCH(qint64, requests);
        QFETCH(qint64, withoutPrice);
        QFETCH(qint64, pico);
        QFETCH(qint64, expected);

        const auto cost = costPerRequests(measures(requests, withoutPrice, pico), 1000);

        QVERIFY(cost);
        QCOMPARE(qint64(cost->pico()), expected);
    }

    void keepsTheTotalApart()
    {
        SpendingModel model;
        model.setAnswer(answer(), true);

        QCOMPARE(at(model, 3, SpendingModel::NameColumn).toString(), QStringLiteral("Total"));
        QCOMPARE(at(model, 3, SpendingModel::NameColumn, RowKindRole).toInt(), int(RowKind::Total));
        QVERIFY(!model.key(3));
        QCOMPARE(model.key(0)->text, QStringLiteral("a"));
        QCOMPARE(at(model, 3, SpendingModel::ShareColumn).toString(), QStringLiteral("100%"));
    }
};

QTEST_GUILESS_MAIN(tst_SpendingModel)
#include "tst_spendingmodel.moc"
