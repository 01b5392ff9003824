#include "ledger/route.h"

#include <QRandomGenerator>
#include <QtTest>

class RouteTest : public QObject
{
    Q_OBJECT

private slots:
    void survivesTheTripThroughAUrl_data();
    void survivesTheTripThroughAUrl();
    void survivesWithAnyText();
    void isWrittenAsUsersSeeIt();
    void leavesTheRangeOpenWhereTheLinkNamesNone();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
};

static Route sample()
{
    Route route;
    route.page = QStringLiteral("spending");
    route.range = { QStringLiteral("now-29d/d"), QStringLiteral("now+1d/d") };
    return route;
}

/// Text with everything that a link, a query or a text encoding could take for something else.
static QString hostileText(QRandomGenerator &random)
{
    static const QString alphabet = QStringLiteral("ab&=+%?#/:;@ \t\n\"'<>\\.,|") + QChar(0) + QChar(0x7f) + QChar(0xe9) + QChar(0x202e)
        + QChar(0x4e2d) + QChar(0xfeff) + QChar(0xfffd) + QStringLiteral("%41%00%zzoption.");
    QString text;
    const int length = random.bounded(12);
    for (int i = 0; i < length; ++i)
        text += alphabet.at(random.bounded(int(alphabet.size())));
    if (random.bounded(4) == 0)
        text += QString::fromUcs4(U"\U0001f980");
    return text;
}

void RouteTest::survivesTheTripThroughAUrl_data()
{
    QTest::addColumn<Route>("route");
    QTest::newRow("plain") << sample();
    Route route = sample();
    route.compare = false;
    route.filter.features = QStringList { QString(), QStringLiteral("chat bot"), QStringLiteral("a&b=c") };
    route.filter.statuses = { UsageStatus::Error, UsageStatus::Timeout };
    route.filter.costSources = { CostSource::Unpriced };
    QTest::newRow("filtered, with the feature that no record named") << route;
    route = sample();
    route.options = { { QStringLiteral("group"), QStringLiteral("model") }, { QStringLiteral("feature"), QStringLiteral("x") },
        { QStringLiteral("option.to"), QStringLiteral("y") }, { QStringLiteral("empty"), QString() } };
    QTest::newRow("options that are called like filters") << route;
    route = sample();
    route.range = { QStringLiteral("2026-11-01T13:00+05:45"), QStringLiteral("2026-11-20") };
    QTest::newRow("dates with an offset") << route;
    route = {};
    route.page = QStringLiteral("overview");
    QTest::newRow("nothing but a page") << route;
}

void RouteTest::survivesTheTripThroughAUrl()
{
    QFETCH(Route, route);

    const auto read = Route::fromUrl(QUrl(QString::fromLatin1(route.toUrl().toEncoded()), QUrl::StrictMode));

    QVERIFY2(read, read ? "" : qPrintable(read.error().line()));
    QVERIFY(*read == route);
}

void RouteTest::survivesWithAnyText()
{
    QRandomGenerator random(20261121);
    for (int round = 0; round < 2000; ++round) {
        Route route = sample();
        route.compare = random.bounded(2) == 0;
        for (QStringList *list : { &route.filter.features, &route.filter.models, &route.filter.providers, &route.filter.users }) {
            for (int i = random.bounded(3); i > 0; --i)
                list->append(hostileText(random));
        }
        for (int i = random.bounded(3); i > 0; --i) {
            const QString key = hostileText(random);
            if (!key.isEmpty())
                route.options.insert(key, hostileText(random));
        }

        const QByteArray link = route.toUrl().toEncoded();
        const auto read = Route::fromUrl(QUrl(QString::fromLatin1(link), QUrl::StrictMode));

        QVERIFY2(read && *read == route, link.constData());
        for (const char c : link)
            QVERIFY2(c > 0x20 && c < 0x7f, link.constData());
    }
}

void RouteTest::isWrittenAsUsersSeeIt()
{
    Route route = sample();
    route.filter.features = QStringList { QStringLiteral("chatbot") };
    route.options.insert(QStringLiteral("group"), QStringLiteral("model"));

    QCOMPARE(route.toUrl().toEncoded(),
        QByteArrayLiteral("signalbox://spending?from=now-29d/d&to=now%2B1d/d&compare=1&feature=chatbot&group=model"));
}

void RouteTest::leavesTheRangeOpenWhereTheLinkNamesNone()
{
    const auto route = Route::fromUrl(QUrl(QStringLiteral("signalbox://overview")));

    QVERIFY(route);
    QVERIFY(route->range == RangeExpression());
    QVERIFY(route->compare);
    QVERIFY(route->filter.isEmpty());
}

void RouteTest::refusesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("link");
    QTest::addColumn<QString>("named");
    QTest::newRow("another scheme") << QByteArrayLiteral("https://spending?compare=1") << QStringLiteral("https");
    QTest::newRow("no page") << QByteArrayLiteral("signalbox:?compare=1") << QStringLiteral("page");
    QTest::newRow("a path") << QByteArrayLiteral("signalbox://spending/x") << QStringLiteral("/x");
    QTest::newRow("unknown status") << QByteArrayLiteral("signalbox://spending?status=fine") << QStringLiteral("fine");
    QTest::newRow("unknown cost source") << QByteArrayLiteral("signalbox://spending?cost-source=guessed") << QStringLiteral("guessed");
    QTest::newRow("compare is no flag") << QByteArrayLiteral("signalbox://spending?compare=maybe") << QStringLiteral("maybe");
    QTest::newRow("a time that is none") << QByteArrayLiteral("signalbox://spending?from=tomorrowish&to=now") << QStringLiteral("tomorrowish");
    QTest::newRow("half a range") << QByteArrayLiteral("signalbox://spending?from=now-7d") << QStringLiteral("now-7d");
    QTest::newRow("bytes that are no text") << QByteArrayLiteral("signalbox://spending?feature=%ff%fe") << QStringLiteral("%FF");
    QTest::newRow("a value without a key") << QByteArrayLiteral("signalbox://spending?=x") << QStringLiteral("=x");
    QTest::newRow("far too long") << QByteArray("signalbox://spending?feature=" + QByteArray(100'000, 'x')) << QStringLiteral("too long");
}

void RouteTest::refusesWhatItCannotRead()
{
    QFETCH(QByteArray, link);
    QFETCH(QString, named);

    const auto route = Route::fromUrl(QUrl::fromEncoded(link, QUrl::StrictMode));

    QVERIFY(!route);
    QCOMPARE(route.error().kind, Error::Kind::Invalid);
    QVERIFY2(route.error().summary.contains(named, Qt::CaseInsensitive), qPrintable(route.error().summary));
}

QTEST_GUILESS_MAIN(RouteTest)
#include "tst_route.moc"
