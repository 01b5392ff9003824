#include "app/consolefixture.h"
#include "app/keptmessages.h"
#include "app/mainwindow.h"
#include "app/searchpopup.h"
#include "app/workspaceview.h"

#include <QAccessible>
#include <QDialog>
#include <QMenu>
#include <QMenuBar>
#include <QScopeGuard>
#include <QScrollArea>
#include <QtTest>

/// Walks through every page and dialog as somebody without a mouse or without eyes does. Pages that are added to
/// pages() are walked too.
class WalkTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void namesEveryAction_data() { addPages(); }
    void namesEveryAction();
    void reachesEveryControlByTab_data() { addPages(); }
    void reachesEveryControlByTab();
    void reachesEveryControlOfTheDialogs_data();
    void reachesEveryControlOfTheDialogs();
    void goesToTheSixViewsByNumber();
    void isNotCutOffInLargeType_data();
    void isNotCutOffInLargeType();

private:
    static void addPages();
    void visit(const QString &page);
    QAction *windowAction(const QString &shortcut) const;

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<KeptMessages> m_messages;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

QString describe(const QWidget *widget)
{
    QStringList way;
    for (; widget && !widget->isWindow(); widget = widget->parentWidget())
        way.prepend(QString::fromLatin1(widget->metaObject()->className()));
    return way.join(QStringLiteral(" > "));
}

/// An action and the part of the window in which its keys count.
struct Scoped
{
    const QAction *action;
    const QWidget *widget;

    /// The keyboard can be where both count.
    bool meets(const Scoped &other) const
    {
        const bool isWide = action->shortcutContext() == Qt::WindowShortcut || other.action->shortcutContext() == Qt::WindowShortcut;
        return action != other.action && (isWide || widget == other.widget || widget->isAncestorOf(other.widget) || other.widget->isAncestorOf(widget));
    }
};

/// What Tab has to come to, in `window` as it stands now.
QList<QWidget *> controls(QWidget *window)
{
    QList<QWidget *> controls;
    const auto widgets = window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->window() == window && widget->isVisibleTo(window) && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus
            && !widget->focusProxy() && !qobject_cast<QMenuBar *>(widget))
            controls.append(widget);
    }
    return controls;
}

/// What is wrong with the controls of `window`, one line each.
QStringList faults(QWidget *window)
{
    QStringList faults;
    const auto wanted = controls(window);
    if (wanted.isEmpty())
        return { QStringLiteral("there is no control at all") };
    QSet<const QWidget *> reached;
    wanted.first()->setFocus(Qt::TabFocusReason);
    for (qsizetype step = 0; step < 2 * wanted.size() + 10 && window->focusWidget(); ++step) {
        reached.insert(window->focusWidget());
        QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
    }
    for (QWidget *widget : wanted) {
        if (!reached.contains(widget))
            faults.append(QStringLiteral("Tab does not come to ") + describe(widget));
        auto *accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            faults.append(QStringLiteral("a screen reader has no name for ") + describe(widget));
    }
    return faults;
}

}

void WalkTest::init()
{
    m_window.reset();
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    m_messages = std::make_unique<KeptMessages>();
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages());
    m_window->resize(1280, 800);
    m_window->show();
    m_window->start(m_console->database.location().path);
    QTRY_VERIFY(m_window->view() && m_window->isSettled());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void WalkTest::cleanup()
{
    m_window.reset();
    m_messages.reset();
    QVERIFY2(KeptMessages::all().isEmpty(), qPrintable(KeptMessages::all()));
}

void WalkTest::addPages()
{
    QTest::addColumn<QString>("page");
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        QTest::newRow(qPrintable(entry.id)) << entry.id;
}

void WalkTest::visit(const QString &page)
{
    m_window->view()->visitPage(page);
    QTRY_VERIFY(m_window->isSettled());
    QCOMPARE(m_window->view()->currentRoute().page, page);
    QVERIFY(m_window->isActiveWindow()); // nothing came up as a window of its own meanwhile
}

QAction *WalkTest::windowAction(const QString &shortcut) const
{
    const auto actions = m_window->menuBar()->findChildren<QAction *>();
    for (QAction *action : actions) {
        if (action->shortcuts().contains(QKeySequence(shortcut, QKeySequence::PortableText)))
            return action;
    }
    return nullptr;
}

void WalkTest::namesEveryAction()
{
    QFETCH(QString, page);
    visit(page);
    QList<Scoped> scoped;
    const auto ofWindow = m_window->menuBar()->findChildren<QAction *>();
    for (const QAction *action : ofWindow)
        scoped.append({ action, m_window.get() });
    const auto widgets = m_window->view()->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const auto own = widget->actions();
        for (const QAction *action : own) {
            if (widget->isVisible() && !qobject_cast<const QMenu *>(widget) && !action->menu()) // a button has its menu as an action
                scoped.append({ action, widget });
        }
    }
    QStringList faults;
    QMultiHash<QString, Scoped> keys;
    for (const Scoped &one : std::as_const(scoped)) {
        const QAction *action = one.action;
        if (action->isSeparator() || (action->menu() && action->menu()->parent() == m_window->menuBar()) || action->objectName().startsWith(QLatin1String("_q_")))
            continue;
        if (action->text().isEmpty())
            faults.append(QStringLiteral("an action without a text: ") + action->statusTip());
        if (action->statusTip().isEmpty())
            faults.append(QStringLiteral("no status tip: ") + action->text());
        const auto shortcuts = action->shortcuts();
        for (const QKeySequence &shortcut : shortcuts) {
            const QString key = shortcut.toString();
            const auto others = keys.values(key);
            for (const Scoped &other : others) {
                if (other.meets(one))
                    faults.append(QStringLiteral("%1 is %2 and %3").arg(key, other.action->text(), action->text()));
            }
            keys.insert(key, one);
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    for (const char *key : { "Ctrl+K", "Ctrl+Shift+P", "Ctrl+Shift+F", "F1", "F5" })
        QVERIFY2(keys.contains(QString::fromLatin1(key)), key);
}

void WalkTest::reachesEveryControlByTab()
{
    QFETCH(QString, page);
    visit(page);
    const QStringList found = faults(m_window.get());
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void WalkTest::reachesEveryControlOfTheDialogs_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action : { "&Keyboard shortcuts", "&About Signalbox", "&Go to link…" })
        QTest::newRow(action) << QString::fromUtf8(action);
}

void WalkTest::reachesEveryControlOfTheDialogs()
{
    QFETCH(QString, action);
    const auto actions = m_window->menuBar()->findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [&action](const QAction *one) { return one->text() == action; });
    QVERIFY(found != actions.end());

    (*found)->trigger();

    const auto *dialog = m_window->findChild<QDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(m_window->findChild<QDialog *>()));
    const QStringList wrong = faults(m_window->findChild<QDialog *>());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void WalkTest::goesToTheSixViewsByNumber()
{
    // Numbers are the order of the six view flags; a page that is not there yet leaves its number free.
    const QStringList views { QStringLiteral("overview"), QStringLiteral("features"), QStringLiteral("models"), QStringLiteral("prompts"),
        QStringLiteral("spending"), QStringLiteral("testing"), QStringLiteral("requests") };
    const auto entries = pages();
    for (const PageEntry &entry : entries) {
        if (const auto place = views.indexOf(entry.id); place >= 0)
            QCOMPARE(entry.number, int(place) + 1);
        if (entry.number == 0)
            continue;
        QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_0 + entry.number), Qt::ControlModifier);
        QCOMPARE(m_window->view()->currentRoute().page, entry.id);
        QTRY_VERIFY(m_window->isSettled());
    }
    QVERIFY(windowAction(QStringLiteral("Ctrl+1")));
}

void WalkTest::isNotCutOffInLargeType_data()
{
    QTest::addColumn<QString>("link");
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        QTest::newRow(qPrintable(entry.id)) << QStringLiteral("signalbox://") + entry.id;
    for (const char *tab : { "summary", "usage", "models", "prompts", "errors", "spending" })
        QTest::addRow("dashboard, %s", tab) << QStringLiteral("signalbox://features?feature=chatbot&tab=") + QLatin1String(tab);
}

void WalkTest::isNotCutOffInLargeType()
{
    QFETCH(QString, link);
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QApplication::setFont(QFont(QStringLiteral("sans-serif"), 14));
    QVERIFY(m_console->database.exec(QStringLiteral("UPDATE ai_features SET status = 'retired', owner = 'Customer care' WHERE key = 'chatbot'")));
    m_window->resize(1024, 700);
    const auto route = Route::fromUrl(QUrl(link));
    QVERIFY(route);

    m_window->showRoute(*route);
    QTRY_VERIFY(m_window->isSettled());
    QCoreApplication::processEvents(); // layouts follow what was shown

    QCOMPARE(m_window->size(), QSize(1024, 700));
    const auto areas = m_window->findChildren<QScrollArea *>();
    for (const QScrollArea *area : areas) {
        if (!area->isVisible() || area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
            continue;
        QVERIFY2(area->widget()->width() <= area->viewport()->width(),
            qPrintable(QStringLiteral("%1 is %2 wide in %3").arg(describe(area)).arg(area->widget()->width()).arg(area->viewport()->width())));
    }
}

QTEST_MAIN(WalkTest)
#include "tst_walk.moc"
