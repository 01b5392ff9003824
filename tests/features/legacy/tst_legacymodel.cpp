#include "features/legacy/legacymodel.h"

#include "core/tablerole.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

class tst_LegacyModel : public QObject
{
    Q_OBJECT

private slots:
    void asksForMoreAndAppends()
    {
        LegacyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<KeysetOrder::Place> wanted;
        connect(&model, &LegacyModel::moreWanted, this, [&](const KeysetOrder::Place &after) { wanted.append(after); });
        model.setTable(m_table);
        QCOMPARE(model.columnCount(), 9);
        QCOMPARE(model.rowCount(), 0);

        model.setPage({ { row(3), row(2) }, place(2) });
        if (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(wanted, QList<KeysetOrder::Place> { place(2) });
        QVERIFY(model.isWaiting() && !model.canFetchMore({}));
        model.append(place(3), { { row(9) }, {} }); // of another question
        QCOMPARE(model.rowCount(), 2);
        model.append(place(2), { { row(1) }, {} });

        QCOMPARE(model.rowCount(), 3);
        QVERIFY(!model.hasMore() && !model.canFetchMore({}));
    }

    void asksNothingWhileHeld()
    {
        LegacyModel model;
        model.setTable(m_table);
        model.setPage({ { row(3) }, place(3) });
        QSignalSpy wanted(&model, &LegacyModel::moreWanted);

        model.hold();
        model.fetchMore({});
        QCOMPARE(wanted.size(), 0);
        model.retry();
        QCOMPARE(wanted.size(), 1);
    }

    void changesItsColumnsWithTheTable()
    {
        LegacyModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(m_table);
        model.setPage({ { row(1) }, {} });
        model.setTable(*legacyTable(QStringLiteral("stories")));

        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.columnCount(), 13);
        QCOMPARE(model.headerData(2, Qt::Horizontal, ColumnIdRole).toString(), QStringLiteral("title"));
        QCOMPARE(model.columnOf(QStringLiteral("moral")), 4);
        QCOMPARE(model.columnOf(QStringLiteral("cost")), -1);
    }

    void tellsNullFromEmptyFromTheWord()
    {
        LegacyModel model;
        model.setTable(m_table);
        QVariantList hostile = row(1);
        hostile[1] = QVariant();
        hostile[2] = QStringLiteral("");
        hostile[3] = QStringLiteral("NULL");
        hostile[6] = QString(QStringLiteral(" $0.01\u202e<b>\n") + QString(10000, QLatin1Char(u'x')));
        model.setPage({ { hostile }, {} });
        const auto at = [&model](int column, int role) { return model.index(0, column).data(role); };

        QCOMPARE(at(1, Qt::DisplayRole).toString(), QStringLiteral("NULL"));
        QVERIFY(at(1, SecondaryRole).toBool());
        QVERIFY(!at(1, ExportRole).isValid());
        QCOMPARE(at(2, Qt::DisplayRole).toString(), QStringLiteral("''"));
        QVERIFY(at(2, SecondaryRole).toBool());
        QCOMPARE(at(2, ExportRole).toString(), QString());
        QVERIFY(at(2, ExportRole).isValid());
        QCOMPARE(at(3, Qt::DisplayRole).toString(), QStringLiteral("NULL"));
        QVERIFY(!at(3, SecondaryRole).toBool());
        const QString shown = at(6, Qt::DisplayRole).toString();
        QVERIFY(shown.startsWith(QStringLiteral(" $0.01")));
        QVERIFY(!shown.contains(QChar(0x202e)) && !shown.contains(QLatin1Char('\n')));
        QVERIFY(shown.size() < 500);
        QCOMPARE(at(6, ExportRole).toString().size(), hostile.at(6).toString().size());
    }

private:
    static QVariantList row(int id)
    {
        QVariantList cells(9, QVariant(QStringLiteral("v")));
        cells[0] = QString::number(id);
        return cells;
    }
    static KeysetOrder::Place place(int id) { return { { id }, id }; }

    const LegacyTable &m_table = *legacyTable(QStringLiteral("usage_logs"));
};

QTEST_GUILESS_MAIN(tst_LegacyModel)
#include "tst_legacymodel.moc"
