#include "widgets/tablecopy.h"

#include "core/tablerole.h"

#include <QMimeData>
#include <QStandardItemModel>
#include <QTest>

class TestTableCopy : public QObject {
    Q_OBJECT

private:
    static QString s(const char *text) { return QString::fromUtf8(text); }

    /// One row of a name and an amount that is drawn rounded.
    static QStandardItemModel *model(const QString &name, QObject *parent)
    {
        auto *model = new QStandardItemModel(parent);
        auto *amount = new QStandardItem(s("$1.2 M"));
        amount->setData(s("1234567.890123"), ExportRole);
        amount->setData(int(CellKind::Money), CellKindRole);
        model->appendRow({ new QStandardItem(name), amount });
        model->setHorizontalHeaderLabels({ s("Name"), s("Spend") });
        return model;
    }

private slots:
    void copiesRawValuesAsTextAndHtml()
    {
        const auto data = TableCopy::table(*model(s("Chat"), this), { { 0 }, { 1, 0 } }, true);
        QCOMPARE(data->text(), s("Spend\tName\n1234567.890123\tChat\n"));
        QVERIFY(data->html().contains(s("<tr><th>Spend</th><th>Name</th></tr>")));
        QVERIFY(data->html().contains(s("<tr><td>1234567.890123</td><td>Chat</td></tr>")));
    }

    void disarmsWhatASpreadsheetWouldRun_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("html");
        QTest::newRow("formula") << s("=HYPERLINK(1)") << s("'=HYPERLINK(1)") << s("<td>'=HYPERLINK(1)</td>");
        QTest::newRow("number") << s("-5") << s("-5") << s("<td>-5</td>");
        QTest::newRow("markup") << s("<b>&") << s("<b>&") << s("<td>&lt;b&gt;&amp;</td>");
        QTest::newRow("tab") << s("a\t\"b\"") << s("\"a\t\"\"b\"\"\"") << s("<td>a\t&quot;b&quot;</td>");
        QTest::newRow("line") << s("a\nb") << s("\"a\nb\"") << s("<td>a\nb</td>");
        QTest::newRow("comma") << s("a, b") << s("a, b") << s("<td>a, b</td>");
    }
    void disarmsWhatASpreadsheetWouldRun()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, html);
        const auto data = TableCopy::table(*model(name, this), { { 0 }, { 0 } }, false);
        QCOMPARE(data->text(), QString(text + QLatin1Char('\n')));
        QVERIFY2(data->html().contains(html), qPrintable(data->html()));
    }

    void writesMarkdown()
    {
        QCOMPARE(TableCopy::markdown(*model(s("a|b\n*c*"), this), { { 0 }, { 0, 1 } }),
            s("| Name | Spend |\n| --- | ---: |\n| a\\|b \\*c\\* | 1234567.890123 |\n"));
    }

    void writesTheSameAsFiles()
    {
        const auto *table = model(s("=1"), this);
        QCOMPARE(TableCopy::csv(*table, { { 0 }, { 0 } }), s("Name\r\n'=1\r\n"));
        QCOMPARE(TableCopy::json(*table, { { 0 }, { 0 } }), s("[\n{\"0\":\"=1\"}\n]\n"));
    }

    void copiesNothingFromNothing()
    {
        const auto *table = model(s("a"), this);
        QCOMPARE(TableCopy::csv(*table, { {}, { 0 } }), QString());
        QCOMPARE(TableCopy::json(*table, { { 0 }, {} }), QString());
    }
};

QTEST_MAIN(TestTableCopy)
#include "tst_tablecopy.moc"
