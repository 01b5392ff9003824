#include "features/legacy/legacypage.h"

#include "features/legacy/legacymodel.h"
#include "features/legacy/legacyservicesmodel.h"
#include "features/pagefixture.h"
#include "features/pagetitle.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/tableheader.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

namespace {

struct Fixture : PageFixture<LegacyPage>
{
    /// `count` rows of usage_logs in the range, from id 1, two of them with a time that cannot be read.
    void fillLog(int count)
    {
        const auto done = test.exec(QStringLiteral(
            "INSERT INTO usage_logs (id, service_name, model_name, tokens, cost, success, created_at) "
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "SELECT i, CASE WHEN i % 2 = 0 THEN 'search_ai' ELSE 'chatbot_service' END, 'm', i, '0.5', 1, "
            "CASE WHEN i <= 2 THEN 'soon' ELSE '2026-11-19T10:00:00Z' END FROM n"), { count });
        QVERIFY2(done, done ? "" : qPrintable(done.error().line()));
    }

    template<typename Widget> Widget *child() const { return page->findChild<Widget *>(); }
    QString subtitle() const { return child<PageTitle>()->subtitle(); }
    StateView *state() const { return child<StateView>(); }
    Button *button(const QString &text) const
    {
        const auto buttons = page->findChildren<Button *>();
        const auto found = std::find_if(buttons.cbegin(), buttons.cend(), [&text](const Button *b) { return b->isVisible() && b->text() == text; });
        return found == buttons.cend() ? nullptr : *found;
    }
};

}

class tst_LegacyPage : public QObject
{
    Q_OBJECT

private slots:
    void everyViewShowsItsTables_data();
    void everyViewShowsItsTables();
    void countsAndPagesAndKeepsUnreadableTimesInSight();
    void sortsInTheDatabase();
    void searchesAndOffersTheWayBack();
    void followsRangeAndFilterAndSaysWhatDoesNotCount();
    void saysThatATableIsGone();
    void sumsServices();
    void showsTheServicesOfALongLogBeforeTheyAreCounted();
    void offersTheNewViewOnlyWhereItMay();
    void carriesItsOptions();
    void asksNothingWhileHidden();
    void reachesEveryControlByTab();
    void showsAnErrorAndTriesAgain();
};

void tst_LegacyPage::everyViewShowsItsTables_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<QString>("tables");
    QTest::newRow("console") << int(LegacyView::Console) << QStringLiteral("Services ai_generations stories");
    QTest::newRow("debug") << int(LegacyView::Debug) << QStringLiteral("debug_logs error_tracking performance_metrics");
    QTest::newRow("settings") << int(LegacyView::Settings) << QStringLiteral("ai_configs model_settings");
    QTest::newRow("prompts") << int(LegacyView::Prompts) << QStringLiteral("prompt_configs");
    QTest::newRow("costs") << int(LegacyView::Costs) << QStringLiteral("usage_logs billing_data cost_allocations");
    QTest::newRow("analytics") << int(LegacyView::Analytics) << QStringLiteral("analytics_events user_metrics performance_data");
}

void tst_LegacyPage::everyViewShowsItsTables()
{
    QFETCH(int, view);
    QFETCH(QString, tables);
    Fixture fixture;
    auto *page = fixture.open(LegacyView(view));
    QTRY_VERIFY(page->isSettled());
    auto *tabs = fixture.child<SegmentedControl>();

    const QStringList names = tables.split(QLatin1Char(' '));
    QCOMPARE(tabs->options().size(), names.size());
    for (int tab = 0; tab < names.size(); ++tab) {
        tabs->setCurrentIndex(tab);
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(fixture.state()->state(), LoadState::Empty); // a new workspace has them, empty
        QVERIFY2(tabs->options().at(tab) == names.at(tab) + QStringLiteral(" 0"), qPrintable(tabs->options().at(tab)));
    }
}

void tst_LegacyPage::countsAndPagesAndKeepsUnreadableTimesInSight()
{
    Fixture fixture;
    fixture.fillLog(450);
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());
    auto *model = fixture.child<LegacyModel>();
    auto *table = fixture.child<DataTable>();

    QCOMPARE(fixture.subtitle(), QStringLiteral("18 Nov – 20 Nov 2026 · 450 rows, 448 match"));
    QCOMPARE(fixture.child<SegmentedControl>()->options().at(0), QStringLiteral("usage_logs 450"));
    QCOMPARE(model->rowCount(), LegacyRows::PageRows);
    QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("450"));
    for (int i = 0; i < 5 && model->hasMore(); ++i) {
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
        QTRY_VERIFY(page->isSettled());
    }
    QCOMPARE(model->rowCount(), 448);

    auto *unreadable = fixture.button(QStringLiteral("2 rows with no readable time are in no range"));
    QVERIFY(unreadable);
    QTest::mouseClick(unreadable, Qt::LeftButton);
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(model->rowCount(), 2);
    QVERIFY(fixture.child<FilterChip>()->isVisible());
    QCOMPARE(page->options().value(QStringLiteral("times")), QStringLiteral("unreadable"));
    emit fixture.child<FilterChip>()->removeRequested();
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.subtitle(), QStringLiteral("18 Nov – 20 Nov 2026 · 450 rows, 448 match"));
}

void tst_LegacyPage::sortsInTheDatabase()
{
    Fixture fixture;
    fixture.fillLog(450);
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());
    auto *model = fixture.child<LegacyModel>();

    fixture.child<DataTable>()->tableHeader()->cycle(model->columnOf(QStringLiteral("tokens")), false);
    QTRY_VERIFY(page->isSettled());

    QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("3")); // 1 and 2 are in no range
    QCOMPARE(page->options().value(QStringLiteral("sort")), QStringLiteral("tokens"));
}

void tst_LegacyPage::searchesAndOffersTheWayBack()
{
    Fixture fixture;
    fixture.fillLog(10);
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());

    auto *search = fixture.child<QLineEdit>();
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("nobody"));
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(fixture.state()->state(), LoadState::Empty);
    auto *clear = fixture.button(QStringLiteral("Clear search"));
    QVERIFY(clear);
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_VERIFY(page->isSettled());

    QCOMPARE(fixture.state()->state(), LoadState::Fresh);
    QCOMPARE(search->text(), QString());
}

void tst_LegacyPage::followsRangeAndFilterAndSaysWhatDoesNotCount()
{
    Fixture fixture;
    fixture.fillLog(10);
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());

    fixture.filter.setFilter({ { QStringLiteral("ai-search") }, { QStringLiteral("openai") }, {}, {}, { UsageStatus::Error }, {} });
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.child<LegacyModel>()->rowCount(), 4); // 4, 6, 8, 10
    QVERIFY2(fixture.subtitle().endsWith(QStringLiteral("has no column for the filter: provider, status")), qPrintable(fixture.subtitle()));
    fixture.filter.setRange({ QStringLiteral("2026-11-01"), QStringLiteral("2026-11-02") });
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.state()->state(), LoadState::Empty);
    QVERIFY(fixture.button(QStringLiteral("Clear filters")));

    fixture.child<SegmentedControl>()->setCurrentIndex(2); // allocations are of months
    QTRY_VERIFY(page->isSettled());
    QVERIFY2(fixture.subtitle().startsWith(QStringLiteral("not cut to the range")), qPrintable(fixture.subtitle()));
}

void tst_LegacyPage::saysThatATableIsGone()
{
    Fixture fixture;
    fixture.fillLog(10);
    QVERIFY(fixture.test.exec(QStringLiteral("DROP TABLE billing_data")));
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.state()->state(), LoadState::Fresh);

    fixture.child<SegmentedControl>()->setCurrentIndex(1);
    QTRY_VERIFY(page->isSettled());

    QCOMPARE(fixture.state()->state(), LoadState::Empty);
    QCOMPARE(fixture.child<SegmentedControl>()->options().at(1), QStringLiteral("billing_data (gone)"));
}

void tst_LegacyPage::sumsServices()
{
    Fixture fixture;
    fixture.fillLog(10);
    auto *page = fixture.open(LegacyView::Console);
    QTRY_VERIFY(page->isSettled());
    auto *model = fixture.child<LegacyServicesModel>();

    QCOMPARE(model->rowCount(), 2); // ids 3 to 10: four each
    QCOMPARE(model->services().at(0).rows, 4);
    QCOMPARE(model->services().at(0).cost.exactText(), QStringLiteral("2"));
    QCOMPARE(fixture.child<SegmentedControl>()->options().at(0), QStringLiteral("Services 2"));
    QCOMPARE(fixture.child<DataTable>()->model()->rowCount(), 2);
    page->setOptions({ { QStringLiteral("sort"), QStringLiteral("service_name") } });
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.child<DataTable>()->model()->index(0, 0).data().toString(), QStringLiteral("chatbot_service"));
}

void tst_LegacyPage::showsTheServicesOfALongLogBeforeTheyAreCounted()
{
    Fixture fixture;
    QStringList shown;
    auto *page = fixture.open(LegacyView::Console);
    QTRY_VERIFY(page->isSettled());
    fixture.fillLog(int(LegacyQueries::FirstCounted) + 2); // the two with no readable time come last
    auto *model = fixture.child<LegacyServicesModel>();
    connect(model, &QAbstractItemModel::modelReset, page, [&] {
        if (model->rowCount() > 0)
            shown.append(model->index(0, LegacyServicesModel::Rows).data().toString() + QLatin1Char(' ') + model->index(0, LegacyServicesModel::Cost).data().toString());
    });
    page->setOptions({ { QStringLiteral("q"), QStringLiteral("m") } });
    QTRY_VERIFY(page->isSettled());

    QCOMPARE(shown, QStringList({ QStringLiteral("counting… …"), QStringLiteral("10,000 $5,000.00") }));
    QCOMPARE(fixture.state()->state(), LoadState::Fresh);
    QCOMPARE(fixture.child<SegmentedControl>()->options().at(0), QStringLiteral("Services 2"));

    page->refresh(); // What is whole stays until the new count is.
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(shown.size(), 3);
    QCOMPARE(shown.last(), QStringLiteral("10,000 $5,000.00"));
}

void tst_LegacyPage::offersTheNewViewOnlyWhereItMay()
{
    Fixture fixture;
    auto *page = fixture.open(LegacyView::Prompts);
    QTRY_VERIFY(page->isSettled());
    QSignalSpy wanted(page, &LegacyPage::newViewRequested);

    page->setNewViewOffer({ false, QStringLiteral("The new view is not built yet.") });
    QVERIFY(!fixture.button(QStringLiteral("New view")));
    QCOMPARE(fixture.child<MessageStrip>()->summary(), QStringLiteral("Legacy view · The new view is not built yet."));
    page->setNewViewOffer({ true, QString() });
    QTRY_VERIFY(fixture.button(QStringLiteral("New view")));
    QCOMPARE(fixture.child<MessageStrip>()->summary(), QStringLiteral("Legacy view"));
    QTest::keyClick(fixture.button(QStringLiteral("New view")), Qt::Key_Space);

    QCOMPARE(wanted.size(), 1);
}

void tst_LegacyPage::carriesItsOptions()
{
    Fixture fixture;
    fixture.fillLog(10);
    auto *page = fixture.open(LegacyView::Analytics);
    const QMap<QString, QString> options { { QStringLiteral("table"), QStringLiteral("user_metrics") }, { QStringLiteral("q"), QStringLiteral("ann") },
        { QStringLiteral("sort"), QStringLiteral("-requests,period") }, { QStringLiteral("times"), QStringLiteral("unreadable") } };

    page->setOptions(options);
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(page->options(), options);
    page->setOptions({ { QStringLiteral("table"), QStringLiteral("usage_logs") }, { QStringLiteral("sort"), QStringLiteral("-nothing,user_id,-user_id") },
        { QStringLiteral("by"), QStringLiteral("model") } }); // another view's table and options
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(page->options(), (QMap<QString, QString> { { QStringLiteral("sort"), QStringLiteral("user_id") } }));
}

void tst_LegacyPage::asksNothingWhileHidden()
{
    Fixture fixture;
    fixture.page = std::make_unique<LegacyPage>(LegacyView::Costs, fixture.test.workspace(), fixture.filter, fixture.clock, fixture.settings);
    QSignalSpy finished(fixture.page.get(), &LegacyPage::queryFinished);
    fixture.page->refresh();
    fixture.filter.setCompare(false);
    QVERIFY(!fixture.page->isSettled());
    QCOMPARE(finished.size(), 0);

    fixture.page->show();
    QTRY_VERIFY(fixture.page->isSettled());
    QCOMPARE(finished.size(), 1);
    fixture.page->refresh();
    fixture.page->hide();
    QVERIFY(!fixture.page->isSettled());
}

void tst_LegacyPage::reachesEveryControlByTab()
{
    Fixture fixture;
    fixture.fillLog(10);
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());
    page->setNewViewOffer({ true, {} });
    page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page));
    QSet<QWidget *> reached;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(page->window(), Qt::Key_Tab);
        if (QWidget *focused = QApplication::focusWidget()) {
            reached.insert(focused);
            QVERIFY2(!focused->accessibleName().isEmpty() || !qobject_cast<QAbstractButton *>(focused) || !static_cast<QAbstractButton *>(focused)->text().isEmpty(),
                focused->metaObject()->className());
        }
    }

    QVERIFY(reached.contains(fixture.child<SegmentedControl>()));
    QVERIFY(reached.contains(fixture.child<DataTable>()));
    QVERIFY(reached.contains(fixture.child<QLineEdit>()));
    QVERIFY(reached.contains(fixture.button(QStringLiteral("New view"))));
    QVERIFY(reached.contains(fixture.button(QStringLiteral("2 rows with no readable time are in no range"))));
}

void tst_LegacyPage::showsAnErrorAndTriesAgain()
{
    Fixture fixture;
    fixture.fillLog(10);
    QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_logs RENAME COLUMN cost TO price")));
    auto *page = fixture.open(LegacyView::Costs);
    QTRY_VERIFY(page->isSettled());
    QCOMPARE(fixture.state()->state(), LoadState::Error);

    QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_logs RENAME COLUMN price TO cost")));
    emit fixture.state()->retryRequested();
    QTRY_VERIFY(page->isSettled());

    QCOMPARE(fixture.state()->state(), LoadState::Fresh);
}

QTEST_MAIN(tst_LegacyPage)
#include "tst_legacypage.moc"
