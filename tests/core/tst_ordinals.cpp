#include "core/ordinals.h"

#include <QTest>

#include <limits>
#include <map>

class tst_Ordinals : public QObject
{
    Q_OBJECT

private slots:
    void countsFromNought();
    void agreesWithAMapOnManyNumbers();
};

void tst_Ordinals::countsFromNought()
{
    Ordinals ordinals;
    for (const quint64 number : { quint64(0), quint64(1), std::numeric_limits<quint64>::max() }) {
        for (quint32 times = 0; times < 5; ++times)
            QCOMPARE(ordinals.next(number), times);
    }
}

void tst_Ordinals::agreesWithAMapOnManyNumbers()
{
    Ordinals ordinals;
    std::map<quint64, quint32> seen;
    quint64 state = 3;
    for (int i = 0; i < 60'000; ++i) { // grows several times; every fourth number lies close to others
        state = state * 6364136223846793005u + 1442695040888963407u;
        const quint64 number = i % 4 ? state : (state >> 50) << 12;
        QCOMPARE(ordinals.next(number), seen[number]++);
    }
}

QTEST_APPLESS_MAIN(tst_Ordinals)
#include "tst_ordinals.moc"
