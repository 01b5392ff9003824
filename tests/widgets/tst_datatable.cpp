#include "widgets/datatable.h"

#include "core/tablerole.h"
#include "widgets/tabledelegate.h"
#include "widgets/tableheader.h"
#include "widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QWindow>

namespace {

QString s(const char *text) { return QString::fromUtf8(text); }

/// A model whose columns can be exchanged as a whole, as pages do with a new answer.
class Model : public QStandardItemModel {
public:
    Model() { fill({ "name", "owner", "spend", "count" }); }

    void fill(const QList<const char *> &ids)
    {
        beginResetModel();
        replace(ids);
        endResetModel();
    }
    static QStandardItem *cell(const QString &text, const QVariant &raw)
    {
        auto *item = new QStandardItem(text);
        item->setData(raw, ExportRole);
        item->setData(raw, SortRole);
        return item;
    }

private:
    void replace(const QList<const char *> &ids)
    {
        const QSignalBlocker blocker(this);
        clear();
        setColumnCount(int(ids.size()));
        for (int column = 0; column < ids.size(); ++column) {
            const QString id = s(ids.at(column));
            const bool figure = id == s("spend") || id == s("count");
            setHeaderData(column, Qt::Horizontal, id.toUpper());
            setHeaderData(column, Qt::Horizontal, id, ColumnIdRole);
            setHeaderData(column, Qt::Horizontal, int(figure ? CellKind::Money : CellKind::Text), CellKindRole);
        }
        for (int row = 0; row < 3 && !ids.isEmpty(); ++row) {
            QList<QStandardItem *> items;
            for (const char *id : ids)
                items.append(cell(s(id) + QString::number(row), QVariant(qint64(row))));
            appendRow(items);
        }
    }
};

struct Shown {
    Model model;
    TableSortProxy proxy;
    DataTable table;

    explicit Shown(int width = 700)
    {
        proxy.setSourceModel(&model);
        table.setModel(&proxy);
        table.resize(width, 300);
        table.show();
        table.activateWindow();
        table.setFocus();
        (void)QTest::qWaitForWindowActive(&table);
    }
    QAction *columnAction(const QString &text)
    {
        for (QAction *action : table.chooseColumnsMenu()->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
    QString columns()
    {
        QStringList ids;
        for (const int column : table.visibleColumns())
            ids.append(proxy.headerData(column, Qt::Horizontal, ColumnIdRole).toString());
        return ids.join(QLatin1Char(' '));
    }
    int width(const char *id)
    {
        for (int column = 0; column < proxy.columnCount(); ++column)
            if (proxy.headerData(column, Qt::Horizontal, ColumnIdRole).toString() == s(id))
                return table.columnWidth(column);
        return -1;
    }
    QPoint middle(int row, int column) { return table.visualRect(proxy.index(row, column)).center(); }
};

}

class TestDataTable : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Theme::apply(*qApp, Theme::Mode::Light);
        qApp->setFont(QFont(QStringLiteral("DejaVu Sans"), 9));
    }

    void activatesTheRowOfTheSource()
    {
        Shown shown;
        shown.table.tableHeader()->setKeys({ { 2, Qt::DescendingOrder } });
        QSignalSpy activated(&shown.table, &DataTable::rowActivated);

        QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, shown.middle(0, 0));
        QTest::mouseDClick(shown.table.viewport(), Qt::LeftButton, {}, shown.middle(0, 0));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.last().first().toInt(), 2);

        QTest::keyClick(&shown.table, Qt::Key_Down);
        QTest::keyClick(&shown.table, Qt::Key_Return);
        QCOMPARE(activated.count(), 2);
        QCOMPARE(activated.last().first().toInt(), 1);
    }

    void copiesRawValuesNeverTheDrawnText()
    {
        Shown shown;
        shown.table.tableHeader()->hideSection(1);
        shown.table.selectRow(1);
        QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), s("1\t1\t1\n"));
        QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(s("<td>1</td>")));

        shown.table.selectAll();
        shown.table.copySelection(true);
        QCOMPARE(QGuiApplication::clipboard()->text(), s("NAME\tSPEND\tCOUNT\n0\t0\t0\n1\t1\t1\n2\t2\t2\n"));
    }

    void keepsTheClipboardWithoutASelection()
    {
        Shown shown;
        QGuiApplication::clipboard()->setText(s("mine"));
        shown.table.clearSelection();
        QTest::keyClick(&shown.table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), s("mine"));
    }

    void offersCopiesInTheContextMenu()
    {
        Shown shown;
        QPointer<QMenu> menu;
        int row = -1;
        connect(&shown.table, &DataTable::contextMenuOpening, this, [&](QMenu *opening, int sourceRow) {
            menu = opening;
            row = sourceRow;
        });
        const QPoint at = shown.middle(2, 2);
        QTest::mouseClick(shown.table.viewport(), Qt::RightButton, {}, at);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, shown.table.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(shown.table.viewport(), &event);

        QVERIFY(menu);
        QCOMPARE(row, 2);
        const auto trigger = [&menu](const QString &text) {
            for (QAction *action : menu->actions())
                if (action->text() == text)
                    action->trigger();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(trigger(s("Copy cell")), s("2"));
        QCOMPARE(trigger(s("Copy rows")), s("2\t2\t2\t2\n"));
        QCOMPARE(trigger(s("Copy rows with headers")), s("NAME\tOWNER\tSPEND\tCOUNT\n2\t2\t2\t2\n"));
        QCOMPARE(trigger(s("Copy as CSV")), s("NAME,OWNER,SPEND,COUNT\r\n2,2,2,2\r\n"));
        QCOMPARE(trigger(s("Copy as JSON")), s("[\n{\"name\":2,\"owner\":2,\"spend\":2,\"count\":2}\n]\n"));
        QVERIFY(trigger(s("Copy as Markdown")).startsWith(s("| NAME |")));
        trigger(s("Sort by this column"));
        QCOMPARE(shown.table.tableHeader()->keys(), (QList<SortKey> { { 2, Qt::AscendingOrder } }));
        menu->close();
    }

    void opensTheContextMenuByKeyboard()
    {
        Shown shown;
        QPointer<QMenu> menu;
        connect(&shown.table, &DataTable::contextMenuOpening, this, [&menu](QMenu *opening) { menu = opening; });
        shown.table.setCurrentIndex(shown.proxy.index(1, 0));
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(shown.table.viewport(), &event);
        QVERIFY(menu && menu->isVisible());
        menu->close();
    }

    void choosesColumns()
    {
        Shown shown;
        shown.columnAction(s("OWNER"))->trigger();
        QCOMPARE(shown.columns(), s("name spend count"));
        shown.columnAction(s("OWNER"))->trigger();
        QCOMPARE(shown.columns(), s("name owner spend count"));

        for (const char *title : { "NAME", "OWNER", "SPEND" })
            shown.columnAction(s(title))->trigger();
        QVERIFY(!shown.columnAction(s("COUNT"))->isEnabled()); // the last one stays
        QVERIFY(shown.columnAction(s("NAME"))->isEnabled());

        shown.table.tableHeader()->moveSection(3, 0);
        shown.columnAction(s("Reset columns"))->trigger();
        QCOMPARE(shown.columns(), s("name owner spend count"));
    }

    void opensTheChooserFromTheHeader()
    {
        Shown shown;
        emit shown.table.tableHeader()->customContextMenuRequested(QPoint(5, 5));
        QVERIFY(shown.table.chooseColumnsMenu()->isVisible());
        shown.table.chooseColumnsMenu()->close();
    }

    void showsHeadingsWithAmpersandsLiterally()
    {
        Shown shown;
        shown.model.setHeaderData(0, Qt::Horizontal, s("R&D"));
        QVERIFY(shown.columnAction(s("R&&D")));
    }

    void restoresItsState()
    {
        Shown first;
        auto *header = first.table.tableHeader();
        header->moveSection(3, 0);
        header->resizeSection(1, 143);
        header->resizeSection(2, 177);
        header->hideSection(1);
        header->setKeys({ { 3, Qt::DescendingOrder }, { 0, Qt::AscendingOrder } });
        const QVariantMap state = first.table.saveState();

        Shown second;
        second.model.fill({ "spend", "owner", "count", "name" }); // the same columns in another order
        second.table.restoreState(state);

        QCOMPARE(second.columns(), s("count name spend"));
        QCOMPARE(second.width("spend"), 177);
        QCOMPARE(second.table.tableHeader()->keys(),
            (QList<SortKey> { { 2, Qt::DescendingOrder }, { 3, Qt::AscendingOrder } }));
        second.columnAction(s("OWNER"))->trigger();
        QCOMPARE(second.width("owner"), 143);
        QCOMPARE(second.proxy.index(0, 0).data(ExportRole).toInt(), 2);
    }

    void aColumnThatComesBackStandsWhereItStood()
    {
        Shown shown;
        shown.table.tableHeader()->moveSection(3, 1); // name count owner spend
        shown.model.fill({ "name", "owner", "spend" });
        QCOMPARE(shown.columns(), s("name owner spend"));
        shown.model.fill({ "spend", "owner" });
        shown.model.fill({ "name", "owner", "spend", "count" });
        QCOMPARE(shown.columns(), s("name count owner spend"));
    }

    void keepsItsStateOverAModelReset_data()
    {
        QTest::addColumn<QList<QByteArray>>("between");
        QTest::newRow("same columns") << QList<QByteArray> { "name", "owner", "spend", "count" };
        QTest::newRow("no columns") << QList<QByteArray> {};
        QTest::newRow("fewer columns") << QList<QByteArray> { "count", "name" };
        QTest::newRow("other columns") << QList<QByteArray> { "other" };
    }
    void keepsItsStateOverAModelReset()
    {
        QFETCH(QList<QByteArray>, between);
        Shown shown;
        auto *header = shown.table.tableHeader();
        header->resizeSection(2, 177);
        header->hideSection(1);

        QList<const char *> ids;
        for (const QByteArray &id : between)
            ids.append(id.constData());
        shown.model.fill(ids);
        shown.model.fill({ "name", "owner", "spend", "count" });

        QCOMPARE(shown.columns().split(QLatin1Char(' ')).size(), 3);
        QVERIFY(!shown.columns().contains(s("owner")));
        QCOMPARE(shown.width("spend"), 177);
    }

    void keepsWidthsOverSorting()
    {
        Shown shown;
        shown.table.tableHeader()->resizeSection(2, 177);
        shown.table.tableHeader()->hideSection(1);
        shown.table.tableHeader()->cycle(2, false);
        shown.table.tableHeader()->cycle(2, false);
        QCOMPARE(shown.width("spend"), 177);
        QCOMPARE(shown.columns(), s("name spend count"));
    }

    void showsColumnsThatTheStateDoesNotKnow()
    {
        Shown shown;
        shown.table.tableHeader()->hideSection(1);
        shown.model.fill({ "name", "owner", "fresh", "spend", "count" });
        QVERIFY(shown.columns().contains(s("fresh")));
        QVERIFY(!shown.columns().contains(s("owner")));
    }

    void survivesAStateThatHidesEverything()
    {
        Shown shown;
        QVariantList columns;
        for (const char *id : { "name", "owner", "spend", "count" })
            columns.append(QVariantMap { { s("id"), s(id) }, { s("hidden"), true } });
        shown.table.restoreState({ { s("columns"), columns } });
        QCOMPARE(shown.table.visibleColumns().size(), 1);
        shown.table.restoreState({ { s("columns"), s("nonsense") }, { s("sort"), 7 } });
        QCOMPARE(shown.table.visibleColumns().size(), 4);
    }

    void fillsTheWidthWithTheFirstTextColumn()
    {
        Shown shown;
        QCOMPARE(shown.table.tableHeader()->length(), shown.table.viewport()->width());
        const int spend = shown.width("spend");
        shown.table.resize(900, 300);
        QCOMPARE(shown.table.tableHeader()->length(), shown.table.viewport()->width());
        QCOMPARE(shown.width("spend"), spend);
    }

    void neverCutsAFigure()
    {
        Shown shown(260);
        const QString huge = s("$1,234,567,890,123,456.78");
        shown.model.setItem(2, 2, Model::cell(huge, 1));
        const int needed = QFontMetrics(shown.table.font()).horizontalAdvance(huge) + 16;
        QVERIFY(shown.width("spend") >= needed);

        shown.model.appendRow(
            { Model::cell(s("n"), 1), Model::cell(s("o"), 1), Model::cell(s("1"), 1), Model::cell(huge, 1) });
        QVERIFY(shown.width("count") >= needed);
        QFont larger = shown.table.font();
        larger.setPointSizeF(18);
        shown.table.setFont(larger);
        QVERIFY(shown.width("spend") >= QFontMetrics(larger).horizontalAdvance(huge) + 16);
        QVERIFY(shown.table.rowHeight(0) > 28);
    }

    void aTrackGoesBeforeFiguresGoOutOfSight()
    {
        Shown shown;
        for (int row = 0; row < 3; ++row) {
            shown.model.item(row, 3)->setText(s("33.3%"));
            shown.model.item(row, 3)->setData(0.333, ShareRole);
        }
        shown.model.setHeaderData(3, Qt::Horizontal, int(CellKind::Share), CellKindRole);
        shown.table.autoFitColumns();
        const int whole = shown.table.columnWidth(3);

        for (int width = 700; width > 150 && shown.table.columnWidth(3) > whole - 70; --width)
            shown.table.resize(width, 300);

        QVERIFY(shown.table.columnWidth(3) <= whole - 70);
        QCOMPARE(shown.table.tableHeader()->length(), shown.table.viewport()->width());
        QVERIFY(shown.table.columnWidth(3) >= shown.table.fontMetrics().horizontalAdvance(s("33.3%")));
    }

    void aLongNameDoesNotWidenTheTable()
    {
        Shown shown;
        shown.model.setItem(0, 0, Model::cell(QString(10240, QLatin1Char('W')), 1));
        shown.model.setItem(0, 1, Model::cell(QString(10240, QLatin1Char('W')), 1));
        shown.table.autoFitColumns();
        QVERIFY(shown.table.tableHeader()->length() <= shown.table.viewport()->width() + 1);
    }

    void tintsTheRowUnderThePointer()
    {
        Shown shown;
        auto *delegate = qobject_cast<TableDelegate *>(shown.table.itemDelegate());
        QWindow *window = shown.table.windowHandle();
        QTest::mouseMove(window, QPoint(2, 2));
        QTest::mouseMove(window, shown.table.viewport()->mapTo(&shown.table, shown.middle(1, 0)));
        QTRY_COMPARE(delegate->hoveredRow(), 1);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(shown.table.viewport(), &leave);
        QCOMPARE(delegate->hoveredRow(), -1);
    }

    void ringsTheCellForTheKeyboardOnly()
    {
        Shown shown;
        auto *delegate = qobject_cast<TableDelegate *>(shown.table.itemDelegate());
        QTest::mouseClick(shown.table.viewport(), Qt::LeftButton, {}, shown.middle(1, 0));
        QVERIFY(!delegate->isFocusRingShown());
        QTest::keyClick(&shown.table, Qt::Key_Down);
        QVERIFY(delegate->isFocusRingShown());
        const QRect cell = shown.table.visualRect(shown.proxy.index(2, 0));
        const QImage image = shown.table.viewport()->grab().toImage();
        QCOMPARE(image.pixelColor(cell.left() + 1, cell.center().y()), shown.table.palette().color(QPalette::Link));
    }

    void tellsOthersToSort()
    {
        Model model;
        DataTable table;
        table.setModel(&model);
        QSignalSpy asked(&table, &DataTable::sortRequested);
        table.tableHeader()->cycle(2, false);
        QCOMPARE(asked.count(), 1);
        model.fill({ "name", "owner", "spend", "count" }); // the answer does not ask again
        QCOMPARE(asked.count(), 1);
        QCOMPARE(table.tableHeader()->keys().size(), 1);
    }

    void hasANameForScreenReaders() { QVERIFY(!DataTable().accessibleName().isEmpty()); }
};

QTEST_MAIN(TestDataTable)
#include "tst_datatable.moc"
