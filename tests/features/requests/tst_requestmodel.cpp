#include "core/tablerole.h"
#include "features/requests/requestmodel.h"
#include "features/smallledger.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace {

RequestsAnswer answer(TestDatabase &test, int limit)
{
    const RequestsQuestion question { { SmallLedger::range(), {}, {}, {}, {}, {} }, Bucket::Day };
    auto first = test.reader().run([=](Connection &connection) { return RequestsQueries::first(connection, question); }).result();
    const auto page = test.reader().run([=](Connection &connection) { return Requests::page(connection, question.query, {}, limit); }).result();
    if (!first || !page)
        qFatal("cannot ask");
    first->page = *page;
    return *first;
}

RequestPage next(TestDatabase &test, const RequestsAnswer &answer, const RequestCursor &after, int limit)
{
    const auto query = answer.question.query;
    const auto page = test.reader().run([=](Connection &connection) { return Requests::page(connection, query, after, limit); }).result();
    return page ? *page : RequestPage();
}

}

class tst_RequestModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { SmallLedger::import(m_test); }

    void asksForMoreAndAppends()
    {
        const auto first = answer(m_test, 2);
        RequestModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<RequestCursor> wanted;
        connect(&model, &RequestModel::moreWanted, this, [&](const RequestCursor &after) { wanted.append(after); });

        model.setAnswer(first);
        QCOMPARE(model.rowCount(), 2);
        if (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(wanted.size(), 1);
        QVERIFY(model.isWaiting());
        QVERIFY(!model.canFetchMore({})); // asked once is enough
        model.append(wanted.constFirst(), next(m_test, first, wanted.constFirst(), 100));

        QCOMPARE(model.rowCount(), 5);
        QVERIFY(!model.hasMore() && !model.canFetchMore({}));
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.row(row - 1).time >= model.row(row).time);
    }

    void dropsWhatComesTooLate()
    {
        const auto first = answer(m_test, 2);
        RequestModel model;
        model.setAnswer(first);
        model.fetchMore({});
        const auto late = next(m_test, first, *first.page.next, 100);

        model.hold(); // another question is being asked
        model.append(*first.page.next, late);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.canFetchMore({}));

        model.setAnswer(answer(m_test, 3));
        model.fetchMore({});
        model.append(*first.page.next, late); // of the order before
        QCOMPARE(model.rowCount(), 3);
    }

    void waitsForTheUserAfterAFailure()
    {
        RequestModel model;
        model.setAnswer(answer(m_test, 2));
        model.fetchMore({});
        QSignalSpy wanted(&model, &RequestModel::moreWanted);

        model.fetchFailed();
        QVERIFY(!model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(wanted.size(), 0);

        model.retry();
        QCOMPARE(wanted.size(), 1);
    }

    void tellsExactValues()
    {
        RequestModel model;
        model.setAnswer(answer(m_test, 10));
        const auto at = [&model](int row, RequestField field, int role) { return model.index(row, int(field)).data(role); };

        QCOMPARE(at(4, RequestField::Cost, ExportRole).toString(), QStringLiteral("1.000000000001"));
        QCOMPARE(at(4, RequestField::Time, ExportRole).toString(), QStringLiteral("2026-11-18T10:00:00.000000Z"));
        QVERIFY(!at(0, RequestField::Cost, ExportRole).isValid()); // no price
        QCOMPARE(at(0, RequestField::Cost, Qt::DisplayRole).toString(), QStringLiteral("$?"));
        QCOMPARE(Severity(at(0, RequestField::Cost, SeverityRole).toInt()), Severity::Warning);
        QCOMPARE(Severity(at(3, RequestField::Status, SeverityRole).toInt()), Severity::Error);
        QVERIFY(!at(3, RequestField::Latency, ExportRole).isValid());
        for (int column = 0; column < model.columnCount(); ++column)
            QCOMPARE(requestFieldFromName(model.headerData(column, Qt::Horizontal, ColumnIdRole).toString()), std::optional(RequestField(column)));
    }

private:
    TestDatabase m_test;
};

QTEST_GUILESS_MAIN(tst_RequestModel)
#include "tst_requestmodel.moc"
