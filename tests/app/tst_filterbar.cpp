#include "app/consolefixture.h"
#include "app/filterbar.h"
#include "app/valuedelegate.h"
#include "app/valuepicker.h"
#include "widgets/button.h"
#include "widgets/filterchip.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

class FilterBarTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsOneChipForEachFilteredDimension();
    void takesAFilterAwayByKeyboard();
    void clearsAll();
    void offersTheValuesOfTheLedger();
    void appliesWhatIsTicked();
    void keepsAValueThatTheLedgerDoesNotHave();
    void saysHowOldTheFiguresAre();
    void wrapsWhereTheWindowIsNarrow();

private:
    QList<FilterChip *> chips(bool removable) const;
    ValuePicker *openPicker(const QString &dimension);

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<FilterState> m_filter;
    std::unique_ptr<FilterBar> m_bar;
};

void FilterBarTest::init()
{
    m_bar.reset();
    m_filter.reset();
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    m_filter = std::make_unique<FilterState>(ReportingZone());
    m_bar = std::make_unique<FilterBar>(*m_filter, m_console->database.workspace(), m_console->clock);
    m_bar->resize(1000, 40);
    m_bar->show();
}

QList<FilterChip *> FilterBarTest::chips(bool removable) const
{
    QList<FilterChip *> found;
    const auto all = m_bar->findChildren<FilterChip *>();
    for (FilterChip *chip : all) {
        if (chip->isVisible() && chip->isRemovable() == removable)
            found.append(chip);
    }
    return found;
}

ValuePicker *FilterBarTest::openPicker(const QString &dimension)
{
    const auto menus = m_bar->findChildren<QMenu *>();
    for (QMenu *menu : menus) {
        const auto actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == dimension + QChar(0x2026))
                action->trigger();
        }
    }
    auto *picker = m_bar->findChild<ValuePicker *>();
    return QTest::qWaitFor([picker] { return picker->isLoaded(); }) ? picker : nullptr;
}

void FilterBarTest::showsOneChipForEachFilteredDimension()
{
    UsageFilter filter;
    filter.features = QStringList { QStringLiteral("chatbot"), QStringLiteral("ai-search") };
    filter.users = QStringList { QString() };
    filter.statuses = { UsageStatus::Error };

    m_filter->setFilter(filter);

    const auto shown = chips(true);
    QCOMPARE(shown.size(), 3);
    QTRY_VERIFY(chips(true).constFirst()->value().endsWith(QStringLiteral("+1")));
    QCOMPARE(shown.at(1)->value(), QStringLiteral("Not stated"));
    QCOMPARE(shown.at(2)->value(), QStringLiteral("error"));
}

void FilterBarTest::takesAFilterAwayByKeyboard()
{
    UsageFilter filter;
    filter.features = QStringList { QStringLiteral("chatbot") };
    filter.models = QStringList { QStringLiteral("gpt-4o") };
    m_filter->setFilter(filter);

    QTest::keyClick(chips(true).constFirst(), Qt::Key_Delete);

    QVERIFY(m_filter->filter().features.isEmpty());
    QCOMPARE(m_filter->filter().models, QStringList { QStringLiteral("gpt-4o") });
    QCOMPARE(chips(true).size(), 1);
}

void FilterBarTest::clearsAll()
{
    UsageFilter filter;
    filter.features = QStringList { QStringLiteral("chatbot") };
    filter.statuses = { UsageStatus::Error };
    m_filter->setFilter(filter);
    Button *clear = nullptr;
    const auto buttons = m_bar->findChildren<Button *>();
    for (Button *button : buttons) {
        if (button->isVisible() && button->text() == QStringLiteral("Clear all"))
            clear = button;
    }
    QVERIFY(clear);

    QTest::mouseClick(clear, Qt::LeftButton);

    QVERIFY(m_filter->filter().isEmpty());
    QVERIFY(!clear->isVisible());
}

void FilterBarTest::offersTheValuesOfTheLedger()
{
    auto *picker = openPicker(QStringLiteral("User"));
    QVERIFY(picker);
    auto *list = picker->findChild<QListWidget *>();

    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(0)->text(), QStringLiteral("ann"));
    QCOMPARE(list->item(0)->data(ValueDelegate::CountRole).toString(), QStringLiteral("2"));

    auto *search = picker->findChild<QLineEdit *>();
    QTest::keyClicks(search, QStringLiteral("BO"));
    QTRY_VERIFY(list->item(0)->isHidden());
    QVERIFY(!list->item(1)->isHidden());
    QTest::keyClick(picker, Qt::Key_Escape);
    QVERIFY(!picker->isVisible());
    QVERIFY(m_filter->filter().isEmpty());
}

void FilterBarTest::appliesWhatIsTicked()
{
    QSignalSpy changed(m_filter.get(), &FilterState::changed);
    auto *picker = openPicker(QStringLiteral("Status"));
    QVERIFY(picker);
    auto *list = picker->findChild<QListWidget *>();
    const auto errors = list->findItems(QStringLiteral("error"), Qt::MatchExactly);
    QCOMPARE(errors.size(), 1);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(errors.constFirst()).center());
    QCOMPARE(errors.constFirst()->checkState(), Qt::Checked);

    QTest::keyClick(picker, Qt::Key_Return);

    QCOMPARE(m_filter->filter().statuses, QList<UsageStatus> { UsageStatus::Error });
    QCOMPARE(changed.count(), 1);
}

void FilterBarTest::keepsAValueThatTheLedgerDoesNotHave()
{
    UsageFilter filter;
    filter.models = QStringList { QStringLiteral("<b>gone</b>") };
    m_filter->setFilter(filter);

    auto *picker = openPicker(QStringLiteral("Model"));
    QVERIFY(picker);
    QTest::keyClick(picker, Qt::Key_Return);

    QCOMPARE(m_filter->filter().models, filter.models);
}

void FilterBarTest::saysHowOldTheFiguresAre()
{
    m_bar->setUpdated(m_console->clock.now() - 38 * MicrosPerSecond);

    const auto labels = m_bar->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) { return label->text() == QStringLiteral("Updated 38 s ago"); }));
}

void FilterBarTest::wrapsWhereTheWindowIsNarrow()
{
    UsageFilter filter;
    for (QStringList *values : { &filter.features, &filter.models, &filter.providers, &filter.users })
        *values = QStringList { QStringLiteral("a rather long value") };
    m_filter->setFilter(filter);

    QVERIFY(m_bar->heightForWidth(620) > m_bar->heightForWidth(1800));
    QVERIFY(m_bar->minimumSizeHint().width() <= 620);
}

QTEST_MAIN(FilterBarTest)
#include "tst_filterbar.moc"
