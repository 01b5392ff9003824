#include "app/consolefixture.h"
#include "app/keptmessages.h"
#include "app/mainwindow.h"
#include "app/workspaceview.h"
#include "features/legacy/legacypage.h"
#include "flags/flagworkspace.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"

#include <QtTest>

namespace {

/// Every view can be given to people: what a flag says is written as it stands, built or not.
BuiltViews everyView(const FlagSet &set)
{
    const QStringList keys = set.keys();
    return { keys.cbegin(), keys.cend() };
}

}

/// All combinations of the six view flags in one run of the program: each is written as an admin writes it, the window
/// follows it where it stands, and every page opens.
class FlagCombinationsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theWindowFollowsAndEveryPageOpens_data();
    void theWindowFollowsAndEveryPageOpens();
    void cleanupTestCase();

private:
    static bool isOn(int combination, const QString &flag);
    static bool isLegacy(int combination, const PageEntry &entry);
    /// The place that a combination is changed at: another page each time, and now and then another range and filter.
    static Route placeOf(int combination);
    void write(int combination);
    bool follows(int combination) const;
    const LegacyPage *shownLegacy() const;
    QString fault(int combination, const PageEntry &entry) const;

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<KeptMessages> m_messages;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_flags; ///< In the order of the workspace.
};

void FlagCombinationsTest::initTestCase()
{
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    QVERIFY(m_console->database.exec(QStringLiteral(
        "INSERT INTO usage_logs (id, service_name, model_name, tokens, cost, success, created_at) "
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
        "SELECT i, CASE WHEN i % 2 = 0 THEN 'search_ai' ELSE 'chatbot_service' END, 'gpt-4o', i, '0.5', 1, '2026-11-19T10:00:00Z' FROM n")));
    m_flags = FlagWorkspace::load(m_console->database).keys();
    QCOMPARE(m_flags.size(), 6);
    m_messages = std::make_unique<KeptMessages>();
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages());
    m_window->setPerson(QStringLiteral("ann"));
    m_window->resize(1280, 800);
    m_window->show();
    m_window->start(m_console->database.location().path);
    QTRY_VERIFY(m_window->view() && m_window->isSettled());
    QVERIFY(m_window->view()->visit({ QStringLiteral("spending"), {}, true, {}, { { QStringLiteral("group"), QStringLiteral("provider") } } }));
}

void FlagCombinationsTest::cleanupTestCase()
{
    m_window.reset();
    m_messages.reset();
    QVERIFY2(KeptMessages::all().isEmpty(), qPrintable(KeptMessages::all()));
}

bool FlagCombinationsTest::isOn(int combination, const QString &flag)
{
    const auto entries = pages(); // the six views come first, in the order of their flags
    const auto place = std::find_if(entries.cbegin(), entries.cend(), [&flag](const PageEntry &entry) { return entry.flag == flag; });
    return combination >> std::distance(entries.cbegin(), place) & 1;
}

bool FlagCombinationsTest::isLegacy(int combination, const PageEntry &entry)
{
    return entry.createLegacy && (!entry.create || !isOn(combination, entry.flag));
}

Route FlagCombinationsTest::placeOf(int combination)
{
    const auto entries = pages();
    const int turn = combination / 8;
    UsageFilter filter;
    filter.features = { turn % 2 == 0 ? QStringLiteral("chatbot") : QStringLiteral("ai-search") };
    if (turn % 3 == 0)
        filter.models = { QStringLiteral("gpt-4o") };
    return { entries.at(combination % entries.size()).id, { QStringLiteral("2026-11-%1").arg(10 + turn), QStringLiteral("2026-11-20") },
        turn % 2 == 0, filter, {} };
}

void FlagCombinationsTest::write(int combination)
{
    const FlagSet set = FlagWorkspace::load(m_console->database);
    QList<FlagChange> changes;
    for (const Flag &flag : set.flags) {
        const FlagSetting setting = flag.setting(FlagWorkspace::Production);
        const FlagState wanted = isOn(combination, flag.key) ? FlagState::on() : FlagState::off();
        if (setting.state != wanted)
            changes.append({ flag.key, FlagWorkspace::Production, setting.version, wanted });
    }
    if (changes.isEmpty())
        return;
    const auto done = FlagAdmin::apply(m_console->database.workspace(), changes, FlagWorkspace::deed(m_console->clock.now()), everyView(set));
    QVERIFY2(done, done ? "" : qPrintable(done.error().line()));
}

bool FlagCombinationsTest::follows(int combination) const
{
    emit m_window->view()->flagsChanged(); // as the page says on which an admin has changed them
    const auto entries = pages();
    return m_window->isSettled() && std::all_of(entries.cbegin(), entries.cend(), [this, combination](const PageEntry &entry) {
        return m_window->view()->isLegacy(entry.id) == isLegacy(combination, entry);
    });
}

const LegacyPage *FlagCombinationsTest::shownLegacy() const
{
    const auto views = m_window->view()->findChildren<LegacyPage *>();
    const auto shown = std::find_if(views.cbegin(), views.cend(), [](const LegacyPage *view) { return view->isVisible(); });
    return shown == views.cend() ? nullptr : *shown;
}

/// What is wrong with the page that is shown; empty: nothing.
QString FlagCombinationsTest::fault(int combination, const PageEntry &entry) const
{
    const auto states = m_window->view()->findChildren<StateView *>();
    for (const StateView *state : states) {
        if (state->isVisible() && state->state() == LoadState::Error)
            return QStringLiteral("an error is shown");
    }
    const LegacyPage *legacy = shownLegacy();
    if (bool(legacy) != isLegacy(combination, entry))
        return legacy ? QStringLiteral("the legacy view is shown") : QStringLiteral("the new view is shown");
    if (!legacy)
        return {};
    const QString reason = entry.create ? QStringLiteral("off in production") : QStringLiteral("not built yet");
    const auto strips = legacy->findChildren<MessageStrip *>();
    const bool isSaid = std::any_of(strips.cbegin(), strips.cend(), [&reason](const MessageStrip *strip) { return strip->isVisible() && strip->summary().contains(reason); });
    return isSaid ? QString() : QStringLiteral("nothing says \"%1\"").arg(reason);
}

void FlagCombinationsTest::theWindowFollowsAndEveryPageOpens_data()
{
    QTest::addColumn<int>("combination");
    for (int combination = 0; combination < 64; ++combination)
        QTest::newRow(qPrintable(QStringLiteral("%1").arg(combination, 6, 2, QLatin1Char('0')))) << combination;
}

void FlagCombinationsTest::theWindowFollowsAndEveryPageOpens()
{
    QFETCH(int, combination);
    WorkspaceView *view = m_window->view();
    const Route place = placeOf(combination);
    QVERIFY(view->visit(place));

    write(combination);
    QVERIFY(QTest::qWaitFor([this, combination] { return follows(combination); }));

    QCOMPARE(m_window->view(), view); // nothing was opened again
    QCOMPARE(view->currentRoute().page, place.page);
    const auto entries = pages();
    for (const PageEntry &entry : entries) {
        view->visitPage(entry.id);
        QVERIFY2(QTest::qWaitFor([this] { return m_window->isSettled(); }), qPrintable(entry.id));
        const Route shown = view->currentRoute();
        QCOMPARE(shown.page, entry.id);
        QCOMPARE(shown.range, place.range);
        QCOMPARE(shown.compare, place.compare);
        QCOMPARE(shown.filter, place.filter);
        const QString wrong = fault(combination, entry);
        QVERIFY2(wrong.isEmpty(), qPrintable(entry.id + QStringLiteral(": ") + wrong));
        if (entry.id == QLatin1String("spending") && !view->isLegacy(entry.id))
            QCOMPARE(shown.options.value(QStringLiteral("group")), QStringLiteral("provider")); // as it was chosen before all of them
    }
    QVERIFY2(KeptMessages::all().isEmpty(), qPrintable(KeptMessages::all()));
}

QTEST_MAIN(FlagCombinationsTest)
#include "tst_flagcombinations.moc"
