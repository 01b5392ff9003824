#include "features/ledgerpagefixture.h"
#include "features/modelnames/decidednamesmodel.h"
#include "features/modelnames/modelnamespage.h"
#include "features/modelnames/modelpicker.h"
#include "features/modelnames/waitingnamesmodel.h"
#include "features/repricingdialog.h"
#include "ledger/importsupport.h"
#include "widgets/datatable.h"
#include "widgets/stateview.h"
#include "widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

namespace {

const QString Proxy = QStringLiteral("GPT-4o Mini (our proxy)");

/// Three names that the price list does not know: one that costs, one of a known family, one of two calls.
QByteArray calls()
{
    return SmallLedger::header()
        + "2026-11-18T10:00:00Z,chatbot,,house-model,ann,success,10,5,90,1.5\n"
          "2026-11-19T10:00:00Z,chatbot,openai,GPT-4o Mini (our proxy),ann,success,1000000,100000,90,\n"
          "2026-11-20T10:00:00Z,search,openai,GPT-4o Mini (our proxy),bob,success,2000000,0,90,\n"
          "2026-11-20T11:00:00Z,search,openai,gpt-4o,bob,success,10,5,90,0.25\n"
          "2026-11-20T11:00:00Z,search,,<b>evil</b>\u202e,bob,success,10,5,90,\n";
}

struct Fixture : LedgerPageFixture<ModelNamesPage>
{
    Fixture() { ImportSupport::addPrices(test); }
    DataTable *table() const
    {
        const auto tables = page->findChildren<DataTable *>();
        const auto shown = std::find_if(tables.cbegin(), tables.cend(), [](const DataTable *table) { return table->isVisible(); });
        return shown == tables.cend() ? nullptr : *shown;
    }
    WaitingNamesModel *waiting() const { return page->findChild<WaitingNamesModel *>(); }
    DecidedNamesModel *decided() const { return page->findChild<DecidedNamesModel *>(); }
    QStringList names() const
    {
        QStringList texts;
        for (int row = 0; row < waiting()->rowCount(); ++row)
            texts.append(waiting()->name(row).name);
        return texts;
    }
    void choose(const QString &name) { page->setOptions({ { QStringLiteral("name"), name } }); }
    QString spend() { return test.texts(QStringLiteral("SELECT SUM(cost_pico) FROM ai_usage_logs")).value(0); }
};

}

class tst_ModelNamesPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<Route>(); }

    void ranksByMoneyOrByRequests()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QAbstractItemModelTester waiting(fixture.waiting());
        QAbstractItemModelTester decided(fixture.decided());

        QCOMPARE(fixture.names().constFirst(), QStringLiteral("house-model"));
        fixture.page->setOptions({ { QStringLiteral("rank"), QStringLiteral("requests") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.names().constFirst(), Proxy);
        QCOMPARE(fixture.names().size(), 3);
        const auto row = fixture.waiting()->rowOf(Proxy);
        QCOMPARE(fixture.waiting()->name(row).suggestion.canonical, QStringLiteral("gpt-4o-mini"));
        QCOMPARE(fixture.waiting()->index(row, WaitingNamesModel::SpendColumn).data().toString(), QStringLiteral("$? (2)"));
        QCOMPARE(fixture.waiting()->index(row, WaitingNamesModel::FirstColumn).data().toString(), QStringLiteral("19 Nov 2026"));
        const auto evil = fixture.waiting()->index(2, WaitingNamesModel::NameColumn).data().toString();
        QVERIFY2(!evil.contains(QChar(0x202e)) && evil.contains(QStringLiteral("<b>")), qPrintable(evil));
    }

    void confirmsASuggestionAndTakesItBackByTheToast()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.choose(Proxy);
        const auto spend = fixture.spend();

        auto *confirm = fixture.button(QStringLiteral("Confirm gpt-4o-mini"));
        QVERIFY(confirm && confirm->isEnabled());
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 1);

        QVERIFY(!fixture.names().contains(Proxy));
        QCOMPARE(fixture.spend(), spend); // a decision changes no cost
        QCOMPARE(fixture.audit(QStringLiteral("model.confirm")), QStringList { Proxy + QStringLiteral(":  > gpt-4o-mini by olga") });
        auto *undo = fixture.button(QStringLiteral("Undo"));
        QVERIFY(undo);
        undo->click();
        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 0);
        QVERIFY(fixture.names().contains(Proxy));
    }

    void offersRepricingAndUndoesIt()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.choose(Proxy);
        fixture.button(QStringLiteral("Confirm"))->click();
        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 1);

        auto *offer = fixture.button(QStringLiteral("See what repricing changes"));
        QVERIFY(offer);
        offer->click();
        auto *dialog = fixture.page->findChild<RepricingDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isSettled());
        QCOMPARE(fixture.spend(), QStringLiteral("1750000000000")); // a dry run
        const auto *plan = dialog->findChild<DataTable *>()->model();
        QCOMPARE(plan->rowCount(), 3); // chatbot, search, total
        // 3 million tokens in at 0.15 USD and 0.1 million out at 0.60 USD per million.
        QCOMPARE(plan->index(2, 5).data().toString(), QStringLiteral("$0.51"));
        QCOMPARE(plan->index(2, 4).data().toString(), QStringLiteral("$? (2)"));
        auto *go = fixture.button(QStringLiteral("Reprice 2"));
        QVERIFY(go && go->isEnabled());
        auto *reason = dialog->findChild<QLineEdit *>();
        reason->clear();
        QVERIFY(!go->isEnabled()); // no change of money without a reason
        reason->setText(QStringLiteral("named by the proxy"));
        go->click();
        QTRY_COMPARE(fixture.spend(), QStringLiteral("2260000000000"));
        QTRY_COMPARE(fixture.jobs.activeCount(), 0);
        QTRY_VERIFY(fixture.says(QStringLiteral("repriced: $0.51 instead of $0.00")));
        QCOMPARE(fixture.audit(QStringLiteral("reprice.begin")).size(), 1);

        fixture.page->findChildren<Toast *>().constLast()->findChild<QAbstractButton *>()->click();
        QTRY_COMPARE(fixture.spend(), QStringLiteral("1750000000000"));
        QTRY_COMPARE(fixture.jobs.activeCount(), 0);
    }

    void choosesAnotherModelByKeyboard()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.choose(QStringLiteral("house-model"));
        fixture.table()->setFocus();

        QTest::keyClick(fixture.table(), Qt::Key_Return);
        auto *picker = fixture.page->findChild<ModelPicker *>();
        QVERIFY(picker);
        auto *search = picker->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("no such model"));
        const auto buttons = picker->findChildren<QPushButton *>();
        QVERIFY(std::any_of(buttons.cbegin(), buttons.cend(), [](const QPushButton *button) { return button->isDefault() && !button->isEnabled(); }));
        search->clear();
        QTest::keyClicks(search, QStringLiteral("gpt-4.1-nano"));
        QTest::keyClick(search, Qt::Key_Return);

        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 1);
        QVERIFY(fixture.decided()->name(0).model.canonical.startsWith(QStringLiteral("gpt-4.1-nano")));
    }

    void keepsANameAsAModelOfItsOwn()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.choose(QStringLiteral("house-model"));

        fixture.button(QStringLiteral("Keep as is"))->click();
        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 1);

        QVERIFY(fixture.decided()->name(0).isKept());
        QVERIFY(!fixture.button(QStringLiteral("See what repricing changes"))); // nothing could change
        fixture.page->setOptions({ { QStringLiteral("show"), QStringLiteral("decided") } });
        fixture.button(QStringLiteral("Take back"))->click();
        QTRY_VERIFY(fixture.page->isSettled() && fixture.decided()->rowCount() == 0);
        QCOMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Empty);
        QCOMPARE(fixture.audit(QStringLiteral("model.unconfirm")).size(), 1);
    }

    void leadsToTheRequestsOfAName()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QSignalSpy routes(fixture.page.get(), &ModelNamesPage::routeRequested);
        fixture.choose(Proxy);

        fixture.button(QStringLiteral("Show requests"))->click();

        const auto route = routes.value(0).value(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("requests"));
        QCOMPARE(route.filter.models, QStringList { Proxy });
        QCOMPARE(route.range, (RangeExpression { QStringLiteral("2026-11-19"), QStringLiteral("2026-11-21") }));
    }

    void aViewerLooksOnly()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        fixture.session.role = Role::Viewer;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());

        QVERIFY(fixture.says(QStringLiteral("not decided")));
        QVERIFY(!fixture.button(QStringLiteral("Keep as is"))->isEnabled());
    }

    void saysThatNothingWaits()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Empty);
        QVERIFY(fixture.says(QStringLiteral("No name waits for a decision")));
    }

    void saysWhyItCannotLoadAndTriesAgain()
    {
        Fixture fixture;
        SmallLedger::import(fixture.test, calls());
        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));
        fixture.open();
        QTRY_COMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Error);

        QVERIFY(fixture.test.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
        emit fixture.page->findChild<StateView *>()->retryRequested();
        QTRY_COMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Fresh);
    }
};

QTEST_MAIN(tst_ModelNamesPage)
#include "tst_modelnamespage.moc"
