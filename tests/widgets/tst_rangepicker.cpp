#include "widgets/button.h"
#include "widgets/rangepicker.h"
#include "widgets/rangepopup.h"
#include "widgets/rangepresets.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>

namespace {
constexpr UtcMicros Noon20Nov2026 = 1'795'176'000 * MicrosPerSecond;
const RangeExpression Last30Days { QStringLiteral("now-29d/d"), QStringLiteral("now+1d/d") };
}

class TestRangePicker : public QObject
{
    Q_OBJECT

private slots:
    void describes_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("text");
        QTest::newRow("preset") << QStringLiteral("now-29d/d") << QStringLiteral("now+1d/d") << QStringLiteral("Last 30 days");
        QTest::newRow("days") << QStringLiteral("2026-01-01") << QStringLiteral("2026-03-02") << QStringLiteral("1 Jan \u2013 1 Mar 2026");
        QTest::newRow("two years") << QStringLiteral("2025-12-31") << QStringLiteral("2026-01-02") << QStringLiteral("31 Dec 2025 \u2013 1 Jan 2026");
        QTest::newRow("one day") << QStringLiteral("2026-01-01") << QStringLiteral("2026-01-02") << QStringLiteral("1 Jan 2026");
        QTest::newRow("expression") << QStringLiteral("now-3d") << QStringLiteral("now") << QStringLiteral("now-3d \u2013 now");
        QTest::newRow("hostile") << QStringLiteral("<b>x</b>") << QStringLiteral("now") << QStringLiteral("<b>x</b> \u2013 now");
    }

    void describes()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, text);

        QCOMPARE(RangePicker::describe({ from, to }), text);
    }

    void offersWholeDaysWithTodayIncluded_data()
    {
        QTest::addColumn<int>("preset");
        QTest::addColumn<qint64>("days");
        QTest::newRow("Today") << 0 << qint64(1);
        QTest::newRow("Yesterday") << 1 << qint64(1);
        QTest::newRow("Last 24 hours") << 2 << qint64(1);
        QTest::newRow("Last 7 days") << 3 << qint64(7);
        QTest::newRow("Last 30 days") << 4 << qint64(30);
        QTest::newRow("Last 90 days") << 5 << qint64(90);
        QTest::newRow("This month") << 6 << qint64(30);
        QTest::newRow("Last month") << 7 << qint64(31);
        QTest::newRow("This year") << 8 << qint64(365);
    }

    void offersWholeDaysWithTodayIncluded()
    {
        QFETCH(int, preset);
        QFETCH(qint64, days);

        const auto range = RangePresets::all().at(preset).range.resolve(Noon20Nov2026, ReportingZone());

        QVERIFY(range);
        QCOMPARE(range->length(), days * 24 * MicrosPerHour);
    }

    void choosesAPresetByMouse()
    {
        RangePicker picker;
        picker.setNow(Noon20Nov2026);
        picker.setRange(Last30Days);
        picker.openPopup();
        auto *list = picker.findChild<QListWidget *>();
        QSignalSpy chosen(&picker, &RangePicker::rangeChosen);

        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(3)).center());

        QCOMPARE(chosen.count(), 1);
        QCOMPARE(picker.value(), QStringLiteral("Last 7 days"));
        QVERIFY(picker.recent().isEmpty());
    }

    void refusesWhatCannotBeResolved()
    {
        RangePicker picker;
        picker.setNow(Noon20Nov2026);
        picker.setRange(Last30Days);
        picker.openPopup();
        auto *popup = picker.findChild<RangePopup *>();
        auto *from = popup->findChildren<QLineEdit *>().at(0);
        QSignalSpy chosen(&picker, &RangePicker::rangeChosen);

        from->setText(QStringLiteral("<b>soon</b>"));
        QTest::keyClick(from, Qt::Key_Return);

        QCOMPARE(chosen.count(), 0);
        QVERIFY(!popup->findChild<Button *>()->isEnabled());
        for (const QLabel *label : popup->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void appliesTypedExpressionsAndRemembersThem()
    {
        RangePicker picker;
        picker.setNow(Noon20Nov2026);
        picker.setRange(Last30Days);
        picker.openPopup();
        auto *popup = picker.findChild<RangePopup *>();
        const auto edits = popup->findChildren<QLineEdit *>();
        QSignalSpy chosen(&picker, &RangePicker::rangeChosen);

        edits.at(0)->setText(QStringLiteral("2026-01-01"));
        edits.at(1)->setText(QStringLiteral("2026-03-02"));
        QTest::keyClick(edits.at(1), Qt::Key_Return);

        QCOMPARE(chosen.count(), 1);
        QCOMPARE(picker.range(), (RangeExpression { QStringLiteral("2026-01-01"), QStringLiteral("2026-03-02") }));
        QCOMPARE(picker.recent().size(), 1);
        QVERIFY(!popup->isVisible());
    }

    void opensByKeyboard()
    {
        RangePicker picker;
        picker.setRange(Last30Days);
        picker.show();

        QTest::keyClick(&picker, Qt::Key_Return);

        QVERIFY(picker.findChild<RangePopup *>()->isVisible());
        QVERIFY(picker.accessibleName().contains(QStringLiteral("Last 30 days")));
    }
};

QTEST_MAIN(TestRangePicker)
#include "tst_rangepicker.moc"
