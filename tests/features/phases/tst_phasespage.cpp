#include "features/flags/flagspeople.h"
#include "features/pagefixture.h"
#include "features/phases/phasecard.h"
#include "features/phases/phaseeditpanel.h"
#include "features/phases/phaseplanmodel.h"
#include "features/phases/phasespage.h"
#include "features/phases/phasetimeline.h"
#include "features/reviewpanel.h"
#include "flags/flagstore.h"
#include "flags/phaseadmin.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/statuslabel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
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
        editor = page->findChild<PhaseEditPanel *>();
    }
    /// The field of the edit panel with that name, with `text` typed in place of what it holds.
    void type(const QString &field, const QString &text) const
    {
        for (auto *line : editor->findChildren<QLineEdit *>()) {
            if (line->accessibleName() != field)
                continue;
            line->setFocus();
            line->selectAll();
            QTest::keyClick(line, Qt::Key_Delete);
            QTest::keyClicks(line, text);
            return;
        }
        QFAIL(qPrintable(field));
    }
    void edit(int number) const
    {
        button(card(number), QStringLiteral("Edit"))->click();
        QVERIFY(editor->isVisible());
    }
    void save(const QString &action = QStringLiteral("Save")) const
    {
        type(QStringLiteral("Reason (required)"), QStringLiteral("because"));
        button(editor, action)->click();
        QTRY_VERIFY(page->isSettled());
    }
    FlagSet set()
    {
        const auto read = test.reader().run([](Connection &connection) { return FlagStore::load(connection); }).result();
        return read ? *read : FlagSet();
    }
    bool isOn(const QString &flag) { return set().find(flag)->setting(QStringLiteral("production")).state.enabled; }
    /// What the stopwatch or the countdown of a phase says; empty while it is not there.
    QString clockText(int number) const
    {
        for (const auto *label : card(number)->findChildren<StatusLabel *>()) {
            if (label->isVisible())
                return label->text();
        }
        return {};
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
    PhaseEditPanel *editor = nullptr;
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

    void aCompletedPhaseKeepsWhatItGave()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.take(1, QStringLiteral("Start…"), QStringLiteral("Start"), QStringLiteral("Internal Beta"));
        QTRY_COMPARE(fixture.card(1)->phase().state, PlanBar::State::Running);
        QCOMPARE(fixture.clockText(1), QStringLiteral("3 d left"));
        QVERIFY(!fixture.button(fixture.card(1), QStringLiteral("Start…"))->isVisible());
        const QStringList given = fixture.set().phase(1)->flags;

        fixture.take(1, QStringLiteral("Complete…"), QStringLiteral("Complete"), QStringLiteral("Internal Beta"));

        QTRY_COMPARE(fixture.card(1)->phase().state, PlanBar::State::Completed);
        QCOMPARE(fixture.set().phase(1)->flags, given);
        QVERIFY(!given.isEmpty());
        QVERIFY(!fixture.button(fixture.card(1), QStringLiteral("Complete…"))->isVisible());
        QVERIFY(fixture.button(fixture.card(1), QStringLiteral("Roll back…"))->isVisible()); // still possible
        QVERIFY(fixture.button(fixture.card(2), QStringLiteral("Start…"))->isEnabled()); // now it is its turn
    }

    void editsAPhase()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.edit(1);
        fixture.type(QStringLiteral("Groups"), QStringLiteral("qa-team, consultants"));
        fixture.type(QStringLiteral("Features"), QStringLiteral("new-spending-analytics"));
        fixture.type(QStringLiteral("Days"), QStringLiteral("ten"));
        QVERIFY(!fixture.editor->edit());
        QVERIFY(!fixture.button(fixture.editor, QStringLiteral("Save"))->isEnabled());
        fixture.type(QStringLiteral("Days"), QStringLiteral("10"));
        fixture.type(QStringLiteral("Rollback limit in minutes"), QStringLiteral("90"));
        QVERIFY(!fixture.button(fixture.editor, QStringLiteral("Save"))->isEnabled()); // no reason yet
        fixture.save();

        const RolloutPhase saved = *fixture.set().phase(1);
        QCOMPARE(saved.groups, QStringList({ QStringLiteral("qa-team"), QStringLiteral("consultants") }));
        QCOMPARE(saved.features, QStringList { QStringLiteral("new-spending-analytics") });
        QCOMPARE(saved.durationDays, std::optional(10));
        QCOMPARE(saved.rollbackMinutes, std::optional(90));
        QCOMPARE(fixture.card(1)->phase().limit, QStringLiteral("Within 1 h 30 min"));
        QCOMPARE(fixture.card(1)->phase().people, 3); // qa-team's
        QCOMPARE(fixture.editor->version(), saved.version); // it can be edited further

        fixture.type(QStringLiteral("Groups"), QStringLiteral("ghosts"));
        fixture.save();
        QVERIFY2(fixture.editor->message()->summary().contains(QStringLiteral("ghosts")), qPrintable(fixture.editor->message()->summary()));
        QCOMPARE(fixture.set().phase(1)->groups, saved.groups);
    }

    void whatIsTypedOutlivesSomebodyFaster()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.edit(1);
        fixture.type(QStringLiteral("Days"), QStringLiteral("10"));
        const PhaseEdit faster { QStringLiteral("Beta"), { QStringLiteral("ai-team-leads") }, { QStringLiteral("global-overview") }, 4, 0, {} };
        QVERIFY(PhaseAdmin::edit(fixture.test.workspace(), 1, faster, 1, FlagsPeople::deed(fixture.clock.now())));
        fixture.page->refresh();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.editor->edit()->durationDays, std::optional(10));

        fixture.save();

        QVERIFY(fixture.editor->message()->isVisible());
        QCOMPARE(fixture.editor->edit()->durationDays, std::optional(10));
        QCOMPARE(fixture.set().phase(1)->durationDays, std::optional(4));
        fixture.button(fixture.editor, QStringLiteral("Read again"))->click();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.editor->edit()->durationDays, std::optional(4));
        QVERIFY(!fixture.editor->message()->isVisible());
    }

    void aNameThatMatchesNoFlagGetsAMeaningInThePanel()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.edit(1);
        fixture.type(QStringLiteral("Features"), QStringLiteral("telepathy"));
        fixture.save();
        QVERIFY(fixture.card(1)->phase().startRefusal.contains(QStringLiteral("telepathy")));
        auto *start = fixture.button(fixture.card(1), QStringLiteral("Start…"));
        QVERIFY(!start->isEnabled());
        QVERIFY(start->toolTip().contains(QStringLiteral("telepathy")));

        fixture.type(QStringLiteral("Flags"), QStringLiteral("new-nothing"));
        fixture.save(QStringLiteral("Set meaning"));
        QVERIFY(fixture.editor->message()->isVisible());
        QVERIFY(!start->isEnabled());
        fixture.type(QStringLiteral("Flags"), QStringLiteral("new-global-overview"));
        fixture.save(QStringLiteral("Set meaning"));
        QVERIFY(start->isEnabled());
        QCOMPARE(fixture.card(1)->phase().releases.constFirst().meaning, QStringLiteral("new-global-overview"));
    }

    void anOpenRollbackRunsAgainstItsLimit()
    {
        Fixture fixture;
        const auto deed = FlagsPeople::deed(fixture.clock.now() - 42 * MicrosPerSecond);
        QVERIFY(PhaseAdmin::start(fixture.test.workspace(), 1, deed, builtViews(), true));
        const auto open = PhaseAdmin::beginRollback(fixture.test.workspace(), 1, false, deed);
        QVERIFY2(open, open ? "" : qPrintable(open.error().line()));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.clockText(1), QStringLiteral("Rolling back: 0:42 of 1:00")); // immediately is a minute

        fixture.card(1)->setNow(fixture.clock.now() + 20 * MicrosPerSecond);
        const auto labels = fixture.card(1)->findChildren<StatusLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const StatusLabel *label) {
            return label->status() == Status::Error && label->text() == QLatin1String("Rolling back: 1:02 of 1:00");
        }));

        QVERIFY(PhaseAdmin::finishRollback(fixture.test.workspace(), *open, fixture.clock));
        fixture.page->refresh();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.clockText(1), QString());
        QVERIFY2(fixture.card(1)->phase().rollbackResult.contains(QStringLiteral("42 seconds: limit met")), qPrintable(fixture.card(1)->phase().rollbackResult));
    }

    void rollsBackEverythingWhereThatIsAskedFor()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.take(1, QStringLiteral("Start…"), QStringLiteral("Start"), QStringLiteral("Internal Beta"));
        QTRY_COMPARE(fixture.card(1)->phase().state, PlanBar::State::Running);
        QVERIFY(fixture.isOn(QStringLiteral("new-spending-analytics"))); // not this phase's
        fixture.button(fixture.card(1), QStringLiteral("Roll back…"))->click();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.review->findChild<QCheckBox *>()->click();
        QTRY_VERIFY(fixture.page->isSettled());
        fixture.review->findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("fire"));
        fixture.review->findChild<QLineEdit *>()->setText(QStringLiteral("Internal Beta"));
        fixture.button(fixture.review, QStringLiteral("Roll back"))->click();
        QTRY_VERIFY(fixture.page->isSettled());

        QCOMPARE(fixture.card(1)->phase().state, PlanBar::State::RolledBack);
        for (const QString &flag : fixture.set().keys())
            QVERIFY2(!fixture.isOn(flag), qPrintable(flag));
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
