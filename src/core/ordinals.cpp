#include "core/ordinals.h"

#include <utility>

namespace {

constexpr size_t FirstPlaces = 1 << 5;

}

size_t Ordinals::Segment::placeOf(quint64 number) const
{
    const size_t mask = places.size() - 1;
    size_t place = size_t(number) & mask;
    while (places[place] != 0 && places[place] != number)
        place = (place + 1) & mask;
    return place;
}

void Ordinals::Segment::grow()
{
    const auto before = std::exchange(places, std::vector<quint64>(places.empty() ? FirstPlaces : places.size() * 2));
    for (const quint64 number : before) {
        if (number != 0)
            places[placeOf(number)] = number;
    }
}

quint32 Ordinals::next(quint64 number)
{
    if (number == 0)
        return m_repeats[0]++;
    Segment &segment = m_segments[number >> 56];
    if (segment.used * 4 >= segment.places.size() * 3)
        segment.grow();
    quint64 &place = segment.places[segment.placeOf(number)];
    if (place == number)
        return ++m_repeats[number];
    place = number;
    ++segment.used;
    return 0;
}
