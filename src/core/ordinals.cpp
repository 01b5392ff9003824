#include "core/ordinals.h"

#include <utility>

namespace {

constexpr size_t FirstPlaces = 1 << 12;

}

size_t Ordinals::placeOf(quint64 number) const
{
    const size_t mask = m_places.size() - 1;
    size_t place = size_t(number) & mask;
    while (m_places[place] != 0 && m_places[place] != number)
        place = (place + 1) & mask;
    return place;
}

void Ordinals::grow()
{
    const auto before = std::exchange(m_places, std::vector<quint64>(m_places.empty() ? FirstPlaces : m_places.size() * 2));
    for (const quint64 number : before) {
        if (number != 0)
            m_places[placeOf(number)] = number;
    }
}

quint32 Ordinals::next(quint64 number)
{
    if (number == 0)
        return m_repeats[0]++;
    if (m_used * 4 >= m_places.size() * 3)
        grow();
    quint64 &place = m_places[placeOf(number)];
    if (place == number)
        return ++m_repeats[number];
    place = number;
    ++m_used;
    return 0;
}
