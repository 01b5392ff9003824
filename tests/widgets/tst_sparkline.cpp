#include "widgets/sparkline.h"

#include <QPainter>
#include <QTest>

#include <limits>

namespace {

QImage drawn(const QList<std::optional<double>> &values)
{
    QImage image(110, 30, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    Sparkline::paint(painter, QRectF(5, 5, 100, 20), values, Qt::red);
    return image;
}

bool hasInk(const QImage &image, int fromX, int toX)
{
    for (int x = fromX; x < toX; ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixelColor(x, y).alpha() > 0)
                return true;
        }
    }
    return false;
}

}

class TestSparkline : public QObject
{
    Q_OBJECT

private slots:
    void drawsThroughAllValues()
    {
        const QImage image = drawn({ 1, 3, 2, 5, 4 });

        for (int x = 6; x < 104; ++x)
            QVERIFY(hasInk(image, x, x + 1));
    }

    void leavesAGapWhereValuesAreMissing()
    {
        const QImage image = drawn({ 1, 2, std::nullopt, 2, 1 }); // at x 5, 30, (55), 80, 105

        QVERIFY(hasInk(image, 6, 29));
        QVERIFY(!hasInk(image, 33, 77));
        QVERIFY(hasInk(image, 82, 104));
    }

    void drawsALoneValueAsADot()
    {
        const QImage image = drawn({ std::nullopt, std::nullopt, 7, std::nullopt, std::nullopt });

        QVERIFY(hasInk(image, 53, 58));
        QVERIFY(!hasInk(image, 0, 52));
    }

    void treatsNotANumberAsMissing()
    {
        const QImage image = drawn({ 1, 2, std::numeric_limits<double>::quiet_NaN(), 2, 1 });

        QVERIFY(!hasInk(image, 33, 77));
    }

    void drawsNothingWithoutValues()
    {
        QVERIFY(!hasInk(drawn({}), 0, 110));
        QVERIFY(!hasInk(drawn({ std::nullopt, std::nullopt }), 0, 110));
    }

    void keepsAConstantLineInsideTheArea()
    {
        const QImage image = drawn({ 4, 4, 4 });

        QVERIFY(image.pixelColor(50, 15).alpha() > 0 || image.pixelColor(50, 14).alpha() > 0);
    }
};

QTEST_MAIN(TestSparkline)
#include "tst_sparkline.moc"
