#include "widgets/tableexport.h"

#include "core/tablerole.h"
#include "widgets/tablesortproxy.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QStandardItemModel>
#include <QTest>

class TestTableExport : public QObject
{
    Q_OBJECT

private:
    static void addRow(QStandardItemModel &model, const QString &name, const QVariant &key, RowKind kind = RowKind::Normal)
    {
        auto *first = new QStandardItem(name);
        first->setData(name, SortRole);
        first->setData(int(kind), RowKindRole);
        auto *second = new QStandardItem(QStringLiteral("drawn"));
        second->setData(key, SortRole);
        second->setData(key, ExportRole);
        model.appendRow({ first, second });
    }

private slots:
    void csvDisarmsFormulasAndKeepsRawValues()
    {
        QStandardItemModel model;
        addRow(model, QStringLiteral("=1+1"), qint64(7));
        model.setHorizontalHeaderLabels({ QStringLiteral("Name"), QStringLiteral("Count") });
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);

        QVERIFY(bool(TableExport::write(model, buffer, TableExport::Format::Csv)));

        QCOMPARE(buffer.data(), QByteArray("Name,Count\r\n'=1+1,7\r\n"));
    }

    void jsonWritesIntegersAsNumbers()
    {
        QStandardItemModel model;
        addRow(model, QStringLiteral("<b>"), qint64(9007199254740993));
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);

        QVERIFY(bool(TableExport::write(model, buffer, TableExport::Format::Json)));

        QCOMPARE(buffer.data(), QByteArray("[\n{\"0\":\"<b>\",\"1\":9007199254740993}\n]\n"));
    }

    void saysWhenTheFileCannotBeWritten()
    {
        QStandardItemModel model;
        const auto result = TableExport::writeFile(model, QStringLiteral("/nowhere/x.csv"), TableExport::Format::Csv);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Storage);
    }

    void totalStaysLastWhateverTheOrder()
    {
        QStandardItemModel model;
        addRow(model, QStringLiteral("Total"), QVariantList { qint64(9), qint64(9) }, RowKind::Total);
        addRow(model, QStringLiteral("a"), QVariantList { qint64(0), qint64(5) });
        addRow(model, QStringLiteral("b"), QVariantList { qint64(1), qint64(0) });
        TableSortProxy proxy;
        proxy.setSourceModel(&model);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto names = [&proxy]() -> QString { return proxy.index(0, 0).data().toString() + proxy.index(1, 0).data().toString()
                + proxy.index(2, 0).data().toString(); };

        proxy.setKeys({ { 1, Qt::DescendingOrder } });
        QCOMPARE(names(), QStringLiteral("baTotal"));
        proxy.setKeys({ { 1, Qt::AscendingOrder } });
        QCOMPARE(names(), QStringLiteral("abTotal"));
        proxy.setKeys({});
        QCOMPARE(names(), QStringLiteral("abTotal"));
    }
};

QTEST_MAIN(TestTableExport)
#include "tst_tableexport.moc"
