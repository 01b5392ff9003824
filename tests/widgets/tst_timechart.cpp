#include "widgets/timechart.h"

#include "widgets/chartlegend.h"
#include "widgets/theme.h"
#include "widgets/timechartplot.h"

#include <QAccessible>
#include <QClipboard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtCharts/QChart>

namespace {

const QString Evil = QStringLiteral("<b>evil</b><img src=x>%1");

ChartData sample(int days, int seriesCount)
{
    ChartData data;
    const QDate first(2026, 10, 20);
    data.buckets = data.zone.buckets({ data.zone.startOfDay(first), data.zone.startOfDay(first.addDays(days)) }, Bucket::Day);
    data.unit = QStringLiteral("USD");
    for (int s = 0; s < seriesCount; ++s) {
        ChartSeries series { QString::number(s), s == 1 ? Evil : QStringLiteral("Series %1").arg(s), s, {}, {}, false };
        for (int i = 0; i < days; ++i) {
            const double value = 120 - 15 * s + 10 * (i % 5);
            series.values.append(value);
            series.exactTexts.append(QStringLiteral("$%1.00").arg(value));
        }
        data.series.append(series);
    }
    for (int i = 0; i < days; ++i)
        data.totals.append(QStringLiteral("$total%1").arg(i));
    return data;
}

void show(TimeChart &chart, const ChartData &data)
{
    chart.resize(1040, 330);
    chart.setData(data);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
}

}

class TimeChartTest : public QObject
{
    Q_OBJECT

private slots:
    void tooltipSortsByValueAndKeepsNamesLiteral();
    void keyboardMovesChoosesDrillsCopiesAndClears();
    void legendHidesIsolatesAndShowsAll();
    void clickReportsTheSeriesUnderThePointer();
    void dragSelectsWholeBuckets();
    void gapsBreakTheLine();
    void fewBucketsAreBarsNotWalls();
    void saysThatEveryValueIsZero();
    void tooltipFollowsThePointer();
    void clicksNeverCrash_data();
    void clicksNeverCrash();
    void paletteChangeRepaints();
    void describesItselfToAssistivePrograms();
    void exportsSvgAsTextAndPngAtTwiceTheSize();
    void exportReportsAPathItCannotWrite();
};

void TimeChartTest::tooltipSortsByValueAndKeepsNamesLiteral()
{
    TimeChart chart;
    ChartData data = sample(3, 3);
    data.series[0].values[1] = std::nullopt;
    data.lastBucketIsPartial = true;
    show(chart, data);
    const auto rows = chart.tooltipRows(1);
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(0).name, Evil);
    QCOMPARE(rows.at(0).value, QStringLiteral("$115.00"));
    QCOMPARE(rows.at(2).value, QString(QChar(0x2014)));
    QTest::keyClick(&chart, Qt::Key_End);
    auto *tooltip = chart.findChild<ChartTooltip *>();
    QVERIFY(tooltip->isVisible());
    QVERIFY(tooltip->plainText().contains(QStringLiteral("Total $total2")));
    QVERIFY(tooltip->plainText().contains(QStringLiteral("So far")));
    QVERIFY(chart.rect().contains(tooltip->geometry()));
}

void TimeChartTest::fewBucketsAreBarsNotWalls()
{
    TimeChart chart;
    show(chart, sample(1, 1));
    auto *plot = chart.findChild<TimeChartPlot *>();
    const QImage picture = plot->grab().toImage();
    const QRect band = plot->band(0).toAlignedRect();
    const QRgb bar = Theme::series(chart.palette(), 0).rgb();
    int width = 0;
    for (int x = band.left(); x < band.right(); ++x)
        width += picture.pixel(x, band.bottom() - 4) == bar ? 1 : 0;
    QVERIFY2(width > 20 && width <= 70, qPrintable(QString::number(width)));
}

void TimeChartTest::saysThatEveryValueIsZero()
{
    TimeChart chart;
    ChartData data = sample(3, 1);
    data.series[0].values = { 0.0, 0.0, 0.0 };
    show(chart, data);
    auto *plot = chart.findChild<TimeChartPlot *>();
    const QRect middle(plot->plotRect().center().toPoint() - QPoint(60, 10), QSize(120, 20));
    const auto inked = [&] {
        const QImage picture = plot->grab(middle).toImage();
        int pixels = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                pixels += qGray(picture.pixel(x, y)) < 160 ? 1 : 0;
        }
        return pixels;
    };
    QVERIFY(inked() > 0);

    data.series[0].values = { std::nullopt, std::nullopt, std::nullopt };
    chart.setData(data);
    QCOMPARE(inked(), 0); // Unknown is not zero.
}

void TimeChartTest::tooltipFollowsThePointer()
{
    TimeChart chart;
    chart.resize(1040, 330);
    show(chart, sample(30, 1));
    auto *plot = chart.findChild<TimeChartPlot *>();
    auto *tooltip = chart.findChild<ChartTooltip *>();
    const QPoint top(int(plot->band(5).center().x()), int(plot->plotRect().top()) + 4);

    QTest::mouseMove(plot->viewport(), top);
    QTRY_VERIFY(tooltip->isVisible());
    const int high = tooltip->y();
    QTest::mouseMove(plot->viewport(), QPoint(top.x(), int(plot->plotRect().bottom()) - 4));
    QTRY_VERIFY(tooltip->y() > high + 40);

    QVERIFY(chart.rect().contains(tooltip->geometry()));
}

void TimeChartTest::keyboardMovesChoosesDrillsCopiesAndClears()
{
    TimeChart chart;
    show(chart, sample(5, 2));
    QSignalSpy moved(&chart, &TimeChart::crosshairMoved);
    QSignalSpy activated(&chart, &TimeChart::bucketActivated);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.crosshair(), 1);
    QTest::keyClick(&chart, Qt::Key_End);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.crosshair(), 4);
    QCOMPARE(moved.size(), 3);
    QTest::keyClick(&chart, Qt::Key_Up);
    QTest::keyClick(&chart, Qt::Key_Up);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.at(0).at(0).toInt(), 4);
    QCOMPARE(activated.at(0).at(1).toString(), QStringLiteral("1"));
    QTest::keyClick(&chart, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
        QStringLiteral("Sat 24 Oct 2026 UTC\tUSD\nSeries 0\t$160.00\n") + Evil + QStringLiteral("\t$145.00\nTotal\t$total4\n"));
    QTest::keyClick(&chart, Qt::Key_Escape);
    QCOMPARE(chart.crosshair(), -1);
    QVERIFY(chart.currentSeries().isEmpty());
}

void TimeChartTest::legendHidesIsolatesAndShowsAll()
{
    TimeChart chart;
    show(chart, sample(5, 3));
    auto *legend = chart.findChild<ChartLegend *>();
    QCOMPARE(legend->entries().at(1).name, Evil);
    QTest::mouseClick(legend, Qt::LeftButton, {}, legend->entryRect(0).center());
    QCOMPARE(chart.hiddenSeries(), QSet<QString> { QStringLiteral("0") });
    QCOMPARE(chart.tooltipRows(0).size(), 2);
    QTest::mouseClick(legend, Qt::LeftButton, Qt::ControlModifier, legend->entryRect(2).center());
    QCOMPARE(chart.hiddenSeries(), (QSet<QString> { QStringLiteral("0"), QStringLiteral("1") }));
    QTest::mouseDClick(legend, Qt::LeftButton, {}, legend->entryRect(0).center());
    QVERIFY(chart.hiddenSeries().isEmpty());
}

void TimeChartTest::clickReportsTheSeriesUnderThePointer()
{
    TimeChart chart;
    show(chart, sample(5, 3));
    auto *plot = chart.findChild<TimeChartPlot *>();
    QSignalSpy activated(&chart, &TimeChart::bucketActivated);
    const QRectF band = plot->band(2);
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {}, QPointF(band.center().x(), band.bottom() - 3).toPoint());
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, {}, QPointF(band.center().x(), band.top() + 1).toPoint());
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated.at(0).at(0).toInt(), 2);
    QCOMPARE(activated.at(0).at(1).toString(), QStringLiteral("0"));
    QCOMPARE(activated.at(1).at(1).toString(), QString());
}

void TimeChartTest::dragSelectsWholeBuckets()
{
    TimeChart chart;
    const ChartData data = sample(5, 3);
    show(chart, data);
    auto *plot = chart.findChild<TimeChartPlot *>();
    QSignalSpy selected(&chart, &TimeChart::rangeSelected);
    QSignalSpy activated(&chart, &TimeChart::bucketActivated);
    QTest::mousePress(plot->viewport(), Qt::LeftButton, {}, plot->band(3).center().toPoint());
    const QPointF to = plot->band(1).center();
    QMouseEvent move(QEvent::MouseMove, to, plot->viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(plot->viewport(), &move);
    QTest::mouseRelease(plot->viewport(), Qt::LeftButton, {}, to.toPoint());
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.at(0).at(0).value<TimeRange>(), (TimeRange { data.buckets.at(1).from, data.buckets.at(3).to }));
    QCOMPARE(activated.size(), 0);
}

void TimeChartTest::gapsBreakTheLine()
{
    TimeChart chart;
    chart.setStyle(TimeChart::Style::Lines);
    ChartData data = sample(9, 1);
    show(chart, data);
    auto *plot = chart.findChild<TimeChartPlot *>();
    QCOMPARE(plot->chart()->series().size(), 1);
    data.series[0].values[4] = std::nullopt;
    chart.setData(data);
    QCOMPARE(plot->chart()->series().size(), 2);
}

void TimeChartTest::clicksNeverCrash_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("series");
    QTest::addColumn<bool>("visible");
    QTest::newRow("data") << 30 << 6 << true;
    QTest::newRow("hidden") << 30 << 6 << false;
    QTest::newRow("one bucket") << 1 << 1 << true;
    QTest::newRow("no series") << 30 << 0 << true;
    QTest::newRow("empty") << 0 << 0 << true;
    QTest::newRow("over the bar budget") << 700 << 6 << true;
}

void TimeChartTest::clicksNeverCrash()
{
    QFETCH(int, days);
    QFETCH(int, series);
    QFETCH(bool, visible);
    TimeChart chart;
    show(chart, sample(days, series));
    chart.setVisible(visible);
    auto *plot = chart.findChild<TimeChartPlot *>();
    for (const auto style : { TimeChart::Style::StackedBars, TimeChart::Style::Lines, TimeChart::Style::Share }) {
        chart.setStyle(style);
        for (int x = 0; x < plot->width(); x += 130) {
            for (int y = 0; y < plot->height(); y += 60) {
                QTest::mouseClick(plot->viewport(), Qt::LeftButton, {}, QPoint(x, y));
                QTest::mouseClick(plot->viewport(), Qt::RightButton, {}, QPoint(x, y));
                QTest::mouseDClick(plot->viewport(), Qt::LeftButton, {}, QPoint(x, y));
            }
        }
        for (const int key : { Qt::Key_Up, Qt::Key_Left, Qt::Key_Return, Qt::Key_End, Qt::Key_Down })
            QTest::keyClick(&chart, Qt::Key(key));
        chart.setData({});
        QCOMPARE(chart.crosshair(), -1);
        chart.setData(sample(days, series));
    }
}

void TimeChartTest::paletteChangeRepaints()
{
    TimeChart chart;
    chart.setPalette(Theme::palette(Theme::Mode::Light));
    show(chart, sample(5, 2));
    QCOMPARE(chart.grab().toImage().pixelColor(4, 200), Theme::palette(Theme::Mode::Light).color(QPalette::Base));
    chart.setPalette(Theme::palette(Theme::Mode::Dark));
    QCOMPARE(chart.grab().toImage().pixelColor(4, 200), Theme::palette(Theme::Mode::Dark).color(QPalette::Base));
}

void TimeChartTest::describesItselfToAssistivePrograms()
{
    TimeChart chart;
    show(chart, sample(5, 2));
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&chart);
    QVERIFY(face);
    QCOMPARE(face->role(), QAccessible::Chart);
    const QString text = face->text(QAccessible::Description);
    QVERIFY(text.contains(Evil));
    QVERIFY(text.contains(QStringLiteral("Peak $total4 on Sat 24 Oct 2026")));
}

void TimeChartTest::exportsSvgAsTextAndPngAtTwiceTheSize()
{
    QTemporaryDir directory;
    TimeChart chart;
    show(chart, sample(30, 6));
    const ChartCaption caption { QStringLiteral("Spend & more"), QStringLiteral("20 Oct to 18 Nov (UTC)"),
        QStringLiteral("Environment production"), QStringLiteral("As of 07:38 UTC") };
    const QString svg = directory.filePath(QStringLiteral("chart.svg"));
    QVERIFY(bool(chart.exportSvg(svg, caption)));
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    for (const QString &part : { QStringLiteral("Series 3"), QStringLiteral("26 Oct"), caption.range, caption.filters, caption.asOf,
             caption.programVersion, QStringLiteral("Spend &amp; more"), QStringLiteral("&lt;b&gt;evil") })
        QVERIFY2(text.contains(part), qPrintable(part));
    QVERIFY(!text.contains(QStringLiteral("<image")));
    const QString png = directory.filePath(QStringLiteral("chart.png"));
    QVERIFY(bool(chart.exportPng(png, caption)));
    QCOMPARE(QImage(png).width(), 2 * chart.width());
}

void TimeChartTest::exportReportsAPathItCannotWrite()
{
    TimeChart chart;
    const auto result = chart.exportPng(QStringLiteral("/nonexistent/chart.png"), {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Storage);
}

QTEST_MAIN(TimeChartTest)
#include "tst_timechart.moc"
