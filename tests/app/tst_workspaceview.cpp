#include "app/consolefixture.h"
#include "app/pages.h"
#include "app/probepage.h"
#include "app/workspaceview.h"
#include "features/flags/flagspage.h"
#include "widgets/navigationlist.h"
#include "services/jobqueue.h"
#include "data/workspace.h"

#include <QSignalSpy>
#include <QtTest>

/// A legacy view that counts as ProbePage does.
class LegacyProbe : public ProbePage
{
    Q_OBJECT

public:
    using ProbePage::ProbePage;

    void setNewViewOffer(const LegacyOffer &made) { offer = made; }

    LegacyOffer offer;

signals:
    void newViewRequested();
};

/// Two views of one page, and the change from one to the other while the program runs.
class WorkspaceViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsTheNewViewWhereNobodyDecides();
    void saysThatAViewIsNotBuilt();
    void changesTheViewAndKeepsThePlace();
    void leavesOtherPagesAlone();
    void followsTheUserToTheNewView();
    void carriesOptionsToAViewThatIsNotMadeYet();
    void goesBackAcrossAChange();
    void countsStagedChangesInTheNavigation();
    void everyPageOfTheProgramOpensInBothViews_data();
    void everyPageOfTheProgramOpensInBothViews();

private:
    template<typename Probe> Probe *shown() const;
    static ViewDecider legacyFor(const QStringList &flags);

    JobQueue m_jobs;
    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<WorkspaceView> m_view;
};

static QList<PageEntry> twoViews()
{
    const auto explore = PageEntry::Group::Explore;
    return { { QStringLiteral("overview"), QStringLiteral("Overview"), QLatin1String("overview"), 1, createPage<ProbePage>, explore, QStringLiteral("flag-a"), createPage<LegacyProbe> },
        { QStringLiteral("spending"), QStringLiteral("Spending"), QLatin1String("spending"), 5, createPage<ProbePage>, explore, QStringLiteral("flag-b"), createPage<LegacyProbe> },
        { QStringLiteral("prompts"), QStringLiteral("Prompts"), QLatin1String("prompts"), 4, {}, explore, QStringLiteral("flag-c"), createPage<LegacyProbe> } };
}

template<typename Probe> Probe *WorkspaceViewTest::shown() const
{
    const auto probes = m_view->findChildren<Probe *>();
    const auto found = std::find_if(probes.cbegin(), probes.cend(), [](const Probe *probe) { return probe->isVisible() && probe->metaObject() == &Probe::staticMetaObject; });
    return found == probes.cend() ? nullptr : *found;
}

ViewDecider WorkspaceViewTest::legacyFor(const QStringList &flags)
{
    return [flags](const QString &flag) { return ViewDecision { flags.contains(flag), { true, QStringLiteral("Because of ") + flag } }; };
}

void WorkspaceViewTest::init()
{
    m_view.reset();
    m_console = std::make_unique<ConsoleFixture>();
    std::shared_ptr<Workspace> workspace(&m_console->database.workspace(), [](Workspace *) {});
    m_view = std::make_unique<WorkspaceView>(workspace, twoViews(), m_console->clock, m_console->settings, Session(), m_jobs);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->visitPage(QStringLiteral("overview"));
}

void WorkspaceViewTest::showsTheNewViewWhereNobodyDecides()
{
    QVERIFY(shown<ProbePage>());
    QVERIFY(!m_view->isLegacy(QStringLiteral("overview")));
}

void WorkspaceViewTest::saysThatAViewIsNotBuilt()
{
    m_view->setViewDecider(legacyFor({})); // whoever decides, there is no other
    m_view->visitPage(QStringLiteral("prompts"));

    QVERIFY(shown<LegacyProbe>());
    QVERIFY(!shown<LegacyProbe>()->offer.available);
    QCOMPARE(shown<LegacyProbe>()->offer.reason, QStringLiteral("The new view is not built yet."));
    m_view->setLegacy(QStringLiteral("prompts"), false);
    QVERIFY(m_view->isLegacy(QStringLiteral("prompts")));
}

void WorkspaceViewTest::changesTheViewAndKeepsThePlace()
{
    UsageFilter filter;
    filter.features = { QStringLiteral("chatbot") };
    const Route place { QStringLiteral("overview"), { QStringLiteral("2026-11-18"), QStringLiteral("2026-11-20") }, false, filter,
        { { QStringLiteral("q"), QStringLiteral("bot") } } };
    QVERIFY(m_view->visit(place));
    auto *newView = shown<ProbePage>();
    QSignalSpy changed(m_view.get(), &WorkspaceView::routeChanged);

    m_view->setViewDecider(legacyFor({ QStringLiteral("flag-a") }));

    QVERIFY(shown<LegacyProbe>());
    QVERIFY(!newView->isVisible());
    QCOMPARE(m_view->currentRoute(), place);
    QCOMPARE(shown<LegacyProbe>()->offer.reason, QStringLiteral("Because of flag-a"));
    QCOMPARE(changed.size(), 1);
    auto *legacy = shown<LegacyProbe>();
    legacy->setOptions({ { QStringLiteral("table"), QStringLiteral("stories") } });
    m_view->setViewDecider(legacyFor({}));
    QCOMPARE(shown<ProbePage>(), newView); // the same page as before, not made again
    QCOMPARE(m_view->currentRoute().filter, filter);
    QCOMPARE(m_view->currentRoute().options.value(QStringLiteral("q")), QStringLiteral("bot"));
    QCOMPARE(m_view->currentRoute().options.value(QStringLiteral("table")), QStringLiteral("stories"));
}

void WorkspaceViewTest::leavesOtherPagesAlone()
{
    m_view->visitPage(QStringLiteral("spending"));
    auto *spending = shown<ProbePage>();
    m_view->visitPage(QStringLiteral("overview"));
    const auto before = m_view->findChildren<ProbePage *>().size();

    m_view->setViewDecider(legacyFor({ QStringLiteral("flag-a") }));
    m_view->decideViews(); // nothing new
    m_view->visitPage(QStringLiteral("spending"));

    QCOMPARE(m_view->findChildren<ProbePage *>().size(), before + 1);
    QCOMPARE(shown<ProbePage>(), spending);
}

void WorkspaceViewTest::followsTheUserToTheNewView()
{
    m_view->setViewDecider(legacyFor({}));
    m_view->setLegacy(QStringLiteral("overview"), true);
    QVERIFY(shown<LegacyProbe>());
    QVERIFY(shown<LegacyProbe>()->offer.available);
    m_view->decideViews(); // a choice outlives a change of other flags
    QVERIFY(shown<LegacyProbe>());

    emit shown<LegacyProbe>()->newViewRequested();

    QVERIFY(shown<ProbePage>());
    QVERIFY(m_view->canChooseLegacy(QStringLiteral("overview")));
    m_view->setViewDecider(legacyFor({ QStringLiteral("flag-a") }));
    QVERIFY(!m_view->canChooseLegacy(QStringLiteral("overview")));
    m_view->setLegacy(QStringLiteral("overview"), false); // nobody chooses what the flags do not give
    QVERIFY(shown<LegacyProbe>());
}

void WorkspaceViewTest::carriesOptionsToAViewThatIsNotMadeYet()
{
    m_view->visitPage(QStringLiteral("spending"));
    shown<ProbePage>()->setOptions({ { QStringLiteral("q"), QStringLiteral("x") } });
    m_view->visitPage(QStringLiteral("overview"));

    m_view->setViewDecider(legacyFor({ QStringLiteral("flag-b") })); // of a page that nobody looks at
    QVERIFY(!m_view->findChild<LegacyProbe *>());
    m_view->visitPage(QStringLiteral("spending"));

    QVERIFY(shown<LegacyProbe>());
    QCOMPARE(shown<LegacyProbe>()->options().value(QStringLiteral("q")), QStringLiteral("x"));
}

void WorkspaceViewTest::goesBackAcrossAChange()
{
    m_view->visitPage(QStringLiteral("spending"));
    m_view->setViewDecider(legacyFor({ QStringLiteral("flag-a"), QStringLiteral("flag-b") }));

    m_view->goBack();

    QCOMPARE(m_view->currentRoute().page, QStringLiteral("overview"));
    QVERIFY(shown<LegacyProbe>());
    QVERIFY(m_view->canGoForward());
}

void WorkspaceViewTest::countsStagedChangesInTheNavigation()
{
    m_view.reset();
    std::shared_ptr<Workspace> workspace(&m_console->database.workspace(), [](Workspace *) {});
    m_view = std::make_unique<WorkspaceView>(workspace, pages(), m_console->clock, m_console->settings, Session(), m_jobs);
    m_view->show();
    m_view->visitPage(QStringLiteral("flags"));
    QTRY_VERIFY(m_view->isSettled());
    auto *navigation = m_view->findChild<NavigationList *>();
    auto *flags = m_view->findChild<FlagsPage *>();
    QCOMPARE(navigation->accessibleDescription(), QString());

    emit flags->stagedCountChanged(2);
    QVERIFY2(navigation->accessibleDescription().startsWith(QLatin1String("2 ")), qPrintable(navigation->accessibleDescription()));
    emit flags->stagedCountChanged(0);
    QCOMPARE(navigation->accessibleDescription(), QString());
}

void WorkspaceViewTest::everyPageOfTheProgramOpensInBothViews_data()
{
    QTest::addColumn<QString>("page");
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        QTest::newRow(qPrintable(entry.id)) << entry.id;
}

void WorkspaceViewTest::everyPageOfTheProgramOpensInBothViews()
{
    QFETCH(QString, page);
    m_view.reset();
    std::shared_ptr<Workspace> workspace(&m_console->database.workspace(), [](Workspace *) {});
    WorkspaceView view(workspace, pages(), m_console->clock, m_console->settings, Session(), m_jobs);
    view.show();
    for (const bool legacy : { true, false, true }) {
        view.setLegacy(page, legacy);
        view.visitPage(page);
        QTRY_VERIFY(view.isSettled());
        QCOMPARE(view.currentRoute().page, page);
    }
}

QTEST_MAIN(WorkspaceViewTest)
#include "tst_workspaceview.moc"
