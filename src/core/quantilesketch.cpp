#include "core/quantilesketch.h"

#include "core/int128.h"

#include <cmath>

namespace {

// Values up to 128 have a bucket each; above, buckets grow by 1.5 % so that the middle is within 0.75 %.
constexpr qint64 ExactBelow = 128;
constexpr int MostBuckets = 100000; ///< Far more than 64 bits can need.
const double Growth = 1.015;
const double LogGrowth = std::log(Growth);
const double LogExact = std::log(double(ExactBelow));

int bucketOf(qint64 value)
{
    if (value <= ExactBelow)
        return int(value);
    return int(ExactBelow) + 1 + int((std::log(double(value)) - LogExact) / LogGrowth);
}

qint64 valueOf(int bucket)
{
    if (bucket <= ExactBelow)
        return bucket;
    const double lower = std::exp(LogExact + (bucket - int(ExactBelow) - 1) * LogGrowth);
    return std::llround(lower * 2 * Growth / (1 + Growth)); // relative error is the same at both ends
}

void putVarint(QByteArray &out, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        out.append(char(value | 0x80));
    out.append(char(value));
}

bool takeVarint(const QByteArray &in, qsizetype &at, quint64 &value)
{
    value = 0;
    for (int shift = 0; at < in.size() && shift < 63; shift += 7) {
        const auto byte = quint8(in.at(at++));
        value |= quint64(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

/// Calls `visit(bucket, count)` for what toBytes() wrote, buckets ascending; false as soon as it is something else.
template<typename Visit>
bool readSketch(const QByteArray &bytes, Visit visit)
{
    if (bytes.isEmpty() || bytes.at(0) != '\1')
        return false;
    int bucket = 0;
    for (qsizetype at = 1; at < bytes.size();) {
        quint64 step = 0;
        quint64 count = 0;
        if (!takeVarint(bytes, at, step) || !takeVarint(bytes, at, count) || count == 0 || step > MostBuckets || bucket + int(step) > MostBuckets)
            return false;
        bucket += int(step);
        visit(bucket, qint64(count));
    }
    return true;
}

}

qint64 nearestRank(double p, qint64 n)
{
    const auto thousandths = Int128(std::llround(p * 1000000));
    const auto rank = qint64((thousandths * n + 999999) / 1000000);
    return std::max<qint64>(1, std::min(rank, n));
}

void QuantileSketch::add(qint64 value, qint64 count)
{
    Q_ASSERT(value >= 0);
    addToBucket(bucketOf(value), count);
}

void QuantileSketch::merge(const QuantileSketch &other)
{
    for (const auto &[bucket, count] : other.m_buckets)
        addToBucket(bucket, count);
}

void QuantileSketch::addToBucket(int bucket, qint64 count)
{
    const auto found = m_buckets.try_emplace(bucket, 0).first;
    found->second += count;
    if (found->second == 0)
        m_buckets.erase(found);
    m_count += count;
}

std::optional<qint64> QuantileSketch::quantile(double p) const
{
    if (m_count == 0)
        return {};
    qint64 left = nearestRank(p, m_count);
    for (const auto &[bucket, count] : m_buckets) {
        left -= count;
        if (left <= 0)
            return valueOf(bucket);
    }
    Q_UNREACHABLE();
}

QByteArray QuantileSketch::toBytes() const
{
    QByteArray bytes(1, '\1'); // version
    int previous = 0;
    for (const auto &[bucket, count] : m_buckets) {
        putVarint(bytes, quint64(bucket - previous));
        putVarint(bytes, quint64(count));
        previous = bucket;
    }
    return bytes;
}

std::optional<QuantileSketch> QuantileSketch::fromBytes(const QByteArray &bytes)
{
    QuantileSketch sketch;
    const bool whole = readSketch(bytes, [&sketch](int bucket, qint64 count) {
        sketch.m_buckets[bucket] += count;
        sketch.m_count += count;
    });
    return whole ? std::optional(sketch) : std::nullopt;
}

qint64 &QuantileSum::bucket(size_t index)
{
    if (index >= m_buckets.size())
        m_buckets.resize(index + 1);
    return m_buckets[index];
}

void QuantileSum::add(qint64 value)
{
    Q_ASSERT(value >= 0);
    ++bucket(size_t(bucketOf(value)));
    ++m_count;
}

bool QuantileSum::addBytes(const QByteArray &bytes)
{
    return readSketch(bytes, [this](int index, qint64 count) {
        bucket(size_t(index)) += count;
        m_count += count;
    });
}

std::optional<qint64> QuantileSum::quantile(double p) const
{
    if (m_count == 0)
        return {};
    qint64 left = nearestRank(p, m_count);
    size_t index = 0;
    while ((left -= m_buckets[index]) > 0)
        ++index;
    return valueOf(int(index));
}
