#include "widgets/pill.h"
#include "widgets/statuslabel.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QSet>
#include <QTest>

class TestStatusShape : public QObject
{
    Q_OBJECT

private slots:
    /// With one colour for all, the shapes must still tell the states apart.
    void differsByShapeAlone()
    {
        QSet<QByteArray> drawings;
        const QList<Status> all { Status::Good, Status::Warning, Status::Error, Status::Info, Status::Unknown, Status::Off, Status::Running };
        for (const Status status : all) {
            QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            StatusShape::paint(painter, QPointF(10, 10), status, Theme::palette(Theme::Mode::Light));
            painter.end();
            const QImage outline = image.createAlphaMask(Qt::ThresholdDither).convertToFormat(QImage::Format_Mono);
            QImage marks = image.convertToFormat(QImage::Format_Grayscale8);
            for (int y = 0; y < 20; ++y) {
                for (int x = 0; x < 20; ++x)
                    marks.setPixelColor(x, y, image.pixelColor(x, y).lightness() > 200 ? Qt::white : Qt::black);
            }
            drawings.insert(QByteArray(reinterpret_cast<const char *>(outline.constBits()), outline.sizeInBytes())
                + QByteArray(reinterpret_cast<const char *>(marks.constBits()), marks.sizeInBytes()));
        }

        QCOMPARE(drawings.size(), all.size());
    }

    void namesLabelAndPillByTheirText()
    {
        StatusLabel label(Status::Good, QStringLiteral("<b>x</b>"));
        Pill pill(Status::Warning, QStringLiteral("<b>x</b>"));

        QCOMPARE(label.accessibleName(), QStringLiteral("<b>x</b>"));
        QCOMPARE(pill.accessibleName(), QStringLiteral("<b>x</b>"));
        QCOMPARE(pill.accessibleDescription(), StatusShape::word(Status::Warning));
    }

    void growsWithTextAndFont()
    {
        StatusLabel label(Status::Good, QStringLiteral("Connected"));
        const QSize small = label.sizeHint();
        label.setStatus(Status::Good, QStringLiteral("Connected to the database"));
        QVERIFY(label.sizeHint().width() > small.width());

        label.setFont(Theme::scaled(label.font(), 2));

        QVERIFY(label.sizeHint().height() > small.height());
    }

    void saysHowWideThePillIs()
    {
        Pill pill(Status::Good, QStringLiteral("Balanced"));
        QImage image(200, 30, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);

        const int width = Pill::paint(painter, QRectF(0, 0, 200, 30), Status::Good, pill.text(), pill.font(), pill.palette());

        QCOMPARE(width, pill.sizeHint().width());
    }
};

QTEST_MAIN(TestStatusShape)
#include "tst_statusshape.moc"
