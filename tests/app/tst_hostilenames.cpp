#include "app/hostileworkspace.h"
#include "app/mainwindow.h"
#include "app/screenfaults.h"
#include "app/searchpopup.h"
#include "app/workspaceview.h"
#include "features/legacy/legacypage.h"
#include "features/pageexport.h"
#include "support/csvcells.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QClipboard>
#include <QDialog>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QtTest>

/// Whoever can name a feature, a model, a person or a file may call it anything. Every page, panel and dialog that shows
/// such names shows them as they were written: no markup, no mnemonics, no controls, no file that is opened for them,
/// and no window that grows with them.
class HostileNamesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void showsEveryPage_data();
    void showsEveryPage();
    void showsEveryLegacyTable_data();
    void showsEveryLegacyTable();
    void showsTheDashboardOfEachFeature();
    void showsEveryPanel_data();
    void showsEveryPanel();
    void showsMenusOfRows_data();
    void showsMenusOfRows();
    void findsThemInTheSearch();
    void previewsAFile();
    void takesAnyFilterText_data();
    void takesAnyFilterText();
    void exportsNoFormula_data();
    void exportsNoFormula();
    void cleanupTestCase();

private:
    void visit(const QString &page, const QMap<QString, QString> &options = {}, const UsageFilter &filter = {});
    void examine(QWidget *window = nullptr);
    /// The dialog over the window, or nullptr.
    QDialog *dialog() const;
    /// Presses what can be pressed and is called like that; false where there is none.
    bool press(const QString &text) const;

    std::unique_ptr<ConsoleFixture> m_console;
    std::unique_ptr<MainWindow> m_window;
};

namespace {

constexpr int Width = 1280;

QStringList messages;
QtMessageHandler handlerBefore = nullptr;

void keepMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type != QtDebugMsg && type != QtInfoMsg && !text.startsWith(QLatin1String("This plugin does not support")))
        messages.append(text);
    handlerBefore(type, context, text);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

void HostileNamesTest::initTestCase()
{
    m_console = std::make_unique<ConsoleFixture>();
    QVERIFY(m_console->imported);
    const QString trouble = HostileWorkspace::fill(*m_console);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    handlerBefore = qInstallMessageHandler(keepMessage);
    m_window = std::make_unique<MainWindow>(m_console->settings, m_console->clock, pages());
    m_window->setPerson(HostileWorkspace::names().at(2));
    m_window->resize(Width, 800);
    m_window->show();
    m_window->start(m_console->database.location().path);
    QTRY_VERIFY(m_window->view() && m_window->isSettled());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void HostileNamesTest::cleanupTestCase()
{
    m_window.reset();
    if (handlerBefore)
        qInstallMessageHandler(handlerBefore);
}

void HostileNamesTest::cleanup()
{
    if (auto *open = dialog())
        open->close();
    const auto menus = m_window->findChildren<QMenu *>();
    for (auto *menu : menus)
        menu->close();
    m_window->view()->setViewDecider({});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const QString said = std::exchange(messages, {}).join(QLatin1Char('\n'));
    QVERIFY2(said.isEmpty(), qPrintable(said));
}

void HostileNamesTest::visit(const QString &page, const QMap<QString, QString> &options, const UsageFilter &filter)
{
    Route route;
    route.page = page;
    route.range = { QStringLiteral("2026-11-18"), QStringLiteral("2026-11-21") };
    route.filter = filter;
    route.options = options;
    QVERIFY(bool(m_window->view()->visit(route)));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 20'000);
    QCOMPARE(m_window->view()->currentRoute().page, page);
}

void HostileNamesTest::examine(QWidget *window)
{
    QWidget *examined = window ? window : m_window.get();
    QVERIFY(!examined->grab().isNull()); // painted without a word on stderr
    const QStringList faults = screenFaults(examined);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.mid(0, 40).join(QLatin1Char('\n'))));
    QVERIFY2(examined->minimumSizeHint().width() <= Width, qPrintable(QString::number(examined->minimumSizeHint().width())));
    QVERIFY2(examined->width() <= Width, qPrintable(QString::number(examined->width())));
}

QDialog *HostileNamesTest::dialog() const
{
    const auto dialogs = m_window->findChildren<QDialog *>();
    for (auto *dialog : dialogs) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

bool HostileNamesTest::press(const QString &text) const
{
    const auto buttons = m_window->findChildren<QAbstractButton *>();
    for (auto *button : buttons) {
        if (button->isVisible() && button->isEnabled() && button->text().startsWith(text)) {
            button->click();
            return true;
        }
    }
    return false;
}

void HostileNamesTest::showsEveryPage_data()
{
    QTest::addColumn<QString>("page");
    const auto entries = pages();
    for (const PageEntry &entry : entries)
        QTest::newRow(qPrintable(entry.id)) << entry.id;
}

void HostileNamesTest::showsEveryPage()
{
    QFETCH(QString, page);
    visit(page);
    examine();
    if (QTest::currentTestFailed())
        return;
    const QStringList &names = HostileWorkspace::names();
    UsageFilter filter;
    filter.models = filter.users = filter.providers = names;
    visit(page, {}, filter);
    examine();
}

void HostileNamesTest::showsEveryLegacyTable_data()
{
    QTest::addColumn<QString>("page");
    const auto entries = pages();
    for (const PageEntry &entry : entries) {
        if (entry.createLegacy)
            QTest::newRow(qPrintable(entry.id)) << entry.id;
    }
}

void HostileNamesTest::showsEveryLegacyTable()
{
    QFETCH(QString, page);
    m_window->view()->setViewDecider([](const QString &) { return ViewDecision { true, { true, HostileWorkspace::names().at(2) } }; });
    visit(page);
    const auto views = m_window->findChildren<LegacyPage *>();
    const auto shown = std::find_if(views.begin(), views.end(), [](const LegacyPage *view) { return view->isVisible(); });
    QVERIFY(shown != views.end());
    auto *tabs = (*shown)->findChild<SegmentedControl *>();
    QVERIFY(tabs);
    for (int tab = 0; tab < tabs->options().size(); ++tab) {
        tabs->setCurrentIndex(tab);
        QTRY_VERIFY(m_window->isSettled());
        examine();
    }
}

void HostileNamesTest::showsTheDashboardOfEachFeature()
{
    for (const QString &name : HostileWorkspace::names()) {
        UsageFilter filter;
        filter.features = { name };
        visit(QStringLiteral("features"), {}, filter);
        examine();
        if (QTest::currentTestFailed())
            return;
    }
}

void HostileNamesTest::showsEveryPanel_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("options"); // "name=value&name=value"
    QTest::addColumn<QString>("button"); // pressed then; empty: none
    QTest::addColumn<int>("name"); // of the feature; -1: none
    const auto add = [](const char *page, const char *options, const char *button = "", int name = -1) {
        QTest::addRow("%s?%s %s %d", page, options, button, name) << QString::fromLatin1(page) << QString::fromLatin1(options) << QString::fromUtf8(button) << name;
    };
    for (int name : { 2, 16, 17 }) {
        for (const char *tab : { "tab=usage", "tab=usage&by=session", "tab=usage&by=client", "tab=models", "tab=prompts", "tab=errors", "tab=spending" })
            add("features", tab, "", name);
        add("features", "", "Edit", name);
        add("features", "", "Change model", name);
    }
    add("spending", "by=user");
    add("spending", "by=model");
    add("spending", "by=provider");
    add("requests", "record=open");
    add("requests", "error=<b>R&D</b>&q=<b>&batch=1&record=open");
    add("activity", "record=open");
    add("activity", "actor=<b>bold</b>&q=<b>");
    add("imports", "batch=2");
    add("imports", "batch=3", "Undo");
    add("imports", "show=repricings");
    add("reconciliation", "by=model");
    add("reconciliation", "by=day-model&show=open");
    add("names", "");
    add("names", "", "Choose a model");
    add("names", "show=decided");
    add("flags", "panel=explain&flag=new-prompt-library");
    add("flags", "panel=explain&flag=new-prompt-library&user=<b>R&D</b>");
    add("flags", "panel=history&flag=new-prompt-library");
    add("flags", "environment=<b>R&D</b>&q=<b>");
    add("phases", "view=table");
    add("phases", "panel=history&phase=1");
    add("phases", "", "Set the programme");
    add("phases", "", "Edit");
}

void HostileNamesTest::showsEveryPanel()
{
    QFETCH(QString, page);
    QFETCH(QString, options);
    QFETCH(QString, button);
    QFETCH(int, name);
    QMap<QString, QString> chosen;
    for (const QString &option : options.split(QStringLiteral("&"), Qt::SkipEmptyParts)) {
        if (option.contains(QLatin1Char('=')))
            chosen.insert(option.section(QLatin1Char('='), 0, 0), option.section(QLatin1Char('='), 1));
    }
    UsageFilter filter;
    if (name >= 0)
        filter.features = { HostileWorkspace::names().at(name) };
    visit(page, chosen, filter);
    // A panel is about the row that is chosen.
    const auto views = m_window->findChildren<QAbstractItemView *>();
    for (auto *view : views) {
        if (view->isVisible() && view->objectName() != QLatin1String("navigation") && view->inherits("DataTable") && view->model()->rowCount() > 0)
            view->setCurrentIndex(view->model()->index(0, 0));
    }
    QTRY_VERIFY(m_window->isSettled());
    examine();
    if (button.isEmpty())
        return;
    QVERIFY2(press(button), "there is no such button that can be pressed");
    QTRY_VERIFY(m_window->isSettled());
    QTest::qWait(0);
    examine(dialog());
}

void HostileNamesTest::showsMenusOfRows_data() { showsEveryPage_data(); }

void HostileNamesTest::showsMenusOfRows()
{
    QFETCH(QString, page);
    visit(page);
    const auto views = m_window->findChildren<QAbstractItemView *>();
    for (auto *view : views) {
        if (!view->isVisible() || !view->inherits("DataTable") || view->model()->rowCount() == 0)
            continue;
        const QPoint at = view->visualRect(view->model()->index(0, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &event);
        const auto menus = m_window->findChildren<QMenu *>();
        for (auto *menu : menus) {
            if (!menu->isVisible())
                continue;
            examine(menu);
            menu->close();
        }
    }
}

void HostileNamesTest::findsThemInTheSearch()
{
    for (const QString &typed : { QStringLiteral("@<"), QStringLiteral("<b>"), QStringLiteral("@R&D"), QStringLiteral("@w"), QStringLiteral("@"), QStringLiteral("x").repeated(1'000'000) }) {
        m_window->openSearch(typed);
        auto *popup = m_window->findChild<SearchPopup *>();
        QVERIFY(popup && popup->isVisible());
        QTest::qWait(0);
        examine(popup);
        popup->hide();
    }
}

void HostileNamesTest::previewsAFile()
{
    const QString path = m_console->writeCsv(QStringLiteral("<b>R&D<i> \u202e%1") + QStringLiteral("w").repeated(200) + QStringLiteral(".csv"), HostileWorkspace::csv("0.75"));
    const QString other = m_console->writeCsv(QStringLiteral("=1\u001b[31m.csv"), "<b>R&D</b>,<img>\n1,2\n");
    m_window->importFiles({ path, other });
    QTRY_VERIFY(dialog());
    QTRY_VERIFY(dialog()->findChild<QAbstractItemView *>());
    QTRY_VERIFY(m_window->isSettled());
    examine(dialog());
}

void HostileNamesTest::takesAnyFilterText_data() { showsEveryPage_data(); }

void HostileNamesTest::takesAnyFilterText()
{
    QFETCH(QString, page);
    m_window->view()->setViewDecider([](const QString &) { return ViewDecision {}; });
    visit(page);
    const auto edits = m_window->findChildren<QLineEdit *>();
    for (auto *edit : edits) {
        if (!edit->isVisible() || edit->isReadOnly())
            continue;
        for (const QString &text : { QString(10'000'000, QLatin1Char('%')), QStringLiteral("((a+)+)+$").repeated(5'000), QString(10'000'000, QChar(0x4f60)), QStringLiteral("%"), QStringLiteral("_"), QString() }) {
            edit->setText(text);
            QTest::keyClick(edit, Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 10'000);
            QVERIFY(edit->text().size() <= 32'767);
            const auto strips = m_window->findChildren<MessageStrip *>();
            for (const auto *strip : strips)
                QVERIFY2(!strip->isVisible() || strip->severity() != Status::Error, qPrintable(strip->summary()));
        }
    }
}

void HostileNamesTest::exportsNoFormula_data() { showsEveryPage_data(); }

// Formulas in what a page writes, and in what is copied from it.
void HostileNamesTest::exportsNoFormula()
{
    QFETCH(QString, page);
    for (const int name : { -1, 18 }) {
        UsageFilter filter;
        if (name >= 0)
            filter.features = { HostileWorkspace::names().at(name) };
        visit(page, {}, filter);
        QList<QByteArray> tables;
        const auto exports = m_window->findChildren<PageExport *>();
        for (auto *each : exports) {
            if (!static_cast<QWidget *>(each->parent())->isVisible())
                continue;
            const QString path = m_console->database.filePath(QStringLiteral("out"));
            each->write(PageExport::Kind::TableCsv, path);
            tables.append(readAll(path).replace('\r', QByteArray()));
            each->write(PageExport::Kind::TableJson, path);
            QVERIFY(QJsonDocument::fromJson(readAll(path)).isArray());
            each->copyChart();
            tables.append(QGuiApplication::clipboard()->text().toUtf8().replace('\t', ','));
        }
        const auto views = m_window->findChildren<DataTable *>();
        for (auto *view : views) {
            if (!view->isVisible() || view->model()->rowCount() == 0)
                continue;
            view->selectAll();
            view->copySelection(true);
            tables.append(QGuiApplication::clipboard()->text().toUtf8().replace('\t', ','));
        }
        for (const QByteArray &table : std::as_const(tables)) {
            for (const QString &cell : CsvCells::of(table))
                QVERIFY2(!CsvCells::runsAsFormula(cell), qPrintable(QString::fromUtf8(table.left(80)) + QStringLiteral(" ... ") + cell.left(80)));
        }
    }
}

QTEST_MAIN(HostileNamesTest)
#include "tst_hostilenames.moc"
