#include "widgets/tabledelegate.h"

#include "core/format.h"
#include "widgets/tabledigits.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

class TestTableDelegate : public QObject {
    Q_OBJECT

private:
    static constexpr int Width = 160;
    static constexpr int Height = 28;

    using Roles = QList<std::pair<int, QVariant>>;
    struct Cell {
        CellKind kind;
        QString text;
        Roles roles;
    };

    static Cell cell(CellKind kind, const QString &text, const Roles &roles = {}) { return { kind, text, roles }; }

    static QImage drawn(const Cell &cell, QStyle::State state = QStyle::State_Enabled,
        Theme::Mode mode = Theme::Mode::Light, int hoveredRow = -1)
    {
        QStandardItemModel model;
        auto *item = new QStandardItem(cell.text);
        item->setData(int(cell.kind), CellKindRole);
        for (const auto &[role, value] : cell.roles)
            item->setData(value, role);
        model.appendRow(item);
        const QPalette palette = Theme::palette(mode);
        QImage image(Width, Height, QImage::Format_ARGB32);
        image.fill(palette.color(QPalette::Base));
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = palette;
        option.state = state;
        option.font = QFont(QStringLiteral("DejaVu Sans"), 9);
        TableDelegate delegate;
        delegate.setHoveredRow(hoveredRow);
        delegate.paint(&painter, option, model.index(0, 0));
        return image;
    }

    /// Columns whose pixels are near to `colour`.
    static QList<int> columnsOf(const QImage &image, const QColor &colour)
    {
        QList<int> columns;
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y) {
                const QColor pixel = image.pixelColor(x, y);
                if (qAbs(pixel.red() - colour.red()) + qAbs(pixel.green() - colour.green())
                        + qAbs(pixel.blue() - colour.blue())
                    < 90) {
                    columns.append(x);
                    break;
                }
            }
        return columns;
    }

    static QColor text(Theme::Mode mode = Theme::Mode::Light) { return Theme::palette(mode).color(QPalette::Text); }

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme::Mode::Light); }

    void alignsWordsLeftAndFiguresRight()
    {
        const QList<int> word = columnsOf(drawn(cell(CellKind::Text, QStringLiteral("HI"))), text());
        QVERIFY(!word.isEmpty());
        QVERIFY(word.last() < Width / 2);

        const QList<int> figure = columnsOf(drawn(cell(CellKind::Number, QStringLiteral("14"))), text());
        QVERIFY(!figure.isEmpty());
        QVERIFY(figure.first() > Width / 2);
        QVERIFY(figure.last() < Width - 7);
    }

    void givesEveryDigitTheSameRoom()
    {
        const QFont font(QStringLiteral("DejaVu Serif"), 9);
        QCOMPARE(
            TableDigits::width(font, QStringLiteral("1,111.11")), TableDigits::width(font, QStringLiteral("8,888.00")));
    }

    void neverShowsAPartOfANumber()
    {
        QImage image(40, Height, QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const QFont font(QStringLiteral("DejaVu Sans"), 9);

        const double width
            = TableDigits::paint(painter, image.rect(), font, QStringLiteral("1,604,466,000"), Qt::black);

        QCOMPARE(width, QFontMetricsF(font).horizontalAdvance(QChar(0x2026)));
    }

    void coloursADeltaByItsPolarity_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("polarity");
        QTest::addColumn<QColor>("colour");
        const QPalette palette = Theme::palette(Theme::Mode::Light);
        QTest::newRow("more is bad, more") << QStringLiteral("+6.4%") << -1 << Theme::error(palette);
        QTest::newRow("more is bad, less") << QStringLiteral("\u22126.4%") << -1 << Theme::ok(palette);
        QTest::newRow("more is good, more") << QStringLiteral("+6.4%") << 1 << Theme::ok(palette);
        QTest::newRow("a multiple is more") << QStringLiteral("\u00d71,250") << -1 << Theme::error(palette);
        QTest::newRow("neutral") << QStringLiteral("+6.4%") << 0 << Theme::caption(palette);
        QTest::newRow("no change") << QStringLiteral("0.0%") << -1 << Theme::caption(palette);
    }
    void coloursADeltaByItsPolarity()
    {
        QFETCH(QString, text);
        QFETCH(int, polarity);
        QFETCH(QColor, colour);
        const QImage image = drawn(cell(CellKind::Delta, text, { { PolarityRole, polarity } }));
        QVERIFY(!columnsOf(image, colour).isEmpty());
    }

    void drawsTheTrackAsLongAsTheShare()
    {
        const QColor blue = Theme::series(Theme::palette(Theme::Mode::Light), 0);
        const auto length = [&blue](double share) {
            return columnsOf(
                drawn(cell(CellKind::Share, Format::percent(share), { { ShareRole, share }, { SeriesSlotRole, 0 } })),
                blue)
                .size();
        };
        QVERIFY(length(0.5) > length(0.25) + 10);
        QVERIFY(length(0.001) >= 2);
        QCOMPARE(length(0), 0);
    }

    void drawsNoTrackForAnUnknownShare()
    {
        const QPalette palette = Theme::palette(Theme::Mode::Light);
        const QImage known = drawn(cell(CellKind::Share, QStringLiteral("0.0%"), { { ShareRole, 0.0 } }));
        QCOMPARE(known.pixelColor(40, Height / 2 - 1), palette.color(QPalette::Button));

        const QImage unknown = drawn(cell(CellKind::Share, QString()));
        QCOMPARE(unknown.pixelColor(40, Height / 2 - 1), palette.color(QPalette::Base));
        QVERIFY(columnsOf(unknown, Theme::caption(palette)).size() > 3); // the dash
    }

    void leavesGapsInTheTrend()
    {
        const QVariantList trend { 1.0, 2.0, 1.0, {}, {}, {}, {}, 1.0, 2.0, 1.0 };
        const QColor blue = Theme::series(Theme::palette(Theme::Mode::Light), 0);
        const QList<int> columns = columnsOf(
            drawn(cell(CellKind::Sparkline, {}, { { SparklineRole, trend }, { SeriesSlotRole, 0 } })), blue);
        int widest = 0;
        for (qsizetype i = 1; i < columns.size(); ++i)
            widest = qMax(widest, columns.at(i) - columns.at(i - 1));
        QVERIFY(widest > 30);
    }

    void marksStatusAndSwatchLeftOfTheWord()
    {
        const QPalette palette = Theme::palette(Theme::Mode::Light);
        const QImage failed
            = drawn(cell(CellKind::Status, QStringLiteral("HI"), { { SeverityRole, int(Severity::Error) } }));
        QVERIFY(columnsOf(failed, Theme::error(palette)).first() < 14);
        QVERIFY(columnsOf(failed, Theme::error(palette)).last() > 26); // the word too
        const QImage fine
            = drawn(cell(CellKind::Status, QStringLiteral("HI"), { { SeverityRole, int(Severity::Good) } }));
        QVERIFY(columnsOf(fine, Theme::ok(palette)).last() < 26);

        const QImage named = drawn(cell(CellKind::Swatch, QStringLiteral("HI"), { { SeriesSlotRole, 5 } }));
        QCOMPARE(columnsOf(named, Theme::series(palette, 5)).size(), 10);
    }

    void keepsTextColoursInSelectedRows()
    {
        for (const auto mode : { Theme::Mode::Light, Theme::Mode::Dark }) {
            const QPalette palette = Theme::palette(mode);
            const QImage image = drawn(
                cell(CellKind::Text, QStringLiteral("HI")), QStyle::State_Enabled | QStyle::State_Selected, mode);
            QVERIFY(!columnsOf(image, text(mode)).isEmpty());
            const QColor bar = mode == Theme::Mode::Dark ? Theme::accent(palette) : palette.color(QPalette::Highlight);
            for (int x = 0; x < 3; ++x)
                QCOMPARE(image.pixelColor(x, 5), bar);
            const QColor tint = image.pixelColor(Width - 4, 5);
            QVERIFY(tint != palette.color(QPalette::Base));
            QVERIFY(tint != palette.color(QPalette::Highlight));
        }
    }

    void tintsTheHoveredRowOnly()
    {
        const Cell item = cell(CellKind::Text, QStringLiteral("HI"));
        const QColor base = Theme::palette(Theme::Mode::Light).color(QPalette::Base);
        QVERIFY(drawn(item, QStyle::State_Enabled, Theme::Mode::Light, 0).pixelColor(Width - 2, 4) != base);
        QCOMPARE(drawn(item, QStyle::State_Enabled, Theme::Mode::Light, 1).pixelColor(Width - 2, 4), base);
    }

    void drawsHostileNamesLiterally_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("likeness"); ///< What it would look like if it were interpreted.
        QTest::newRow("markup") << QStringLiteral("<b>HI</b>") << QStringLiteral("HI");
        QTest::newRow("entity") << QStringLiteral("&lt;") << QStringLiteral("<");
        QTest::newRow("mnemonic") << QStringLiteral("R&D") << QStringLiteral("RD");
    }
    void drawsHostileNamesLiterally()
    {
        QFETCH(QString, name);
        QFETCH(QString, likeness);
        const QList<int> literal = columnsOf(drawn(cell(CellKind::Text, name)), text());
        const QList<int> interpreted = columnsOf(drawn(cell(CellKind::Text, likeness)), text());
        QVERIFY(literal.last() > interpreted.last() + 4);
    }

    void staysInsideTheCell_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("10 kB") << QString(10240, QLatin1Char('M'));
        QTest::newRow("bidi override") << QString(QChar(0x202e)) + QString(60, QLatin1Char('M'));
        QTest::newRow("lines") << QStringLiteral("M\nM\r\nM").repeated(40);
        QTest::newRow("lone surrogate") << QString(QChar(0xd83d)) + QString(60, QLatin1Char('M'));
    }
    void staysInsideTheCell()
    {
        QFETCH(QString, name);
        const QList<int> columns = columnsOf(drawn(cell(CellKind::Text, name)), text());
        QVERIFY(!columns.isEmpty());
        QVERIFY(columns.first() >= 7);
        QVERIFY(columns.last() < Width - 6);
    }

    void growsWithTheFont()
    {
        QFont font(QStringLiteral("DejaVu Sans"), 9);
        QCOMPARE(TableDelegate::rowHeight(font), 28);
        font.setPointSizeF(18);
        QVERIFY(TableDelegate::rowHeight(font) >= QFontMetrics(font).height() + 8);
    }
};

QTEST_MAIN(TestTableDelegate)
#include "tst_tabledelegate.moc"
