#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/statemessage.h"
#include "widgets/stateview.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

namespace {
const Error Locked { Error::Kind::Busy, QStringLiteral("The database is locked."), QStringLiteral("SQLITE_BUSY") };
}

class TestStateView : public QObject
{
    Q_OBJECT

private slots:
    void waitsBeforeItShowsASkeleton()
    {
        StateView view(new QLabel);
        view.setState(LoadState::Loading);

        QVERIFY(!view.showsSkeleton());
        QVERIFY(!view.showsContent());
        QTRY_VERIFY(view.showsSkeleton());
    }

    void showsNoSkeletonForAFastAnswer()
    {
        StateView view(new QLabel);
        view.setState(LoadState::Loading);

        view.setState(LoadState::Fresh);

        QTest::qWait(350); // longer than the delay of the skeleton
        QVERIFY(view.showsContent());
    }

    void keepsOldContent_data()
    {
        QTest::addColumn<LoadState>("state");
        QTest::addColumn<bool>("hasStrip");
        QTest::newRow("refreshing") << LoadState::Refreshing << false;
        QTest::newRow("loading again") << LoadState::Loading << false;
        QTest::newRow("stale") << LoadState::Stale << true;
        QTest::newRow("error") << LoadState::Error << true;
    }

    void keepsOldContent()
    {
        QFETCH(LoadState, state);
        QFETCH(bool, hasStrip);
        StateView view(new QLabel);
        view.setState(LoadState::Fresh);

        view.setState(state);

        QVERIFY(view.showsContent());
        QCOMPARE(!view.findChild<MessageStrip *>()->isHidden(), hasStrip);
    }

    void takesContentAwayWhereItMayNotBeSeen_data()
    {
        QTest::addColumn<LoadState>("state");
        QTest::newRow("empty") << LoadState::Empty;
        QTest::newRow("no permission") << LoadState::NoPermission;
    }

    void takesContentAwayWhereItMayNotBeSeen()
    {
        QFETCH(LoadState, state);
        StateView view(new QLabel);
        view.setState(LoadState::Fresh);

        view.setState(state);

        QVERIFY(!view.showsContent());
        view.setState(LoadState::Error); // must not bring the old figures back
        QVERIFY(!view.showsContent());
    }

    void offersToTryAgain()
    {
        StateView view(new QLabel);
        view.show();
        view.setError(QStringLiteral("Could not load <b>x</b>."), Locked);
        QSignalSpy retry(&view, &StateView::retryRequested);

        for (Button *button : view.findChildren<Button *>()) {
            if (button->isVisible() && button->text() == QStringLiteral("Try again"))
                QTest::keyClick(button, Qt::Key_Return);
        }

        QCOMPARE(retry.count(), 1);
    }

    void offersWhatToDoWhenEmpty()
    {
        StateView view(new QLabel);
        int runs = 0;
        view.setEmptyText(QLatin1String("search"), QStringLiteral("<b>x</b>"), QStringLiteral("No rows."));
        for (int i = 0; i < 3; ++i)
            view.addEmptyAction(QStringLiteral("Clear filters"), [&runs] { ++runs; });
        view.setState(LoadState::Empty);
        view.show();

        int buttons = 0;
        for (Button *button : view.findChildren<Button *>()) {
            if (!button->isVisible())
                continue;
            ++buttons;
            QTest::mouseClick(button, Qt::LeftButton);
        }

        QCOMPARE(buttons, 2);
        QCOMPARE(runs, 2);
        for (const QLabel *label : view.findChild<StateMessage *>()->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void forgetsContentOfSomethingElse()
    {
        StateView view(new QLabel);
        view.setState(LoadState::Fresh);

        view.forget();
        view.setState(LoadState::Loading);

        QVERIFY(!view.showsContent());
        QTRY_VERIFY(view.showsSkeleton());
    }
};

QTEST_MAIN(TestStateView)
#include "tst_stateview.moc"
