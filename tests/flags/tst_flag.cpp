#include "flags/flag.h"

#include <QtTest>

Q_DECLARE_METATYPE(FlagState)

/// Shares and states as text.
class FlagTest : public QObject {
    Q_OBJECT

private slots:
    void readsShares_data();
    void readsShares();
    void refusesWhatIsNoShare_data();
    void refusesWhatIsNoShare();
    void saysStates_data();
    void saysStates();
    void storesStates();
    void refusesDamagedStates_data();
    void refusesDamagedStates();
};

void FlagTest::readsShares_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("milli");
    QTest::addColumn<QString>("shown");
    QTest::newRow("whole") << QStringLiteral("25") << 25'000 << QStringLiteral("25 %");
    QTest::newRow("half a percent") << QStringLiteral("0.5") << 500 << QStringLiteral("0.5 %");
    QTest::newRow("a thousandth") << QStringLiteral("0.001 %") << 1 << QStringLiteral("0.001 %");
    QTest::newRow("zeros behind") << QStringLiteral("12.34500000") << 12'345 << QStringLiteral("12.345 %");
    QTest::newRow("nobody") << QStringLiteral("0") << 0 << QStringLiteral("0 %");
    QTest::newRow("everybody") << QStringLiteral("100%") << 100'000 << QStringLiteral("100 %");
    QTest::newRow("everybody, with decimals") << QStringLiteral("100.000") << 100'000 << QStringLiteral("100 %");
}

void FlagTest::readsShares()
{
    QFETCH(QString, text);
    QFETCH(int, milli);

    const auto read = parseRollout(text);

    QVERIFY2(read, read ? "" : qPrintable(read.error().summary));
    QCOMPARE(*read, milli);
    QTEST(rolloutText(milli), "shown");
}

void FlagTest::refusesWhatIsNoShare_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
        { "101", "100.001", "-1", "", "half", "1e2", "25,5", "0.0001", "99999999999999999999", "٢٥", "NaN", "1 2" })
        QTest::newRow(text) << QString::fromUtf8(text);
}

void FlagTest::refusesWhatIsNoShare()
{
    QFETCH(QString, text);

    const auto read = parseRollout(text);

    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Invalid);
    QVERIFY(read.error().summary.contains(text));
}

void FlagTest::saysStates_data()
{
    QTest::addColumn<FlagState>("state");
    QTest::addColumn<QString>("text");
    const QStringList none;
    QTest::newRow("off") << FlagState { false, 25'000, { QStringLiteral("ann") }, {}, { QStringLiteral("qa") } }
                         << QStringLiteral("off");
    QTest::newRow("on") << FlagState::on() << QStringLiteral("on");
    QTest::newRow("a share") << FlagState { true, 500, none, none, none } << QStringLiteral("on for 0.5 %");
    QTest::newRow("a share, groups and users")
        << FlagState { true, 25'000, { QStringLiteral("ann"), QStringLiteral("bob") }, { QStringLiteral("eve") },
               { QStringLiteral("leads"), QStringLiteral("qa") } }
        << QStringLiteral("on for 25 % and groups leads, qa and users ann, bob; not for eve");
    QTest::newRow("nobody") << FlagState { true, 0, none, none, none } << QStringLiteral("on for rollout phases only");
    QTest::newRow("all but one") << FlagState { true, 100'000, none, { QStringLiteral("eve") }, none }
                                 << QStringLiteral("on; not for eve");
}

void FlagTest::saysStates()
{
    QFETCH(FlagState, state);

    QTEST(stateText(state), "text");
}

void FlagTest::storesStates()
{
    const FlagState state { true, 12'345, { QStringLiteral("ann"), QStringLiteral("jürgen \"x\"") },
        { QStringLiteral("bob") }, { QStringLiteral("qa") } };

    const auto read = stateFromJson(stateToJson(state));

    QVERIFY(read);
    QCOMPARE(*read, state);
    QCOMPARE(FlagState({ true, 1, { QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("b") }, {}, {} })
                 .normalised()
                 .allow,
        QStringList({ QStringLiteral("a"), QStringLiteral("b") }));
}

void FlagTest::refusesDamagedStates_data()
{
    QTest::addColumn<QString>("json");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no object") << QStringLiteral("[]");
    QTest::newRow("too much") << QStringLiteral(
        R"({"enabled":true,"rollout_milli":100001,"allow":[],"deny":[],"groups":[]})");
    QTest::newRow("no state") << QStringLiteral(R"({"rollout_milli":1})");
    QTest::newRow("cut off") << QStringLiteral(R"({"enabled":true,"rollout_)");
}

void FlagTest::refusesDamagedStates()
{
    QFETCH(QString, json);

    const auto read = stateFromJson(json);

    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Corrupt);
}

QTEST_GUILESS_MAIN(FlagTest)
#include "tst_flag.moc"
