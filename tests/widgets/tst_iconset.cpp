#include "widgets/iconset.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

namespace {

/// The strongest colour in `image`, where the stroke covers a pixel best.
QColor strokeColour(const QImage &image)
{
    QColor best(0, 0, 0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > best.alpha())
                best = image.pixelColor(x, y);
        }
    }
    return best;
}

}

class TestIconSet : public QObject
{
    Q_OBJECT

private slots:
    void drawsEveryIcon()
    {
        QVERIFY(IconSet::names().size() > 30);
        for (const QString &name : IconSet::names()) {
            const QColor stroke = strokeColour(IconSet::pixmap(name, Qt::red, 16, 1).toImage());
            QVERIFY2(stroke.alpha() > 100, qPrintable(name));
            QVERIFY2(stroke.red() > 240 && stroke.green() < 15, qPrintable(name));
        }
    }

    void hasTheIconsThatWidgetsName_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : { "overview", "spending", "features", "refresh", "calendar", "compare", "filter", "plus", "close",
                 "chevron-down", "back", "forward", "search", "export", "copy", "more", "database", "lock", "moon", "sun",
                 "settings", "import", "columns", "table", "image", "warning" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void hasTheIconsThatWidgetsName()
    {
        QFETCH(QString, name);

        QVERIFY(IconSet::names().contains(name));
    }

    void drawsAtTheDevicePixelRatio()
    {
        const QPixmap pixmap = IconSet::pixmap(QStringLiteral("plus"), Qt::black, 16, 2);

        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void followsThePaletteAtPaintTime()
    {
        const QIcon icon = IconSet::icon(QLatin1String("plus"));
        QApplication::setPalette(Theme::palette(Theme::Mode::Light));
        const QColor light = strokeColour(icon.pixmap(16).toImage());
        QApplication::setPalette(Theme::palette(Theme::Mode::Dark));
        const QColor dark = strokeColour(icon.pixmap(16).toImage());

        QVERIFY(dark.lightness() > light.lightness() + 20);
    }

    void paintsNothingForAnUnknownName()
    {
        QVERIFY(IconSet::pixmap(QStringLiteral("no-such-icon"), Qt::red, 16, 1).isNull());
        QVERIFY(IconSet::icon(QLatin1String("no-such-icon")).isNull());
    }
};

QTEST_MAIN(TestIconSet)
#include "tst_iconset.moc"
