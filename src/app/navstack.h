#pragma once

#include "ledger/route.h"

#include <QList>

/// Where the user has been. A visit drops what lay ahead, as in a browser.
class NavStack
{
public:
    /// Enters `route` after the present place. The same route twice in a row is one visit.
    void visit(const Route &route);
    /// The present place looks different now (filter, options): going back to it shows this.
    void replaceCurrent(const Route &route);

    bool isEmpty() const { return m_routes.isEmpty(); }
    bool canGoBack() const { return m_current > 0; }
    bool canGoForward() const { return m_current + 1 < m_routes.size(); }
    /// Precondition of both: can...(). Moves and returns the new place.
    const Route &back() { return m_routes.at(--m_current); }
    const Route &forward() { return m_routes.at(++m_current); }
    /// Precondition: not empty.
    const Route &current() const { return m_routes.at(m_current); }

private:
    static constexpr qsizetype MaxRoutes = 200;
    QList<Route> m_routes;
    qsizetype m_current = -1;
};
