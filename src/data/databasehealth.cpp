#include "data/databasehealth.h"

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
