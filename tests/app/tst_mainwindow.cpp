#include "app/consolefixture.h"
#include "app/demodialog.h"
#include "app/importpanel.h"
#include "app/importpreviewdialog.h"
#include "app/importpreviewmodel.h"
#include "app/jobspopup.h"
#include "app/mainwindow.h"
#include "app/probepage.h"
#include "app/workspaceview.h"
#include "features/firstrun/firstrunpage.h"
#include "widgets/breadcrumb.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/navigationlist.h"
#include "widgets/statuslabel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QtTest>

class MainWindowTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void opensAWorkspaceAtTheFirstPage();
    void goesToPagesByKeyboardAndMouse();
    void comesBackWithFilterAndOptions();
    void followsARouteThatAPageAsksFor();
    void goesBackByTheMouseButton();
    void copiesALinkToWhatIsShown();
    void returnsToThePlaceWhereAWorkspaceWasLeft();
    void refreshesTheVisiblePageOnly();
    void isSettledOnlyWithAnAnswer();
    void importsFilesAndSaysWhatCameOfThem();
    void importsDroppedFiles();
    void showsWhatAnImportWouldDoAndNothingElse();
    void importsTheFilesThatCanBeImported();
    void closesOnceItsJobsHaveStopped();
    void makesTheDemoWorkspaceOnRequest();
    void leavesNothingBehindWhenTheDemoIsCancelled();
    void showsWhyAWorkspaceCannotBeOpened();
    void saysThatTheDatabaseFailsUntilItAnswersAgain();
    void saysThatThePageFailedWhereTheDatabaseAnswersOtherwise();
    void refusesALinkToAPageThatDoesNotExist();
    void forgetsFinishedJobsOnceTheyWereSeen();
    void namesEveryAction();
    void namesEveryButton();
    void reachesTheControlsByTab();
    void fitsASmallWindow();

private:
    void open();
    /// Presses the button of the preview that an import shows first.
    void confirmImport();
    QList<ProbePage *> probes() const { return m_window->findChildren<ProbePage *>(); }
    ProbePage *visibleProbe() const;
    Button *statusButton(const QString &text) const;
    /// The visible button with that text on the first-run page, or nullptr.
    Button *firstRunButton(const QString &text) const;

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<MainWindow> m_window;
};

void MainWindowTest::init()
{
    m_window.reset();
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, probePages());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void MainWindowTest::open()
{
    m_window->start(m_console->database.location().path);
    QTRY_VERIFY(m_window->view() && m_window->isSettled());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void MainWindowTest::confirmImport()
{
    const auto dialogs = m_window->findChildren<ImportPreviewDialog *>();
    QCOMPARE(dialogs.size(), 1);
    QTRY_VERIFY(dialogs.first()->isSettled());
    QTest::keyClick(dialogs.first(), Qt::Key_Return);
}

ProbePage *MainWindowTest::visibleProbe() const
{
    const auto all = probes();
    for (ProbePage *probe : all) {
        if (probe->isVisible())
            return probe;
    }
    return nullptr;
}

void MainWindowTest::opensAWorkspaceAtTheFirstPage()
{
    open();

    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("overview"));
    const auto ways = m_window->findChild<Breadcrumb *>()->findChildren<Button *>();
    QVERIFY(ways.size() >= 2);
    for (const Button *way : ways)
        QVERIFY2(!way->isEnabled(), qPrintable(way->accessibleName())); // There is nowhere to go back or forward to.
    QCOMPARE(probes().size(), 1); // The other page is made when it is visited.
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Overview")));
    QCOMPARE(m_console->settings.recentWorkspaces(), QStringList { m_console->database.location().path });
}

void MainWindowTest::goesToPagesByKeyboardAndMouse()
{
    open();

    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("spending"));

    auto *navigation = m_window->findChild<NavigationList *>();
    QCOMPARE(navigation->current(), QStringLiteral("spending"));
    QTest::mouseClick(navigation, Qt::LeftButton, {}, navigation->itemRect(QStringLiteral("overview")).center());
    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("overview"));
    QVERIFY(visibleProbe());
}

void MainWindowTest::comesBackWithFilterAndOptions()
{
    open();
    UsageFilter chatbot;
    chatbot.features = QStringList { QStringLiteral("chatbot") };
    m_window->view()->filter().setFilter(chatbot);
    visibleProbe()->setOptions({ { QStringLiteral("group"), QStringLiteral("model") } });
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    m_window->view()->filter().setFilter({});
    m_window->view()->filter().setCompare(false);

    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);

    const Route back = m_window->view()->currentRoute();
    QCOMPARE(back.page, QStringLiteral("overview"));
    QCOMPARE(back.filter.features, chatbot.features);
    QVERIFY(back.compare);
    QCOMPARE(back.options.value(QStringLiteral("group")), QStringLiteral("model"));

    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);

    const Route forward = m_window->view()->currentRoute();
    QCOMPARE(forward.page, QStringLiteral("spending"));
    QVERIFY(forward.filter.isEmpty());
    QVERIFY(!forward.compare);
    QVERIFY(!m_window->view()->canGoForward());
}

void MainWindowTest::followsARouteThatAPageAsksFor()
{
    open();
    Route drill;
    drill.page = QStringLiteral("spending");
    drill.filter.features = QStringList { QStringLiteral("ai-search") };
    drill.options.insert(QStringLiteral("group"), QStringLiteral("user"));
    const RangeExpression range = m_window->view()->filter().expression();

    emit visibleProbe()->routeRequested(drill);

    const Route shown = m_window->view()->currentRoute();
    QCOMPARE(shown.page, QStringLiteral("spending"));
    QCOMPARE(shown.filter.features, drill.filter.features);
    QCOMPARE(shown.options, drill.options);
    QVERIFY(shown.range == range);
    QCOMPARE(m_window->view()->crumbs().size(), 2);
    m_window->view()->activateCrumb(0);
    QVERIFY(m_window->view()->currentRoute().filter.isEmpty());
}

void MainWindowTest::goesBackByTheMouseButton()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);

    QTest::mouseClick(visibleProbe(), Qt::BackButton);
    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("overview"));
    QTest::mouseClick(visibleProbe(), Qt::ForwardButton);
    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("spending"));
}

void MainWindowTest::copiesALinkToWhatIsShown()
{
    open();
    UsageFilter filter;
    filter.users = QStringList { QStringLiteral("ann & bob") };
    m_window->view()->filter().setFilter(filter);

    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

    const auto copied = Route::fromUrl(QUrl(QGuiApplication::clipboard()->text(), QUrl::StrictMode));
    QVERIFY(copied);
    QVERIFY(*copied == m_window->view()->currentRoute());
    QCOMPARE(copied->filter.users, filter.users);
}

void MainWindowTest::returnsToThePlaceWhereAWorkspaceWasLeft()
{
    open();
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    m_window->view()->filter().setRange({ QStringLiteral("now-7d/d"), QStringLiteral("now") });
    const Route left = m_window->view()->currentRoute();
    m_window->resize(1100, 720);
    m_window->close();

    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, probePages());
    m_window->show();
    open();

    QVERIFY(m_window->view()->currentRoute() == left);
    QCOMPARE(m_console->settings.value(Preferences::WindowSize), QSize(1100, 720));
}

void MainWindowTest::refreshesTheVisiblePageOnly()
{
    open();
    ProbePage *overview = visibleProbe();
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    ProbePage *spending = visibleProbe();
    const int before = overview->refreshes;
    const int spendingBefore = spending->refreshes;

    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);

    QCOMPARE(spending->refreshes, spendingBefore + 2);
    QCOMPARE(overview->refreshes, before);
}

void MainWindowTest::isSettledOnlyWithAnAnswer()
{
    open();
    QSignalSpy changed(m_window.get(), &MainWindow::settledChanged);

    visibleProbe()->settled = false;
    emit visibleProbe()->settledChanged();

    QCOMPARE(changed.count(), 1);
    QVERIFY(!m_window->isSettled());
}

void MainWindowTest::importsFilesAndSaysWhatCameOfThem()
{
    open();
    const int before = visibleProbe()->refreshes;
    const QString path = m_console->writeCsv(QStringLiteral("more.csv"),
        ConsoleFixture::csv() + QByteArrayLiteral("2026-11-19T12:00:00Z,chatbot,openai,gpt-4o,cyd,7,1,success,2,t,4\n"
                                                  "not a time,chatbot,openai,gpt-4o,cyd,7,1,success,2,t,5\n"));

    m_window->importFiles({ path });
    confirmImport();

    auto *panel = m_window->findChild<ImportPanel *>();
    QTRY_VERIFY(panel->isVisible());
    QVERIFY2(panel->summary().contains(QStringLiteral("new 1 ($2.00), known already 3 ($0.88), revised 0, rejected 1 ($2.00); $2.00 in the ledger")), qPrintable(panel->summary()));
    QCOMPARE(m_console->database.number(QStringLiteral("SELECT count(*) FROM ai_usage_logs")), 4);
    QCOMPARE(visibleProbe()->refreshes, before + 1);
    const auto *rejects = panel->findChild<QTableView *>()->model();
    QCOMPARE(rejects->rowCount(), 1);
    QCOMPARE(rejects->index(0, 1).data().toString(), QStringLiteral("6"));
    QVERIFY(!rejects->index(0, 2).data().toString().isEmpty());
}

void MainWindowTest::importsDroppedFiles()
{
    open();
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(m_console->writeCsv(QStringLiteral("dropped.csv"), ConsoleFixture::csv())) });
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    confirmImport();

    auto *panel = m_window->findChild<ImportPanel *>();
    QTRY_VERIFY(panel->isVisible());
    QVERIFY2(panel->summary().contains(QStringLiteral("new 0, known already 3")), qPrintable(panel->summary()));
}

void MainWindowTest::showsWhatAnImportWouldDoAndNothingElse()
{
    open();
    const QString path = m_console->writeCsv(QStringLiteral("odd.csv"),
        QByteArrayLiteral("ts_utc,feature,model,status,charged_cost_usd,note\n"
                          "2026-11-19T12:00:00Z,chatbot,house model,success,2,x\n"
                          "never,chatbot,house model,success,2,x\n"));

    m_window->importFiles({ path });

    auto *dialog = m_window->findChild<ImportPreviewDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isSettled());
    QStringList texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        texts.append(label->text());
    const QString said = texts.join(QLatin1Char('\n'));
    QVERIFY2(said.contains(QStringLiteral("Event CSV; ")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Told by its columns ts_utc, charged_cost_usd. Known columns: 5 of 6.")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("1 can be read, 1 rejected; $2.00")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Names of no known model: house model.")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Columns left aside: note.")), qPrintable(said));
    auto *rows = dialog->findChild<ImportPreviewModel *>();
    QAbstractItemModelTester tester(rows);
    QCOMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->index(0, ImportPreviewModel::ChargedColumn).data().toString(), QStringLiteral("$2.00"));

    const auto edits = dialog->findChildren<QLineEdit *>();
    QCOMPARE(edits.size(), 2);
    QTest::keyClicks(edits.at(1), QStringLiteral("no time"));
    QTRY_VERIFY(dialog->isSettled());
    QTest::keyClick(dialog, Qt::Key_Return); // the time cannot be understood
    QVERIFY(dialog->isVisible());
    dialog->close();
    QCOMPARE(m_window->jobs().jobs().size(), 0);
    QCOMPARE(m_console->database.number(QStringLiteral("SELECT count(*) FROM ai_usage_logs")), 3);
}

void MainWindowTest::importsTheFilesThatCanBeImported()
{
    open();
    const QString good = m_console->writeCsv(QStringLiteral("good.csv"),
        QByteArrayLiteral("ts_utc,feature,model,status,charged_cost_usd\n2026-11-19T12:00:00Z,chatbot,gpt-4o,success,2\n"));
    const QString bad = m_console->writeCsv(QStringLiteral("bad.txt"), QByteArrayLiteral("Dear reader,\n"));

    m_window->importFiles({ bad, good });
    auto *dialog = m_window->findChild<ImportPreviewDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->isSettled());
    QTest::keyClicks(dialog->findChildren<QLineEdit *>().constFirst(), QStringLiteral("pilot"));
    QTRY_VERIFY(dialog->isSettled());
    QTest::keyClick(dialog, Qt::Key_Return);

    QTRY_COMPARE(m_console->database.number(QStringLiteral("SELECT count(*) FROM ai_usage_logs")), 4);
    QTRY_COMPARE(m_window->jobs().activeCount(), 0);
    QCOMPARE(m_window->jobs().jobs().size(), 1);
    QCOMPARE(m_console->database.number(QStringLiteral("SELECT count(*) FROM ai_features WHERE key = 'pilot'")), 1);
    auto *panel = m_window->findChild<ImportPanel *>();
    QTRY_VERIFY(panel->isVisible());
    const auto buttons = panel->findChildren<Button *>();
    QVERIFY(std::any_of(buttons.cbegin(), buttons.cend(), [](const Button *button) { return button->text() == QStringLiteral("Undo…"); }));
}

void MainWindowTest::closesOnceItsJobsHaveStopped()
{
    open();
    m_window->jobs().start(QStringLiteral("long"), [](const JobContext &context) -> Result<QString> {
        while (!context.cancelled())
            QThread::msleep(1);
        return Error { Error::Kind::Interrupted, {}, {} };
    });

    m_window->close();
    QVERIFY(m_window->isVisible()); // The job has not stopped yet.

    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(m_window->jobs().activeCount(), 0);
}

Button *MainWindowTest::statusButton(const QString &text) const
{
    const auto buttons = m_window->statusBar()->findChildren<Button *>();
    const auto found = std::find_if(buttons.cbegin(), buttons.cend(), [&text](const Button *button) { return button->text() == text; });
    return found == buttons.cend() ? nullptr : *found;
}

void MainWindowTest::forgetsFinishedJobsOnceTheyWereSeen()
{
    open();
    QVERIFY(!statusButton(QStringLiteral("Demo data"))->isVisible());
    m_window->jobs().start(QStringLiteral("Count"), [](const JobContext &) -> Result<QString> { return QStringLiteral("done"); });
    QTRY_COMPARE(m_window->jobs().activeCount(), 0);
    auto *button = statusButton(QStringLiteral("1 jobs finished")); // the singular comes with the program
    QVERIFY(button && button->isVisible());

    QTest::mouseClick(button, Qt::LeftButton);
    auto *popup = m_window->findChild<JobsPopup *>();
    QVERIFY(popup->isVisible());
    QCOMPARE(m_window->jobs().jobs().size(), 1);
    popup->close();

    QVERIFY(m_window->jobs().jobs().isEmpty());
    QVERIFY(!button->isVisible());
}

Button *MainWindowTest::firstRunButton(const QString &text) const
{
    const auto buttons = m_window->findChild<FirstRunPage *>()->findChildren<Button *>();
    const auto found = std::find_if(buttons.cbegin(), buttons.cend(), [&text](const Button *button) { return button->isVisible() && button->text() == text; });
    return found == buttons.cend() ? nullptr : *found;
}

void MainWindowTest::makesTheDemoWorkspaceOnRequest()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_console->database.filePath(QStringLiteral("home"))));
    auto *demo = firstRunButton(QStringLiteral("Open demo workspace"));
    QVERIFY(demo);

    QTest::mouseClick(demo, Qt::LeftButton);

    QVERIFY(!m_window->isSettled());
    QTRY_VERIFY_WITH_TIMEOUT(m_window->view() && m_window->isSettled(), 60'000);
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("demo.signalbox")));

    auto *about = statusButton(QStringLiteral("Demo data"));
    QTRY_VERIFY(about->isVisible());
    about->setFocus();
    QTest::keyClick(about, Qt::Key_Return);
    auto *dialog = m_window->findChild<DemoDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QStringList texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        texts.append(label->text());
    const QString said = texts.join(QLatin1Char('\n'));
    QCOMPARE(said.count(QStringLiteral("Moved forward by ")), 5);
    QVERIFY(said.contains(QStringLiteral("flashserve/RAGPulse")));
    QVERIFY(said.contains(QStringLiteral("Apache-2.0")));
    QCOMPARE(dialog->findChildren<StatusLabel *>().size(), 1); // the semi-real one
}

void MainWindowTest::leavesNothingBehindWhenTheDemoIsCancelled()
{
    const QString home = m_console->database.filePath(QStringLiteral("home"));
    qputenv("XDG_DATA_HOME", QFile::encodeName(home));
    auto *demo = firstRunButton(QStringLiteral("Open demo workspace"));
    QVERIFY(demo);

    QTest::mouseClick(demo, Qt::LeftButton);
    auto *cancel = firstRunButton(QStringLiteral("Cancel"));
    QVERIFY(cancel);
    QTest::mouseClick(cancel, Qt::LeftButton);

    QTRY_VERIFY_WITH_TIMEOUT(demo->isVisible(), 30'000);
    QVERIFY(!m_window->view());
    QVERIFY(!m_window->lastError()); // The user asked for it.
    QVERIFY(!QFile::exists(home + QStringLiteral("/signalbox/demo.signalbox")));
}

void MainWindowTest::showsWhyAWorkspaceCannotBeOpened()
{
    const QString path = m_console->writeCsv(QStringLiteral("garbage.signalbox"), QByteArray(5000, 'x'));

    m_window->start(path);

    QTRY_VERIFY(m_window->lastError());
    QVERIFY(!m_window->view());
    auto *strip = m_window->findChild<FirstRunPage *>()->findChild<MessageStrip *>();
    QVERIFY(strip->isVisible());
    QVERIFY(strip->summary().contains(QStringLiteral("garbage.signalbox")));
}

void MainWindowTest::saysThatTheDatabaseFailsUntilItAnswersAgain()
{
    QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false"));
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages());
    m_window->show();
    open();
    const auto *connection = m_window->statusBar()->findChild<StatusLabel *>();
    QCOMPARE(connection->text(), QStringLiteral("Connected"));

    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE usage_quarter_hours RENAME TO gone_quarters")));
    QTest::keyClick(m_window.get(), Qt::Key_F5);

    QTRY_COMPARE(connection->text(), QStringLiteral("Not answering since 12:00"));
    QTRY_VERIFY(m_window->isSettled());
    QCOMPARE(connection->text(), QStringLiteral("Not answering since 12:00")); // Whatever the page asked besides.
    QCOMPARE(connection->status(), Status::Error);
    QVERIFY2(connection->toolTip().contains(QStringLiteral("no such table")), qPrintable(connection->toolTip()));

    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE gone_quarters RENAME TO usage_quarter_hours")));
    QTest::keyClick(m_window.get(), Qt::Key_F5);

    QTRY_COMPARE(connection->text(), QStringLiteral("Connected"));
    QCOMPARE(connection->status(), Status::Good);
    QVERIFY(connection->toolTip().isEmpty());
}

void MainWindowTest::saysThatThePageFailedWhereTheDatabaseAnswersOtherwise()
{
    QLoggingCategory::setFilterRules(QStringLiteral("signalbox.sql=false"));
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages());
    m_window->show();
    open();
    const auto *connection = m_window->statusBar()->findChild<StatusLabel *>();
    const QString failed = QStringLiteral("Connected, but this page failed");
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE usage_days RENAME TO gone_days")));
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE usage_quarter_hours RENAME TO gone_quarters")));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY(m_window->isSettled());

    QVERIFY(m_window->view()->workspace().reader().run([](Connection &database) { return Usage::extent(database); }).result());

    QTRY_COMPARE(connection->text(), failed);
    QCOMPARE(connection->status(), Status::Error);
    QVERIFY2(connection->toolTip().contains(QStringLiteral("no such table")), qPrintable(connection->toolTip()));
    m_window->view()->visitPage(QStringLiteral("flags"));
    QTRY_VERIFY(m_window->isSettled());
    QTRY_COMPARE(connection->text(), QStringLiteral("Connected"));
    QVERIFY(connection->toolTip().isEmpty());
    m_window->view()->visitPage(QStringLiteral("overview"));
    QTRY_COMPARE(connection->text(), failed); // it still shows that it failed
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE gone_days RENAME TO usage_days")));
    QVERIFY(m_console->database.exec(QStringLiteral("ALTER TABLE gone_quarters RENAME TO usage_quarter_hours")));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_COMPARE(connection->text(), QStringLiteral("Connected"));
    QCOMPARE(connection->status(), Status::Good);
}

void MainWindowTest::refusesALinkToAPageThatDoesNotExist()
{
    open();
    Route nowhere;
    nowhere.page = QStringLiteral("nowhere");

    m_window->showRoute(nowhere);

    QVERIFY(m_window->lastError());
    QCOMPARE(m_window->view()->currentRoute().page, QStringLiteral("overview"));
}

void MainWindowTest::namesEveryAction()
{
    open();
    QSet<QString> keys;
    int named = 0;
    const auto actions = m_window->menuBar()->findChildren<QAction *>();
    for (const QAction *action : actions) {
        if (action->isSeparator() || (action->menu() && action->menu()->parent() == m_window->menuBar()))
            continue;
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        ++named;
        const auto shortcuts = action->shortcuts();
        for (const QKeySequence &shortcut : shortcuts) {
            QVERIFY2(!keys.contains(shortcut.toString()), qPrintable(shortcut.toString()));
            keys.insert(shortcut.toString());
        }
    }
    QVERIFY(named > 12);
    QVERIFY(keys.contains(QStringLiteral("Ctrl+1")) && keys.contains(QStringLiteral("Ctrl+5")));
}

void MainWindowTest::namesEveryButton()
{
    open();
    const auto buttons = m_window->findChildren<QAbstractButton *>();
    QVERIFY(buttons.size() > 6);
    for (const QAbstractButton *button : buttons) {
        const QString name = button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
        const bool helper = !button->isVisible() || QByteArray(button->metaObject()->className()).startsWith("Q");
        QVERIFY2(helper || !name.isEmpty(), button->metaObject()->className());
    }
}

void MainWindowTest::reachesTheControlsByTab()
{
    open();
    QSet<QByteArray> reached;
    m_window->findChild<NavigationList *>()->setFocus();
    for (int step = 0; step < 40; ++step) {
        if (const QWidget *focused = m_window->focusWidget())
            reached.insert(focused->metaObject()->className());
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Tab);
    }

    for (const char *name : { "NavigationList", "RangePicker", "FilterChip", "Button", "ProbePage" })
        QVERIFY2(reached.contains(name), name);
}

void MainWindowTest::fitsASmallWindow()
{
    open();

    QVERIFY2(m_window->minimumSizeHint().width() <= 1024, qPrintable(QString::number(m_window->minimumSizeHint().width())));
    QVERIFY(m_window->minimumSizeHint().height() <= 700);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
