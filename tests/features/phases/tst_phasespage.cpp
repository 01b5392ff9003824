#include "features/flags/flagspeople.h"
#include "features/pagefixture.h"
#include "features/phases/phasecard.h"
#include "features/phases/phaseplanmodel.h"
#include "features/phases/phasespage.h"
#include "features/phases/phasetimeline.h"
#include "features/reviewpanel.h"
#include "flags/flagstore.h"
#include "flags/phaseadmin.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

namespace {

struct Fixture {
    explicit Fixture(const Session &who = FlagsPeople::admin())
        : settings(test.filePath(QStringLiteral("settings.ini")))
        , filter(ReportingZone())
        , session(who)
    {
        const auto filled = FlagsPeople::fill(test.workspace(), clock.now());
        if (!filled)
            qFatal("%s", qPrintable(filled.error().line()));
    }
    void open()
    {
        page = std::make_unique<PhasesPage>(test.workspace(), filter, clock, settings, session);
        page->resize(1088, 712);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        review = page->findChild<ReviewPanel *>();
    }
    PhaseCard *card(int number) const
    {
        for (auto *each : page->findChildren<PhaseCard *>()) {
            if (each->phase().number == number)
                return each;
        }
        return nullptr;
    }
    static Button *button(QWidget *in, const QString &text)
    {
        for (auto *each : in->findChildren<Button *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    void take(int number, const QString &step, const QString &action, const QString &name) const
    {
        button(card(number), step)->click();
        QTRY_VERIFY(page->isSettled());
        review->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("because"));
        review->findChild<QLineEdit *>()->setText(name);
        QVERIFY(button(review, action)->isEnabled());
        button(review, action)->click();
        QTRY_VERIFY(page->isSettled());
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    FilterState filter;
    Session session;
    std::unique_ptr<PhasesPage> page;
    ReviewPanel *review = nullptr;
};

}

class tst_PhasesPage : public QObject {
    Q_OBJECT

private slots:
    void fourPhasesWithTheirPeopleAndFlags()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.card(4));
        const PhaseView second = fixture.card(2)->phase();
        QCOMPARE(second.people, 4); // qa-team's three, and ann through ai-team-leads
        QCOMPARE(second.newPeople, 3);
        QCOMPARE(fixture.card(1)->phase().limit, QStringLiteral("Immediately"));
        QCOMPARE(fixture.card(4)->phase().limit, QStringLiteral("Not applicable"));
        QVERIFY(!fixture.button(fixture.card(2), QStringLiteral("Start…"))->isEnabled()); // the first is not open
    }

    void aPhaseStartsAndIsRolledBack()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.take(1, QStringLiteral("Start…"), QStringLiteral("Start"), QStringLiteral("Internal Beta"));
        QTRY_COMPARE(fixture.card(1)->phase().state, PlanBar::State::Running);
        QVERIFY(fixture.card(1)->phase().endsAt);
        QCOMPARE(*fixture.card(1)->phase().endsAt, fixture.clock.now() + 3 * 24 * MicrosPerHour);

        fixture.take(1, QStringLiteral("Roll back…"), QStringLiteral("Roll back"), QStringLiteral("Internal Beta"));
        QTRY_COMPARE(fixture.card(1)->phase().state, PlanBar::State::RolledBack);
        QVERIFY(fixture.card(1)->phase().rollbackResult.contains(QStringLiteral("limit met")));
        const auto set
            = fixture.test.reader().run([](Connection &connection) { return FlagStore::load(connection); }).result();
        QVERIFY(set
            && !set->find(QStringLiteral("new-global-overview"))->setting(QStringLiteral("production")).state.enabled);
        QVERIFY(set
            && set->find(QStringLiteral("new-spending-analytics"))
                   ->setting(QStringLiteral("production"))
                   .state.enabled); // not this phase's
    }

    void aNameThatMatchesNoFlagBlocksTheStart()
    {
        Fixture fixture;
        PhaseEdit edit { QStringLiteral("Internal Beta"), { QStringLiteral("ai-team-leads") },
            { QStringLiteral("telepathy") }, 3, 0, {} };
        QVERIFY(PhaseAdmin::edit(fixture.test.workspace(), 1, edit, 1, FlagsPeople::deed(fixture.clock.now())));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(fixture.card(1)->phase().releases.constFirst().error.contains(QStringLiteral("telepathy")));
        QVERIFY(!fixture.button(fixture.card(1), QStringLiteral("Start…"))->isEnabled());
    }

    void theTwoCalendarsAreComparedAndReadByKeyboard()
    {
        Fixture fixture;
        const auto deed = FlagsPeople::deed(fixture.clock.now());
        QVERIFY(PhaseAdmin::setProgrammeStart(fixture.test.workspace(), QDate(2026, 11, 23), deed));
        PhaseEdit edit { QStringLiteral("Internal Beta"), { QStringLiteral("ai-team-leads") },
            { QStringLiteral("global-overview") }, 3, 0, ReportingZone().startOfDay(QDate(2026, 11, 23)) };
        QVERIFY(PhaseAdmin::edit(fixture.test.workspace(), 1, edit, 1, deed));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        auto *timeline = fixture.page->findChild<PhaseTimeline *>();
        QCOMPARE(timeline->lanes().at(0).bars.size(), 5);
        QCOMPARE(timeline->lanes().at(1).bars.size(), 4);
        QVERIFY(timeline->lanes().at(1).bars.at(0).conflict.contains(QStringLiteral("User Migration & Training")));
        timeline->setFocus(Qt::TabFocusReason);
        QTest::keyClick(timeline, Qt::Key_Down);
        QVERIFY2(
            timeline->currentText().contains(QStringLiteral("Internal Beta")), qPrintable(timeline->currentText()));
        auto *model = fixture.page->findChild<PhasePlanModel *>();
        const QAbstractItemModelTester tester(model);
        QCOMPARE(model->rowCount(), 9);
    }

    void aViewerOnlyReads()
    {
        Fixture fixture({ QStringLiteral("bob"), Role::Viewer });
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY(!fixture.button(fixture.card(1), QStringLiteral("Start…"))->isEnabled());
        QVERIFY(!fixture.button(fixture.card(1), QStringLiteral("Edit"))->isEnabled());
    }
};

QTEST_MAIN(tst_PhasesPage)
#include "tst_phasespage.moc"
