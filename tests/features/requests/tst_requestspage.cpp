#include "features/requests/requestexporter.h"
#include "features/fieldlist.h"
#include "features/requests/requestmodel.h"
#include "features/requests/requestpanel.h"
#include "features/requests/requestspage.h"
#include "features/smallledger.h"
#include "ledger/filterstate.h"
#include "ledger/importsupport.h"
#include "services/clock.h"
#include "services/settings.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/stateview.h"
#include "widgets/tableheader.h"

#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace {

/// A page over a workspace, standing at noon of 20 November 2026.
struct Fixture
{
    Fixture()
        : settings(test.filePath(QStringLiteral("settings.ini")))
        , filter(ReportingZone())
    {
        filter.setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-21") });
    }

    void open()
    {
        page = std::make_unique<RequestsPage>(test.workspace(), filter, clock, settings);
        page->resize(1088, 712);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        table = page->findChild<DataTable *>();
        panel = page->findChild<RequestPanel *>();
    }
    QString cell(int row, RequestField field) const { return table->model()->index(row, int(field)).data().toString(); }
    int rows() const { return table->model()->rowCount(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(table, Qt::Key(key), modifiers); }
    bool says(const QString &text) const
    {
        for (const auto *label : page->findChildren<QLabel *>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    FilterState filter;
    std::unique_ptr<RequestsPage> page;
    DataTable *table = nullptr;
    RequestPanel *panel = nullptr;
};

QByteArray manyRows(int count)
{
    QByteArray csv = SmallLedger::header();
    for (int i = 0; i < count; ++i)
        csv += QDateTime(QDate(2026, 11, 19), QTime(0, 0), Qt::UTC).addSecs(i % 900).toString(Qt::ISODate).toLatin1() + ",f,,m,u"
            + QByteArray::number(i) + ",success," + QByteArray::number(i) + ",1,5,0.001\n";
    return csv;
}

/// `count` calls of the session "many" for a tenth of a cent each, and before them one of another for a dollar.
QByteArray sessionOfMany(int count)
{
    QByteArray csv = "ts_utc,feature,model,session,status,input_tokens,charged_cost_usd\n"
                     "2026-11-18T00:00:00Z,f,m,one,success,1,1\n";
    for (int i = 0; i < count; ++i)
        csv += QDateTime(QDate(2026, 11, 19), QTime(0, 0), Qt::UTC).addSecs(i).toString(Qt::ISODate).toLatin1()
            + ",f,m,many,success," + QByteArray::number(i) + ",0.001\n";
    return csv;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

class tst_RequestsPage : public QObject
{
    Q_OBJECT

private slots:
    void showsTheNewestRowsAndTheSumOfTheRange()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());

        QCOMPARE(fixture.rows(), 5);
        QCOMPARE(fixture.cell(0, RequestField::Model), QStringLiteral("mystery"));
        QVERIFY(fixture.says(QStringLiteral("5 requests, $3.75 + $? (1)"))); // as Spending has it
        QVERIFY(fixture.says(QStringLiteral("Rows 1–5 of 5, newest first")));
    }

    void loadsMoreAsItScrolls()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, manyRows(650));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), Requests::PageRows);

        for (int seen = fixture.rows(); seen < 650; seen = fixture.rows()) {
            fixture.table->scrollToBottom();
            QTRY_VERIFY(fixture.rows() > seen);
        }

        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 650);
        QVERIFY(fixture.says(QStringLiteral("These are all")));
    }

    void sortsInTheDatabase()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, manyRows(300));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());

        fixture.table->tableHeader()->cycle(int(RequestField::Input), false); // ascending
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.cell(0, RequestField::Input), QStringLiteral("0"));
        fixture.table->tableHeader()->cycle(int(RequestField::Input), false);
        QTRY_VERIFY(fixture.page->isSettled());

        QCOMPARE(fixture.cell(0, RequestField::Input), QStringLiteral("299"));
        QCOMPARE(fixture.page->options().value(QStringLiteral("sort")), QStringLiteral("-input_tokens"));
    }

    void opensAndWalksTheRecordByKeyboard()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.table->setFocus();
        fixture.table->setCurrentIndex(fixture.table->model()->index(0, 0));
        QVERIFY(fixture.panel->isHidden());

        fixture.press(Qt::Key_Space);
        QVERIFY(fixture.panel->isVisible());
        QTRY_VERIFY(fixture.page->isSettled() && fixture.panel->record());
        QCOMPARE(fixture.panel->record()->row.model, QStringLiteral("mystery"));

        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Down);
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.panel->record()->row.cost->exactText(), QStringLiteral("0.25"));

        fixture.press(Qt::Key_Escape);
        QVERIFY(fixture.panel->isHidden());
        fixture.press(Qt::Key_Return);
        QVERIFY(fixture.panel->isVisible());
        fixture.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(fixture.panel->isHidden());
    }

    void opensTheRecordByMouse()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        const auto place = fixture.table->visualRect(fixture.table->model()->index(4, int(RequestField::Feature))).center();

        QTest::mouseClick(fixture.table->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(fixture.table->viewport(), Qt::LeftButton, {}, place);

        QVERIFY(fixture.panel->isVisible());
        QTRY_VERIFY(fixture.page->isSettled() && fixture.panel->record());
        fixture.panel->copyRecord();
        const auto text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.contains(QStringLiteral("1.000000000001")) && text.contains(QStringLiteral("Line: 4")), qPrintable(text));
    }

    void showsTheRecordAsItStandsInItsFile()
    {
        Fixture fixture;
        // Markup, a number that no double holds, a bidi override, an empty object: as they are, on lines of their own.
        const QByteArray record = "{\"id\":\"a\",\"created\":1795082400,\"model\":\"m\",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1},\"cost\":0.10000000000000000001,\"text\":\"<b>{x: \\\"y\\\", z}</b>\xe2\x80\xae\",\"none\":{}}";
        SmallLedger::import(fixture.test, record + '\n');
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.page->setOptions({ { QStringLiteral("record"), QStringLiteral("open") } });
        QTRY_VERIFY(fixture.page->isSettled() && fixture.panel->record());

        QPlainTextEdit *box = nullptr;
        for (auto *edit : fixture.panel->findChildren<QPlainTextEdit *>()) {
            if (edit->accessibleName() == QLatin1String("Record in the file"))
                box = edit;
        }
        QVERIFY(box && box->isVisibleTo(fixture.panel));
        const QStringList lines = box->toPlainText().split(QLatin1Char('\n'));
        QCOMPARE(lines.first(), QStringLiteral("{"));
        QCOMPARE(lines.at(4), QStringLiteral("  \"usage\": {"));
        QCOMPARE(lines.at(5), QStringLiteral("    \"prompt_tokens\": 5,"));
        QVERIFY2(lines.contains(QStringLiteral("  \"cost\": 0.10000000000000000001,")), qPrintable(box->toPlainText()));
        QVERIFY2(lines.contains(QStringLiteral("  \"none\": {}")), qPrintable(box->toPlainText()));
        QVERIFY2(box->toPlainText().contains(QStringLiteral("<b>{x: \\\"y\\\", z}</b>")) && !box->toPlainText().contains(QChar(0x202e)), qPrintable(box->toPlainText()));
        for (auto *button : fixture.panel->findChildren<QPushButton *>()) {
            if (button->accessibleName() == QLatin1String("Copy the record in the file"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(record));
        // What was asked and answered leaves by that button alone.
        fixture.panel->copyRecord();
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("<b>")));
    }

    void workingAddsUpToTheCost()
    {
        Fixture fixture;
        ImportSupport::addPrices(fixture.test);
        SmallLedger::import(fixture.test, SmallLedger::header() + "2026-11-19T10:00:00Z,chat,openai,gpt-4o,u,success,1234,567,5,\n");
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.page->setOptions({ { QStringLiteral("record"), QStringLiteral("open") } });
        QTRY_VERIFY(fixture.page->isSettled() && fixture.panel->record());

        const auto &record = *fixture.panel->record();
        Money sum;
        for (const auto &component : record.working.components)
            sum += component.cost;
        QVERIFY(record.row.cost && sum == *record.row.cost && sum != Money());
        QStringList values;
        for (const auto *fields : fixture.panel->findChildren<FieldList *>()) {
            for (const auto &line : fields->lines())
                values.append(line.label + QLatin1Char('=') + line.value);
        }
        QVERIFY2(values.contains(QStringLiteral("Counts as=$") + sum.exactText()), qPrintable(values.join(QLatin1Char('\n'))));
    }

    void searchesErrorsAndSaysSoWhereNothingMatches()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test,
            "ts_utc,feature,model,status,error_code,error_message,input_tokens,charged_cost_usd\n"
            "2026-11-19T10:00:00Z,chat,m,error,429,Rate limit <b>hit</b>,1,1\n"
            "2026-11-19T10:00:01Z,chat,m,success,,,1,1\n");
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        auto *search = fixture.page->findChild<QLineEdit *>();

        QTest::keyClicks(search, QStringLiteral("<b>HIT"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 1);
        QVERIFY(fixture.says(QStringLiteral("1 of 2 requests")));

        search->setText(QStringLiteral("%"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Empty);
        fixture.page->setOptions({ { QStringLiteral("error"), QStringLiteral("429") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 1);
    }

    void exportsEveryMatchingRowExactly()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, manyRows(450) + "2026-11-19T23:00:00Z,=1+1,,\"a,\"\"b\",u,error,,7,,0.000000000001\n");
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QSignalSpy written(fixture.page->exporter(), &RequestExporter::written);
        const auto csv = fixture.test.filePath(QStringLiteral("out.csv"));
        const auto json = fixture.test.filePath(QStringLiteral("out.json"));

        fixture.page->exporter()->write(RequestExport::Format::Csv, csv);
        fixture.page->exporter()->write(RequestExport::Format::Json, json);
        QTRY_COMPARE(written.size(), 2);

        const auto lines = contents(csv).split('\n');
        QCOMPARE(lines.size(), 1 + 451 + 1);
        QCOMPARE(lines.at(0), QByteArray("ts_utc,feature,model,status,latency_ms,input_tokens,output_tokens,cost_usd,guarded\r"));
        QCOMPARE(lines.at(1), QByteArray("2026-11-19T23:00:00.000000Z,'=1+1,\"a,\"\"b\",error,,,7,0.000000000001,feature\r"));
        const auto objects = QJsonDocument::fromJson(contents(json)).array();
        QCOMPARE(objects.size(), 451);
        QCOMPARE(objects.at(0).toObject().value(QStringLiteral("cost_usd")).toString(), QStringLiteral("0.000000000001"));
        QVERIFY(objects.at(0).toObject().value(QStringLiteral("input_tokens")).isNull());
    }

    void aFailedExportLeavesTheFileAsItWas()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());

        fixture.page->exporter()->write(RequestExport::Format::Csv, fixture.test.filePath(QStringLiteral("no/such/folder.csv")));

        QTRY_VERIFY(!fixture.page->exporter()->isRunning());
        QVERIFY(fixture.says(QStringLiteral("Could not write")));
    }

    void showsHostileTextAsText()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test,
            "ts_utc,feature,model,session,status,error_code,error_message,input_tokens,charged_cost_usd\n"
            "2026-11-19T10:00:00Z,<b>x</b>,<img src=x>," + QByteArray(3000, 's') + ",error,&amp;,<script>\x1b[31m</script>,1,1\n");
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("record"), QStringLiteral("open") } });
        QTRY_VERIFY(fixture.page->isSettled() && fixture.panel->record());

        QCOMPARE(fixture.cell(0, RequestField::Feature), QStringLiteral("<b>x</b>"));
        QCOMPARE(fixture.panel->width(), RequestPanel::Width);
        QVERIFY(fixture.page->width() <= 1088);
        for (const auto *label : fixture.page->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void keepsTheOldRowsWhenTheDatabaseFails()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));

        fixture.page->refresh();
        QTRY_COMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Error);
        QCOMPARE(fixture.rows(), 5);

        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
        emit fixture.page->findChild<StateView *>()->retryRequested();
        QTRY_COMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Fresh);
    }

    void showsASessionUntilItsChipIsRemoved()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test,
            "ts_utc,feature,model,session,client,status,input_tokens,charged_cost_usd\n"
            "2026-11-19T10:00:00Z,chat,m,s1,web,success,1,1\n"
            "2026-11-19T10:00:01Z,chat,m,s2,web,success,1,2\n"
            "2026-11-19T10:00:02Z,chat,m,,app,success,1,4\n");
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("session"), QStringLiteral("s2") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 1);
        QVERIFY(fixture.says(QStringLiteral("1 of 3 requests, $2.00")));
        fixture.page->setOptions({ { QStringLiteral("client"), QStringLiteral("web") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.says(QStringLiteral("2 of 3 requests, $3.00")));

        FilterChip *shown = nullptr;
        for (auto *chip : fixture.page->findChildren<FilterChip *>()) {
            QVERIFY(chip->isHidden() || chip->value() == QLatin1String("web"));
            if (!chip->isHidden())
                shown = chip;
        }
        QVERIFY(shown);
        emit shown->removeRequested();

        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 3);
        QVERIFY(fixture.page->options().isEmpty());
    }

    void addsUpEveryRowThatMatchesBesideTheFirstOnes()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, sessionOfMany(10'050));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QStringList said; // with the first rows, and then with their sum
        connect(fixture.page.get(), &RequestsPage::settledChanged, fixture.page.get(), [&fixture, &said] {
            if (fixture.says(QStringLiteral("200+ of 10,051 requests, adding up")))
                said.append(fixture.says(QStringLiteral("Rows 1–200 of 200+, newest first")) ? QStringLiteral("rows") : QString());
        });

        fixture.page->setOptions({ { QStringLiteral("session"), QStringLiteral("many") } });
        QTRY_VERIFY(fixture.page->isSettled());

        QCOMPARE(said, QStringList { QStringLiteral("rows") });
        QCOMPARE(fixture.rows(), Requests::PageRows);
        QVERIFY(fixture.says(QStringLiteral("10,050 of 10,051 requests, $10.05")));
        QVERIFY(fixture.says(QStringLiteral("Rows 1–200 of 10,050, newest first")));
        fixture.page->setOptions({ { QStringLiteral("session"), QStringLiteral("one") } }); // its row has the sum
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.says(QStringLiteral("1 of 10,051 requests, $1.00")));
        QVERIFY(fixture.says(QStringLiteral("Rows 1 of 1, newest first")));
    }

    void dropsASumThatIsNotWantedAnyMore()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, sessionOfMany(10'050));
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("session"), QStringLiteral("many") } });
        QTRY_VERIFY(fixture.says(QStringLiteral("adding up")) || fixture.says(QStringLiteral("10,050 of")));

        fixture.page->setOptions({});
        QTRY_VERIFY(fixture.page->isSettled());

        QVERIFY(fixture.says(QStringLiteral("10,051 requests, $11.05")));
        QVERIFY(fixture.says(QStringLiteral("Rows 1–200 of 10,051, newest first")));
        fixture.page->setOptions({ { QStringLiteral("session"), QStringLiteral("many") } });
        QTRY_VERIFY(fixture.says(QStringLiteral("of 10,051 requests")));
        fixture.page->hide(); // a hidden page asks nothing, and asks again when it is seen
        fixture.page->show();
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.says(QStringLiteral("10,050 of 10,051 requests, $10.05")));
    }

    void carriesItsOptions()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();
        const QMap<QString, QString> options { { QStringLiteral("q"), QStringLiteral("a & b") }, { QStringLiteral("error"), QStringLiteral("429") },
            { QStringLiteral("session"), QString() }, { QStringLiteral("client"), QStringLiteral("web") }, { QStringLiteral("sort"), QStringLiteral("-cost_usd,model") }, { QStringLiteral("record"), QStringLiteral("open") } };

        fixture.page->setOptions(options);
        QCOMPARE(fixture.page->options(), options);
        fixture.page->setOptions({ { QStringLiteral("sort"), QStringLiteral("nonsense,-cost_usd,cost_usd") } });
        QCOMPARE(fixture.page->options(), (QMap<QString, QString> { { QStringLiteral("sort"), QStringLiteral("-cost_usd") } }));
    }

    void canBeClosedWhileLoadingAndExporting()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, manyRows(900));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.page->exporter()->write(RequestExport::Format::Csv, fixture.test.filePath(QStringLiteral("out.csv")));
        fixture.page->refresh();

        fixture.page.reset();

        const auto alive = fixture.test.reader().run([](Connection &connection) { return Usage::extent(connection); }).result();
        QVERIFY(alive || alive.error().kind == Error::Kind::Interrupted);
    }
};

QTEST_MAIN(tst_RequestsPage)
#include "tst_requestspage.moc"
