#include "widgets/kpicard.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

namespace {

KpiValue spend()
{
    KpiValue value;
    value.text = QStringLiteral("$11.3k");
    value.exact = QStringLiteral("$11,254.20 <i>");
    value.delta = { QStringLiteral("+9.3%"), KpiDelta::Direction::Up, KpiDelta::Polarity::Bad, QStringLiteral("vs prev. 30 d") };
    value.trend = { 1.0, std::nullopt, 3.0 };
    return value;
}

}

class TestKpiCard : public QObject
{
    Q_OBJECT

private slots:
    void activatesByMouseAndKeyboard()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setValue(spend());
        card.show();
        QSignalSpy activated(&card, &KpiCard::activated);

        QTest::mouseClick(&card, Qt::LeftButton);
        QTest::keyClick(&card, Qt::Key_Return);
        QTest::keyClick(&card, Qt::Key_Space);

        QCOMPARE(activated.count(), 3);
    }

    void tellsScreenReadersTheFigureAndTheChange()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setValue(spend());

        QCOMPARE(card.accessibleName(), QStringLiteral("Spend: $11.3k"));
        QCOMPARE(card.accessibleDescription(), QStringLiteral("+9.3% vs prev. 30 d"));
    }

    void givesTheExactFigureAsTypedInTheTooltip()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setValue(spend());

        QVERIFY(card.toolTip().contains(QStringLiteral("$11,254.20 &lt;i&gt;")));
    }

    void keepsTheOldFigureWhileLoading()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setLoading(true);
        QVERIFY(!card.accessibleName().contains(QLatin1Char('$')));
        card.setValue(spend());

        card.setLoading(true);

        QVERIFY(card.accessibleName().contains(QStringLiteral("$11.3k")));
    }

    void saysNotKnownRatherThanZero()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setValue({});

        QVERIFY(card.accessibleName().contains(QStringLiteral("not known")));
    }

    void looksDifferentInTheDarkTheme()
    {
        KpiCard card(QStringLiteral("Spend"));
        card.setValue(spend());
        card.resize(card.sizeHint());
        card.setPalette(Theme::palette(Theme::Mode::Light));
        const QColor light = card.grab().toImage().pixelColor(card.width() / 2, 3);

        card.setPalette(Theme::palette(Theme::Mode::Dark));

        QVERIFY(card.grab().toImage().pixelColor(card.width() / 2, 3).lightness() < light.lightness());
    }

    void growsWithTheFont()
    {
        KpiCard card(QStringLiteral("Spend"));
        const int height = card.sizeHint().height();

        card.setFont(Theme::scaled(card.font(), 1.5));

        QVERIFY(card.sizeHint().height() > height);
    }
};

QTEST_MAIN(TestKpiCard)
#include "tst_kpicard.moc"
