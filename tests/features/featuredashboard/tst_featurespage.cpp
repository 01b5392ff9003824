#include "features/featuredashboard/changeslist.h"
#include "features/featuredashboard/changemodeldialog.h"
#include "features/featuredashboard/dashboardheader.h"
#include "features/featuredashboard/dashboardtablemodel.h"
#include "features/featuredashboard/dashboardtabs.h"
#include "features/featuredashboard/featurespage.h"
#include "features/featuredashboard/summarytab.h"
#include "features/featuredashboard/tablestab.h"
#include "features/smallledger.h"
#include "ledger/filterstate.h"
#include "ledger/requestquery.h"
#include "services/clock.h"
#include "services/settings.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/tabstrip.h"
#include "widgets/timechart.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace {

/// A page over a workspace, standing at noon of 20 November 2026.
struct Fixture {
    Fixture()
        : settings(test.filePath(QStringLiteral("settings.ini")))
        , filter(ReportingZone())
    {
        filter.setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-21") });
        SmallLedger::import(test);
    }

    FeaturesPage *open(const QStringList &features = {}, const QString &tab = {})
    {
        UsageFilter wanted;
        wanted.features = features;
        filter.setFilter(wanted);
        page = std::make_unique<FeaturesPage>(test.workspace(), filter, clock, settings, session);
        page->resize(1088, 712);
        page->setOptions({ { QStringLiteral("tab"), tab } });
        page->show();
        return page.get();
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    Session session { QStringLiteral("tester"), Role::Admin };
    FilterState filter;
    std::unique_ptr<FeaturesPage> page;
};

QString cell(DashboardTab *tab, int row, const QString &column, int role = Qt::DisplayRole, int table = 0)
{
    const auto *model = static_cast<TablesTab *>(tab)->table(table)->model();
    for (int i = 0; i < model->columnCount(); ++i) {
        if (model->headerData(i, Qt::Horizontal, ColumnIdRole).toString() == column)
            return model->index(row, i).data(role).toString();
    }
    return QStringLiteral("no such column");
}

}

class FeaturesPageTest : public QObject {
    Q_OBJECT

private slots:
    void offersTheFeaturesAndEnterOpensOne()
    {
        Fixture fixture;
        auto *page = fixture.open();
        QTRY_VERIFY(page->isSettled());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *table = static_cast<TablesTab *>(page->currentTab())->table(0);
        QCOMPARE(cell(page->currentTab(), 0, QStringLiteral("cost_usd"), ExportRole), QStringLiteral("3.500000000001"));
        QVERIFY(page->header()->isHidden());
        table->setCurrentIndex(table->model()->index(0, 0));

        QTest::keyClick(table, Qt::Key_Return);

        QCOMPARE(routes.size(), 1);
        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("features"));
        QCOMPARE(route.filter.features, QStringList { QStringLiteral("chatbot") });
    }

    void summaryShowsTheFiguresOfTheFeature()
    {
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("chatbot") });
        QTRY_VERIFY(page->isSettled());
        auto *summary = static_cast<SummaryTab *>(page->currentTab());

        QVERIFY(summary->figure(SummaryTab::Spend)->value().exact.contains(QStringLiteral("3.500000000001")));
        QCOMPARE(summary->figure(SummaryTab::Requests)->value().text, QStringLiteral("3"));
        // A third of $3.500000000001, rounded half-even to a pico-dollar.
        QVERIFY(summary->figure(SummaryTab::CostPerRequest)->value().exact.contains(QStringLiteral("1.166666666667")));
        QCOMPARE(summary->figure(SummaryTab::ErrorRate)->value().text, QStringLiteral("33.33%"));
        QCOMPARE(summary->figure(SummaryTab::Latency)->value().text, QStringLiteral("200"));
        QVERIFY(!page->header()->isHidden());
    }

    void chartsShareTheCrosshairAndDrillToTheirRows()
    {
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("chatbot") });
        QTRY_VERIFY(page->isSettled());
        auto *summary = static_cast<SummaryTab *>(page->currentTab());
        QSignalSpy routes(page, &FeaturesPage::routeRequested);

        QTest::keyClick(summary->chart(SummaryTab::RequestsChart), Qt::Key_Home);
        QCOMPARE(summary->chart(SummaryTab::TokensChart)->crosshair(), 0);
        QTest::keyClick(summary->chart(SummaryTab::RequestsChart), Qt::Key_Return);

        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("requests"));
        QCOMPARE(route.range.from, QStringLiteral("2026-11-18"));
        QCOMPARE(route.range.to, QStringLiteral("2026-11-19"));
    }

    void theCountOfAnErrorIsTheCountOfItsRows()
    {
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("chatbot") }, QStringLiteral("errors"));
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->options().value(QStringLiteral("tab")), QStringLiteral("errors"));
        QCOMPARE(cell(page->currentTab(), 0, QStringLiteral("requests")), QStringLiteral("1"));
        QCOMPARE(cell(page->currentTab(), 0, QStringLiteral("cost_usd"), ExportRole), QStringLiteral("0.5"));
        QSignalSpy routes(page, &FeaturesPage::routeRequested);
        auto *table = static_cast<TablesTab *>(page->currentTab())->table(0);
        table->setCurrentIndex(table->model()->index(0, 0));

        QTest::keyClick(table, Qt::Key_Return);

        const auto route = routes.at(0).at(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("requests"));
        QVERIFY(route.options.contains(QStringLiteral("error")));
        const auto parsed = Route::fromUrl(route.toUrl());
        QVERIFY(parsed && parsed->options.contains(QStringLiteral("error")));
        RequestQuery query { SmallLedger::range(), {}, route.filter, { route.options.value(QStringLiteral("error")) },
            {}, {} };
        const auto sum = fixture.test.reader()
                             .run([query](Connection &connection) { return Requests::spend(connection, query); })
                             .result();
        QCOMPARE(sum->requests, 1);
    }

    void everyTabAnswers_data()
    {
        QTest::addColumn<QString>("tab");
        for (const char *tab : { "summary", "usage", "models", "prompts", "errors", "spending" })
            QTest::newRow(tab) << QString::fromLatin1(tab);
    }

    void everyTabAnswers()
    {
        QFETCH(QString, tab);
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("chatbot") }, tab);

        QTRY_VERIFY(page->isSettled());

        for (const auto *strip : page->findChildren<MessageStrip *>())
            QVERIFY2(strip->isHidden() || strip->severity() != Status::Error, qPrintable(strip->summary()));
        for (auto *model : page->findChildren<DashboardTableModel *>())
            QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void usersAddUpToTheFeature()
    {
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("chatbot") }, QStringLiteral("usage"));
        QTRY_VERIFY(page->isSettled());
        const auto *model = static_cast<TablesTab *>(page->currentTab())->table(0)->model();

        QCOMPARE(model->rowCount(), 4); // three users and the total
        QCOMPARE(cell(page->currentTab(), 3, QStringLiteral("requests")), QStringLiteral("3"));
        QCOMPARE(cell(page->currentTab(), 3, QStringLiteral("cost_usd"), ExportRole), QStringLiteral("3.500000000001"));
    }

    void saysThatAFeatureIsNotThere()
    {
        Fixture fixture;
        auto *page = fixture.open({ QStringLiteral("<b>nobody</b>") });
        QTRY_VERIFY(page->isSettled());

        bool said = false;
        for (const auto *strip : page->findChildren<MessageStrip *>())
            said = said || strip->summary().contains(QStringLiteral("There is no feature \"<b>nobody</b>\"."));
        QVERIFY(said);
    }

    void aChangeOfTheModelNeedsReasonAndName()
    {
        Fixture fixture;
        SmallLedger::addPrices(fixture.test);
        Feature chatbot;
        chatbot.key = QStringLiteral("chatbot");
        chatbot.name = QStringLiteral("Chatbot");
        ChangeModelDialog dialog(fixture.test.workspace(), chatbot, {}, fixture.clock, QStringLiteral("tester"));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy changed(&dialog, &ChangeModelDialog::changed);
        dialog.open();
        Button *apply = nullptr;
        for (auto *button : dialog.findChildren<Button *>()) {
            if (button->kind() == Button::Kind::Primary)
                apply = button;
        }
        const auto lines = dialog.findChildren<QLineEdit *>();
        QTRY_COMPARE(apply->toolTip(), QStringLiteral("Say why."));
        for (auto *line : lines)
            line->setText(line->accessibleName() == QLatin1String("Reason") ? QStringLiteral("cheaper") : QString());
        QVERIFY(!apply->isEnabled());
        for (auto *line : lines) {
            if (line->accessibleName().startsWith(QLatin1String("Name")))
                line->setText(QStringLiteral("Chatbot"));
        }
        QVERIFY(apply->isEnabled());

        apply->click();

        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(fixture.test.number(QStringLiteral("SELECT COUNT(*) FROM feature_model_assignments")), 1);
        QCOMPARE(
            fixture.test.number(QStringLiteral("SELECT COUNT(*) FROM audit_log WHERE action = 'assignments.set'")), 1);
    }

    void whoIsNoAdminCannotChangeAnything()
    {
        Fixture fixture;
        fixture.session.role = Role::Viewer;
        auto *page = fixture.open({ QStringLiteral("chatbot") });
        QTRY_VERIFY(page->isSettled());

        for (const auto *button : page->header()->findChildren<Button *>()) {
            if (button->text() == QLatin1String("Change model") || button->text() == QLatin1String("Edit"))
                QVERIFY(!button->isEnabled());
        }
    }

    void importsAreMarkedWithTheSameNumbers()
    {
        Fixture fixture;
        fixture.clock = FixedClock(SmallLedger::now());
        QVERIFY(fixture.test.exec(
            QStringLiteral("INSERT INTO ai_prompts (feature_id, name, version, text, created_us, created_by) "
                           "SELECT id, 'chat', 1, 'text', ?, 'A. Roy' FROM ai_features WHERE key = 'chatbot'"),
            { SmallLedger::at(QStringLiteral("2026-11-19T00:00:00Z")) }));
        auto *page = fixture.open({ QStringLiteral("chatbot") });
        QTRY_VERIFY(page->isSettled());
        auto *summary = static_cast<SummaryTab *>(page->currentTab());

        QCOMPARE(summary->events().size(), summary->chart(SummaryTab::CostChart)->marks().size());
        QCOMPARE(summary->events().constFirst().title, QStringLiteral("Prompt version"));
        QCOMPARE(summary->chart(SummaryTab::CostChart)->marksIn(1), QStringLiteral("1"));
        // One call before and two after: too few.
        QVERIFY(summary->events().constFirst().tooFew);
        QVERIFY(!ChangesList::effectLines(summary->events().constFirst()).isEmpty());
    }

    void healthFollowsItsRule_data()
    {
        QTest::addColumn<qint64>("successes");
        QTest::addColumn<qint64>("errors");
        QTest::addColumn<int>("status");
        QTest::newRow("too few") << qint64(19) << qint64(0) << int(Status::Unknown);
        QTest::newRow("fine") << qint64(1000) << qint64(9) << int(Status::Good);
        QTest::newRow("at one per cent") << qint64(99) << qint64(1) << int(Status::Warning);
        QTest::newRow("at five per cent") << qint64(95) << qint64(5) << int(Status::Error);
    }

    void healthFollowsItsRule()
    {
        QFETCH(qint64, successes);
        QFETCH(qint64, errors);
        QFETCH(int, status);
        UsageMeasures measures;
        measures.byStatus[size_t(UsageStatus::Success)] = successes;
        measures.byStatus[size_t(UsageStatus::Error)] = errors;
        QCOMPARE(int(DashboardHeader::healthOf(measures).status), status);
    }

    void messagesThatDifferInIdsHaveOneShape()
    {
        QCOMPARE(DashboardTabs::messageShape(QStringLiteral("Rate limit: 12 of 10 for req_9f8a7b6c")),
            DashboardTabs::messageShape(QStringLiteral("Rate limit: 7 of 300 for req_11aa22bb")));
        QVERIFY(DashboardTabs::messageShape(QStringLiteral("Timeout"))
            != DashboardTabs::messageShape(QStringLiteral("Overloaded")));
    }
};

QTEST_MAIN(FeaturesPageTest)

#include "tst_featurespage.moc"
