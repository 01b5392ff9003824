#pragma once

#include <QtGlobal>

#include <array>
#include <unordered_map>
#include <vector>

/// Counts how often each 64-bit number was seen. Made for many numbers of which few come twice and which are spread like
/// hashes: 11 to 21 bytes for each, and seldom more than one look into memory.
class Ordinals
{
public:
    /// How often `number` was passed before.
    quint32 next(quint64 number);

private:
    /// The numbers that begin with the same byte. Each grows by itself: never are all there twice.
    struct Segment
    {
        void grow();
        size_t placeOf(quint64 number) const;

        std::vector<quint64> places; ///< Open addressing; 0 is free. A power of two.
        size_t used = 0;
    };

    std::array<Segment, 256> m_segments;
    std::unordered_map<quint64, quint32> m_repeats; ///< Those seen more than once, and 0.
};
