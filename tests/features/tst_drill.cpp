#include "features/drillsupport.h"
#include "features/ledgerpagefixture.h"
#include "features/modelnames/modelnamespage.h"
#include "features/overview/attentionlist.h"
#include "features/overview/overviewpage.h"
#include "features/pagefixture.h"
#include "features/spending/spendingpage.h"
#include "ledger/importsupport.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/timechart.h"
#include "widgets/toast.h"

// Each figure leads to requests whose sum is that figure. The sums are those of SmallLedger, added up by hand.

class tst_Drill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<Route>(); }

    void fromEveryCardOfTheOverview_data()
    {
        QTest::addColumn<int>("card");
        QTest::addColumn<QString>("sum");
        QTest::addColumn<QString>("before");
        const auto whole = QStringLiteral("5 requests, 3.750000000001 USD, 1 unpriced");
        const auto past = QStringLiteral("2 requests, 1.1 USD, 0 unpriced");
        QTest::newRow("spend") << int(KpiRow::SpendCard) << whole << past;
        QTest::newRow("requests") << int(KpiRow::RequestsCard) << whole << past;
        QTest::newRow("tokens") << int(KpiRow::TokensCard) << whole << past;
        QTest::newRow("latency: successes") << int(KpiRow::LatencyCard) << QStringLiteral("4 requests, 3.250000000001 USD, 1 unpriced") << past;
        QTest::newRow("errors") << int(KpiRow::ErrorRateCard) << QStringLiteral("1 requests, 0.5 USD, 0 unpriced") << QStringLiteral("0 requests, 0 USD, 0 unpriced");
        QTest::newRow("unpriced") << int(KpiRow::UnpricedCard) << QStringLiteral("1 requests, 0 USD, 1 unpriced") << QStringLiteral("0 requests, 0 USD, 0 unpriced");
    }
    void fromEveryCardOfTheOverview()
    {
        QFETCH(int, card);
        QFETCH(QString, sum);
        QFETCH(QString, before);
        PageFixture<OverviewPage> fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *figure = page->findChild<KpiRow *>()->card(KpiRow::Card(card));

        QTest::mouseClick(figure, Qt::LeftButton, Qt::ControlModifier);
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
        figure->setFocus();
        QTest::keyClick(figure, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(routes.size(), 2);
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
        emit figure->customContextMenuRequested(QPoint(5, 5));
        QVERIFY(pressEntry(figure, QStringLiteral("Show requests of the period before")));
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), before);
    }

    void fromTheTableOfTheOverview()
    {
        PageFixture<OverviewPage> fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *table = page->findChild<DataTable *>();
        table->setFocus();

        QStringList sums;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            table->setCurrentIndex(table->model()->index(row, 0));
            QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
            sums.append(table->model()->index(row, 0).data().toString() + QStringLiteral(": ") + sumBehind(fixture.test, fixture.clock, routes));
        }

        QVERIFY2(sums.contains(QStringLiteral("chatbot: 3 requests, 3.500000000001 USD, 0 unpriced")) || sums.contains(QStringLiteral("Chatbot: 3 requests, 3.500000000001 USD, 0 unpriced")), qPrintable(sums.join(QLatin1Char('\n'))));
        QVERIFY2(sums.contains(QStringLiteral("search: 2 requests, 0.25 USD, 1 unpriced")), qPrintable(sums.join(QLatin1Char('\n'))));
        QCOMPARE(sums.constLast(), QStringLiteral("Total: 5 requests, 3.750000000001 USD, 1 unpriced"));
    }

    void fromTheBarsOfBothCharts()
    {
        PageFixture<OverviewPage> overview;
        PageFixture<SpendingPage> spending;
        for (auto *test : { &overview.test, &spending.test })
            SmallLedger::import(*test);
        const auto check = [](auto &fixture, auto *page) {
            QTRY_VERIFY(page->isSettled());
            QSignalSpy routes(page, SIGNAL(routeRequested(Route)));
            auto *chart = page->template findChild<TimeChart *>();
            chart->setFocus();
            QVERIFY(QTest::qWaitForWindowActive(page));
            QTest::keyClick(chart, Qt::Key_Home);
            QTest::keyClick(chart, Qt::Key_Return, Qt::ControlModifier);
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("1 requests, 1.000000000001 USD, 0 unpriced"));
            QTest::keyClick(chart, Qt::Key_End);
            QTest::keyClick(chart, Qt::Key_Return, Qt::ControlModifier);
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("2 requests, 2 USD, 1 unpriced"));
        };
        check(overview, overview.open());
        check(spending, spending.open());
    }

    void fromTheTableAndTheSumsOfSpending()
    {
        PageFixture<SpendingPage> fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        for (const char *group : { "feature", "model", "provider", "user", "status" }) {
            page->setOptions({ { QStringLiteral("group"), QString::fromLatin1(group) } });
            QTRY_VERIFY(page->isSettled());
            QSignalSpy routes(page, &SpendingPage::routeRequested);
            auto *table = page->findChild<DataTable *>();
            table->setFocus();
            const int rows = table->model()->rowCount();
            Money sum;
            qint64 requests = 0;
            for (int row = 0; row < rows; ++row) {
                table->setCurrentIndex(table->model()->index(row, 0));
                QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
                const auto found = sumBehind(fixture.test, fixture.clock, routes);
                if (row == rows - 1) {
                    QCOMPARE(found, QStringLiteral("5 requests, 3.750000000001 USD, 1 unpriced"));
                } else {
                    sum += Money::fromUsdText(found.section(QLatin1Char(' '), 2, 2)).value_or(Money());
                    requests += found.section(QLatin1Char(' '), 0, 0).toLongLong();
                }
            }
            QCOMPARE(sum.exactText(), QStringLiteral("3.750000000001")); // the rows behind the lines are the rows behind the total
            QCOMPARE(requests, 5);
        }

        QSignalSpy routes(page, &SpendingPage::routeRequested);
        for (auto *menu : page->findChildren<QMenu *>()) {
            for (auto *action : menu->actions()) {
                if (action->text() == QStringLiteral("Without a price"))
                    action->trigger();
            }
        }
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("1 requests, 0 USD, 1 unpriced"));
    }

    void fromTheUsersThatAreGathered_data()
    {
        QTest::addColumn<int>("users");
        QTest::addColumn<QString>("sum");
        QTest::newRow("as many as a filter names") << 150 << QStringLiteral("100 requests, 5050 USD, 0 unpriced"); // 1 + ... + 100
        QTest::newRow("one more") << 151 << QStringLiteral("no route");
    }
    void fromTheUsersThatAreGathered()
    {
        QFETCH(int, users);
        QFETCH(QString, sum);
        auto csv = SmallLedger::header();
        for (int i = 1; i <= users; ++i)
            csv += "2026-11-19T10:00:00Z,a,,m,user-" + QByteArray::number(i) + ",success,1,1,1," + QByteArray::number(i) + '\n';
        PageFixture<SpendingPage> fixture;
        SmallLedger::import(fixture.test, csv);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        page->setOptions({ { QStringLiteral("group"), QStringLiteral("user") } });
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &SpendingPage::routeRequested);
        auto *table = page->findChild<DataTable *>();
        table->setFocus();
        const auto other = table->model()->index(50, 0); // fifty of their own come before
        QVERIFY(other.data().toString().startsWith(QStringLiteral("Other users")));
        table->setCurrentIndex(other);

        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
        openMenu(table->viewport(), table->visualRect(other).center());
        if (sum == QLatin1String("no route")) {
            const auto reason = QStringLiteral("a filter names 100 at most, these are 101");
            QVERIFY(page->window()->findChild<Toast *>()->text().contains(reason));
            QVERIFY(!entry(table, QStringLiteral("Show requests: ") + reason)->isEnabled());
        } else {
            QVERIFY(pressEntry(table, QStringLiteral("Show requests")));
            QCOMPARE(routes.size(), 2);
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
        }

        // The six largest have lines of their own in the chart; the others are more than a filter names, or just these.
        auto *chart = page->findChild<TimeChart *>();
        QTest::keyClick(chart, Qt::Key_Control, Qt::ControlModifier); // held down
        routes.clear();
        emit chart->bucketActivated(1, QStringLiteral("other"));
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("no route"));
        QTest::keyClick(page, Qt::Key_Shift); // up again
    }

    void fromTheOtherFeaturesOfTheChart()
    {
        auto csv = SmallLedger::header();
        for (int i = 1; i <= 9; ++i)
            csv += "2026-11-19T10:00:00Z,f" + QByteArray::number(i) + ",,m,u,success,1,1,1," + QByteArray::number(i) + '\n';
        PageFixture<OverviewPage> overview;
        PageFixture<SpendingPage> spending;
        const auto check = [&csv](auto &fixture) {
            SmallLedger::import(fixture.test, csv);
            auto *page = fixture.open();
            QTRY_VERIFY(page->isSettled());
            QSignalSpy routes(page, SIGNAL(routeRequested(Route)));
            auto *chart = page->template findChild<TimeChart *>();
            QVERIFY(QTest::qWaitForWindowActive(page));
            chart->setFocus();
            emit chart->bucketMenuRequested(1, QStringLiteral("other"), chart->mapToGlobal(QPoint(9, 9)));
            QVERIFY(pressEntry(chart, QStringLiteral("Show requests")));
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("3 requests, 6 USD, 0 unpriced")); // 1 + 2 + 3
            QTest::keyClick(page, Qt::Key_Shift);
            emit chart->bucketActivated(1, QStringLiteral("other"));
            QCOMPARE(routes.last().at(0).template value<Route>().page, QStringLiteral("spending"));
            QCOMPARE(routes.last().at(0).template value<Route>().filter.features.size(), 3);
        };
        check(overview);
        check(spending);
    }

    void byTheMenuKeyOfAChart()
    {
        PageFixture<OverviewPage> fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *chart = page->findChild<TimeChart *>();
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Home);

        openMenu(chart, QPoint(), QContextMenuEvent::Keyboard);

        QVERIFY(pressEntry(chart, QStringLiteral("Show requests")));
        QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), QStringLiteral("1 requests, 1.000000000001 USD, 0 unpriced"));
    }

    void fromWhatNeedsAttention()
    {
        PageFixture<OverviewPage> fixture;
        SmallLedger::import(fixture.test);
        auto *page = fixture.open();
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &OverviewPage::routeRequested);
        auto *list = page->findChild<AttentionList *>();
        list->setFocus();
        QMap<QString, QString> leads;
        QMap<QString, QString> sums;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto index = list->model()->index(row, 0);
            list->setCurrentIndex(index);
            const auto title = index.data().toString();
            QTest::keyClick(list, Qt::Key_Return);
            const auto route = routes.last().at(0).value<Route>();
            leads.insert(title, route.page + QLatin1Char(' ') + route.filter.features.join(QLatin1Char(' ')) + route.options.value(QStringLiteral("tab")) + route.options.value(QStringLiteral("name")));
            routes.clear();
            QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
            sums.insert(title, sumBehind(fixture.test, fixture.clock, routes));
            const auto byKey = routes.value(0);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::ControlModifier, list->visualRect(index).center());
            QCOMPARE(routes.value(1), byKey);
            QTest::keyClick(list, Qt::Key_Shift);
        }

        QCOMPARE(leads.value(QStringLiteral("1 request without a price")), QStringLiteral("names mystery"));
        QCOMPARE(sums.value(QStringLiteral("1 request without a price")), QStringLiteral("1 requests, 0 USD, 1 unpriced"));
        const auto quiet = QStringLiteral("support is quiet in this range");
        QVERIFY2(leads.contains(quiet), qPrintable(leads.keys().join(QLatin1Char('\n'))));
        QCOMPARE(leads.value(quiet), QStringLiteral("features support"));
        QCOMPARE(sums.value(quiet), QStringLiteral("1 requests, 0.1 USD, 0 unpriced")); // of the period before, as it says
        for (auto lead = leads.cbegin(); lead != leads.cend(); ++lead) {
            if (lead.key().contains(QStringLiteral("error rate")))
                QCOMPARE(sums.value(lead.key()), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"));
        }
    }

    void fromNamesOfModels()
    {
        LedgerPageFixture<ModelNamesPage> fixture;
        ImportSupport::addPrices(fixture.test);
        SmallLedger::import(fixture.test,
            SmallLedger::header()
                + "2026-08-01T10:00:00Z,chatbot,,house-model,ann,success,10,5,90,1.5\n"
                  "2026-11-20T10:00:00Z,chatbot,,house-model,ann,success,10,5,90,2\n"
                  "2026-11-20T11:00:00Z,search,nobody,mystery,bob,success,10,5,90,\n"
                  "2026-11-20T11:00:00Z,search,openai,gpt-4o,bob,success,10,5,90,7\n");
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &ModelNamesPage::routeRequested);
        const auto tables = page->findChildren<DataTable *>();
        auto *table = *std::find_if(tables.cbegin(), tables.cend(), [](const DataTable *one) { return one->isVisible(); });
        table->setFocus();
        QCOMPARE(table->model()->rowCount(), 2);
        const QMap<QString, QString> expected { { QStringLiteral("house-model"), QStringLiteral("2 requests, 3.5 USD, 0 unpriced") },
            { QStringLiteral("mystery"), QStringLiteral("1 requests, 0 USD, 1 unpriced") } };
        for (int row = 0; row < 2; ++row) {
            const auto index = table->model()->index(row, 0);
            table->setCurrentIndex(index);
            const auto sum = expected.value(index.data().toString());
            QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
            doubleClick(table->viewport(), table->visualRect(index).center());
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
            openMenu(table->viewport(), table->visualRect(index).center());
            QVERIFY(pressEntry(table, QStringLiteral("Show requests")));
            QCOMPARE(sumBehind(fixture.test, fixture.clock, routes), sum);
            QCOMPARE(routes.size(), 3 * (row + 1));
            QTest::keyClick(table, Qt::Key_Shift);
        }
    }
};

QTEST_MAIN(tst_Drill)
#include "tst_drill.moc"
