#include "core/tablerole.h"
#include "features/overview/attentionmodel.h"
#include "features/overview/featuretablemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

FeatureUsage feature(const QString &key, qint64 requests, Int128 pico)
{
    FeatureUsage feature;
    feature.key = { 0, key, key };
    feature.now.byStatus[size_t(UsageStatus::Success)] = requests;
    feature.now.bySource[size_t(CostSource::Charged)] = requests;
    feature.now.cost = Money::fromPico(pico);
    feature.models = requests > 0 ? 1 : 0;
    feature.mainModel = requests > 0 ? QStringLiteral("m") : QString();
    feature.trend = { 1.0, std::nullopt };
    return feature;
}

OverviewAnswer answer()
{
    OverviewAnswer answer;
    answer.features = { feature(QStringLiteral("a"), 3, 3'000'000'000'001), feature(QStringLiteral("b"), 0, 0) };
    return answer;
}

QVariant at(const FeatureTableModel &model, int row, FeatureTableModel::Column column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role);
}

}

class tst_FeatureTableModel : public QObject
{
    Q_OBJECT

private slots:
    void isAProperModel()
    {
        FeatureTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        AttentionModel attention;
        QAbstractItemModelTester attentionTester(&attention, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setAnswer(answer(), true);
        model.setLatency({});
        attention.setItems({ {}, {} });
        model.clear();
        attention.setItems({});

        QCOMPARE(model.rowCount(), 0);
    }

    void showsDashesWithoutUsage()
    {
        FeatureTableModel model;
        model.setAnswer(answer(), true);

        for (const auto column : { FeatureTableModel::OwnerColumn, FeatureTableModel::ModelColumn,
                 FeatureTableModel::SpendColumn, FeatureTableModel::ChangeColumn, FeatureTableModel::ShareColumn,
                 FeatureTableModel::RequestsColumn, FeatureTableModel::ErrorsColumn, FeatureTableModel::LatencyColumn })
            QCOMPARE(at(model, 1, column).toString(), QStringLiteral("—"));
        QVERIFY(!at(model, 1, FeatureTableModel::SpendColumn, ExportRole).isValid());
    }

    void exportsToThePico()
    {
        FeatureTableModel model;
        model.setAnswer(answer(), true);

        QCOMPARE(at(model, 0, FeatureTableModel::SpendColumn, ExportRole).toString(), QStringLiteral("3.000000000001"));
        QCOMPARE(at(model, 2, FeatureTableModel::SpendColumn, ExportRole).toString(), QStringLiteral("3.000000000001"));
        QCOMPARE(at(model, 2, FeatureTableModel::NameColumn).toString(), QStringLiteral("Total"));
        QVERIFY(!model.key(2));
    }

    void namesTheAssignedModelWhereRecordsNameNone()
    {
        auto unnamed = answer();
        unnamed.features[0].mainModel.clear();
        FeatureTableModel model;

        model.setAnswer(unnamed, true);
        QCOMPARE(at(model, 0, FeatureTableModel::ModelColumn).toString(), QStringLiteral("No model named"));

        unnamed.features[0].assignedModels = { QStringLiteral("gpt-4o") };
        model.setAnswer(unnamed, true);
        QCOMPARE(at(model, 0, FeatureTableModel::ModelColumn).toString(), QStringLiteral("gpt-4o (assigned)"));
        QCOMPARE(at(model, 0, FeatureTableModel::ModelColumn, ExportRole).toString(), QString()); // what the records say
    }

    void saysWhetherLatencyIsExact()
    {
        FeatureTableModel model;
        model.setAnswer(answer(), true);
        OverviewLatency latency;
        latency.byFeature.insert(QStringLiteral("a"), { 10, 1, 412'007, 3, false });
        latency.total = { 10, 1, 412'007, 3, true };

        model.setLatency(latency);

        QCOMPARE(at(model, 0, FeatureTableModel::LatencyColumn).toString(), QStringLiteral("412 ms"));
        QCOMPARE(at(model, 0, FeatureTableModel::LatencyColumn, ExportRole).toString(), QStringLiteral("412.007"));
        QVERIFY(at(model, 0, FeatureTableModel::LatencyColumn, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("estimated")));
        QVERIFY(at(model, 2, FeatureTableModel::LatencyColumn, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("exact")));
    }

    void forgetsLatencyOfAnotherQuestion()
    {
        FeatureTableModel model;
        model.setAnswer(answer(), true);
        OverviewLatency latency;
        latency.byFeature.insert(QStringLiteral("a"), { 10, 1, 412'007, 3, true });
        model.setLatency(latency);
        auto other = answer();
        other.question.filter.models = { QStringLiteral("m") };

        model.setAnswer(other, true);

        QVERIFY(!at(model, 0, FeatureTableModel::LatencyColumn, ExportRole).isValid());
    }

    void leavesGapsInTheTrend()
    {
        FeatureTableModel model;
        model.setAnswer(answer(), true);

        const auto trend = at(model, 0, FeatureTableModel::TrendColumn, SparklineRole).toList();

        QCOMPARE(trend.size(), 2);
        QVERIFY(!trend.at(1).isValid());
    }
};

QTEST_GUILESS_MAIN(tst_FeatureTableModel)
#include "tst_featuretablemodel.moc"
