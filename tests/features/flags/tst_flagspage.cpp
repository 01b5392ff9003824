#include "features/flags/explainpanel.h"
#include "features/flags/flageditor.h"
#include "features/flags/flagsmodel.h"
#include "features/flags/flagspage.h"
#include "features/flags/flagspeople.h"
#include "features/flags/stagedbar.h"
#include "features/historypanel.h"
#include "features/pagefixture.h"
#include "features/reviewpanel.h"
#include "flags/flagadmin.h"
#include "flags/flagstore.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
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
    void press(const QString &text, QWidget *in = nullptr) const
    {
        for (auto *button : (in ? in : page.get())->findChildren<Button *>()) {
            if (button->text() == text && button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(QStringLiteral("no button ") + text));
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

    void explainsAnybodyByRule()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.isCalm());
        fixture.page->setOptions({ { QStringLiteral("panel"), QStringLiteral("explain") },
            { QStringLiteral("flag"), QStringLiteral("new-model-management") },
            { QStringLiteral("user"), QStringLiteral("bob") } });
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
