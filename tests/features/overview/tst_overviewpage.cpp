#include "features/overview/attentionlist.h"
#include "features/overview/featuretablemodel.h"
#include "features/overview/overviewpage.h"
#include "features/pageexport.h"
#include "features/pagefixture.h"
#include "widgets/datatable.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"

#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

namespace {

struct Fixture : PageFixture<OverviewPage>
{
    KpiCard *card(KpiRow::Card card) const { return page->findChild<KpiRow *>()->card(card); }
};

}

class tst_OverviewPage : public QObject
{
    Q_OBJECT

private slots:
    void showsTheFiguresOfTheRange()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        const auto path = fixture.test.filePath(QStringLiteral("out.csv"));

        page->pageExport()->write(PageExport::Kind::TableCsv, path);
        page->pageExport()->copyChart();

        QCOMPARE(fixture.card(KpiRow::SpendCard)->value().text, QStringLiteral("$3.75"));
        QVERIFY(fixture.card(KpiRow::SpendCard)->value().exact.contains(QStringLiteral("3.750000000001")));
        QCOMPARE(fixture.card(KpiRow::SpendCard)->value().delta.text, QStringLiteral("+240.9%"));
        QCOMPARE(fixture.card(KpiRow::RequestsCard)->value().text, QStringLiteral("5"));
        QCOMPARE(fixture.card(KpiRow::LatencyCard)->value().text, QStringLiteral("400"));
        QCOMPARE(fixture.card(KpiRow::LatencyCard)->value().unit, QStringLiteral("ms"));
        QCOMPARE(fixture.card(KpiRow::ErrorRateCard)->value().text, QStringLiteral("20.00%"));
        QCOMPARE(fixture.card(KpiRow::UnpricedCard)->value().text, QStringLiteral("$? (1)"));
        const auto csv = contentsOf(path);
        QVERIFY2(csv.contains(",3.750000000001,"), csv.constData());
        QVERIFY2(csv.contains("\nchatbot,"), csv.constData());
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\t1.000000000001\t0\n")));
    }

    void hasNoDeltaWithoutComparison()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        fixture.filter.setCompare(false);
        auto *page = fixture.open();

        QTRY_VERIFY(page->isSettled());
        QVERIFY(fixture.card(KpiRow::SpendCard)->value().delta.text.isEmpty());
    }

    void leadsFromTheTableToTheFeature()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *table = page->findChild<DataTable *>();
        table->setCurrentIndex(table->model()->index(0, 0));

        QTest::keyClick(table, Qt::Key_Return);

        QCOMPARE(routes.size(), 1);
        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("features"));
        QCOMPARE(route.filter.features, QStringList { QStringLiteral("chatbot") });
        QCOMPARE(route.range, fixture.filter.expression());
    }

    void leadsFromAttentionToItsCause()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *list = page->findChild<AttentionList *>();
        QVERIFY(list->model()->rowCount() >= 2);
        list->setCurrentIndex(list->model()->index(1, 0));
        QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("1 request without a price"));

        QTest::keyClick(list, Qt::Key_Return);

        QCOMPARE(routes.size(), 1);
        QCOMPARE(routes.at(0).at(0).value<Route>().page, QStringLiteral("names"));
        QCOMPARE(routes.at(0).at(0).value<Route>().options.value(QStringLiteral("name")), QStringLiteral("mystery"));
    }

    void leadsToRequestsWhereNoNameExplainsThem()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        QVERIFY(fixture.test.exec(QStringLiteral("INSERT INTO ai_models (canonical, family) VALUES ('mystery', 'mystery')")));
        QVERIFY(fixture.test.exec(QStringLiteral("UPDATE ai_model_names SET match_kind = 'exact', model_id = (SELECT id FROM ai_models WHERE canonical = 'mystery') WHERE name = 'mystery'")));
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *list = page->findChild<AttentionList *>();
        list->setCurrentIndex(list->model()->index(1, 0));

        QTest::keyClick(list, Qt::Key_Return);

        QCOMPARE(routes.at(0).at(0).value<Route>().page, QStringLiteral("requests"));
        QCOMPARE(routes.at(0).at(0).value<Route>().filter.costSources, QList<CostSource> { CostSource::Unpriced });
    }

    void leadsFromABarToItsBucket()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *chart = page->findChild<TimeChart *>();

        emit chart->bucketActivated(2, chart->data().series.at(1).id);
        emit chart->bucketActivated(0, QString());

        QCOMPARE(routes.size(), 2);
        QCOMPARE(routes.at(0).at(0).value<Route>().page, QStringLiteral("features"));
        QCOMPARE(routes.at(1).at(0).value<Route>().page, QStringLiteral("spending"));
        QCOMPARE(routes.at(0).at(0).value<Route>().filter.features, QStringList { QStringLiteral("search") });
        QCOMPARE(routes.at(0).at(0).value<Route>().range,
            (RangeExpression { QStringLiteral("2026-11-20"), QStringLiteral("2026-11-21") }));
        QVERIFY(routes.at(1).at(0).value<Route>().filter.isEmpty());
    }

    void leadsFromACardToItsGrouping()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);

        QTest::keyClick(fixture.card(KpiRow::ErrorRateCard), Qt::Key_Return);

        QCOMPARE(routes.size(), 1);
        QCOMPARE(routes.at(0).at(0).value<Route>().options.value(QStringLiteral("group")), QStringLiteral("status"));
    }

    void movesBetweenCardsWithTheArrows()
    {
        Fixture fixture;
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        page->activateWindow();
        fixture.card(KpiRow::SpendCard)->setFocus();
        QTRY_VERIFY(fixture.card(KpiRow::SpendCard)->hasFocus());

        QTest::keyClick(fixture.card(KpiRow::SpendCard), Qt::Key_Right);

        QVERIFY(fixture.card(KpiRow::RequestsCard)->hasFocus());
    }

    void showsAnEmptyWorkspaceWithoutInventedFigures()
    {
        Fixture fixture;
        auto *page = fixture.open();

        QTRY_VERIFY(page->isSettled());
        QVERIFY(fixture.card(KpiRow::LatencyCard)->value().text.isEmpty());
        QVERIFY(fixture.card(KpiRow::ErrorRateCard)->value().text.isEmpty());
        QCOMPARE(page->findChild<AttentionList *>()->model()->rowCount(), 0);
    }

    void saysThatItFailedAndOffersToTryAgain()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_quarter_hours RENAME TO gone_quarters")));
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        const auto states = page->findChildren<StateView *>();
        for (const auto *state : states)
            QCOMPARE(state->state(), LoadState::Error);

        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_quarters RENAME TO usage_quarter_hours")));
        emit states.at(0)->retryRequested();

        QTRY_VERIFY(page->isSettled());
        QCOMPARE(fixture.card(KpiRow::RequestsCard)->value().text, QStringLiteral("5"));
    }

    void canBeClosedAndHiddenWhileLoading()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        page->hide();
        QVERIFY(!page->isSettled());
        page->show();
        QTRY_VERIFY(page->isSettled());
        page->refresh();

        fixture.page.reset();

        fixture.test.reader().run([](Connection &) -> Result<> { return Ok; }).waitForFinished();
    }

    void fitsANarrowWindow()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());

        page->resize(832, 586);

        QTRY_COMPARE(fixture.card(KpiRow::LatencyCard)->x(), fixture.card(KpiRow::SpendCard)->x());
        QCOMPARE(page->width(), 832);
    }
};

QTEST_MAIN(tst_OverviewPage)
#include "tst_overviewpage.moc"
