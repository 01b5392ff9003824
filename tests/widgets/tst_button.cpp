#include "widgets/button.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

class TestButton : public QObject
{
    Q_OBJECT

private slots:
    void clicksByMouseAndKeyboard()
    {
        Button button(QStringLiteral("Export"), QLatin1String("export"));
        button.show();
        QSignalSpy clicked(&button, &Button::clicked);

        QTest::mouseClick(&button, Qt::LeftButton);
        QTest::keyClick(&button, Qt::Key_Return);
        QTest::keyClick(&button, Qt::Key_Space);

        QCOMPARE(clicked.count(), 3);
    }

    void doesNothingWhenDisabled()
    {
        Button button(QStringLiteral("Export"));
        button.setEnabled(false);
        QSignalSpy clicked(&button, &Button::clicked);

        QTest::mouseClick(&button, Qt::LeftButton);

        QCOMPARE(clicked.count(), 0);
    }

    void namesIconButtons()
    {
        const std::unique_ptr<Button> button(Button::iconOnly(QLatin1String("close"), QStringLiteral("Close")));

        QCOMPARE(button->accessibleName(), QStringLiteral("Close"));
        QVERIFY(button->toolTip().contains(QStringLiteral("Close")));
        QCOMPARE(button->sizeHint().width(), button->sizeHint().height());
    }

    void hasRoomForItsText_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("usual font") << 1.0;
        QTest::newRow("large font") << 2.0;
    }

    void hasRoomForItsText()
    {
        QFETCH(double, scale);
        Button button(QStringLiteral("Export everything"), QLatin1String("export"), Button::Kind::Primary);
        button.setFont(Theme::scaled(button.font(), scale));

        QVERIFY(button.sizeHint().width() > QFontMetrics(button.font()).horizontalAdvance(button.text()) + 16);
        QVERIFY(button.sizeHint().height() >= 28);
        QVERIFY(button.sizeHint().height() > QFontMetrics(button.font()).height());
    }

    void paintsKindsDifferently()
    {
        const QPalette light = Theme::palette(Theme::Mode::Light);
        Button button(QStringLiteral("Apply"), Button::Kind::Primary);
        button.setPalette(light);
        button.resize(button.sizeHint());
        QCOMPARE(button.grab().toImage().pixelColor(5, 5), light.color(QPalette::Highlight));

        button.setKind(Button::Kind::Normal);

        QCOMPARE(button.grab().toImage().pixelColor(5, 5), light.color(QPalette::Base));
    }
};

QTEST_MAIN(TestButton)
#include "tst_button.moc"
