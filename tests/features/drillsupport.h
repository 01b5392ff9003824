#pragma once

#include "features/requests/requestsqueries.h"
#include "ledger/route.h"
#include "services/clock.h"
#include "support/testdatabase.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

/// What the page of requests says of a route: "5 requests, 3.75 USD, 1 unpriced".
inline QString sumBehind(TestDatabase &test, const Clock &clock, const Route &route)
{
    if (route.page != QLatin1String("requests"))
        return route.page;
    const auto range = route.range.resolve(clock.now(), test.workspace().zone());
    if (!range)
        return range.error().line();
    RequestsQuestion question;
    question.query = { *range, test.workspace().zone(), route.filter, {}, {}, {}, {} };
    const auto word = [&route](const QString &name) {
        return route.options.contains(name) ? std::optional(route.options.value(name)) : std::nullopt;
    };
    if (const auto code = word(QStringLiteral("error")))
        question.query.errorCodes = { *code };
    question.query.session = word(QStringLiteral("session"));
    question.query.client = word(QStringLiteral("client"));
    const auto answer = test.reader().run([question](Connection &connection) { return RequestsQueries::first(connection, question); }).result();
    if (!answer)
        return answer.error().line();
    const auto sum = answer->narrowedSpend.value_or(Spend::of(answer->total));
    if (answer->page.rows.size() != sum.requests)
        return QStringLiteral("rows and sum differ");
    return QStringLiteral("%1 requests, %2 USD, %3 unpriced").arg(QString::number(sum.requests), sum.cost.exactText(), QString::number(sum.unpriced));
}

/// Of the last route that `routes` heard of.
inline QString sumBehind(TestDatabase &test, const Clock &clock, const QSignalSpy &routes)
{
    return routes.isEmpty() ? QStringLiteral("no route") : sumBehind(test, clock, routes.last().at(0).value<Route>());
}

/// With Ctrl held down.
inline void doubleClick(QWidget *widget, QPoint at)
{
    QTest::mouseClick(widget, Qt::LeftButton, Qt::ControlModifier, at);
    QTest::mouseDClick(widget, Qt::LeftButton, Qt::ControlModifier, at);
}

inline void openMenu(QWidget *widget, QPoint at, QContextMenuEvent::Reason reason = QContextMenuEvent::Mouse)
{
    QContextMenuEvent event(reason, at, widget->mapToGlobal(at));
    QCoreApplication::sendEvent(widget, &event);
}

/// An entry of the context menu that is open; nullptr where there is none.
inline QAction *entry(const QWidget *widget, const QString &text)
{
    for (const auto *menu : widget->findChildren<QMenu *>()) {
        for (auto *action : menu->actions()) {
            if (menu->isVisible() && action->text() == text)
                return action;
        }
    }
    return nullptr;
}

/// Presses it and closes the menu.
inline bool pressEntry(QWidget *widget, const QString &text)
{
    auto *action = entry(widget, text);
    if (!action || !action->isEnabled())
        return false;
    action->trigger();
    for (auto *menu : widget->findChildren<QMenu *>()) {
        if (menu->isVisible())
            menu->close();
    }
    return true;
}
