#include "features/drillsupport.h"
#include "features/pageexport.h"
#include "features/pagefixture.h"
#include "features/reconciliation/reconciliationmodel.h"
#include "features/reconciliation/reconciliationpage.h"
#include "ledger/smallledgers.h"
#include "widgets/datatable.h"
#include "widgets/kpicard.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/tableheader.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>

using M = ReconciliationModel;

namespace {

// Two spellings of one provider; the second call is of 19 November in Berlin. Nobody reports of mistral.
const QByteArray Calls = "ts_utc,provider,feature,model,input_tokens,output_tokens,charged_cost_usd,source,source_row\n"
                         "2026-11-18T10:00:00Z,openai,chat,gpt-4,100,10,0.5,s,1\n"
                         "2026-11-18T23:30:00Z,OpenAI,chat,gpt-4,200,20,0.25,s,2\n"
                         "2026-11-19T10:00:00Z,openai,search,gpt-4,10,1,1,s,3\n"
                         "2026-11-20T10:00:00Z,openai,search,house-model,5,5,,s,4\n"
                         "2026-11-19T10:00:00Z,mistral,chat,m,1,1,5,s,5\n"
                         "2026-11-19T10:00:00Z,,chat,m,1,1,2,s,6\n";

/// OpenAI's costs of one day and model: "2026-11-18", "0.75".
QByteArray bucket(const char *day, const QByteArray &result)
{
    const UtcMicros from = SmallLedger::at(QLatin1String(day) + QStringLiteral("T00:00:00Z"));
    return "{\"object\":\"bucket\",\"start_time\":" + QByteArray::number(from / MicrosPerSecond) + ",\"end_time\":"
        + QByteArray::number(from / MicrosPerSecond + 86400) + ",\"results\":[" + result + "]}";
}

QByteArray page(const QByteArrayList &buckets)
{
    return "{\"object\":\"page\",\"data\":[" + buckets.join(',') + "],\"has_more\":false,\"next_page\":null}";
}

QByteArray cost(const char *amount)
{
    return QByteArray("{\"object\":\"organization.costs.result\",\"amount\":{\"value\":") + amount
        + ",\"currency\":\"usd\"},\"line_item\":\"gpt-4, input\",\"project_id\":null}";
}

/// Of 18 November all as in the ledger; of the 19th a quarter more; of the 20th nothing. And a model of Anthropic's that
/// nobody called.
void importReports(TestDatabase &test)
{
    SmallLedgers::import(test, QStringLiteral("costs.json"), page({ bucket("2026-11-18", cost("0.75")), bucket("2026-11-19", cost("1.25")) }));
    SmallLedgers::import(test, QStringLiteral("usage.json"),
        page({ bucket("2026-11-18", "{\"object\":\"organization.usage.completions.result\",\"input_tokens\":300,\"input_cached_tokens\":0,"
                                    "\"output_tokens\":30,\"num_model_requests\":2,\"model\":\"gpt-4\"}") }));
    SmallLedgers::import(test, QStringLiteral("anthropic.json"),
        "{\"data\":[{\"starting_at\":\"2026-11-18T00:00:00Z\",\"ending_at\":\"2026-11-19T00:00:00Z\",\"results\":[{\"currency\":\"USD\","
        "\"amount\":\"30\",\"description\":\"Claude X Usage - Input Tokens\",\"model\":\"claude-x\",\"cost_type\":\"tokens\"}]}],\"has_more\":false}");
}

struct Fixture : PageFixture<ReconciliationPage>
{
    explicit Fixture(bool reports = true, const ReportingZone &zone = {})
        : PageFixture(zone)
    {
        SmallLedgers::import(test, QStringLiteral("calls.csv"), Calls);
        if (reports)
            importReports(test);
        open();
        (void)QTest::qWaitForWindowActive(page.get());
        wait();
        table = page->findChild<DataTable *>();
        model = page->findChild<ReconciliationModel *>();
    }
    void wait() { QTRY_VERIFY(page->isSettled()); }

    /// "18 Nov 2026, openai, Agrees, $0.75, ..." of the first columns that are shown.
    QString line(int row, int columns = 6) const
    {
        QStringList cells;
        for (const int column : table->visibleColumns().mid(0, columns))
            cells.append(table->model()->index(row, column).data().toString());
        return cells.join(QStringLiteral(", "));
    }
    QStringList lines(int columns = 6) const
    {
        QStringList lines;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            lines.append(line(row, columns));
        return lines;
    }
    QString cell(int row, M::Column column, int role = Qt::DisplayRole) const { return model->index(row, model->columnOf(column)).data(role).toString(); }
    void click(SegmentedControl *control, int option) { QTest::mouseClick(control, Qt::LeftButton, {}, control->optionRect(option).center()); }
    SegmentedControl *control(const QString &firstOption) const
    {
        for (auto *control : page->findChildren<SegmentedControl *>()) {
            if (control->options().constFirst() == firstOption)
                return control;
        }
        return nullptr;
    }
    KpiCard *card(ReconciliationFigures::Figure figure) const { return page->findChild<ReconciliationFigures *>()->card(figure); }
    bool press(const QString &text) const
    {
        for (auto *button : page->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text() == text) {
                QTest::mouseClick(button, Qt::LeftButton);
                return true;
            }
        }
        return false;
    }
    bool says(const QString &text) const
    {
        for (const auto *label : page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    void choose(int row)
    {
        table->setFocus();
        table->setCurrentIndex(table->model()->index(row, 0));
    }

    DataTable *table = nullptr;
    ReconciliationModel *model = nullptr;
};

const QStringList ByDay { QStringLiteral("18 Nov 2026, anthropic, Ledger lacks, $0.30, —, —"), QStringLiteral("18 Nov 2026, openai, Agrees, $0.75, $0.75, $0.00"),
    QStringLiteral("19 Nov 2026, openai, Differs, $1.25, $1.00, +$0.25"), QStringLiteral("20 Nov 2026, openai, Report lacks, —, $? (1), —"),
    QStringLiteral("Total, , , $2.30, $1.75 + $? (1), +$0.25") };

}

class tst_ReconciliationPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<Route>(); }

    void putsReportsBesideTheLedgerByDay()
    {
        Fixture fixture;
        QAbstractItemModelTester tester(fixture.model);

        QCOMPARE(fixture.lines(), ByDay);
        QCOMPARE(fixture.cell(1, M::ReportedInputColumn), QStringLiteral("300"));
        QCOMPARE(fixture.cell(1, M::LedgerInputColumn), QStringLiteral("300"));
        QCOMPARE(fixture.cell(1, M::ReportedRequestsColumn), QStringLiteral("2"));
        QCOMPARE(fixture.cell(2, M::ReportedInputColumn), QStringLiteral("—")); // no usage report of that day: not 0
        QVERIFY(!fixture.model->index(2, fixture.model->columnOf(M::ReportedInputColumn)).data(ExportRole).isValid());
        QVERIFY(fixture.says(QStringLiteral("4 lines: 1 agree, 3 do not")));
        QVERIFY(fixture.says(QStringLiteral("In the ledger, but never reported: mistral.")));
        QVERIFY(fixture.says(QStringLiteral("1 requests name no provider")) || fixture.says(QStringLiteral("1 request names no provider")));
    }

    void sumsUpWhatStandsBetweenThem()
    {
        Fixture fixture;

        QCOMPARE(fixture.card(ReconciliationFigures::ReportedFigure)->value().text, QStringLiteral("$2.30"));
        QCOMPARE(fixture.card(ReconciliationFigures::LedgerFigure)->value().text, QStringLiteral("$1.75 + $? (1)"));
        QCOMPARE(fixture.card(ReconciliationFigures::DifferenceFigure)->value().text, QStringLiteral("+$0.25"));
        QCOMPARE(fixture.card(ReconciliationFigures::MissedFigure)->value().text, QStringLiteral("$0.30"));
        QCOMPARE(fixture.card(ReconciliationFigures::UnreportedFigure)->value().text, QStringLiteral("$? (1)"));
    }

    void comparesByModelAndByBoth()
    {
        Fixture fixture;
        QAbstractItemModelTester tester(fixture.model);

        fixture.click(fixture.control(QStringLiteral("Day")), 1);
        fixture.wait();
        QCOMPARE(fixture.lines(), (QStringList { QStringLiteral("claude-x, anthropic, Ledger lacks, $0.30, —, —"), QStringLiteral("gpt-4, openai, Differs, $2.00, $1.75, +$0.25"),
            QStringLiteral("house-model, openai, Report lacks, —, $? (1), —"), QStringLiteral("Total, , , $2.30, $1.75 + $? (1), +$0.25") }));
        QCOMPARE(fixture.page->options().value(QStringLiteral("by")), QStringLiteral("model"));

        auto *by = fixture.control(QStringLiteral("Day"));
        by->setFocus();
        QTest::keyClick(by, Qt::Key_Right);
        fixture.wait();
        QCOMPARE(fixture.lines(4), (QStringList { QStringLiteral("18 Nov 2026, claude-x, anthropic, Ledger lacks"), QStringLiteral("18 Nov 2026, gpt-4, openai, Agrees"),
            QStringLiteral("19 Nov 2026, gpt-4, openai, Differs"), QStringLiteral("20 Nov 2026, house-model, openai, Report lacks"), QStringLiteral("Total, , , ") }));
        QCOMPARE(fixture.page->options().value(QStringLiteral("by")), QStringLiteral("day-model"));
    }

    void showsOnlyWhatDiffers()
    {
        Fixture fixture;
        auto *show = fixture.control(QStringLiteral("All lines"));
        show->setFocus();
        QTest::keyClick(show, Qt::Key_Right);

        QCOMPARE(fixture.lines(), (QStringList { ByDay.at(0), ByDay.at(2), ByDay.at(3), QStringLiteral("Total, , , $1.55, $1.00 + $? (1), +$0.25") }));
        QCOMPARE(fixture.page->options().value(QStringLiteral("show")), QStringLiteral("open"));

        fixture.filter.set({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-19") }, true, { {}, { QStringLiteral("OPENAI") }, {}, {}, {}, {} });
        fixture.wait();
        QVERIFY(fixture.says(QStringLiteral("Everything agrees")));
        QVERIFY(fixture.press(QStringLiteral("Show all lines")));
        QCOMPARE(fixture.lines().value(0), ByDay.at(1));
        QVERIFY(fixture.page->options().isEmpty());
    }

    void aCardLeadsToItsFirstLine()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.card(ReconciliationFigures::UnreportedFigure), Qt::LeftButton);
        QCOMPARE(fixture.line(fixture.table->currentIndex().row()), ByDay.at(3));
        auto *differing = fixture.card(ReconciliationFigures::DifferenceFigure);
        differing->setFocus();
        QTest::keyClick(differing, Qt::Key_Return);
        QCOMPARE(fixture.line(fixture.table->currentIndex().row()), ByDay.at(2));
        QVERIFY(fixture.table->hasFocus());
    }

    void everyFigureOfTheLedgerLeadsToItsRequests_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::newRow("UTC") << QByteArray("UTC");
        QTest::newRow("Berlin") << QByteArray("Europe/Berlin");
    }
    void everyFigureOfTheLedgerLeadsToItsRequests()
    {
        QFETCH(QByteArray, zone);
        Fixture fixture(true, *ReportingZone::fromId(QString::fromLatin1(zone)));
        QSignalSpy routes(fixture.page.get(), &ReconciliationPage::routeRequested);
        const auto sum = [&] { return sumBehind(fixture.test, fixture.clock, routes); };

        QCOMPARE(fixture.lines(), ByDay); // UTC days in any zone
        fixture.choose(1);
        QTest::keyClick(fixture.table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sum(), QStringLiteral("2 requests, 0.75 USD, 0 unpriced"));
        doubleClick(fixture.table->viewport(), fixture.table->visualRect(fixture.table->model()->index(2, 1)).center());
        QCOMPARE(routes.size(), 2);
        QCOMPARE(sum(), QStringLiteral("1 requests, 1 USD, 0 unpriced"));
        openMenu(fixture.table->viewport(), fixture.table->visualRect(fixture.table->model()->index(3, 1)).center());
        QVERIFY(pressEntry(fixture.table, QStringLiteral("Show requests")));
        QCOMPARE(sum(), QStringLiteral("1 requests, 0 USD, 1 unpriced"));
        fixture.choose(4); // the sum
        QTest::keyClick(fixture.table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sum(), QStringLiteral("4 requests, 1.75 USD, 1 unpriced"));
        QTest::mouseClick(fixture.card(ReconciliationFigures::LedgerFigure), Qt::LeftButton);
        QCOMPARE(routes.size(), 5);
        QCOMPARE(sum(), QStringLiteral("4 requests, 1.75 USD, 1 unpriced"));

        fixture.choose(0); // what the ledger lacks has no requests, and that is said
        QTest::keyClick(fixture.table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(routes.size(), 5);
        const auto *toast = fixture.page->window()->findChild<Toast *>();
        QVERIFY(toast);

        fixture.page->setOptions({ { QStringLiteral("by"), QStringLiteral("model") } });
        fixture.wait();
        fixture.choose(1);
        QTest::keyClick(fixture.table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sum(), QStringLiteral("3 requests, 1.75 USD, 0 unpriced"));
        fixture.page->setOptions({ { QStringLiteral("by"), QStringLiteral("day-model") } });
        fixture.wait();
        fixture.choose(2);
        QTest::keyClick(fixture.table, Qt::Key_Return); // there is nothing finer
        QCOMPARE(sum(), QStringLiteral("1 requests, 1 USD, 0 unpriced"));
    }

    void theSumOfDifferencesAloneCannotBeShown()
    {
        Fixture fixture;
        fixture.page->setOptions({ { QStringLiteral("show"), QStringLiteral("open") } });
        QSignalSpy routes(fixture.page.get(), &ReconciliationPage::routeRequested);
        fixture.choose(3);
        QTest::keyClick(fixture.table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(routes.size(), 0);
    }

    void aLineOpensInTheOtherComparison()
    {
        Fixture fixture;
        QSignalSpy routes(fixture.page.get(), &ReconciliationPage::routeRequested);
        fixture.choose(2);
        QTest::keyClick(fixture.table, Qt::Key_Return);

        auto route = routes.value(0).value(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("reconciliation"));
        QCOMPARE(route.options.value(QStringLiteral("by")), QStringLiteral("model"));
        QCOMPARE(Route::fromUrl(route.toUrl())->filter, route.filter);
        fixture.filter.set(route.range, route.compare, route.filter);
        fixture.page->setOptions(route.options);
        fixture.wait();
        QCOMPARE(fixture.lines(), (QStringList { QStringLiteral("gpt-4, openai, Differs, $1.25, $1.00, +$0.25"), QStringLiteral("Total, , , $1.25, $1.00, +$0.25") }));

        fixture.filter.setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-21") });
        fixture.wait();
        fixture.choose(0);
        QTest::keyClick(fixture.table, Qt::Key_Return);
        route = routes.value(1).value(0).value<Route>();
        fixture.filter.set(route.range, route.compare, route.filter);
        fixture.page->setOptions(route.options);
        fixture.wait();
        QCOMPARE(fixture.lines(), (QStringList { ByDay.at(1), ByDay.at(2), QStringLiteral("Total, , , $2.00, $1.75, +$0.25") }));
    }

    void saysWhichPartOfTheFilterDoesNotCount()
    {
        Fixture fixture;
        fixture.filter.setFilter({ { QStringLiteral("chat") }, { QStringLiteral("openai") }, {}, {}, {}, {} });
        fixture.wait();
        QVERIFY(fixture.says(QStringLiteral("the rest of the filter does not count here")));
        QCOMPARE(fixture.lines().size(), 4); // three days and their sum: of all features

        QVERIFY(fixture.press(QStringLiteral("Take it out")));
        fixture.wait();
        QVERIFY(!fixture.says(QStringLiteral("the rest of the filter")));
        QCOMPARE(fixture.filter.filter(), (UsageFilter { {}, { QStringLiteral("openai") }, {}, {}, {}, {} }));
    }

    void saysHowReportsGetHere()
    {
        Fixture fixture(false);
        QVERIFY(fixture.says(QStringLiteral("No provider's report yet")));
        QVERIFY(fixture.says(QStringLiteral("File > Import")));
        importReports(fixture.test);
        fixture.page->refresh();
        fixture.wait();
        QCOMPARE(fixture.lines(), ByDay);
    }

    void leadsToWhereReportsAre()
    {
        Fixture fixture;
        fixture.filter.setRange({ QStringLiteral("2026-03-01"), QStringLiteral("2026-03-08") });
        fixture.wait();
        QVERIFY(fixture.says(QStringLiteral("Nothing to compare in this range")));
        QVERIFY(fixture.says(QStringLiteral("Reports are of 18 Nov – 19 Nov 2026.")));
        QVERIFY(fixture.press(QStringLiteral("Jump there")));
        fixture.wait();
        QCOMPARE(fixture.lines().mid(0, 3), ByDay.mid(0, 3));

        fixture.filter.setFilter({ {}, { QStringLiteral("nobody") }, {}, {}, {}, {} });
        fixture.wait();
        QVERIFY(fixture.says(QStringLiteral("Nothing to compare matches the filter")));
        QVERIFY(fixture.press(QStringLiteral("Clear filters")));
        fixture.wait();
        QCOMPARE(fixture.lines().mid(0, 3), ByDay.mid(0, 3));
    }

    void exportsWhatTheTableShows()
    {
        Fixture fixture;
        const QString path = fixture.test.filePath(QStringLiteral("out.csv"));
        fixture.page->pageExport()->write(PageExport::Kind::TableCsv, path);
        const QByteArrayList rows = contentsOf(path).split('\n');
        QCOMPARE(rows.value(0).trimmed().replace("\xEF\xBB\xBF", ""),
            QByteArray("UTC day,Provider,Status,Reported,Ledger,Difference,\"Input, reported\",\"Input, ledger\",\"Output, reported\","
                       "\"Output, ledger\",\"Requests, reported\",\"Requests, ledger\",Unpriced"));
        QCOMPARE(rows.value(2).trimmed(), QByteArray("2026-11-18,openai,agrees,0.75,0.75,0,300,300,30,30,2,2,0"));
        QCOMPARE(rows.value(1).trimmed(), QByteArray("2026-11-18,anthropic,ledger-lacks,0.3,,,,,,,,,"));
        QCOMPARE(rows.value(4).trimmed(), QByteArray("2026-11-20,openai,report-lacks,,,,,5,,5,,1,1"));
    }

    void keepsItsColumns()
    {
        Fixture fixture;
        fixture.table->tableHeader()->hideSection(fixture.model->columnOf(M::UnpricedColumn));
        fixture.page.reset();
        fixture.open();
        fixture.wait();
        const auto *table = fixture.page->findChild<DataTable *>();
        QVERIFY(!table->visibleColumns().contains(fixture.page->findChild<ReconciliationModel *>()->columnOf(M::UnpricedColumn)));
    }

    void saysWhatFailed()
    {
        Fixture fixture;
        QVERIFY(fixture.test.exec(QStringLiteral("DROP TABLE provider_aggregates")));
        fixture.page->refresh();
        fixture.wait();
        QVERIFY(fixture.says(QStringLiteral("Could not compare the reports with the ledger.")));
        QCOMPARE(fixture.lines(), ByDay); // what was there stays
    }
};

QTEST_MAIN(tst_ReconciliationPage)
#include "tst_reconciliationpage.moc"
