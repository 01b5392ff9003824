#include "app/navstack.h"

void NavStack::visit(const Route &route)
{
    if (!m_routes.isEmpty() && current() == route)
        return;
    m_routes.resize(m_current + 1);
    m_routes.append(route);
    if (m_routes.size() > MaxRoutes)
        m_routes.removeFirst();
    m_current = m_routes.size() - 1;
}

void NavStack::replaceCurrent(const Route &route)
{
    if (!m_routes.isEmpty())
        m_routes[m_current] = route;
}
