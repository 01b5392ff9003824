#include "widgets/tableexport.h"

#include "core/tablerole.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>

class TestTableExport : public QObject {
    Q_OBJECT

private:
    static void addRow(QStandardItemModel &model, const QString &name, const QVariant &key)
    {
        auto *first = new QStandardItem(name);
        auto *second = new QStandardItem(QStringLiteral("drawn"));
        second->setData(key, ExportRole);
        model.appendRow({ first, second });
    }

    static QByteArray written(const QAbstractItemModel &model, TableExport::Format format,
        const QList<int> &columns = {}, const QList<int> &rows = {})
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        return TableExport::write(model, buffer, format, columns, rows) ? buffer.data() : QByteArray("failed");
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

    void jsonKeepsTheOrderOfTheColumns()
    {
        QStandardItemModel model;
        addRow(model, QStringLiteral("a"), qint64(7));
        model.setHeaderData(0, Qt::Horizontal, QStringLiteral("zebra"), ColumnIdRole);
        model.setHeaderData(1, Qt::Horizontal, QStringLiteral("ant \"1\""), ColumnIdRole);

        QCOMPARE(
            written(model, TableExport::Format::Json), QByteArray("[\n{\"zebra\":\"a\",\"ant \\\"1\\\"\":7}\n]\n"));
        QCOMPARE(written(model, TableExport::Format::Json, { 1, 0 }),
            QByteArray("[\n{\"ant \\\"1\\\"\":7,\"zebra\":\"a\"}\n]\n"));
    }

    void writesOnlyTheRowsAskedFor()
    {
        QStandardItemModel model;
        for (const QString &name : { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") })
            addRow(model, name, qint64(1));
        QCOMPARE(written(model, TableExport::Format::Json, { 0 }, { 2, 1 }),
            QByteArray("[\n{\"0\":\"c\"},\n{\"0\":\"b\"}\n]\n"));
    }

    void unknownValuesAreEmptyNotDashes()
    {
        QStandardItemModel model;
        addRow(model, QStringLiteral("a"), {});
        model.setHorizontalHeaderLabels({ QStringLiteral("1"), QStringLiteral("2") });
        model.setHeaderData(1, Qt::Horizontal, int(CellKind::Money), CellKindRole);
        QCOMPARE(written(model, TableExport::Format::Csv), QByteArray("1,2\r\na,\r\n"));
        QCOMPARE(written(model, TableExport::Format::Json), QByteArray("[\n{\"0\":\"a\",\"1\":null}\n]\n"));
    }

    void keepsHostileNamesWhole_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("bidi override") << QStringLiteral("invoice\u202etxt.exe");
        QTest::newRow("right to left") << QStringLiteral("\u05e9\u05dc\u05d5\u05dd 12");
        QTest::newRow("10 kB") << QString(10240, QLatin1Char('x'));
        QTest::newRow("quotes and lines") << QStringLiteral("a \"b\",\r\nc\\d");
        QTest::newRow("beyond the base plane") << QStringLiteral("\U0001F600");
    }
    void keepsHostileNamesWhole()
    {
        QFETCH(QString, name);
        QStandardItemModel model;
        addRow(model, name, qint64(1));

        const QJsonDocument json = QJsonDocument::fromJson(written(model, TableExport::Format::Json, { 0 }));
        QCOMPARE(json.array().first().toObject().value(QStringLiteral("0")).toString(), name);

        QString cell = QString::fromUtf8(written(model, TableExport::Format::Csv, { 0 })).mid(3).chopped(2);
        if (cell.startsWith(QLatin1Char('"')))
            cell = cell.mid(1).chopped(1).replace(QStringLiteral("\"\""), QStringLiteral("\""));
        QCOMPARE(cell, name);
    }

    void replacesTheFileAsAWhole()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("spend.csv"));
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write(QByteArray(5000, 'x'));
        old.close();
        QStandardItemModel model;
        addRow(model, QStringLiteral("a"), qint64(7));

        QVERIFY(bool(TableExport::writeFile(model, path, TableExport::Format::Csv)));

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("1,2\r\na,7\r\n"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(QStringLiteral("spend.csv")));
    }
};

QTEST_MAIN(TestTableExport)
#include "tst_tableexport.moc"
