#include "widgets/tablesortproxy.h"

#include "core/tablerole.h"

#include <QAbstractItemModelTester>
#include <QStandardItemModel>
#include <QTest>

class TestTableSortProxy : public QObject {
    Q_OBJECT

private:
    /// Rows of a name, a second key and a kind.
    struct Row {
        QString name;
        QVariant key;
        RowKind kind = RowKind::Normal;
    };

    static QString sorted(const QList<Row> &rows, const QList<SortKey> &keys)
    {
        QStandardItemModel model;
        for (const Row &row : rows) {
            auto *name = new QStandardItem(row.name);
            name->setData(row.name, SortRole);
            name->setData(int(row.kind), RowKindRole);
            auto *key = new QStandardItem;
            key->setData(row.key, SortRole);
            model.appendRow({ name, key });
        }
        TableSortProxy proxy;
        proxy.setSourceModel(&model);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setKeys(keys);
        QStringList names;
        for (int row = 0; row < proxy.rowCount(); ++row)
            names.append(proxy.index(row, 0).data().toString());
        return names.join(QLatin1Char(' '));
    }

    static SortKey up(int column) { return { column, Qt::AscendingOrder }; }
    static SortKey down(int column) { return { column, Qt::DescendingOrder }; }
    static QString s(const char *text) { return QString::fromUtf8(text); }

private slots:
    void keepsOtherAndTotalLastWhateverTheOrder()
    {
        const QList<Row> rows { { s("Total"), QVariantList { qint64(9), qint64(9) }, RowKind::Total },
            { s("Other"), QVariantList { qint64(8), qint64(0) }, RowKind::Other },
            { s("a"), QVariantList { qint64(0), qint64(5) } }, { s("b"), QVariantList { qint64(1), qint64(0) } } };
        QCOMPARE(sorted(rows, { down(1) }), s("b a Other Total"));
        QCOMPARE(sorted(rows, { up(1) }), s("a b Other Total"));
        QCOMPARE(sorted(rows, {}), s("a b Other Total"));
    }

    void sortsBySeveralKeys()
    {
        const QList<Row> rows { { s("b"), qint64(1) }, { s("a"), qint64(2) }, { s("c"), qint64(1) },
            { s("d"), qint64(2) } };
        QCOMPARE(sorted(rows, { up(1), down(0) }), s("c b d a"));
        QCOMPARE(sorted(rows, { down(1), up(0) }), s("a d b c"));
    }

    void keepsTheOrderOfTheSourceAmongTies()
    {
        const QList<Row> rows { { s("b"), qint64(1) }, { s("a"), qint64(1) }, { s("c"), qint64(0) } };
        QCOMPARE(sorted(rows, { up(1) }), s("c b a"));
        QCOMPARE(sorted(rows, { down(1) }), s("b a c"));
    }

    void ordersTextAsPeopleDo()
    {
        const QList<Row> rows { { s("v10"), {} }, { s("V2"), {} }, { s("v1"), {} }, { s("a"), {} } };
        QCOMPARE(sorted(rows, { up(0) }), s("a v1 V2 v10"));
    }

    void putsUnknownValuesLastInBothDirections()
    {
        const QList<Row> rows { { s("none"), {} }, { s("nan"), qQNaN() }, { s("two"), 2.0 }, { s("one"), 1.0 } };
        QCOMPARE(sorted(rows, { up(1) }), s("one two none nan"));
        QCOMPARE(sorted(rows, { down(1) }), s("two one none nan"));
    }

    void comparesWholeNumbersBeyondDoubles()
    {
        const QList<Row> rows { { s("more"), qint64(9007199254740993) }, { s("less"), qint64(9007199254740992) } };
        QCOMPARE(sorted(rows, { up(1) }), s("less more"));
    }

    void sortsAModelThatHadNoColumns()
    {
        QStandardItemModel model;
        TableSortProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setKeys({ up(0) });
        for (const char *name : { "b", "a" }) {
            auto *item = new QStandardItem(s(name));
            item->setData(s(name), SortRole);
            model.appendRow(item);
        }
        QCOMPARE(proxy.index(0, 0).data().toString(), s("a"));
    }
};

QTEST_MAIN(TestTableSortProxy)
#include "tst_tablesortproxy.moc"
