#include "features/reviewmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

ReviewGroup groupOf(const QString &name, int people)
{
    ReviewGroup group { name, {} };
    for (int i = 0; i < people; ++i)
        group.users.append({ QStringLiteral("u%1").arg(i), {}, QStringLiteral("off in production"),
            QStringLiteral("group %1").arg(name) });
    return group;
}

ReviewChange change(const QList<ReviewGroup> &gains, const QList<ReviewGroup> &losses)
{
    return { QStringLiteral("new-x"), QStringLiteral("Production"), QStringLiteral("Legacy"), QStringLiteral("New"),
        QStringLiteral("X"), {}, gains, losses };
}

}

class tst_ReviewModel : public QObject {
    Q_OBJECT

private slots:
    void aChangeHoldsGainsAndLossesByGroup()
    {
        ReviewModel model;
        const QAbstractItemModelTester tester(&model);
        model.setChanges({ change(
            { groupOf(QStringLiteral("qa"), 2), groupOf(QString(), 1) }, { groupOf(QStringLiteral("leads"), 1) }) });

        const auto root = model.index(0, 0);
        QCOMPARE(model.rowCount(root), 2);
        const auto gain = model.index(0, 0, root);
        QCOMPARE(gain.data().toString(), QStringLiteral("3 people gain X"));
        QCOMPARE(model.index(1, 0, root).data().toString(), QStringLiteral("1 person loses X"));
        QCOMPARE(model.index(0, 0, gain).data(ReviewModel::CountRole).toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, 0, gain).data().toString(), QStringLiteral("In no group"));
        const auto user = model.index(1, 0, model.index(0, 0, gain));
        QCOMPARE(model.placeOf(user).user->key, QStringLiteral("u1"));
        QCOMPARE(user.data(ReviewModel::CaptionRole).toString(), QStringLiteral("group qa"));
    }

    void aHundredThousandPeopleComeInPortions()
    {
        ReviewModel model;
        model.setChanges({ change({ groupOf(QStringLiteral("all"), 100'000) }, {}) });
        const auto group = model.index(0, 0, model.index(0, 0, model.index(0, 0)));
        QCOMPARE(group.data(ReviewModel::CountRole).toString(), QStringLiteral("100,000"));
        QCOMPARE(model.rowCount(group), ReviewModel::Portion);
        QVERIFY(model.canFetchMore(group));
        model.fetchMore(group);
        QCOMPARE(model.rowCount(group), 2 * ReviewModel::Portion);
    }

    void saysWhereNobodyIsConcerned()
    {
        ReviewModel model;
        const QAbstractItemModelTester tester(&model);
        model.setChanges({ change({}, {}) });
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(), QStringLiteral("Nobody's view changes"));
        model.setChanges({});
        QCOMPARE(model.rowCount(), 0);
    }

    void namesCannotSteerTheScreen()
    {
        ReviewModel model;
        ReviewGroup group { QStringLiteral("a\u202eb"),
            { { QStringLiteral("x"), QStringLiteral("<b>\u202ey"), {}, {} } } };
        model.setChanges({ change({ group }, {}) });
        const auto shown = model.index(0, 0, model.index(0, 0, model.index(0, 0)));
        QVERIFY(!shown.data().toString().contains(QChar(0x202e)));
        QVERIFY(!model.index(0, 0, shown).data().toString().contains(QChar(0x202e)));
    }
};

QTEST_GUILESS_MAIN(tst_ReviewModel)
#include "tst_reviewmodel.moc"
