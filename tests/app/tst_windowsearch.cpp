#include "app/consolefixture.h"
#include "app/mainwindow.h"
#include "app/probepage.h"
#include "app/searchfield.h"
#include "app/searchmodel.h"
#include "app/searchpopup.h"
#include "app/workspaceview.h"

#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QtTest>

class WindowSearchTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void opensByKeysAndByTheFieldInTheHeader();
    void givesTheKeyboardBack();
    void goesToAPageByItsOldName();
    void offersOnlyPagesThatThereAre();
    void runsWhatTheMenuRuns();
    void namesEveryActionOnce();
    void saysWhyACommandCannotBeRun();
    void switchesTheFeatureInTheSameRange();
    void choosesAModel();
    void goesToAFlagByTheNameOfItsOldView();
    void followsALink();
    void keepsTheLastWords();
    void movesByArrowsAndControlKeys();
    void narrowsWithTab();
    void listsShortcuts();
    void ranksWhatWasChosenBefore();
    void shrinksToAnIcon();
    void worksWithoutAWorkspace();

private:
    void type(const QString &text) { QTest::keyClicks(m_field, text); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_field, Qt::Key(key), modifiers); }
    void openSearch(int key = Qt::Key_K, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(m_window.get(), Qt::Key(key), modifiers);
        QTRY_VERIFY(m_popup->isVisible());
    }
    QStringList results() const
    {
        QStringList texts;
        for (int row = 0; row < m_popup->model().rowCount(); ++row)
            texts.append(m_popup->model().index(row).data().toString());
        return texts;
    }
    QString current() const { return m_list->currentIndex().data().toString(); }
    QString detailOf(const QString &text, int role) const
    {
        const auto row = results().indexOf(text);
        return row < 0 ? QString() : m_popup->model().index(int(row)).data(role).toString();
    }
    QString page() const { return m_window->view()->currentRoute().page; }

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<MainWindow> m_window;
    SearchPopup *m_popup = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
};

void WindowSearchTest::init()
{
    m_window.reset();
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, probePages());
    m_window->show();
    m_popup = m_window->findChild<SearchPopup *>();
    m_field = m_popup->findChild<QLineEdit *>();
    m_list = m_popup->findChild<QListView *>();
    if (QByteArray(QTest::currentTestFunction()) != "worksWithoutAWorkspace") {
        m_window->start(m_console->database.location().path);
        QTRY_VERIFY(m_window->view() && m_window->isSettled());
    }
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void WindowSearchTest::opensByKeysAndByTheFieldInTheHeader()
{
    openSearch();
    QCOMPARE(m_popup->query(), QString());
    QCOMPARE(results().first(), QStringLiteral("Pages"));
    press(Qt::Key_Escape);
    QVERIFY(!m_popup->isVisible());

    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_popup->query(), QStringLiteral(">"));
    QCOMPARE(results().first(), QStringLiteral("Commands"));
    press(Qt::Key_Escape);

    openSearch(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_popup->query(), QStringLiteral("@"));
    QTRY_VERIFY(results().contains(QStringLiteral("chatbot"))); // as the reader answers
    press(Qt::Key_Escape);

    QTest::mouseClick(m_window->findChild<SearchField *>(), Qt::LeftButton);
    QTRY_VERIFY(m_popup->isVisible());
}

void WindowSearchTest::givesTheKeyboardBack()
{
    auto *probe = m_window->findChild<ProbePage *>();
    probe->setFocus();
    openSearch();
    type(QStringLiteral("anything"));
    press(Qt::Key_Escape);
    QCOMPARE(m_window->focusWidget(), probe);
}

void WindowSearchTest::goesToAPageByItsOldName()
{
    openSearch();
    type(QStringLiteral("platform/co"));
    QCOMPARE(current(), QStringLiteral("Spending"));
    QCOMPARE(m_list->currentIndex().data(SearchModel::DetailRole).toString(), QStringLiteral("was platform/costs"));
    press(Qt::Key_Return);
    QVERIFY(!m_popup->isVisible());
    QCOMPARE(page(), QStringLiteral("spending"));
}

void WindowSearchTest::offersOnlyPagesThatThereAre()
{
    openSearch();
    type(QStringLiteral("platform/settings/ai-management"));
    QVERIFY2(results().isEmpty(), qPrintable(results().join(QLatin1Char('|'))));
    QCOMPARE(m_popup->findChildren<QListView *>().first()->isVisible(), false);
    press(Qt::Key_Return); // does nothing
    QVERIFY(m_popup->isVisible());
}

void WindowSearchTest::runsWhatTheMenuRuns()
{
    const auto *probe = m_window->findChild<ProbePage *>();
    QAction *refresh = nullptr;
    for (QAction *action : m_window->menuBar()->findChildren<QAction *>()) {
        if (action->text() == QLatin1String("&Refresh"))
            refresh = action;
    }
    QVERIFY(refresh);
    QSignalSpy triggered(refresh, &QAction::triggered);
    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral("view refresh"));
    QCOMPARE(current(), QStringLiteral("View: Refresh"));
    QCOMPARE(m_list->currentIndex().data(SearchModel::ShortcutRole).toString(), QStringLiteral("F5"));

    press(Qt::Key_Return);

    QCOMPARE(triggered.size(), 1);
    QCOMPARE(probe->refreshes, 1);
}

void WindowSearchTest::namesEveryActionOnce()
{
    auto *probe = m_window->findChild<ProbePage *>();
    auto *own = new QAction(QStringLiteral("&Do it && go…"), probe);
    probe->addAction(own);
    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);

    QVERIFY(results().contains(QStringLiteral("Overview: Do it & go")));
    QVERIFY(results().contains(QStringLiteral("File: Open workspace")));
    QVERIFY(results().contains(QStringLiteral("View: Go to Spending")));
    QVERIFY(results().contains(QStringLiteral("Theme: Dark")));
    QVERIFY(results().removeDuplicates() == 0);
    delete own; // while it is offered
    type(QStringLiteral("do it"));
    press(Qt::Key_Return);
    QVERIFY(!m_popup->isVisible());
}

void WindowSearchTest::saysWhyACommandCannotBeRun()
{
    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(detailOf(QStringLiteral("View: Back"), SearchModel::ReasonRole), QStringLiteral("There is nothing to go back to"));
    QVERIFY(results().indexOf(QStringLiteral("View: Back")) > results().indexOf(QStringLiteral("Not available now")));
    type(QStringLiteral("view back"));
    press(Qt::Key_Return);
    QVERIFY(m_popup->isVisible());
}

void WindowSearchTest::switchesTheFeatureInTheSameRange()
{
    m_window->view()->filter().setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-19") });
    UsageFilter filter;
    filter.models = QStringList { QStringLiteral("gpt-4o") };
    m_window->view()->filter().setFilter(filter);
    openSearch(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral("chat"));
    QTRY_COMPARE(current(), QStringLiteral("chatbot"));

    press(Qt::Key_Return);

    const Route route = m_window->view()->currentRoute();
    QCOMPARE(route.page, QStringLiteral("spending")); // there is no page for features here
    QCOMPARE(route.filter.features, QStringList { QStringLiteral("chatbot") });
    QCOMPARE(route.filter.models, filter.models);
    QCOMPARE(route.range.from, QStringLiteral("2026-11-18"));
}

void WindowSearchTest::choosesAModel()
{
    openSearch();
    type(QStringLiteral("$mini"));
    QTRY_COMPARE(current(), QStringLiteral("gpt-4o-mini"));
    press(Qt::Key_Return);
    QCOMPARE(m_window->view()->currentRoute().filter.models, QStringList { QStringLiteral("gpt-4o-mini") });
}

void WindowSearchTest::goesToAFlagByTheNameOfItsOldView()
{
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages()); // those of the program
    m_window->show();
    m_window->start(m_console->database.location().path);
    QTRY_VERIFY(m_window->view() && m_window->isSettled());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_popup = m_window->findChild<SearchPopup *>();
    m_field = m_popup->findChild<QLineEdit *>();
    m_list = m_popup->findChild<QListView *>();
    m_window->view()->filter().setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-19") });
    openSearch();
    type(QStringLiteral("!"));
    QTRY_COMPARE(results().size(), 7); // six below their heading
    QCOMPARE(results().first(), QStringLiteral("Flags"));
    type(QStringLiteral("costs"));
    QCOMPARE(current(), QStringLiteral("new-spending-analytics"));
    QCOMPARE(m_list->currentIndex().data(SearchModel::DetailRole).toString(), QStringLiteral("Spending Analytics, was Costs"));

    press(Qt::Key_Return);

    QCOMPARE(page(), QStringLiteral("flags"));
    QTRY_VERIFY(m_window->isSettled());
    QCOMPARE(m_window->view()->currentRoute().options.value(QStringLiteral("flag")), QStringLiteral("new-spending-analytics"));
    QCOMPARE(m_window->view()->currentRoute().range.from, QStringLiteral("2026-11-18"));
}

void WindowSearchTest::followsALink()
{
    openSearch();
    m_field->setText(QStringLiteral("signalbox://spending?feature=chatbot"));
    QCOMPARE(results().first(), QStringLiteral("Link"));
    press(Qt::Key_Return);
    QCOMPARE(page(), QStringLiteral("spending"));
    QCOMPARE(m_window->view()->currentRoute().filter.features, QStringList { QStringLiteral("chatbot") });

    openSearch();
    m_field->setText(QStringLiteral("signalbox://spending?status=no-such-status"));
    QVERIFY(!m_list->currentIndex().data(SearchModel::ReasonRole).toString().isEmpty());
    press(Qt::Key_Return);
    QVERIFY(m_popup->isVisible());
}

void WindowSearchTest::keepsTheLastWords()
{
    openSearch();
    type(QStringLiteral("spend"));
    press(Qt::Key_Escape);
    openSearch();
    QCOMPARE(m_field->selectedText(), QStringLiteral("spend"));
    type(QStringLiteral("o"));
    QCOMPARE(m_popup->query(), QStringLiteral("o"));
    press(Qt::Key_Escape);

    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral("quit"));
    press(Qt::Key_Escape);
    openSearch(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_popup->query(), QStringLiteral(">quit"));
    QCOMPARE(m_field->selectedText(), QStringLiteral("quit"));
}

void WindowSearchTest::movesByArrowsAndControlKeys()
{
    openSearch();
    QCOMPARE(current(), QStringLiteral("Overview"));
    press(Qt::Key_Down);
    QCOMPARE(current(), QStringLiteral("Spending"));
    press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(current().contains(QLatin1Char(':'))); // the first command, past the heading
    press(Qt::Key_P, Qt::ControlModifier);
    QCOMPARE(current(), QStringLiteral("Spending"));
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(current(), results().last());
    press(Qt::Key_Down);
    QCOMPARE(current(), QStringLiteral("Overview"));
}

void WindowSearchTest::narrowsWithTab()
{
    openSearch();
    type(QStringLiteral("chat"));
    QTRY_COMPARE(current(), QStringLiteral("chatbot"));
    press(Qt::Key_Tab);
    QCOMPARE(m_popup->query(), QStringLiteral("@chat"));
    press(Qt::Key_Tab);
    QCOMPARE(m_popup->query(), QStringLiteral("@chatbot"));
    QVERIFY(m_popup->isVisible());
}

void WindowSearchTest::listsShortcuts()
{
    openSearch();
    type(QStringLiteral("?refresh"));
    QCOMPARE(current(), QStringLiteral("View: Refresh"));
    QCOMPARE(m_list->currentIndex().data(SearchModel::ShortcutRole).toString(), QStringLiteral("F5"));
}

void WindowSearchTest::ranksWhatWasChosenBefore()
{
    openSearch();
    type(QStringLiteral("spending"));
    press(Qt::Key_Return);
    openSearch();
    m_field->clear();
    QCOMPARE(current(), QStringLiteral("Spending")); // before Overview now
    QVERIFY(!m_console->settings.value(Preferences::SearchUses).isEmpty());
}

void WindowSearchTest::shrinksToAnIcon()
{
    const auto *field = m_window->findChild<SearchField *>();
    m_window->resize(1280, 800);
    QTRY_VERIFY(!field->isCompact());
    QTRY_VERIFY(field->width() >= 268);
    m_window->resize(700, 600);
    QTRY_VERIFY(field->isCompact());
    QTRY_COMPARE(field->width(), field->height());
}

void WindowSearchTest::worksWithoutAWorkspace()
{
    openSearch();
    QVERIFY(results().contains(QStringLiteral("File: Open workspace")));
    QVERIFY(!results().contains(QStringLiteral("Pages")));
    QCOMPARE(detailOf(QStringLiteral("View: Refresh"), SearchModel::ReasonRole), QStringLiteral("No workspace is open"));
}

QTEST_MAIN(WindowSearchTest)
#include "tst_windowsearch.moc"
