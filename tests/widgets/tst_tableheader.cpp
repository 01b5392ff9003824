#include "widgets/tableheader.h"

#include "widgets/theme.h"

#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

class TestTableHeader : public QObject {
    Q_OBJECT

private:
    /// A view with the columns Name (text), Spend (money), Count (number).
    struct Shown {
        QStandardItemModel model { 2, 3 };
        QTableView view;
        TableHeader *header = new TableHeader;

        Shown()
        {
            model.setHorizontalHeaderLabels(
                { QStringLiteral("Name"), QStringLiteral("Spend"), QStringLiteral("Count") });
            model.setHeaderData(1, Qt::Horizontal, int(CellKind::Money), CellKindRole);
            model.setHeaderData(2, Qt::Horizontal, int(CellKind::Number), CellKindRole);
            view.setHorizontalHeader(header);
            view.setModel(&model);
            view.verticalHeader()->hide();
            view.setFrameShape(QFrame::NoFrame);
            view.resize(500, 200);
            for (int column = 0; column < 3; ++column)
                header->resizeSection(column, 120);
            view.show();
        }
        void click(int column, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                QPoint(header->sectionViewportPosition(column) + 50, header->height() / 2));
        }
    };

    static bool contains(const QImage &image, const QRect &part, const QColor &colour)
    {
        for (int x = part.left(); x <= part.right(); ++x)
            for (int y = part.top(); y <= part.bottom(); ++y) {
                const QColor pixel = image.pixelColor(x, y);
                if (qAbs(pixel.red() - colour.red()) + qAbs(pixel.green() - colour.green())
                        + qAbs(pixel.blue() - colour.blue())
                    < 24)
                    return true;
            }
        return false;
    }

private slots:
    void initTestCase()
    {
        Theme::apply(*qApp, Theme::Mode::Light);
        qApp->setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
    }

    void cyclesThroughThreeStatesByClick()
    {
        Shown shown;
        QSignalSpy changed(shown.header, &TableHeader::keysChanged);

        shown.click(1);
        QCOMPARE(shown.header->keys(), (QList<SortKey> { { 1, Qt::AscendingOrder } }));
        shown.click(1);
        QCOMPARE(shown.header->keys(), (QList<SortKey> { { 1, Qt::DescendingOrder } }));
        shown.click(1);
        QCOMPARE(shown.header->keys(), QList<SortKey>());
        QCOMPARE(changed.count(), 3);
    }

    void addsAFurtherKeyWithShift()
    {
        Shown shown;
        shown.click(0);
        shown.click(2, Qt::ShiftModifier);
        shown.click(2, Qt::ShiftModifier);
        QCOMPARE(shown.header->keys(), (QList<SortKey> { { 0, Qt::AscendingOrder }, { 2, Qt::DescendingOrder } }));

        shown.click(2, Qt::ShiftModifier);
        QCOMPARE(shown.header->keys(), (QList<SortKey> { { 0, Qt::AscendingOrder } }));
        shown.click(1);
        QCOMPARE(shown.header->keys(), (QList<SortKey> { { 1, Qt::AscendingOrder } }));
    }

    void movesAColumnByDragWithoutSorting()
    {
        Shown shown;
        const int y = shown.header->height() / 2;
        QTest::mousePress(shown.header->viewport(), Qt::LeftButton, {}, QPoint(60, y));
        QTest::mouseMove(shown.header->viewport(), QPoint(160, y));
        QTest::mouseMove(shown.header->viewport(), QPoint(220, y));
        QTest::mouseRelease(shown.header->viewport(), Qt::LeftButton, {}, QPoint(220, y));

        QVERIFY(shown.header->visualIndex(0) > 0);
        QCOMPARE(shown.header->keys(), QList<SortKey>());
    }

    void drawsTheSortedHeadingInTextColour()
    {
        Shown shown;
        shown.header->setKeys({ { 1, Qt::DescendingOrder } });
        const QImage image = shown.header->grab().toImage();
        const QColor text = shown.header->palette().color(QPalette::Text);

        QVERIFY(contains(image, QRect(120, 0, 119, 26), text));
        QVERIFY(!contains(image, QRect(0, 0, 119, 26), text));
        QVERIFY(!contains(image, QRect(240, 0, 119, 26), text));
    }

    void paintsNoButtonsNorGradients()
    {
        Shown shown;
        const QImage image = shown.view.grab().toImage();
        for (int y = 1; y < shown.header->height() - 2; ++y) {
            QCOMPARE(image.pixelColor(450, y), image.pixelColor(450, 1)); // behind the last column
            QCOMPARE(image.pixelColor(119, y), image.pixelColor(450, 1)); // between columns
        }
    }

    void insetsTheEndsOfTheRowMore()
    {
        Shown shown;
        QCOMPARE(shown.header->insets(0), QMargins(16, 0, 8, 0));
        QCOMPARE(shown.header->insets(1), QMargins(8, 0, 8, 0));
        QCOMPARE(shown.header->insets(2), QMargins(8, 0, 16, 0));

        shown.header->hideSection(2);
        shown.header->moveSection(1, 0);
        QCOMPARE(shown.header->insets(1), QMargins(16, 0, 8, 0));
        QCOMPARE(shown.header->insets(0), QMargins(8, 0, 16, 0));
    }

    void measuresTheHeadingWithItsArrow()
    {
        Shown shown;
        const int before = shown.header->headingWidth(1);
        shown.header->setKeys({ { 1, Qt::AscendingOrder } });
        QCOMPARE(shown.header->headingWidth(1), before);
        shown.model.setHeaderData(1, Qt::Horizontal, QStringLiteral("Spend in the previous month"));
        QVERIFY(shown.header->headingWidth(1) > before + 80);
    }
};

QTEST_MAIN(TestTableHeader)
#include "tst_tableheader.moc"
