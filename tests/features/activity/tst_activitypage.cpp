#include "data/transaction.h"
#include "features/activity/activitymodel.h"
#include "features/activity/activitypage.h"
#include "features/activity/activitypanel.h"
#include "features/fieldlist.h"
#include "features/searchedit.h"
#include "ledger/filterstate.h"
#include "services/clock.h"
#include "services/settings.h"
#include "support/testdatabase.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/toast.h"

#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

namespace {

const UtcMicros Day = ReportingZone().startOfDay(QDate(2023, 11, 14));

/// A page over a log of entries in November 2023.
struct Fixture
{
    explicit Fixture(int imports = 3)
    {
        filter.setRange({ QStringLiteral("2023-11-14"), QStringLiteral("2023-11-15") });
        const auto added = test.writer().run([imports](Connection &connection) -> Result<> {
            Transaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return begun;
            for (int i = 0; i < imports; ++i) {
                const AuditEntry entry { 0, Day + i, QStringLiteral("ann"), QStringLiteral("import.complete"), QStringLiteral("batch %1: a.csv").arg(i + 1),
                    {}, QStringLiteral("3 records"), {} };
                if (auto done = AuditLog::append(connection, entry); !done)
                    return done;
            }
            const AuditEntry last { 0, Day + 1'000'000, QStringLiteral("bob"), QStringLiteral("prices.set"), QStringLiteral("gpt-4o"), QStringLiteral("2.5"),
                QStringLiteral("2.4"), QStringLiteral("new contract") };
            if (auto done = AuditLog::append(connection, last); !done)
                return done;
            return transaction.commit();
        }).result();
        if (!added)
            qFatal("%s", qPrintable(added.error().line()));
    }

    void open()
    {
        page = std::make_unique<ActivityPage>(test.workspace(), filter, clock, settings);
        page->setPageIds({ QStringLiteral("activity"), QStringLiteral("imports") });
        page->resize(1088, 712);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        table = page->findChild<DataTable *>();
        panel = page->findChild<ActivityPanel *>();
        strip = nullptr;
        for (auto *found : page->findChildren<MessageStrip *>(QString(), Qt::FindDirectChildrenOnly))
            strip = found;
        QTRY_VERIFY(page->isSettled());
    }
    int rows() const { return table->model()->rowCount(); }
    QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    QAction *action(const QString &text) const
    {
        for (QAction *action : page->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    /// The lines of the panel in one text.
    QString panelText() const
    {
        QString text;
        for (const auto *fields : panel->findChildren<FieldList *>()) {
            for (const FieldLine &line : fields->lines())
                text += line.label + QLatin1Char('=') + line.value + QLatin1Char('\n');
        }
        for (const auto *box : panel->findChildren<QPlainTextEdit *>())
            text += box->accessibleName() + QLatin1Char('=') + box->toPlainText() + QLatin1Char('\n');
        return text;
    }

    TestDatabase test;
    FixedClock clock { Day + 12 * MicrosPerHour };
    Settings settings { test.filePath(QStringLiteral("settings.ini")) };
    FilterState filter { ReportingZone() };
    std::unique_ptr<ActivityPage> page;
    DataTable *table = nullptr;
    ActivityPanel *panel = nullptr;
    MessageStrip *strip = nullptr;
};

}

class tst_ActivityPage : public QObject
{
    Q_OBJECT

private slots:
    void showsTheRangeNewestFirst()
    {
        Fixture fixture;
        fixture.open();

        QCOMPARE(fixture.rows(), 4); // the workspace's own entry is of today
        QCOMPARE(fixture.cell(0, ActivityModel::Action), QStringLiteral("Price set"));
        QCOMPARE(fixture.cell(0, ActivityModel::Change), QString::fromUtf8("2.5 → 2.4"));
        QCOMPARE(fixture.cell(3, ActivityModel::Object), QStringLiteral("batch 1: a.csv"));

        fixture.filter.setRange({ QStringLiteral("2023-11-10"), QStringLiteral("2023-11-14") });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Empty);
    }

    void narrowsByTextPersonAndKind()
    {
        Fixture fixture;
        fixture.open();
        auto *search = fixture.page->findChild<SearchEdit *>();

        QTest::keyClick(fixture.table, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("CONTRACT"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 1);
        QCOMPARE(fixture.page->options().value(QStringLiteral("q")), QStringLiteral("CONTRACT"));
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(search->text().isEmpty());
        QTRY_COMPARE(fixture.rows(), 4);

        fixture.page->setOptions({ { QStringLiteral("group"), QStringLiteral("imports") }, { QStringLiteral("actor"), QStringLiteral("ann") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 3);
        fixture.page->setOptions({ { QStringLiteral("group"), QStringLiteral("nonsense") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.rows(), 4);
        QVERIFY(fixture.page->options().isEmpty());
    }

    void loadsMoreAsItScrolls()
    {
        Fixture fixture(450);
        fixture.open();
        QCOMPARE(fixture.rows(), 200);

        fixture.table->model()->fetchMore({});
        QTRY_COMPARE(fixture.rows(), 400);
        fixture.table->model()->fetchMore({});
        QTRY_COMPARE(fixture.rows(), 451);
        QCOMPARE(fixture.cell(450, ActivityModel::Object), QStringLiteral("batch 1: a.csv"));
        QVERIFY(!fixture.table->model()->canFetchMore({}));
    }

    void showsAnEntryInFullAndItsPlaceInTheChain()
    {
        Fixture fixture;
        fixture.open();
        QTest::keyClick(fixture.table, Qt::Key_Down);
        QTest::keyClick(fixture.table, Qt::Key_Return);
        QVERIFY(fixture.panel->isVisible());
        fixture.table->selectionModel()->setCurrentIndex(fixture.table->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QTRY_VERIFY(fixture.page->isSettled());

        const QString text = fixture.panelText();
        for (const char *part : { "Who=bob", "Action=prices.set", "From=2.5", "To=2.4", "Why=new contract", "Entry=5", "Every entry up to this one fits" })
            QVERIFY2(text.contains(QLatin1String(part)), part);
        QVERIFY(text.contains(QString::fromLatin1(fixture.panel->entry()->hash.toHex())));

        QTest::keyClick(fixture.table, Qt::Key_Escape);
        QVERIFY(fixture.panel->isHidden());
    }

    void offersOnlyPagesThatThereAre()
    {
        Fixture fixture;
        fixture.open();
        QSignalSpy routes(fixture.page.get(), &ActivityPage::routeRequested);
        fixture.page->setOptions({ { QStringLiteral("record"), QStringLiteral("open") } });
        QTRY_VERIFY(fixture.page->isSettled());
        const auto openButton = [&fixture]() -> Button * {
            for (auto *button : fixture.panel->findChildren<Button *>()) {
                if (button->isVisible() && button->text().startsWith(QStringLiteral("Open")))
                    return button;
            }
            return nullptr;
        };
        QVERIFY(!openButton()); // a price: it has no page here

        fixture.table->selectRow(1);
        QTRY_VERIFY(openButton());
        openButton()->click();
        QCOMPARE(routes.size(), 1);
        QCOMPARE(routes.first().first().value<Route>().page, QStringLiteral("imports"));
        QCOMPARE(routes.first().first().value<Route>().options.value(QStringLiteral("batch")), QStringLiteral("3"));
    }

    void checksTheWholeLog()
    {
        Fixture fixture;
        fixture.open();
        QAction *verify = fixture.action(QStringLiteral("Verify log"));
        verify->trigger();
        QVERIFY(!verify->isEnabled());
        QTRY_VERIFY(verify->isEnabled());
        QCOMPARE(fixture.strip->severity(), Status::Good);
        QVERIFY2(fixture.strip->summary().startsWith(QStringLiteral("5 entries, each fits the one before; head ")), qPrintable(fixture.strip->summary()));

        QVERIFY(fixture.test.exec(QStringLiteral("DROP TRIGGER audit_log_no_update")));
        QVERIFY(fixture.test.exec(QStringLiteral("UPDATE audit_log SET actor = 'eve' WHERE seq = 3")));
        verify->trigger();
        QTRY_VERIFY(verify->isEnabled());
        QCOMPARE(fixture.strip->severity(), Status::Error);
        QVERIFY(fixture.strip->summary().contains(QStringLiteral("Entry 3 ")));

        fixture.page->setOptions({ { QStringLiteral("record"), QStringLiteral("open") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QVERIFY2(fixture.panelText().contains(QStringLiteral("Entry 3 was changed")), qPrintable(fixture.panelText()));
    }

    void exportsWhatTheFilterFinds()
    {
        Fixture fixture(450);
        fixture.open();
        const QString path = fixture.test.filePath(QStringLiteral("log.csv"));

        fixture.page->exportTo(path, AuditExport::Format::Csv);

        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 452); // all, though 200 are on the screen, and the header
        fixture.page->exportTo(fixture.test.filePath(QStringLiteral("no/such/folder.csv")), AuditExport::Format::Csv);
        QTRY_VERIFY(fixture.strip->isVisible());
        QCOMPARE(fixture.strip->severity(), Status::Error);
    }

    void saysWhyItCannotLoad()
    {
        Fixture fixture;
        QVERIFY(fixture.test.exec(QStringLiteral("DROP TABLE audit_log")));
        fixture.open();

        QCOMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Error);
    }
};

QTEST_MAIN(tst_ActivityPage)
#include "tst_activitypage.moc"
