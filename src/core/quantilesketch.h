#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <map>
#include <optional>
#include <vector>

/// A mergeable summary of non-negative integers that answers nearest-rank quantiles with at most 1 % relative error.
/// Logarithmic buckets; merging is exact (adding counts), so any order of merges gives the same answer.
class QuantileSketch
{
public:
    /// value >= 0. A negative count takes values out that were added before, here or in a sketch this is merged into.
    void add(qint64 value, qint64 count = 1);
    void merge(const QuantileSketch &other);
    qint64 count() const { return m_count; }
    bool isEmpty() const { return m_buckets.empty(); } ///< Nothing at all, not even values to take out.

    /// The ceil(p * n)-th smallest value, 0 < p <= 1; nullopt where nothing was added.
    std::optional<qint64> quantile(double p) const;

    /// Versioned, compact, the same bytes for the same content.
    QByteArray toBytes() const;
    /// nullopt for bytes that toBytes() did not write.
    static std::optional<QuantileSketch> fromBytes(const QByteArray &bytes);

    friend bool operator==(const QuantileSketch &, const QuantileSketch &) = default;

private:
    void addToBucket(int bucket, qint64 count);

    std::map<int, qint64> m_buckets; ///< Bucket index -> how many values.
    qint64 m_count = 0;
};

/// Many sketches and values taken together. Quicker than merging sketches one by one; answers what they would.
class QuantileSum
{
public:
    void add(qint64 value); ///< value >= 0
    /// Adds a sketch as toBytes() wrote it. false for other bytes; what was added of them is undefined.
    bool addBytes(const QByteArray &bytes);
    qint64 count() const { return m_count; }
    std::optional<qint64> quantile(double p) const; ///< As QuantileSketch::quantile().

private:
    qint64 &bucket(size_t index);

    std::vector<qint64> m_buckets; ///< How many values, by bucket index.
    qint64 m_count = 0;
};

/// Position (from 1) of the nearest-rank quantile `p` in `n` sorted values: ceil(p * n), at least 1. Computed with
/// integers in thousandths so that 0.95 * 20 is 19, not 20.
qint64 nearestRank(double p, qint64 n);
