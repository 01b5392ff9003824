#include "features/flags/explainpanel.h"
#include "features/flags/flageditor.h"
#include "features/flags/flagsmodel.h"
#include "features/flags/flagspage.h"
#include "features/flags/flagspeople.h"
#include "features/flags/scheduledlist.h"
#include "features/flags/stagedbar.h"
#include "features/historypanel.h"
#include "features/pagefixture.h"
#include "features/reviewmodel.h"
#include "features/reviewpanel.h"
#include "flags/flagadmin.h"
#include "flags/flagstore.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/pill.h"
#include "widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

namespace {

const QString Overview = QStringLiteral("new-global-overview");
const QString Production = QStringLiteral("production");

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

    void open(Workspace *other = nullptr)
    {
        page = std::make_unique<FlagsPage>(other ? *other : test.workspace(), filter, clock, settings, session);
        page->resize(1088, 712);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        table = page->findChild<DataTable *>();
        model = page->findChild<FlagsModel *>();
        review = page->findChild<ReviewPanel *>();
    }
    bool isCalm() const { return page->isSettled(); }
    FlagState state(const QString &flag) const
    {
        const auto set = const_cast<TestDatabase &>(test)
                             .reader()
                             .run([](Connection &connection) { return FlagStore::load(connection); })
                             .result();
        return set ? set->find(flag)->setting(Production).state : FlagState();
    }
    QString cell(int row, int column) const { return model->index(row, column).data().toString(); }
    Button *button(const QString &text, QWidget *in) const
    {
        const auto buttons = in->findChildren<Button *>();
        const auto found = std::find_if(buttons.cbegin(), buttons.cend(),
            [&text](const Button *button) { return button->text() == text && button->isVisible(); });
        return found == buttons.cend() ? nullptr : *found;
    }
    void press(const QString &text, QWidget *in = nullptr) const
    {
        QWidget *place = in ? in : page.get();
        QTRY_VERIFY2(button(text, place), qPrintable(text)); // what was just added is shown a moment later
        QTest::mouseClick(button(text, place), Qt::LeftButton);
    }
    /// Stages "Legacy" for the overview in production: by keyboard alone.
    void stageLegacy() const
    {
        table->setFocus();
        table->setCurrentIndex(model->index(0, model->columnOf(2)));
        QTest::keyClick(table, Qt::Key_F2);
        auto *editor = page->findChild<FlagEditor *>();
        QVERIFY(editor->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(!editor->isVisible());
    }
    /// The action of the row's context menu with that text.
    void chooseOfRow(int row, const QString &text) const
    {
        QMenu menu;
        emit table->contextMenuOpening(&menu, row);
        const auto actions = menu.actions();
        const auto found = std::find_if(actions.cbegin(), actions.cend(), [&text](const QAction *action) { return action->text() == text; });
        QVERIFY2(found != actions.cend(), qPrintable(text));
        QVERIFY((*found)->isEnabled());
        (*found)->trigger();
        QTRY_VERIFY(isCalm());
    }
    /// What the review says about its first change.
    QString reviewed(int role) const
    {
        return review->findChild<QTreeView *>()->model()->index(0, 0).data(role).toString();
    }
    bool says(const QString &text) const
    {
        const auto strips = page->findChildren<MessageStrip *>();
        return std::any_of(strips.cbegin(), strips.cend(),
            [&text](const MessageStrip *strip) { return strip->isVisible() && strip->summary().contains(text); });
    }
    QStringList texts(const QString &statement) { return test.texts(statement); }
    void openReview() const
    {
        press(QStringLiteral("Review"));
        QTRY_VERIFY(isCalm());
    }
    void confirm(const QString &reason, const QString &name) const
    {
        review->findChild<QPlainTextEdit *>()->setPlainText(reason);
        review->findChild<QLineEdit *>()->setText(name);
    }
    bool canApply() const
    {
        for (auto *button : review->findChildren<Button *>()) {
            if (button->kind() == Button::Kind::Primary)
                return button->isEnabled();
        }
        return false;
    }
    void apply() const
    {
        for (auto *button : review->findChildren<Button *>()) {
            if (button->kind() == Button::Kind::Primary)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(isCalm());
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    FilterState filter;
    Session session;
    std::unique_ptr<FlagsPage> page;
    DataTable *table = nullptr;
    FlagsModel *model = nullptr;
    ReviewPanel *review = nullptr;
};

}

class tst_FlagsPage : public QObject {
    Q_OBJECT

private slots:
    void showsEveryFlagWithItsStates()
    {
        Fixture fixture;
        fixture.open();
        const QAbstractItemModelTester tester(fixture.model);
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.model->rowCount(), 6);
        QCOMPARE(fixture.cell(0, 0), Overview);
        QCOMPARE(fixture.cell(0, 3), QStringLiteral("New"));
        QCOMPARE(fixture.cell(2, 3), QStringLiteral("Legacy"));
        QCOMPARE(fixture.cell(0, 4), QStringLiteral("Everyone"));
        QCOMPARE(fixture.cell(2, 4), QStringLiteral("Nobody"));
    }

    void aChangeIsStagedReviewedAppliedAndUndone()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        const QSignalSpy changed(fixture.page.get(), &FlagsPage::flagsChanged);
        fixture.stageLegacy();
        QCOMPARE(fixture.page->staged().size(), 1);
        QCOMPARE(fixture.cell(0, 3), QStringLiteral("New → Legacy"));
        QVERIFY(fixture.page->findChild<StagedBar *>()->isVisible());
        QVERIFY(fixture.state(Overview).enabled); // nothing is applied yet

        fixture.openReview();
        auto *tree = fixture.review->findChild<QTreeView *>();
        const auto root = tree->model()->index(0, 0);
        QCOMPARE(tree->model()->index(0, 0, root).data().toString(), QStringLiteral("5 people lose Global Overview"));
        QVERIFY(!fixture.canApply());
        fixture.confirm(QStringLiteral("Figures differ"), {});
        QVERIFY(!fixture.canApply()); // production wants the name
        fixture.confirm(QStringLiteral("Figures differ"), Overview);
        QVERIFY(fixture.canApply());
        fixture.apply();
        QTRY_VERIFY(fixture.isCalm());
        QVERIFY(!fixture.state(Overview).enabled);
        QCOMPARE(fixture.page->staged().size(), 0);
        QCOMPARE(changed.size(), 1);

        fixture.press(QStringLiteral("Undo"));
        QTRY_COMPARE(changed.size(), 2);
        QTRY_VERIFY(fixture.isCalm());
        QVERIFY(fixture.state(Overview).enabled);
        QCOMPARE(fixture.cell(0, 3), QStringLiteral("New"));
    }

    void somebodyWhoWasFasterIsNamedAndNothingIsApplied()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.stageLegacy();
        fixture.openReview();
        FlagState some = FlagState::on();
        some.rolloutMilli = 25'000;
        const FlagDeed faster { FlagsPeople::admin(), fixture.clock.now(), QStringLiteral("faster") };
        QVERIFY(
            FlagAdmin::apply(fixture.test.workspace(), { { Overview, Production, 1, some } }, faster, builtViews()));
        fixture.confirm(QStringLiteral("why"), Overview);
        fixture.apply();
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.state(Overview).rolloutMilli, 25'000);
        QVERIFY(fixture.review->message()->isVisible());
        QVERIFY(fixture.review->message()->summary().contains(QStringLiteral("ann")));

        fixture.press(QStringLiteral("Read again"));
        QTRY_VERIFY(fixture.isCalm());
        fixture.confirm(QStringLiteral("why"), Overview);
        QVERIFY(fixture.canApply());
        fixture.apply();
        QTRY_VERIFY(fixture.isCalm());
        QVERIFY(!fixture.state(Overview).enabled);
    }

    void aViewThatIsNotBuiltIsRefusedWithTheReason()
    {
        Fixture fixture;
        fixture.open();
        fixture.page->setBuiltViews({});
        QTRY_VERIFY(fixture.isCalm());
        fixture.table->setCurrentIndex(fixture.model->index(2, fixture.model->columnOf(2)));
        QTest::keyClick(fixture.table, Qt::Key_Space);
        auto *editor = fixture.page->findChild<FlagEditor *>();
        QVERIFY(editor->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
        QVERIFY(!editor->wish());
        QVERIFY(editor->wish().error().summary.contains(QStringLiteral("not built")));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(fixture.page->staged().size(), 0);
    }

    void discardingForgetsTheChange()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.stageLegacy();
        fixture.press(QStringLiteral("Discard"));
        QVERIFY(fixture.page->staged().isEmpty());
        QVERIFY(!fixture.page->findChild<StagedBar *>()->isVisible());
        QCOMPARE(fixture.cell(0, 3), QStringLiteral("New"));
    }

    void aViewerSeesButDoesNotChange()
    {
        Fixture fixture({ QStringLiteral("bob"), Role::Viewer });
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.table->setCurrentIndex(fixture.model->index(0, fixture.model->columnOf(2)));
        QTest::keyClick(fixture.table, Qt::Key_F2);
        QVERIFY(!fixture.page->findChild<FlagEditor *>()->isVisible());
        QVERIFY(fixture.page->staged().isEmpty());
        const auto strips = fixture.page->findChildren<MessageStrip *>();
        QVERIFY(std::any_of(strips.begin(), strips.end(), [](const MessageStrip *strip) {
            return strip->isVisible() && strip->summary().contains(QStringLiteral("Only an admin"));
        }));
    }

    void aReadOnlyWorkspaceSaysSo()
    {
        Fixture fixture;
        auto opened = Workspace::open(fixture.test.location(), Database::Access::ReadOnly);
        QVERIFY(opened);
        fixture.open(opened->get());
        QTRY_VERIFY(fixture.isCalm());
        fixture.table->setCurrentIndex(fixture.model->index(0, fixture.model->columnOf(2)));
        QTest::keyClick(fixture.table, Qt::Key_F2);
        QVERIFY(!fixture.page->findChild<FlagEditor *>()->isVisible());
        fixture.page.reset(); // before its workspace
    }

    void aChangeIsScheduledAndCancelled()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.table->setCurrentIndex(fixture.model->index(0, fixture.model->columnOf(2)));
        QTest::keyClick(fixture.table, Qt::Key_F2);
        auto *editor = fixture.page->findChild<FlagEditor *>();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QTest::mouseClick(editor->findChild<QCheckBox *>(), Qt::LeftButton, {}, QPoint(8, 8));
        auto *time = editor->findChild<QDateTimeEdit *>();
        QVERIFY(time->isEnabled());
        time->setDateTime(QDateTime(QDate(2026, 11, 20), QTime(11, 59), Qt::UTC));
        QVERIFY(!editor->wish()); // a minute ago
        time->setDateTime(QDateTime(QDate(2026, 11, 21), QTime(8, 0), Qt::UTC));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(fixture.page->staged().size(), 1);

        fixture.openReview();
        QVERIFY2(fixture.reviewed(ReviewModel::ToRole).startsWith(QStringLiteral("Legacy at 2026-11-21 08:00")),
            qPrintable(fixture.reviewed(ReviewModel::ToRole)));
        fixture.confirm(QStringLiteral("after the release"), Overview);
        fixture.apply();

        QVERIFY(fixture.state(Overview).enabled);
        QCOMPARE(fixture.texts(QStringLiteral("SELECT status || ' ' || CAST(due_us AS TEXT) || ' ' || reason FROM flag_schedules")),
            QStringList { QStringLiteral("pending %1 after the release").arg(ReportingZone().startOfDay(QDate(2026, 11, 21)) + 8 * MicrosPerHour) });
        auto *list = fixture.page->findChild<ScheduledList *>();
        QTRY_VERIFY(list->isVisible());
        fixture.page->setOptions({ { QStringLiteral("state"), QStringLiteral("scheduled") } });
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.model->rowCount(), 1);

        const QSignalSpy changed(fixture.page.get(), &FlagsPage::flagsChanged);
        fixture.press(QStringLiteral("Cancel"), list);
        QTRY_COMPARE(changed.size(), 1);
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.texts(QStringLiteral("SELECT status FROM flag_schedules")), QStringList { QStringLiteral("cancelled") });
        QVERIFY(!list->isVisible());
    }

    void theKillSwitchOfOneFlagHoldsItAlone()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.chooseOfRow(0, QStringLiteral("Kill its new view…"));
        QCOMPARE(fixture.reviewed(ReviewModel::ToRole), QStringLiteral("Killed"));
        fixture.confirm(QStringLiteral("wrong figures"), QStringLiteral("kill all"));
        QVERIFY(!fixture.canApply()); // its name is wanted
        fixture.confirm(QStringLiteral("wrong figures"), Overview);
        fixture.apply();

        QTRY_COMPARE(fixture.cell(0, 3), QStringLiteral("Killed"));
        QCOMPARE(fixture.cell(0, 4), QStringLiteral("Nobody"));
        QCOMPARE(fixture.cell(1, 3), QStringLiteral("New"));
        QVERIFY(fixture.state(Overview).enabled); // what it was set to stays
        QVERIFY(!fixture.says(QStringLiteral("kill switch is on")));

        fixture.chooseOfRow(0, QStringLiteral("Release its kill switch…"));
        fixture.confirm(QStringLiteral("figures are right"), Overview);
        fixture.apply();
        QTRY_COMPARE(fixture.cell(0, 3), QStringLiteral("New"));
        QCOMPARE(fixture.texts(QStringLiteral("SELECT object || ' ' || reason FROM audit_log WHERE action = 'flags.kill' ORDER BY seq")),
            QStringList({ Overview + QStringLiteral(" wrong figures"), Overview + QStringLiteral(" figures are right") }));
    }

    void theKillSwitchOfAllHoldsEveryNewViewAndSaysSo()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        const auto buttons = fixture.page->findChildren<Button *>();
        const auto more = std::find_if(buttons.cbegin(), buttons.cend(), [](const Button *button) { return button->accessibleName() == QLatin1String("More"); });
        QVERIFY(more != buttons.cend());
        QTest::mouseClick(*more, Qt::LeftButton);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(fixture.isCalm());
        fixture.confirm(QStringLiteral("fire"), QStringLiteral("kill all"));
        fixture.apply();

        QTRY_VERIFY(fixture.says(QStringLiteral("kill switch is on")));
        QCOMPARE(fixture.cell(0, 3), QStringLiteral("Killed"));
        QCOMPARE(fixture.cell(5, 1), QStringLiteral("Killed"));

        fixture.press(QStringLiteral("Release…"));
        QTRY_VERIFY(fixture.isCalm());
        fixture.confirm(QStringLiteral("out"), QStringLiteral("release"));
        fixture.apply();
        QTRY_COMPARE(fixture.cell(0, 3), QStringLiteral("New"));
        QVERIFY(!fixture.says(QStringLiteral("kill switch is on")));
    }

    void historyGoesBackToBeforeAChange()
    {
        Fixture fixture;
        const FlagDeed deed { FlagsPeople::admin(), fixture.clock.now(), QStringLiteral("Figures differ") };
        QVERIFY(FlagAdmin::apply(fixture.test.workspace(), { { Overview, Production, 1, FlagState::off() } }, deed, builtViews()));
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.chooseOfRow(0, QStringLiteral("History"));
        auto *panel = fixture.page->findChild<HistoryPanel *>();
        QVERIFY(panel->isVisible());
        QStringList texts;
        for (const auto *label : panel->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY2(texts.contains(QStringLiteral("Production: on → off")), qPrintable(texts.join(QLatin1Char('|'))));
        QVERIFY(texts.contains(QStringLiteral("Figures differ")));

        fixture.press(QStringLiteral("Back to before this"), panel);
        QTRY_COMPARE(fixture.page->staged().size(), 1);
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.page->staged().constFirst().change.state, FlagState::on());
        QVERIFY(!fixture.state(Overview).enabled); // staged only
        fixture.openReview();
        fixture.confirm(QStringLiteral("They are right"), Overview);
        fixture.apply();
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.state(Overview), FlagState::on());

        fixture.chooseOfRow(0, QStringLiteral("History"));
        fixture.press(QStringLiteral("Back to before this"), panel); // the newest: back to off
        QTRY_COMPARE(fixture.page->staged().size(), 1);
        QCOMPARE(fixture.page->staged().constFirst().change.state, FlagState::off());
    }

    void aStaleVersionIsRefusedWhenItIsReviewed()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.stageLegacy();
        FlagState some = FlagState::on();
        some.rolloutMilli = 25'000;
        const FlagDeed faster { { QStringLiteral("zoe"), Role::Admin }, fixture.clock.now(), QStringLiteral("faster") };
        QVERIFY(FlagAdmin::apply(fixture.test.workspace(), { { Overview, Production, 1, some } }, faster, builtViews()));

        fixture.openReview();

        QVERIFY(fixture.review->message()->isVisible());
        QVERIFY2(fixture.review->message()->summary().contains(QStringLiteral("zoe")), qPrintable(fixture.review->message()->summary()));
        QVERIFY(!fixture.canApply());
    }

    void countsWhatIsStaged()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        const QSignalSpy counted(fixture.page.get(), &FlagsPage::stagedCountChanged);
        fixture.stageLegacy();
        QCOMPARE(counted.constLast().constFirst().toInt(), 1);
        fixture.press(QStringLiteral("Discard"));
        QCOMPARE(counted.constLast().constFirst().toInt(), 0);
    }

    void comesToTheFlagThatIsAskedFor()
    {
        Fixture fixture;
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("flag"), QStringLiteral("new-prompt-library") } });
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.cell(fixture.table->currentIndex().row(), 0), QStringLiteral("new-prompt-library"));
        QCOMPARE(fixture.page->options(), (QMap<QString, QString> { { QStringLiteral("flag"), QStringLiteral("new-prompt-library") } }));
    }

    void explainsAnybodyByRule()
    {
        Fixture fixture;
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("panel"), QStringLiteral("explain") },
            { QStringLiteral("flag"), QStringLiteral("new-model-management") },
            { QStringLiteral("user"), QStringLiteral("bob") } }); // as a link does: before there is an answer
        QCOMPARE(fixture.page->options().value(QStringLiteral("flag")), QStringLiteral("new-model-management"));
        QTRY_VERIFY(fixture.isCalm());
        auto *panel = fixture.page->findChild<ExplainPanel *>();
        QVERIFY(panel->isVisible());
        QStringList texts;
        for (auto *label : panel->findChildren<QLabel *>())
            texts.append(label->text());
        QVERIFY2(texts.join(QLatin1Char('\n')).contains(QStringLiteral("Off in production")),
            qPrintable(texts.join(QLatin1Char('\n'))));
        QCOMPARE(fixture.page->options().value(QStringLiteral("user")), QStringLiteral("bob"));
    }

    void saysThatThereIsNoFlagOfThatName_data()
    {
        QTest::addColumn<bool>("loaded");
        QTest::newRow("by a link") << false; // before there is an answer
        QTest::newRow("on the open page") << true;
    }
    void saysThatThereIsNoFlagOfThatName()
    {
        QFETCH(bool, loaded);
        Fixture fixture;
        fixture.open();
        if (loaded)
            QTRY_VERIFY(fixture.isCalm());
        const QMap<QString, QString> options { { QStringLiteral("panel"), QStringLiteral("explain") },
            { QStringLiteral("flag"), QStringLiteral("new-<b>nothing</b>") }, { QStringLiteral("user"), QStringLiteral("bob") } };
        fixture.page->setOptions(options);
        QTRY_VERIFY(fixture.isCalm());
        auto *panel = fixture.page->findChild<ExplainPanel *>();
        auto *value = panel->findChild<Pill *>();
        auto *flags = panel->findChildren<QComboBox *>().constFirst();
        const auto says = [panel](const QString &text) {
            const auto labels = panel->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(),
                [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
        };

        QTRY_VERIFY(says(QStringLiteral("There is no flag \"new-<b>nothing</b>\"")));
        QVERIFY(!value->isVisible());
        QCOMPARE(flags->currentText(), QString());
        QCOMPARE(fixture.page->options(), options);
        fixture.page->refresh();
        QTRY_VERIFY(fixture.isCalm());
        QVERIFY(says(QStringLiteral("There is no flag")));

        flags->setCurrentText(QStringLiteral("new-model-management"));

        QTRY_VERIFY(value->isVisible());
        QVERIFY(!says(QStringLiteral("There is no flag")));
        panel->findChild<QLineEdit *>()->clear();
        QTest::keyClick(panel->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_VERIFY(says(QStringLiteral("Choose somebody")));
    }

    void theFilterLeavesWhatMatches()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.page->setOptions(
            { { QStringLiteral("state"), QStringLiteral("legacy") }, { QStringLiteral("environment"), Production } });
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.model->rowCount(), 3);
        QCOMPARE(fixture.model->columnCount(), 4); // key, production, audience, last change
        fixture.page->setOptions({ { QStringLiteral("q"), QStringLiteral("prompt") } });
        QTRY_VERIFY(fixture.isCalm());
        QCOMPARE(fixture.model->rowCount(), 1);
    }
};

QTEST_MAIN(tst_FlagsPage)
#include "tst_flagspage.moc"
