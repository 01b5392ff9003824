#pragma once

#include "core/error.h"

#include <utility>
#include <variant>

/// Either a T or the Error that prevented it. Never throws; must be looked at.
template<typename T = std::monostate>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }

    /// Precondition of the accessors: the result holds a value.
    const T &operator*() const & { return std::get<0>(m_state); }
    T &operator*() & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }

    /// Precondition: the result holds an error.
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// What a Result<> returns on success.
inline constexpr std::monostate Ok;
