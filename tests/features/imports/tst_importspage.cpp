#include "core/tablerole.h"
#include "features/figurelist.h"
#include "features/imports/importbatchesmodel.h"
#include "features/imports/importrejectsmodel.h"
#include "features/imports/importspage.h"
#include "features/imports/repricingsmodel.h"
#include "features/imports/undodialog.h"
#include "features/ledgerpagefixture.h"
#include "ledger/requestquery.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>

namespace {

const QByteArray Header = "ts_utc,feature,model,input_tokens,output_tokens,status,charged_cost_usd,source,source_row\n";
const QByteArray January = Header + "2026-01-05T10:00:00Z,chat,m-1,1000,100,success,0.25,s,1\n"
                                    "2026-01-05T10:00:01Z,chat,m-1,2000,200,error,0.5,s,2\n"
                                    "not a time,chat,m-1,1,1,success,0.5,s,9\n";
/// Revises January's first call and adds one.
const QByteArray February = Header + "2026-01-05T10:00:00Z,chat,m-1,1000,100,success,0.75,s,1\n"
                                     "2026-02-05T10:00:00Z,search,m-2,10,1,success,1,s,3\n";

struct Fixture : LedgerPageFixture<ImportsPage>
{
    void import(const QString &name, const QByteArray &content)
    {
        QFile file(test.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        const std::atomic_bool cancelled = false;
        ImportOptions options;
        options.actor = QStringLiteral("tester");
        QVERIFY(Importer(test.workspace()).run(file.fileName(), options, cancelled));
    }
    ImportBatchesModel *batches() const { return page->findChild<ImportBatchesModel *>(); }
    QString figure(const QString &label) const
    {
        for (const Figure &figure : page->findChild<FigureList *>()->figures()) {
            if (figure.label == label)
                return figure.value;
        }
        return {};
    }
    QString spend() { return test.texts(QStringLiteral("SELECT COALESCE(SUM(cost_pico), 0) FROM ai_usage_logs")).value(0); }
};

}

class tst_ImportsPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<Route>(); }

    void listsImportsWithWhatBecameOfThem()
    {
        Fixture fixture;
        fixture.import(QStringLiteral("january.csv"), January);
        fixture.import(QStringLiteral("february.csv"), February);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QAbstractItemModelTester batches(fixture.batches());
        QAbstractItemModelTester rejects(fixture.page->findChild<ImportRejectsModel *>());
        QAbstractItemModelTester repricings(fixture.page->findChild<RepricingsModel *>());
        using B = ImportBatchesModel;
        const auto cell = [&fixture](int row, B::Column column) { return fixture.batches()->index(row, column).data().toString(); };

        QCOMPARE(fixture.batches()->rowCount(), 2);
        QCOMPARE(cell(0, B::FileColumn), QStringLiteral("february.csv"));
        QCOMPARE(cell(0, B::NewColumn), QStringLiteral("1"));
        QCOMPARE(cell(0, B::RevisedColumn), QStringLiteral("1"));
        QCOMPARE(cell(0, B::CostColumn), QStringLiteral("$1.75"));
        QCOMPARE(cell(1, B::RejectedColumn), QStringLiteral("1"));
        QCOMPARE(cell(1, B::RejectedCostColumn), QStringLiteral("$0.50"));
        QCOMPARE(cell(0, B::RejectedCostColumn), QStringLiteral("$0.00"));
        QCOMPARE(cell(1, B::StatusColumn), QStringLiteral("Complete"));
        QCOMPARE(cell(1, B::ActorColumn), QStringLiteral("tester"));

        fixture.page->setOptions({ { QStringLiteral("batch"), QStringLiteral("1") } });
        QTRY_VERIFY(fixture.page->isSettled());
        const auto *rejected = fixture.page->findChild<ImportRejectsModel *>();
        QTRY_COMPARE(rejected->rowCount(), 1);
        QCOMPARE(rejected->index(0, ImportRejectsModel::LineColumn).data().toString(), QStringLiteral("4"));
        QVERIFY(rejected->index(0, ImportRejectsModel::RawColumn).data().toString().startsWith(QStringLiteral("not a time")));
        QTRY_COMPARE(fixture.figure(QStringLiteral("Left out as rejected")), QStringLiteral("$0.50"));
    }

    void whatAnOldImportsRejectsCostIsUnknown()
    {
        Fixture fixture;
        fixture.import(QStringLiteral("january.csv"), January);
        QVERIFY(fixture.test.exec(QStringLiteral("DELETE FROM import_amounts"))); // as before they were kept
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());

        const QModelIndex cell = fixture.batches()->index(0, ImportBatchesModel::RejectedCostColumn);
        QCOMPARE(cell.data().toString(), QStringLiteral("—"));
        QVERIFY(!cell.data(ExportRole).isValid());
        QTRY_COMPARE(fixture.figure(QStringLiteral("Left out as rejected")), QStringLiteral("—"));
        QCOMPARE(fixture.figure(QStringLiteral("Cost now")), QStringLiteral("$0.75"));
    }

    void refusesWhereALaterImportLeansOnIt()
    {
        Fixture fixture;
        fixture.import(QStringLiteral("january.csv"), January);
        fixture.import(QStringLiteral("february.csv"), February);
        fixture.open();
        fixture.page->setOptions({ { QStringLiteral("batch"), QStringLiteral("1") } });
        QTRY_VERIFY(fixture.page->isSettled());
        QTRY_VERIFY(fixture.button(QStringLiteral("Undo…"))->isEnabled());

        fixture.button(QStringLiteral("Undo…"))->click();

        QVERIFY(!fixture.page->findChild<UndoDialog *>());
        QVERIFY(fixture.says(QStringLiteral("february.csv")));
        QVERIFY(fixture.says(QStringLiteral("Undo these first")));
        QCOMPARE(fixture.spend(), QStringLiteral("2250000000000")); // 0.75 + 0.5 + 1
    }

    void undoesAnImportWithAReason()
    {
        Fixture fixture;
        fixture.import(QStringLiteral("january.csv"), January);
        fixture.import(QStringLiteral("february.csv"), February);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QTRY_VERIFY(fixture.button(QStringLiteral("Undo…"))->isEnabled());

        fixture.button(QStringLiteral("Undo…"))->click();
        auto *dialog = fixture.page->findChild<UndoDialog *>();
        QVERIFY(dialog);
        QVERIFY(fixture.says(QStringLiteral("$1.75, are taken out")));
        QVERIFY(fixture.says(QStringLiteral("In place of 1 of them")));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("wrong month"));
        QTest::keyClick(dialog, Qt::Key_Return);

        QTRY_COMPARE(fixture.spend(), QStringLiteral("750000000000"));
        QTRY_COMPARE(fixture.jobs.activeCount(), 0);
        QTRY_VERIFY(fixture.says(QStringLiteral("Import 2 is undone")));
        QCOMPARE(fixture.test.texts(QStringLiteral("SELECT actor || ' ' || reason FROM audit_log WHERE action = 'import.undo'")), QStringList { QStringLiteral("olga wrong month") });
        fixture.page->refresh();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.batches()->index(0, ImportBatchesModel::StatusColumn).data().toString(), QStringLiteral("Undone"));
        QTRY_VERIFY(!fixture.button(QStringLiteral("Undo…"))->isEnabled());
    }

    void leadsToExactlyItsRequests()
    {
        Fixture fixture;
        fixture.import(QStringLiteral("january.csv"), January);
        fixture.import(QStringLiteral("february.csv"), February);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QTRY_VERIFY(fixture.button(QStringLiteral("Show requests"))->isEnabled());
        QSignalSpy routes(fixture.page.get(), &ImportsPage::routeRequested);

        fixture.button(QStringLiteral("Show requests"))->click();

        const auto route = routes.value(0).value(0).value<Route>();
        QCOMPARE(route.page, QStringLiteral("requests"));
        RequestQuery query;
        const auto range = route.range.resolve(fixture.clock.now(), {});
        QVERIFY(range);
        query.range = *range;
        query.batch = route.options.value(QStringLiteral("batch")).toLongLong();
        const auto sum = fixture.test.reader().run([query](Connection &connection) { return Requests::spend(connection, query); }).result();
        QVERIFY(sum);
        QCOMPARE(sum->requests, 2);
        QCOMPARE(sum->cost.exactText(), QStringLiteral("1.75"));
        const auto rows = fixture.test.reader().run([query](Connection &connection) { return Requests::page(connection, query); }).result();
        QVERIFY(rows && rows->rows.size() == 2);
    }

    void readsOlderImportsPageByPage()
    {
        Fixture fixture;
        for (int i = 1; i <= 450; ++i)
            QVERIFY(fixture.test.exec(QStringLiteral("INSERT INTO import_batches (id, file_name, format, file_size, file_mtime_us, status, started_us, actor) VALUES (?, 'f.csv', 'event-csv', 1, 1, 'complete', ?, 'x')"), { i, i }));
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.batches()->rowCount(), 200);
        QVERIFY(fixture.batches()->canFetchMore({}));

        fixture.batches()->fetchMore({});
        QTRY_COMPARE(fixture.batches()->rowCount(), 400);
        fixture.batches()->fetchMore({});
        QTRY_COMPARE(fixture.batches()->rowCount(), 450);
        QVERIFY(!fixture.batches()->canFetchMore({}));
        QCOMPARE(fixture.batches()->batch(449).id, 1);

        fixture.page->setOptions({ { QStringLiteral("batch"), QStringLiteral("7") } }); // an old one is read up to
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.page->options().value(QStringLiteral("batch")), QStringLiteral("7"));
    }

    void readsRejectsPageByPage()
    {
        Fixture fixture;
        QByteArray csv = Header + "2026-01-05T10:00:00Z,chat,m-1,1000,100,success,0.25,s,1\n";
        for (int i = 0; i < 450; ++i)
            csv += "never,chat,m-1,1,1,success,,s," + QByteArray::number(i + 10) + '\n';
        fixture.import(QStringLiteral("bad.csv"), csv);
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        auto *rejects = fixture.page->findChild<ImportRejectsModel *>();
        QTRY_VERIFY(rejects->rowCount() >= 200);
        QTRY_VERIFY((rejects->fetchMore({}), rejects->rowCount() == 450));
        QCOMPARE(rejects->index(449, ImportRejectsModel::LineColumn).data().toString(), QStringLiteral("452"));
    }

    void saysThatThereIsNothing()
    {
        Fixture fixture;
        fixture.open();
        QTRY_VERIFY(fixture.page->isSettled());
        QCOMPARE(fixture.page->findChild<StateView *>()->state(), LoadState::Empty);
        fixture.page->setOptions({ { QStringLiteral("show"), QStringLiteral("repricings") } });
        QVERIFY(fixture.says(QStringLiteral("Nothing was repriced yet")));
    }
};

QTEST_MAIN(tst_ImportsPage)
#include "tst_importspage.moc"
