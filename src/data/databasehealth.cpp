#include "data/databasehealth.h"

#include <algorithm>
#include <iterator>

bool DatabaseHealth::isFault(Error::Kind kind)
{
    using Kind = Error::Kind;
    constexpr Kind faults[] = { Kind::Busy, Kind::Storage, Kind::Corrupt, Kind::CannotOpen, Kind::Network, Kind::Internal };
    return std::find(std::begin(faults), std::end(faults), kind) != std::end(faults);
}

std::optional<Error> DatabaseHealth::fault() const
{
    const QMutexLocker lock(&m_mutex);
    return m_fault;
}

quint64 DatabaseHealth::failures() const
{
    const QMutexLocker lock(&m_mutex);
    return m_failures;
}

void DatabaseHealth::failed(const Error &fault)
{
    {
        const QMutexLocker lock(&m_mutex);
        ++m_failures;
        m_fault = fault;
    }
    emit changed();
}

void DatabaseHealth::answered(quint64 failuresBefore)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_fault || failuresBefore != m_failures)
            return;
        m_fault.reset();
    }
    emit changed();
}
