#pragma once

#include <QtGlobal>

#include <array>

/// By what rows are grouped while they are read: an instant, then ids.
inline constexpr size_t MostGroupColumns = 8; ///< Every dimension that is neither time nor free text.
using GroupKey = std::array<qint64, MostGroupColumns + 1>;

struct GroupKeyHash
{
    size_t operator()(const GroupKey &key) const noexcept
    {
        size_t hash = 0;
        for (const qint64 part : key)
            hash = (hash ^ size_t(part)) * 0x9e3779b97f4a7c15u;
        return hash ^ (hash >> 29);
    }
};
