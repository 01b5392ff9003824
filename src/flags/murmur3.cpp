#include "flags/murmur3.h"

#include <QtEndian>

#include <bit>

namespace {

constexpr quint32 C1 = 0xcc9e2d51;
constexpr quint32 C2 = 0x1b873593;

constexpr quint32 mixed(quint32 block) { return std::rotl(block * C1, 15) * C2; }

}

quint32 murmur3(QByteArrayView bytes, quint32 seed)
{
    const auto *data = reinterpret_cast<const uchar *>(bytes.data());
    const qsizetype blocks = bytes.size() / 4;
    quint32 hash = seed;
    for (qsizetype i = 0; i < blocks; ++i)
        hash = std::rotl(hash ^ mixed(qFromLittleEndian<quint32>(data + 4 * i)), 13) * 5 + 0xe6546b64;

    quint32 tail = 0;
    for (qsizetype i = bytes.size(); i > 4 * blocks; --i)
        tail = tail << 8 | data[i - 1];
    hash ^= mixed(tail);

    hash ^= quint32(bytes.size());
    hash = (hash ^ hash >> 16) * 0x85ebca6b;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35;
    return hash ^ hash >> 16;
}
