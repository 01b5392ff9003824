#include "widgets/consolestyle.h"

#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QTest>

class ConsoleStyleTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void handleAndPagesShareTheBar_data();
    void handleAndPagesShareTheBar();
    void aClickBesideTheHandlePages();
    void draggingTheHandleReachesTheEnd();

private:
    QRect part(QStyle::SubControl control) const;

    ConsoleStyle m_style;
    std::unique_ptr<QScrollBar> m_bar;
};

void ConsoleStyleTest::init()
{
    m_bar = std::make_unique<QScrollBar>(Qt::Vertical);
    m_bar->setStyle(&m_style);
    m_bar->setRange(0, 1000);
    m_bar->setPageStep(100);
    m_bar->resize(m_bar->sizeHint().width(), 400);
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
}

QRect ConsoleStyleTest::part(QStyle::SubControl control) const
{
    QStyleOptionSlider option;
    option.initFrom(m_bar.get());
    option.orientation = m_bar->orientation();
    option.minimum = m_bar->minimum();
    option.maximum = m_bar->maximum();
    option.pageStep = m_bar->pageStep();
    option.sliderPosition = m_bar->sliderPosition();
    return m_style.subControlRect(QStyle::CC_ScrollBar, &option, control, m_bar.get());
}

void ConsoleStyleTest::handleAndPagesShareTheBar_data()
{
    QTest::addColumn<int>("value");
    for (const int value : { 0, 1, 500, 1000 })
        QTest::addRow("at %d", value) << value;
}

void ConsoleStyleTest::handleAndPagesShareTheBar()
{
    QFETCH(int, value);
    m_bar->setValue(value);

    const QRect before = part(QStyle::SC_ScrollBarSubPage);
    const QRect handle = part(QStyle::SC_ScrollBarSlider);
    const QRect behind = part(QStyle::SC_ScrollBarAddPage);

    QVERIFY(handle.width() >= 12); // what a hand can hit
    QVERIFY(handle.height() >= 32);
    QCOMPARE(before.height() + handle.height() + behind.height(), m_bar->height());
    QVERIFY(part(QStyle::SC_ScrollBarAddLine).isEmpty());
}

void ConsoleStyleTest::aClickBesideTheHandlePages()
{
    QTest::mouseClick(m_bar.get(), Qt::LeftButton, {}, QPoint(6, 390));
    QCOMPARE(m_bar->value(), 100);
}

void ConsoleStyleTest::draggingTheHandleReachesTheEnd()
{
    const QPoint from = part(QStyle::SC_ScrollBarSlider).center();
    QTest::mousePress(m_bar.get(), Qt::LeftButton, {}, from);
    QTest::mouseMove(m_bar.get(), from + QPoint(0, 400));
    QTRY_COMPARE(m_bar->value(), 1000);
    QTest::mouseRelease(m_bar.get(), Qt::LeftButton, {}, from + QPoint(0, 400));
}

QTEST_MAIN(ConsoleStyleTest)
#include "tst_consolestyle.moc"
