#include "core/quantilesketch.h"

#include <QTest>

#include <algorithm>

class tst_QuantileSketch : public QObject
{
    Q_OBJECT

private slots:
    void staysWithinOnePercent();
    void aSumAnswersWhatMergedSketchesDo();
    void aSumRefusesWhatIsNoSketch();

private:
    static QList<qint64> values(int count, qint64 seed);
};

QList<qint64> tst_QuantileSketch::values(int count, qint64 seed)
{
    QList<qint64> values;
    quint64 state = quint64(seed);
    for (int i = 0; i < count; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        values.append(qint64(state >> 33) >> (i % 20)); // of every magnitude, 0 among them
    }
    return values;
}

void tst_QuantileSketch::staysWithinOnePercent()
{
    auto sorted = values(5000, 1);
    QuantileSum sum;
    for (const qint64 value : std::as_const(sorted))
        sum.add(value);
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(sum.count(), 5000);
    for (const int percent : { 1, 50, 95, 99, 100 }) {
        const qint64 right = sorted.at(percent * 50 - 1);
        const qint64 answer = sum.quantile(percent / 100.0).value();
        QVERIFY2(qAbs(answer - right) <= right / 100, qPrintable(QStringLiteral("p%1: %2, not %3").arg(percent).arg(answer).arg(right)));
    }
}

void tst_QuantileSketch::aSumAnswersWhatMergedSketchesDo()
{
    QuantileSketch merged;
    QuantileSum sum;
    for (int part = 0; part < 7; ++part) {
        QuantileSketch sketch;
        for (const qint64 value : values(100 * part, part))
            sketch.add(value);
        merged.merge(sketch);
        QVERIFY(sum.addBytes(sketch.toBytes()));
    }
    merged.add(77);
    sum.add(77);
    QCOMPARE(sum.count(), merged.count());
    for (const double p : { 0.001, 0.5, 0.95, 0.99, 1.0 })
        QCOMPARE(sum.quantile(p), merged.quantile(p));
    QCOMPARE(QuantileSum().quantile(0.5), std::nullopt);
}

void tst_QuantileSketch::aSumRefusesWhatIsNoSketch()
{
    QuantileSketch sketch;
    sketch.add(5000);
    const QByteArray whole = sketch.toBytes();
    QuantileSum sum;
    QVERIFY(!sum.addBytes({}));
    QVERIFY(!sum.addBytes("\2" + whole.mid(1)));
    QVERIFY(!sum.addBytes(whole.chopped(1)));
    QVERIFY(!sum.addBytes(QByteArray("\1\xff\xff\xff\xff\x7f\1", 7))); // a bucket beyond all values
}

QTEST_APPLESS_MAIN(tst_QuantileSketch)
#include "tst_quantilesketch.moc"
