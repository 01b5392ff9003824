#include "flags/murmur3.h"

#include <QtTest>

/// The published vectors of MurmurHash3_x86_32.
class Murmur3Test : public QObject {
    Q_OBJECT

private slots:
    void hashesAsPublished_data();
    void hashesAsPublished();
};

void Murmur3Test::hashesAsPublished_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<quint32>("hash");
    const auto row = [](const char *name, const QByteArray &bytes, quint32 seed, quint32 hash) {
        QTest::newRow(name) << bytes << seed << hash;
    };
    row("nothing", "", 0, 0);
    row("nothing, seed 1", "", 1, 0x514e28b7);
    row("nothing, all bits of the seed", "", 0xffffffff, 0x81f16f39);
    row("all bits of a block", QByteArray::fromHex("ffffffff"), 0, 0x76293b50);
    row("a block", QByteArray::fromHex("21436587"), 0, 0xf55b516b);
    row("a block and a seed", QByteArray::fromHex("21436587"), 0x5082edee, 0x2362f9de);
    row("three bytes", QByteArray::fromHex("214365"), 0, 0x7e4a8634);
    row("two bytes", QByteArray::fromHex("2143"), 0, 0xa0f7b07a);
    row("one byte", QByteArray::fromHex("21"), 0, 0x72661cf4);
    row("four zeros", QByteArray::fromHex("00000000"), 0, 0x2362f9de);
    row("three zeros", QByteArray::fromHex("000000"), 0, 0x85f0b427);
    row("two zeros", QByteArray::fromHex("0000"), 0, 0x30f4c306);
    row("one zero", QByteArray::fromHex("00"), 0, 0x514e28b7);
    row("aaaa", "aaaa", 0x9747b28c, 0x5a97808a);
    row("aaa", "aaa", 0x9747b28c, 0x283e0130);
    row("aa", "aa", 0x9747b28c, 0x5d211726);
    row("a", "a", 0x9747b28c, 0x7fa09ea6);
    row("abcd", "abcd", 0x9747b28c, 0xf0478627);
    row("abc", "abc", 0x9747b28c, 0xc84a62dd);
    row("ab", "ab", 0x9747b28c, 0x74875592);
    row("a sentence", "Hello, world!", 0x9747b28c, 0x24884cba);
    row("not ASCII", "ππππππππ", 0x9747b28c, 0xd58063c1);
    row("the fox", "The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd);
}

void Murmur3Test::hashesAsPublished()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, seed);
    QFETCH(quint32, hash);

    QCOMPARE(murmur3(bytes, seed), hash);
}

QTEST_GUILESS_MAIN(Murmur3Test)
#include "tst_murmur3.moc"
