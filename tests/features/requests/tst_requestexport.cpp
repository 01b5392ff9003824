#include "features/requests/requestexport.h"

#include "features/smallledger.h"
#include "ledger/formats/csvreader.h"
#include "services/jobqueue.h"
#include "support/csvcells.h"

#include <QTest>

namespace {

/// Names that spreadsheets would work out, names that only look as if a guard had been put before them, and names that
/// CSV itself could break.
QStringList hostileNames()
{
    QStringList names { QStringLiteral("'"), QStringLiteral("''"), QStringLiteral("'a"), QStringLiteral("plain"),
        QStringLiteral("-1"), QStringLiteral("'-1"), QStringLiteral("''-1"), QStringLiteral(" =1"),
        QStringLiteral("'=1 "), QStringLiteral("\"=1\""), QStringLiteral("a,=1"), QStringLiteral("'=a,\"b\""),
        QStringLiteral("feature user"), QStringLiteral("guarded") };
    for (const QString &sign : { QStringLiteral("="), QStringLiteral("+"), QStringLiteral("-"), QStringLiteral("@"),
             QStringLiteral("\t"), QStringLiteral("\r"), QStringLiteral("\n"), QStringLiteral("\r\n"),
             QStringLiteral("\uff1d"), QStringLiteral("\uff0b"), QStringLiteral("\uff0d"), QStringLiteral("\uff20") }) {
        for (int apostrophes = 0; apostrophes < 4; ++apostrophes) {
            const QString name = QString(apostrophes, QLatin1Char('\'')) + sign;
            names += { name, name + QStringLiteral("1+1") };
        }
    }
    return names;
}

/// Six of them, another six for each `row`, so that every name stands in every column once.
QByteArray cellsOf(const QStringList &names, qsizetype row)
{
    QByteArray cells;
    for (int column = 0; column < 6; ++column) {
        QString name = names.at((row + column * 7) % names.size());
        cells += ",\"" + name.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
    }
    return cells;
}

QByteArray callsNamed(const QStringList &names)
{
    QByteArray csv = "ts_utc,feature,provider,model,user,session,error_code,status,input_tokens\n";
    for (qsizetype i = 0; i < names.size(); ++i)
        csv += "2026-11-19T1" + QByteArray::number(i / 60) + ':' + QByteArray::number(i % 60 + 100).last(2) + ":00Z"
            + cellsOf(names, i) + ",error,7\n";
    return csv;
}

Result<ImportReport> import(TestDatabase &test, const QString &path)
{
    const std::atomic_bool cancelled = false;
    ImportOptions options;
    options.actor = QStringLiteral("tester");
    return Importer(test.workspace()).run(path, options, cancelled);
}

QStringList rowsOf(TestDatabase &test)
{
    QStringList rows;
    const auto read = test.reader().run([&rows](Connection &connection) {
        const RequestQuery everything { { 0, SmallLedger::now() }, {}, {}, {}, {}, {} };
        return Requests::forEach(connection, everything, [&rows](const RequestRow &row) {
            const QStringList texts { QString::number(row.time), row.feature, row.provider, row.model, row.user,
                row.session, row.errorCode };
            rows.append(texts.join(QChar(0x1f)));
            return true;
        });
    }).result();
    return read ? rows : QStringList { read.error().line() };
}

Result<qint64> exportAll(TestDatabase &test, const QString &path)
{
    RequestExport::Order order;
    order.database = test.workspace().newReader();
    order.query.range = { 0, SmallLedger::now() };
    for (int field = 0; field < RequestFieldCount; ++field)
        order.columns.append(RequestField(field));
    order.path = path;
    const std::atomic_bool cancelled = false;
    return RequestExport::run(order, JobContext(cancelled, [](int, const QString &) {}));
}

}

class tst_RequestExport : public QObject
{
    Q_OBJECT

private slots:
    void comesBackWithTheNamesThatItLeftWith()
    {
        const QStringList names = hostileNames();
        TestDatabase test;
        SmallLedger::import(test, callsNamed(names));
        const QStringList before = rowsOf(test);
        QCOMPARE(before.size(), names.size());
        const QString path = test.filePath(QStringLiteral("export.csv"));

        const auto written = exportAll(test, path);
        QVERIFY(written);
        QCOMPARE(*written, qint64(names.size()));

        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        CsvReader reader(file);
        while (reader.next() == CsvReader::Next::Record) {
            for (const QByteArrayView cell : reader.cells())
                QVERIFY2(!CsvCells::runsAsFormula(QString::fromUtf8(cell)), cell.toByteArray().constData());
        }
        const auto again = import(test, path); // the same rows: nothing is new
        QVERIFY(again);
        QCOMPARE(again->counts.duplicates, qint64(names.size()));
        QCOMPARE(rowsOf(test), before);
        TestDatabase other;
        const auto elsewhere = import(other, path);
        QVERIFY(elsewhere);
        QCOMPARE(elsewhere->counts.accepted, qint64(names.size()));
        QCOMPARE(rowsOf(other), before);
    }
};

QTEST_GUILESS_MAIN(tst_RequestExport)
#include "tst_requestexport.moc"
