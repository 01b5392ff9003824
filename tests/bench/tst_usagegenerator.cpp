#include "usagegenerator.h"

#include <QBuffer>
#include <QSet>
#include <QtTest>

class UsageGeneratorTest : public QObject
{
    Q_OBJECT

private slots:
    void sameOptionsGiveTheSameBytes();
    void dimensionsAreThoseOfACompany();
    void rowsAreOutOfOrderOverManyDays();
    void stopsAtASize();

private:
    static QByteArray csv(const UsageFileOptions &options);
    static QList<QList<QByteArray>> rows(const UsageFileOptions &options);
};

QByteArray UsageGeneratorTest::csv(const UsageFileOptions &options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!UsageGenerator::write(buffer, options))
        return {};
    return buffer.data();
}

QList<QList<QByteArray>> UsageGeneratorTest::rows(const UsageFileOptions &options)
{
    QList<QList<QByteArray>> rows;
    const auto lines = csv(options).split('\n');
    for (const QByteArray &line : lines.mid(1)) {
        if (!line.isEmpty())
            rows.append(line.split(','));
    }
    return rows;
}

void UsageGeneratorTest::sameOptionsGiveTheSameBytes()
{
    const UsageFileOptions options { .rows = 2000 };
    QCOMPARE(csv(options), csv(options));
    QVERIFY(csv(options) != csv({ .rows = 2000, .seed = 2 }));
}

void UsageGeneratorTest::dimensionsAreThoseOfACompany()
{
    const auto table = rows({ .rows = 60'000 });
    QCOMPARE(table.size(), 60'000);
    const auto distinct = [&table](int column) {
        QSet<QByteArray> values;
        for (const auto &row : table)
            values.insert(row.at(column));
        return int(values.size());
    };
    QCOMPARE(distinct(1), UsageGenerator::Features);
    QCOMPARE(distinct(2), UsageGenerator::Providers);
    QCOMPARE(distinct(3), UsageGenerator::Models);
    QCOMPARE(distinct(6), UsageGenerator::Statuses);
    QVERIFY(distinct(4) <= UsageGenerator::Users);
    QVERIFY(distinct(4) > UsageGenerator::Users * 9 / 10);
}

void UsageGeneratorTest::rowsAreOutOfOrderOverManyDays()
{
    const auto table = rows({ .rows = 20'000 });
    QSet<QByteArray> days;
    int backwards = 0;
    int daysBackwards = 0;
    for (int i = 0; i < table.size(); ++i) {
        days.insert(table.at(i).at(0).left(10));
        if (i > 0) {
            backwards += table.at(i).at(0) < table.at(i - 1).at(0) ? 1 : 0;
            daysBackwards += table.at(i).at(0).left(10) < table.at(i - 1).at(0).left(10) ? 1 : 0;
        }
    }
    QCOMPARE(days.size(), 100);
    QVERIFY(backwards > table.size() / 3);
    QVERIFY(daysBackwards > table.size() / 100);
}

void UsageGeneratorTest::stopsAtASize()
{
    const auto bytes = csv({ .rows = 20'000, .mostBytes = 100'000 }).size();
    QVERIFY(bytes >= 100'000);
    QVERIFY(bytes < 100'000 + 300);
}

QTEST_APPLESS_MAIN(UsageGeneratorTest)
#include "tst_usagegenerator.moc"
