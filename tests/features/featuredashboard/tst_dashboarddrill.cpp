#include "features/drillsupport.h"
#include "features/featuredashboard/changeslist.h"
#include "features/featuredashboard/featurespage.h"
#include "features/featuredashboard/summarytab.h"
#include "features/featuredashboard/tablestab.h"
#include "features/pagefixture.h"
#include "widgets/datatable.h"
#include "widgets/timechart.h"

// Each figure of a dashboard leads to requests whose sum is that figure.

namespace {

/// Chatbot, 18 to 20 November 2026: five requests for $3.75 and one of them without a price; one error, one timeout. In the
/// three days before: one request for $16.
QByteArray calls()
{
    return "ts_utc,feature,provider,model,user,session,client,status,error_code,input_tokens,output_tokens,latency_ms,charged_cost_usd\n"
           "2026-11-16T10:00:00Z,chatbot,,m-a,u1,s0,web,success,,10,5,90,16\n"
           "2026-11-18T10:00:00Z,chatbot,,m-a,u1,s1,web,success,,100,50,100,1\n"
           "2026-11-18T11:00:00Z,chatbot,,m-b,u1,s1,app,error,rate_limit,10,0,,0.5\n"
           "2026-11-19T10:00:00Z,chatbot,,m-a,u2,s2,web,timeout,,10,0,,0.25\n"
           "2026-11-20T09:00:00Z,chatbot,,m-a,u2,,web,success,,10,5,200,2\n"
           "2026-11-20T10:00:00Z,search,,m-a,u1,s1,web,success,,7,7,400,8\n"
           "2026-11-20T11:00:00Z,chatbot,nobody,mystery,u3,s2,web,success,,7,7,400,\n";
}

struct Fixture : PageFixture<FeaturesPage>
{
    FeaturesPage *open(const QString &feature, const QMap<QString, QString> &options = {})
    {
        SmallLedger::import(test, calls());
        UsageFilter wanted;
        if (!feature.isEmpty())
            wanted.features = { feature };
        filter.setFilter(wanted);
        page = std::make_unique<FeaturesPage>(test.workspace(), filter, clock, settings, session);
        page->resize(1088, 712);
        page->setOptions(options);
        page->show();
        return page.get();
    }
    SummaryTab *summary() const { return static_cast<SummaryTab *>(page->currentTab()); }
    QString sum(const QSignalSpy &routes) { return sumBehind(test, clock, routes); }

    Session session { QStringLiteral("tester"), Role::Admin };
};

QVariant cell(const DataTable *table, int row, const QString &column)
{
    const auto *model = table->model();
    for (int i = 0; i < model->columnCount(); ++i) {
        if (model->headerData(i, Qt::Horizontal, ColumnIdRole).toString() == column)
            return model->index(row, i).data(ExportRole);
    }
    return {};
}

}

class tst_DashboardDrill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<Route>(); }
    void cleanup() { QTest::keyClick(std::make_unique<QWidget>().get(), Qt::Key_Shift); } // Ctrl is up again

    void fromEveryRowOfEveryTable_data()
    {
        QTest::addColumn<QString>("feature");
        QTest::addColumn<QString>("tab");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QStringList>("sums");
        const auto whole = QStringLiteral("5 requests, 3.75 USD, 1 unpriced");
        const auto none = QStringLiteral("no route");
        const auto chatbot = QStringLiteral("chatbot");
        QTest::newRow("features") << QString() << QString() << QString() << QStringList { QStringLiteral("1 requests, 8 USD, 0 unpriced"), whole };
        QTest::newRow("users") << chatbot << QStringLiteral("usage") << QStringLiteral("user")
                               << QStringList { QStringLiteral("2 requests, 1.5 USD, 0 unpriced"), QStringLiteral("2 requests, 2.25 USD, 0 unpriced"),
                                      QStringLiteral("1 requests, 0 USD, 1 unpriced"), whole };
        QTest::newRow("sessions") << chatbot << QStringLiteral("usage") << QStringLiteral("session")
                                  << QStringList { QStringLiteral("1 requests, 2 USD, 0 unpriced"), QStringLiteral("2 requests, 1.5 USD, 0 unpriced"),
                                         QStringLiteral("2 requests, 0.25 USD, 1 unpriced"), whole };
        QTest::newRow("clients") << chatbot << QStringLiteral("usage") << QStringLiteral("client")
                                 << QStringList { QStringLiteral("4 requests, 3.25 USD, 1 unpriced"), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"), whole };
        QTest::newRow("statuses") << chatbot << QStringLiteral("usage") << QStringLiteral("status")
                                  << QStringList { QStringLiteral("3 requests, 3 USD, 1 unpriced"), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"),
                                         QStringLiteral("1 requests, 0.25 USD, 0 unpriced"), whole };
        QTest::newRow("models") << chatbot << QStringLiteral("models") << QString()
                                << QStringList { QStringLiteral("3 requests, 3.25 USD, 0 unpriced"), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"),
                                       QStringLiteral("1 requests, 0 USD, 1 unpriced") };
        QTest::newRow("errors") << chatbot << QStringLiteral("errors") << QString()
                                << QStringList { QStringLiteral("1 requests, 0.5 USD, 0 unpriced"), QStringLiteral("1 requests, 0.25 USD, 0 unpriced"),
                                       QStringLiteral("2 requests, 0.75 USD, 0 unpriced") };
        QTest::newRow("spending") << chatbot << QStringLiteral("spending") << QString()
                                  << QStringList { QStringLiteral("3 requests, 3.25 USD, 0 unpriced"), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"),
                                         QStringLiteral("1 requests, 0 USD, 1 unpriced"), QStringLiteral("2 requests, 2 USD, 1 unpriced"),
                                         QStringLiteral("1 requests, 0.25 USD, 0 unpriced"), QStringLiteral("2 requests, 1.5 USD, 0 unpriced") };
    }
    void fromEveryRowOfEveryTable()
    {
        QFETCH(QString, feature);
        QFETCH(QString, tab);
        QFETCH(QString, by);
        QFETCH(QStringList, sums);
        Fixture fixture;
        auto *page = fixture.open(feature, { { QStringLiteral("tab"), tab }, { QStringLiteral("by"), by } });
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        QStringList found;
        for (auto *table : page->currentTab()->findChildren<DataTable *>()) {
            if (!table->isVisible())
                continue;
            table->setFocus();
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                const auto index = table->model()->index(row, 0);
                table->setCurrentIndex(index);
                routes.clear();
                QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
                found.append(fixture.sum(routes));
                // What the row itself says.
                const auto spend = cell(table, row, QStringLiteral("cost_usd")).toString();
                QVERIFY2(found.last().startsWith(cell(table, row, QStringLiteral("requests")).toString() + QStringLiteral(" requests, ") + (spend.isEmpty() ? QStringLiteral("0") : spend) + QStringLiteral(" USD")),
                    qPrintable(found.last() + QStringLiteral(" of ") + index.data().toString()));
                doubleClick(table->viewport(), table->visualRect(index).center());
                QCOMPARE(fixture.sum(routes), found.last());
                openMenu(table->viewport(), table->visualRect(index).center());
                QVERIFY(pressEntry(table, QStringLiteral("Show requests")));
                QCOMPARE(fixture.sum(routes), found.last());
                QCOMPARE(routes.size(), 3);
            }
        }
        if (tab == QLatin1String("usage")) // equal counts stand in no order
            std::sort(found.begin(), found.end() - 1), std::sort(sums.begin(), sums.end() - 1);
        if (tab == QLatin1String("errors"))
            std::sort(found.begin(), found.end()), std::sort(sums.begin(), sums.end());
        QCOMPARE(found, sums);
    }

    void fromRowsThatCountNoRequestsNowhere()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        QVERIFY(fixture.test.exec(
            QStringLiteral("INSERT INTO ai_prompts (feature_id, name, version, text, created_us, created_by) "
                           "SELECT id, 'chat', 1, 'text', ?, 'A. Roy' FROM ai_features WHERE key = 'chatbot'"),
            { SmallLedger::now() }));
        auto *page = fixture.open(QStringLiteral("chatbot"), { { QStringLiteral("tab"), QStringLiteral("prompts") } });
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *table = static_cast<TablesTab *>(page->currentTab())->table(0);
        QCOMPARE(table->model()->rowCount(), 1);
        const auto index = table->model()->index(0, 0);
        table->setFocus();
        table->setCurrentIndex(index);

        QTest::keyClick(table, Qt::Key_Return, Qt::ControlModifier);
        openMenu(table->viewport(), table->visualRect(index).center());

        QVERIFY(routes.isEmpty());
        QVERIFY(!entry(table, QStringLiteral("Show requests")));
    }

    void fromEveryCard_data()
    {
        QTest::addColumn<int>("figure");
        QTest::addColumn<QString>("sum");
        QTest::addColumn<QString>("before");
        const auto past = QStringLiteral("1 requests, 16 USD, 0 unpriced");
        QTest::newRow("spend") << int(SummaryTab::Spend) << QStringLiteral("5 requests, 3.75 USD, 1 unpriced") << past;
        QTest::newRow("requests") << int(SummaryTab::Requests) << QStringLiteral("5 requests, 3.75 USD, 1 unpriced") << past;
        QTest::newRow("mean: of the priced") << int(SummaryTab::CostPerRequest) << QStringLiteral("4 requests, 3.75 USD, 0 unpriced") << past;
        QTest::newRow("latency: successes") << int(SummaryTab::Latency) << QStringLiteral("3 requests, 3 USD, 1 unpriced") << past;
        QTest::newRow("errors") << int(SummaryTab::ErrorRate) << QStringLiteral("2 requests, 0.75 USD, 0 unpriced") << QStringLiteral("0 requests, 0 USD, 0 unpriced");
    }
    void fromEveryCard()
    {
        QFETCH(int, figure);
        QFETCH(QString, sum);
        QFETCH(QString, before);
        Fixture fixture;
        auto *page = fixture.open(QStringLiteral("chatbot"));
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *card = fixture.summary()->figure(SummaryTab::Figure(figure));

        QTest::mouseClick(card, Qt::LeftButton, Qt::ControlModifier);
        QCOMPARE(fixture.sum(routes), sum);
        card->setFocus();
        QTest::keyClick(card, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(routes.size(), 2);
        QCOMPARE(fixture.sum(routes), sum);
        openMenu(card, QPoint(5, 5));
        QVERIFY(pressEntry(card, QStringLiteral("Show requests of the period before")));
        QCOMPARE(fixture.sum(routes), before);
    }

    void saysWhyACardCountsNothing()
    {
        Fixture fixture;
        auto *page = fixture.open(QStringLiteral("chatbot"));
        auto filter = fixture.filter.filter();
        filter.statuses = { UsageStatus::Success };
        fixture.filter.setFilter(filter);
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *card = fixture.summary()->figure(SummaryTab::ErrorRate);

        openMenu(card, QPoint(5, 5));

        auto *action = entry(card, QStringLiteral("Show requests: the filter keeps none of them"));
        QVERIFY(action && !action->isEnabled());
    }

    void fromTheColumnsOfEveryChart_data()
    {
        QTest::addColumn<int>("chart");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("requests") << int(SummaryTab::RequestsChart) << QStringLiteral("2 requests, 1.5 USD, 0 unpriced") << QStringLiteral("2 requests, 2 USD, 1 unpriced");
        QTest::newRow("latency: successes") << int(SummaryTab::LatencyChart) << QStringLiteral("1 requests, 1 USD, 0 unpriced") << QStringLiteral("2 requests, 2 USD, 1 unpriced");
        QTest::newRow("mean: of the priced") << int(SummaryTab::CostChart) << QStringLiteral("2 requests, 1.5 USD, 0 unpriced") << QStringLiteral("1 requests, 2 USD, 0 unpriced");
        QTest::newRow("tokens") << int(SummaryTab::TokensChart) << QStringLiteral("2 requests, 1.5 USD, 0 unpriced") << QStringLiteral("2 requests, 2 USD, 1 unpriced");
    }
    void fromTheColumnsOfEveryChart()
    {
        QFETCH(int, chart);
        QFETCH(QString, first);
        QFETCH(QString, last);
        Fixture fixture;
        auto *page = fixture.open(QStringLiteral("chatbot"));
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *shown = fixture.summary()->chart(SummaryTab::Chart(chart));
        shown->setFocus();

        QTest::keyClick(shown, Qt::Key_Home);
        QTest::keyClick(shown, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(fixture.sum(routes), first);
        QTest::keyClick(shown, Qt::Key_End);
        QTest::keyClick(shown, Qt::Key_Return);
        QCOMPARE(fixture.sum(routes), last);
        openMenu(shown, QPoint(), QContextMenuEvent::Keyboard);
        QVERIFY(pressEntry(shown, QStringLiteral("Show requests")));
        QCOMPARE(routes.size(), 3);
        QCOMPARE(fixture.sum(routes), last);
        if (chart == SummaryTab::RequestsChart) {
            emit shown->bucketActivated(0, QStringLiteral("failed"));
            QCOMPARE(fixture.sum(routes), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"));
        }
    }

    void fromTheModelsInUse()
    {
        Fixture fixture;
        auto *page = fixture.open(QStringLiteral("chatbot"));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        QStringList sums;
        for (const auto *menu : fixture.summary()->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
            for (auto *action : menu->actions()) {
                if (action->text() != QLatin1String("m-a") && action->text() != QLatin1String("mystery"))
                    continue;
                action->trigger();
                sums.append(action->text() + QStringLiteral(": ") + fixture.sum(routes));
            }
        }

        QCOMPARE(sums, (QStringList { QStringLiteral("m-a: 3 requests, 3.25 USD, 0 unpriced"), QStringLiteral("mystery: 1 requests, 0 USD, 1 unpriced") }));
    }

    void fromTheFiguresOfAChange()
    {
        auto csv = SmallLedger::header(); // thirty calls in the hour before the change, thirty in the hour after it, and one later
        for (int i = 0; i < 60; ++i)
            csv += "2026-11-19T" + QByteArray(i < 30 ? "08:" : "10:") + QByteArray::number((i < 30 ? 15 : 0) + i % 30).rightJustified(2, '0') + ":00Z,bot,,m,u,success,1,1,1,"
                + (i < 30 ? "1" : "2") + '\n';
        csv += "2026-11-19T10:45:00Z,bot,,m,u,success,1,1,1,64\n";
        Fixture fixture;
        SmallLedger::import(fixture.test, csv);
        QVERIFY(fixture.test.exec(
            QStringLiteral("INSERT INTO ai_prompts (feature_id, name, version, text, created_us, created_by) "
                           "SELECT id, 'bot', 1, 'text', ?, 'A. Roy' FROM ai_features WHERE key = 'bot'"),
            { SmallLedger::at(QStringLiteral("2026-11-19T09:20:00Z")) }));
        auto *page = fixture.open(QStringLiteral("bot"));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        QStringList sums;
        for (const auto *menu : page->findChild<ChangesList *>()->findChildren<QMenu *>()) {
            for (auto *action : menu->actions()) {
                action->trigger();
                sums.append(action->text() + QStringLiteral(": ") + fixture.sum(routes));
            }
        }

        QCOMPARE(sums, (QStringList { QStringLiteral("Requests before: 30 requests, 30 USD, 0 unpriced"), QStringLiteral("Requests after: 30 requests, 60 USD, 0 unpriced") }));
    }

    void fromTheColumnsOfSpending()
    {
        Fixture fixture;
        auto *page = fixture.open(QStringLiteral("chatbot"), { { QStringLiteral("tab"), QStringLiteral("spending") } });
        QVERIFY(QTest::qWaitForWindowActive(page));
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *chart = page->currentTab()->findChild<TimeChart *>();
        chart->setFocus();

        QTest::keyClick(chart, Qt::Key_End);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(routes.last().at(0).value<Route>().page, QStringLiteral("spending"));
        QTest::keyClick(chart, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(fixture.sum(routes), QStringLiteral("2 requests, 2 USD, 1 unpriced"));
        emit chart->bucketMenuRequested(0, QStringLiteral("=m-b"), chart->mapToGlobal(QPoint(9, 9)));
        QVERIFY(pressEntry(chart, QStringLiteral("Show requests")));
        QCOMPARE(fixture.sum(routes), QStringLiteral("1 requests, 0.5 USD, 0 unpriced"));
    }
};

QTEST_MAIN(tst_DashboardDrill)
#include "tst_dashboarddrill.moc"
