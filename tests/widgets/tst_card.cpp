#include "widgets/button.h"
#include "widgets/card.h"

#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

class TestCard : public QObject
{
    Q_OBJECT

private slots:
    void showsTheTitleAsTyped()
    {
        Card card(QStringLiteral("<b>x</b>"));

        QCOMPARE(card.title(), QStringLiteral("<b>x</b>"));
        QCOMPARE(card.accessibleName(), QStringLiteral("<b>x</b>"));
        for (const QLabel *label : card.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void hasAHeaderOnlyWhenThereIsSomethingToSay()
    {
        Card card;
        auto *content = new QWidget;
        card.contentLayout()->addWidget(content);
        card.resize(300, 200);
        card.show();
        QCOMPARE(content->mapTo(&card, QPoint()).y(), 16);

        card.setTitle(QStringLiteral("Spend"));
        QCoreApplication::processEvents();

        QVERIFY(content->mapTo(&card, QPoint()).y() >= 40);
    }

    void takesButtonsIntoTheHeader()
    {
        Card card(QStringLiteral("Spend"));
        auto *more = Button::iconOnly(QLatin1String("more"), QStringLiteral("More"));
        card.addHeaderWidget(more);
        card.resize(300, 200);
        card.show();

        QVERIFY(card.isAncestorOf(more));
        QVERIFY(more->mapTo(&card, QPoint()).x() > 200);
    }

    void saysThatItIsRefreshing()
    {
        Card card(QStringLiteral("Spend"));

        card.setRefreshing(true);
        QVERIFY(!card.accessibleDescription().isEmpty());

        card.setRefreshing(false);
        QVERIFY(card.accessibleDescription().isEmpty());
    }
};

QTEST_MAIN(TestCard)
#include "tst_card.moc"
