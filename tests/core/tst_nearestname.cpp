#include "core/nearestname.h"

#include <QTest>

class NearestNameTest : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("itself") << "gpt-4o" << "gpt-4o";
        QTest::newRow("a letter too many") << "gpt-4oo" << "gpt-4o";
        QTest::newRow("a letter left out") << "gp-4o-mini" << "gpt-4o-mini";
        QTest::newRow("another letter") << "chatbat" << "chatbot";
        QTest::newRow("upper case") << "GPT-4O" << "gpt-4o";
        QTest::newRow("the first of equals") << "gpt-4x" << "gpt-4o";
        QTest::newRow("nothing like it") << "weather-station" << "";
        QTest::newRow("nothing typed") << "" << "";
        QTest::newRow("a whole book") << QString(100'000, QLatin1Char('x')) << "";
    }

    void findsWhatWasMeant()
    {
        QFETCH(QString, typed);
        const QStringList known { QStringLiteral("gpt-4o"), QStringLiteral("gpt-4y"), QStringLiteral("gpt-4o-mini"), QStringLiteral("chatbot") };

        QTEST(nearestName(typed, known), "nearest");
    }
};

QTEST_APPLESS_MAIN(NearestNameTest)
#include "tst_nearestname.moc"
