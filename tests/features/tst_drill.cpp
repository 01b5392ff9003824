#include "features/overview/overviewpage.h"
#include "features/pagefixture.h"
#include "features/requests/requestsqueries.h"
#include "features/spending/spendingpage.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/timechart.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

// Each figure leads to requests whose sum is that figure. The sums are those of SmallLedger, added up by hand.

namespace {

/// What the page of requests says of the last route that `routes` heard of: "5 requests, 3.75 USD, 1 unpriced".
template<typename Fixture>
QString sumBehind(Fixture &fixture, const QSignalSpy &routes)
{
    if (routes.isEmpty())
        return QStringLiteral("no route");
    const auto route = routes.last().at(0).template value<Route>();
    if (route.page != QLatin1String("requests"))
        return route.page;
    const auto range = route.range.resolve(fixture.clock.now(), fixture.filter.zone());
    if (!range)
        return range.error().line();
    RequestsQuestion question;
    question.query = { *range, fixture.filter.zone(), route.filter, {}, {}, {}, {} };
    const auto answer = fixture.test.reader().run([question](Connection &connection) { return RequestsQueries::first(connection, question); }).result();
    if (!answer)
        return answer.error().line();
    if (answer->page.rows.size() != answer->total.requests())
        return QStringLiteral("rows and sum differ");
    return QStringLiteral("%1 requests, %2 USD, %3 unpriced")
        .arg(QString::number(answer->total.requests()), answer->total.cost.exactText(), QString::number(answer->total.unpriced()));
}

/// Presses the entry of the context menu that is open.
bool press(QWidget *widget, const QString &text)
{
    for (const auto *menu : widget->findChildren<QMenu *>()) {
        for (auto *action : menu->actions()) {
            if (menu->isVisible() && action->text() == text) {
                action->trigger();
                return true;
            }
        }
    }
    return false;
}

}

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
        QCOMPARE(sumBehind(fixture, routes), sum);
        figure->setFocus();
        QTest::keyClick(figure, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(routes.size(), 2);
        QCOMPARE(sumBehind(fixture, routes), sum);
        emit figure->customContextMenuRequested(QPoint(5, 5));
        QVERIFY(press(figure, QStringLiteral("Show requests of the period before")));
        QCOMPARE(sumBehind(fixture, routes), before);
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
            sums.append(table->model()->index(row, 0).data().toString() + QStringLiteral(": ") + sumBehind(fixture, routes));
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
            QCOMPARE(sumBehind(fixture, routes), QStringLiteral("1 requests, 1.000000000001 USD, 0 unpriced"));
            QTest::keyClick(chart, Qt::Key_End);
            QTest::keyClick(chart, Qt::Key_Return, Qt::ControlModifier);
            QCOMPARE(sumBehind(fixture, routes), QStringLiteral("2 requests, 2 USD, 1 unpriced"));
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
                const auto found = sumBehind(fixture, routes);
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
        QCOMPARE(sumBehind(fixture, routes), QStringLiteral("1 requests, 0 USD, 1 unpriced"));
    }
};

QTEST_MAIN(tst_Drill)
#include "tst_drill.moc"
