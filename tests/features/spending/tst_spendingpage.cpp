#include "features/pageexport.h"
#include "features/pagefixture.h"
#include "features/spending/spendingheadline.h"
#include "features/spending/spendingmodel.h"
#include "features/spending/spendingpage.h"
#include "widgets/datatable.h"
#include "widgets/pill.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"

#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

namespace {

using Fixture = PageFixture<SpendingPage>;

}

class tst_SpendingPage : public QObject
{
    Q_OBJECT

private slots:
    void headlineEqualsChartEqualsTableEqualsExport()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        const auto path = fixture.test.filePath(QStringLiteral("out.csv"));

        page->pageExport()->write(PageExport::Kind::TableCsv, path);
        page->pageExport()->copyChart();

        QCOMPARE(page->findChild<SpendingHeadline *>()->total(), QStringLiteral("$3.75 + $? (1)"));
        QVERIFY(page->findChild<SpendingHeadline *>()->toolTip().contains(QStringLiteral("3.750000000001")));
        const auto csv = contentsOf(path);
        QVERIFY2(csv.contains("\nchatbot,3,310,55,1,"), csv.constData());
        QVERIFY2(csv.contains(",3.500000000001,"), csv.constData());
        QVERIFY2(csv.contains(",3.750000000001,"), csv.constData());
        const auto tsv = QGuiApplication::clipboard()->text();
        QVERIFY2(tsv.contains(QStringLiteral("2026-11-18\t1.000000000001\t0\t1.000000000001\t0\n")), qPrintable(tsv));
        QVERIFY2(tsv.contains(QStringLiteral("2026-11-20\t2\t\t2\t1\n")), qPrintable(tsv));
        QCOMPARE(page->findChild<Pill *>()->status(), Status::Good);
    }

    void asksNothingWhileHidden()
    {
        Fixture fixture;
        SpendingPage page(fixture.test.workspace(), fixture.filter, fixture.clock, fixture.settings);
        QSignalSpy finished(&page, &SpendingPage::queryFinished);

        page.refresh();
        QVERIFY(!page.isSettled());
        fixture.test.reader().run([](Connection &) -> Result<> { return Ok; }).waitForFinished();
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 0);

        page.show();
        QTRY_COMPARE(finished.size(), 1);
    }

    void keepsTheNewestAnswerOnly()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();

        for (const auto &model : { QStringLiteral("m-a"), QStringLiteral("mystery"), QStringLiteral("m-b") })
            fixture.filter.setFilter({ {}, {}, { model }, {}, {}, {} });

        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->findChild<SpendingHeadline *>()->total(), QStringLiteral("$0.50"));
    }

    void saysWhereTheNewestUsageIs()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.filter.setRange({ QStringLiteral("2025-01-01"), QStringLiteral("2025-02-01") });
        auto *page = fixture.open();

        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->findChild<StateView *>()->state(), LoadState::Empty);
        auto *jump = page->findChild<QAbstractButton *>(QString());
        for (auto *button : page->findChildren<QAbstractButton *>()) {
            if (button->text() == QStringLiteral("Jump there"))
                jump = button;
        }
        QVERIFY(jump);
        jump->click();

        QTRY_VERIFY(page->isSettled() && page->findChild<StateView *>()->state() == LoadState::Fresh);
        QCOMPARE(fixture.filter.expression().to, QStringLiteral("2026-11-21"));
    }

    void keepsTheOldPictureWhenTheDatabaseFails()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        const auto rows = page->findChild<DataTable *>()->model()->rowCount();
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_quarter_hours RENAME TO gone_quarters")));

        page->refresh();
        QTRY_COMPARE(page->findChild<StateView *>()->state(), LoadState::Error);
        QVERIFY(page->findChild<StateView *>()->showsContent());
        QCOMPARE(page->findChild<DataTable *>()->model()->rowCount(), rows);

        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_quarters RENAME TO usage_quarter_hours")));
        emit page->findChild<StateView *>()->retryRequested();
        QTRY_COMPARE(page->findChild<StateView *>()->state(), LoadState::Fresh);
    }

    void canBeClosedWhileLoading()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.open();

        fixture.page.reset();

        const auto alive
            = fixture.test.reader().run([](Connection &connection) { return Usage::extent(connection); }).result();
        QVERIFY(alive || alive.error().kind == Error::Kind::Interrupted);
    }

    void drillsByKeyboard()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        auto *table = page->findChild<DataTable *>();
        table->setCurrentIndex(table->model()->index(1, 0));

        QTest::keyClick(table, Qt::Key_Return);

        QCOMPARE(fixture.filter.filter().features, QStringList { QStringLiteral("search") });
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->findChild<SpendingHeadline *>()->total(), QStringLiteral("$0.25 + $? (1)"));
    }

    void leadsFromALineToItsRequests()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &SpendingPage::routeRequested);
        auto *table = page->findChild<DataTable *>();
        (void)QTest::qWaitForWindowActive(page);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(1, 0));

        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(routes.size(), 1);
        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("requests"));
        QCOMPARE(route.range, fixture.filter.expression());
        QCOMPARE(route.filter.features, QStringList { QStringLiteral("search") });
        QVERIFY(fixture.filter.filter().isEmpty());
    }

    void goesFromABarToItsBucket()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &SpendingPage::routeRequested);
        auto *chart = page->findChild<TimeChart *>();

        QTest::keyClick(page, Qt::Key_Shift); // Ctrl, which a test before has pressed, is up again
        emit chart->bucketActivated(1, chart->data().series.at(0).id);

        QCOMPARE(routes.size(), 1);
        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("spending"));
        QCOMPARE(route.range, (RangeExpression { QStringLiteral("2026-11-19"), QStringLiteral("2026-11-20") }));
        QCOMPARE(route.filter.features, QStringList { QStringLiteral("chatbot") });
    }

    void carriesItsOptions_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("bucket");
        QTest::addColumn<QString>("chart");
        QTest::newRow("all") << "user"
                             << "week"
                             << "share";
        QTest::newRow("model by hour") << "model"
                                       << "hour"
                                       << "lines";
    }
    void carriesItsOptions()
    {
        QFETCH(QString, group);
        QFETCH(QString, bucket);
        QFETCH(QString, chart);
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        const QMap<QString, QString> options { { QStringLiteral("group"), group }, { QStringLiteral("bucket"), bucket },
            { QStringLiteral("chart"), chart } };

        page->setOptions(options);

        QCOMPARE(page->options(), options);
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->findChild<DataTable *>()->model()->headerData(0, Qt::Horizontal).toString().toLower(), group);
        page->setOptions({ { QStringLiteral("group"), QStringLiteral("nonsense") } });
        QVERIFY(page->options().isEmpty());
    }

    void showsHostileNamesAsText()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test,
            SmallLedger::header()
                + "2026-11-19T10:00:00Z,<b>bold</b>&amp;,,m,u,success,1,1,1,1\n"
                  "2026-11-19T10:00:00Z,=1+2,,m,u,success,1,1,1,2\n"
                + "2026-11-19T10:00:00Z," + QByteArray(4000, 'x') + ",,m,u,success,1,1,1,3\n");
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());

        page->pageExport()->write(PageExport::Kind::TableCsv, fixture.test.filePath(QStringLiteral("out.csv")));

        QVERIFY(page->width() <= 1088);
        const auto csv = contentsOf(fixture.test.filePath(QStringLiteral("out.csv")));
        QVERIFY(csv.contains("<b>bold</b>&amp;"));
        QVERIFY(!csv.contains("\n=1+2")); // a spreadsheet would compute it
    }
};

QTEST_MAIN(tst_SpendingPage)
#include "tst_spendingpage.moc"
