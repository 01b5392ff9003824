#include "core/tablerole.h"
#include "features/activity/activitymodel.h"
#include "features/activity/activitytext.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

AuditRecord record(qint64 seq)
{
    AuditRecord entry;
    entry.seq = seq;
    entry.at = 1'700'000'000'000'001; // 2023-11-14 22:13:20.000001 UTC
    entry.actor = QStringLiteral("ann");
    entry.action = QStringLiteral("import.undo");
    entry.object = QStringLiteral("batch 1");
    return entry;
}

}

class tst_ActivityModel : public QObject
{
    Q_OBJECT

private slots:
    void asksForMoreAndAppends()
    {
        ActivityModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<qint64> wanted;
        connect(&model, &ActivityModel::moreWanted, this, [&wanted](qint64 before) { wanted.append(before); });
        model.setEntries({ record(9), record(7) }, true, {});

        model.fetchMore({});
        model.fetchMore({}); // is on its way
        QCOMPARE(wanted, QList<qint64> { 7 });
        model.append({ record(4) }, false);

        QCOMPARE(model.rowCount(), 3);
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(model.rowOf(7), 1);
        QCOMPARE(model.rowOf(8), -1);
        QCOMPARE(model.rowOf(1), -1);
    }

    void holdsStillWhileItsEntriesAreOfAnOldQuestion()
    {
        ActivityModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({ record(9) }, true, {});
        model.fetchMore({});
        model.hold();

        model.append({ record(8) }, false);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.canFetchMore({}));

        model.release();
        QVERIFY(model.isWaiting());
    }

    void saysWhoDidWhat()
    {
        ActivityModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        AuditRecord entry = record(2);
        entry.oldValue = QStringLiteral("off");
        entry.newValue = QStringLiteral("on");
        entry.reason = QString::fromUtf8("<b>why</b>\n\xe2\x80\xae") + QString(10'000, QLatin1Char('x'));
        model.setEntries({ entry }, false, {});
        const auto cell = [&model](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role).toString(); };

        QCOMPARE(cell(ActivityModel::Time), QStringLiteral("2023-11-14 22:13:20"));
        QCOMPARE(cell(ActivityModel::Time, Qt::ToolTipRole), QStringLiteral("2023-11-14 22:13:20.000001 +00:00"));
        QCOMPARE(cell(ActivityModel::Action), QStringLiteral("Import undone"));
        QCOMPARE(cell(ActivityModel::Change), QString::fromUtf8("off → on"));
        QVERIFY(cell(ActivityModel::Reason).size() <= 60);
        QVERIFY(!cell(ActivityModel::Reason).contains(QLatin1Char('\n')) && !cell(ActivityModel::Reason).contains(QChar(0x202e)));
        QCOMPARE(cell(ActivityModel::Reason, ExportRole), entry.reason);
        QCOMPARE(cell(ActivityModel::Action, ExportRole), QStringLiteral("import.undo"));
    }

    void readsAnActionThatItDoesNotKnow()
    {
        QCOMPARE(ActivityText::action(QStringLiteral("flag.kill_switch")), QStringLiteral("Flag kill switch"));
        QCOMPARE(ActivityText::action(QString()), QString());
    }
};

QTEST_GUILESS_MAIN(tst_ActivityModel)
#include "tst_activitymodel.moc"
