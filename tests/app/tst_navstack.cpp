#include "app/navstack.h"

#include <QtTest>

class NavStackTest : public QObject
{
    Q_OBJECT

private slots:
    void goesBackAndForward();
    void dropsWhatLayAheadOnANewVisit();
    void showsAPlaceAsItWasLeft();
    void countsTheSamePlaceTwiceInARowOnce();
    void forgetsTheOldestAfterTwoHundred();
};

static Route place(const QString &page)
{
    Route route;
    route.page = page;
    return route;
}

static NavStack visited(const QStringList &pages)
{
    NavStack stack;
    for (const QString &page : pages)
        stack.visit(place(page));
    return stack;
}

void NavStackTest::goesBackAndForward()
{
    NavStack stack = visited({ QStringLiteral("a"), QStringLiteral("b") });

    QVERIFY(stack.canGoBack() && !stack.canGoForward());
    QCOMPARE(stack.back().page, QStringLiteral("a"));
    QVERIFY(!stack.canGoBack() && stack.canGoForward());
    QCOMPARE(stack.forward().page, QStringLiteral("b"));
}

void NavStackTest::dropsWhatLayAheadOnANewVisit()
{
    NavStack stack = visited({ QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") });
    stack.back();
    stack.back();

    stack.visit(place(QStringLiteral("d")));

    QVERIFY(!stack.canGoForward());
    QCOMPARE(stack.back().page, QStringLiteral("a"));
}

void NavStackTest::showsAPlaceAsItWasLeft()
{
    NavStack stack = visited({ QStringLiteral("a") });
    Route filtered = place(QStringLiteral("a"));
    filtered.filter.features = QStringList { QStringLiteral("chatbot") };

    stack.replaceCurrent(filtered);
    stack.visit(place(QStringLiteral("b")));

    QVERIFY(stack.back() == filtered);
}

void NavStackTest::countsTheSamePlaceTwiceInARowOnce()
{
    const NavStack stack = visited({ QStringLiteral("a"), QStringLiteral("a") });

    QVERIFY(!stack.canGoBack());
}

void NavStackTest::forgetsTheOldestAfterTwoHundred()
{
    NavStack stack;
    for (int i = 0; i < 250; ++i)
        stack.visit(place(QString::number(i)));
    int steps = 0;
    while (stack.canGoBack()) {
        stack.back();
        ++steps;
    }

    QCOMPARE(steps, 199);
    QCOMPARE(stack.current().page, QStringLiteral("50"));
}

QTEST_GUILESS_MAIN(NavStackTest)
#include "tst_navstack.moc"
