#include "widgets/datatable.h"

#include "widgets/tabledelegate.h"
#include "widgets/tableexport.h"
#include "widgets/tableheader.h"

#include <QAbstractProxyModel>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHoverEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>

namespace {

constexpr int TwoLineStep = 24; ///< What a caption below the text adds to a row.

int innermostRow(QModelIndex index)
{
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model()))
        index = proxy->mapToSource(index);
    return index.row();
}

}

DataTable::DataTable(QWidget *parent)
    : QTableView(parent)
    , m_header(new TableHeader(this))
    , m_delegate(new TableDelegate(this))
    , m_columnsMenu(new QMenu(tr("Columns"), this))
{
    setHorizontalHeader(m_header);
    setItemDelegate(m_delegate);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(20);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setAccessibleName(tr("Table"));
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    applyFont();

    connect(m_columnsMenu, &QMenu::aboutToShow, this, &DataTable::fillColumnsMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { chooseColumnsMenu()->popup(m_header->mapToGlobal(at)); });
    connect(m_header, &TableHeader::keysChanged, this, &DataTable::applySortKeys);
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int before, int now) {
        if (!m_layingOut && before > 0 && now > 0) // 0: hidden or shown
            m_chosenWidths.insert(columnId(column), now);
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { setHoveredRow(-1); });
    connect(this, &QAbstractItemView::activated, this,
        [this](const QModelIndex &index) { emit rowActivated(innermostRow(index)); });
}

void DataTable::setModel(QAbstractItemModel *model)
{
    rememberState();
    for (const auto &connection : std::as_const(m_modelConnections))
        disconnect(connection);
    m_modelConnections.clear();
    m_layingOut = true;
    QTableView::setModel(model);
    m_layingOut = false;
    if (!model)
        return;
    if (auto *proxy = qobject_cast<TableSortProxy *>(model))
        proxy->setKeys(m_header->keys());
    connectModel();
    applyState();
}

void DataTable::connectModel()
{
    const auto *source = model();
    // Before a change of columns the header still knows them; afterwards it has forgotten.
    const auto remember = [this] {
        rememberState();
        m_layingOut = true;
    };
    const auto apply = [this] {
        m_layingOut = false;
        applyState();
    };
    m_modelConnections = {
        connect(source, &QAbstractItemModel::modelAboutToBeReset, this, remember),
        connect(source, &QAbstractItemModel::modelReset, this, apply),
        connect(source, &QAbstractItemModel::columnsAboutToBeInserted, this, remember),
        connect(source, &QAbstractItemModel::columnsInserted, this, apply),
        connect(source, &QAbstractItemModel::columnsAboutToBeRemoved, this, remember),
        connect(source, &QAbstractItemModel::columnsRemoved, this, apply),
        connect(source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) {
                measureRows(from.row(), to.row());
                layOutColumns();
            }),
    };
}

void DataTable::setTwoLineRows(bool twoLines)
{
    m_twoLines = twoLines;
    applyFont();
}

void DataTable::applySortKeys()
{
    if (auto *proxy = qobject_cast<TableSortProxy *>(model()))
        proxy->setKeys(m_header->keys());
    emit sortRequested(m_header->keys());
}

void DataTable::applyFont()
{
    const int line = TableDelegate::rowHeight(font());
    verticalHeader()->setDefaultSectionSize(m_twoLines ? line + TwoLineStep : line);
    m_contentWidths.clear();
    if (model()) {
        measureRows(0, model()->rowCount() - 1);
        layOutColumns();
    }
}

TableCopy::Cells DataTable::selectedCells() const
{
    TableCopy::Cells cells { {}, visibleColumns() };
    if (selectionModel())
        for (const QItemSelectionRange &range : selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom(); ++row)
                cells.rows.append(row);
    std::sort(cells.rows.begin(), cells.rows.end());
    cells.rows.erase(std::unique(cells.rows.begin(), cells.rows.end()), cells.rows.end());
    return cells;
}

void DataTable::copySelection(bool withHeaders)
{
    const TableCopy::Cells cells = selectedCells();
    if (!cells.rows.isEmpty())
        QGuiApplication::clipboard()->setMimeData(TableCopy::table(*model(), cells, withHeaders).release());
}

void DataTable::fillContextMenu(QMenu *menu, const QModelIndex &cell)
{
    const auto copyText = [](const QString &text) { QGuiApplication::clipboard()->setText(text); };
    const bool isChosen = selectionModel()->hasSelection();
    menu->addAction(tr("Copy cell"), this, [copyText, place = QPersistentModelIndex(cell)] {
        if (place.isValid())
            copyText(TableExport::rawValue(place).toString());
    });
    const QList<QAction *> copies {
        menu->addAction(tr("Copy rows"), this, [this] { copySelection(); }),
        menu->addAction(tr("Copy rows with headers"), this, [this] { copySelection(true); }),
        menu->addAction(
            tr("Copy as CSV"), this, [this, copyText] { copyText(TableCopy::csv(*model(), selectedCells())); }),
        menu->addAction(
            tr("Copy as JSON"), this, [this, copyText] { copyText(TableCopy::json(*model(), selectedCells())); }),
        menu->addAction(tr("Copy as Markdown"), this,
            [this, copyText] { copyText(TableCopy::markdown(*model(), selectedCells())); }),
    };
    copies.first()->setShortcut(QKeySequence::Copy);
    for (QAction *action : copies)
        action->setEnabled(isChosen);
    menu->addSeparator();
    // Headings take no keyboard focus: this is how the keyboard sorts and chooses columns.
    menu->addAction(
        tr("Sort by this column"), this, [this, column = cell.column()] { m_header->cycle(column, false); });
    menu->addMenu(m_columnsMenu);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex cell = isKeyboard ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (!cell.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillContextMenu(menu, cell);
    emit contextMenuOpening(menu, innermostRow(cell));
    menu->popup(isKeyboard ? viewport()->mapToGlobal(visualRect(cell).center()) : event->globalPos());
}

bool DataTable::event(QEvent *event)
{
    // The window may have Ctrl+C of its own; where the table has the focus it copies rows.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    m_delegate->setFocusRingShown(true);
    viewport()->update();
    if (event->matches(QKeySequence::Copy)) { // the base class would copy the text that is drawn
        copySelection();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::mousePressEvent(QMouseEvent *event)
{
    m_delegate->setFocusRingShown(false);
    QTableView::mousePressEvent(event);
}

void DataTable::focusInEvent(QFocusEvent *event)
{
    const auto reason = event->reason();
    if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason)
        m_delegate->setFocusRingShown(true);
    if (!currentIndex().isValid() && reason != Qt::MouseFocusReason && model() && model()->rowCount() > 0)
        selectionModel()->setCurrentIndex(
            model()->index(0, qMax(0, m_header->firstColumn())), QItemSelectionModel::NoUpdate);
    QTableView::focusInEvent(event);
}

bool DataTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverMove)
        setHoveredRow(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return QTableView::viewportEvent(event);
}

void DataTable::setHoveredRow(int row)
{
    if (row == m_delegate->hoveredRow())
        return;
    m_delegate->setHoveredRow(row);
    viewport()->update();
}

void DataTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyFont();
}
