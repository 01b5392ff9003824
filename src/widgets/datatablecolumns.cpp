// The columns of a DataTable: their widths, the chooser, and the state by column id.

#include "widgets/datatable.h"
#include "widgets/tabledelegate.h"
#include "widgets/tableexport.h"
#include "widgets/tableheader.h"

#include <QMenu>
#include <QScopedValueRollback>

namespace {

constexpr int MostRowsRead = 5000; ///< For the longest figure of a column.
constexpr int RowsSampled = 200; ///< For words, which may be elided.
constexpr int WidestWords = 360; ///< A longer word does not widen its column.
constexpr int NarrowestWords = 80; ///< What a column of words keeps in a narrow table.
constexpr int TrackMayLose = 84; ///< The whole track of a share: its number says the same.

bool isFigure(CellKind kind) { return TableHeader::isNumeric(kind) || kind == CellKind::Share; }

QString columnsKey() { return QStringLiteral("columns"); }
QString sortKey() { return QStringLiteral("sort"); }
QString idKey() { return QStringLiteral("id"); }
QString hiddenKey() { return QStringLiteral("hidden"); }
QString widthKey() { return QStringLiteral("width"); }
QString descendingKey() { return QStringLiteral("descending"); }

}

QList<int> DataTable::visibleColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual)
        if (const int column = m_header->logicalIndex(visual); !m_header->isSectionHidden(column))
            columns.append(column);
    return columns;
}

QString DataTable::columnId(int column) const { return TableExport::columnId(*model(), column); }

int DataTable::columnOf(const QString &id) const
{
    for (int column = 0; column < m_header->count(); ++column)
        if (columnId(column) == id)
            return column;
    return -1;
}

void DataTable::measureRows(int first, int last)
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    last = qMin(last, first + MostRowsRead - 1);
    for (int column = 0; column < m_header->count(); ++column) {
        int &widest = m_contentWidths[columnId(column)];
        const bool everyRow = isFigure(TableHeader::kind(*model(), column));
        const int step = everyRow ? 1 : qMax(1, (last - first + 1) / RowsSampled);
        qsizetype longest = 0;
        for (int row = first; row <= last; row += step) {
            const QModelIndex index = model()->index(row, column);
            const qsizetype length = index.data(Qt::DisplayRole).toString().size();
            // Figures of a column are as wide as they are long, but for bold ones and shapes: measure the long ones.
            if (everyRow && length + 1 < longest)
                continue;
            longest = qMax(longest, length);
            widest = qMax(widest, itemDelegateForIndex(index)->sizeHint(option, index).width());
        }
    }
}

void DataTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTableView::rowsInserted(parent, start, end);
    measureRows(start, end);
    layOutColumns();
}

int DataTable::fittingWidth(int column) const
{
    const int content = m_contentWidths.value(columnId(column));
    const bool mayElide = !isFigure(TableHeader::kind(*model(), column));
    return qMax(m_header->headingWidth(column), mayElide ? qMin(content, WidestWords) : content);
}

int DataTable::stretchColumn() const
{
    for (const int column : visibleColumns()) {
        const CellKind kind = TableHeader::kind(*model(), column);
        if ((kind == CellKind::Text || kind == CellKind::Swatch || kind == CellKind::Identifier)
            && !m_chosenWidths.contains(columnId(column)))
            return column;
    }
    return -1;
}

int DataTable::leastWidth(int column) const
{
    const int fitting = fittingWidth(column);
    if (m_chosenWidths.contains(columnId(column)))
        return m_chosenWidths.value(columnId(column));
    const CellKind kind = TableHeader::kind(*model(), column);
    if (kind == CellKind::Share)
        return qMax(m_header->headingWidth(column), fitting - TrackMayLose);
    if (isFigure(kind) || kind == CellKind::Status || kind == CellKind::Sparkline)
        return fitting;
    return qMin(fitting, qMax(NarrowestWords, m_header->headingWidth(column)));
}

void DataTable::layOutColumns()
{
    if (m_layingOut || !model())
        return;
    const QScopedValueRollback guard(m_layingOut, true);
    const int stretched = stretchColumn();
    const QList<int> columns = visibleColumns();
    QHash<int, int> widths;
    int rest = viewport()->width();
    for (const int column : columns) {
        widths[column] = m_chosenWidths.value(columnId(column), fittingWidth(column));
        rest -= widths[column];
    }
    // Too narrow: tracks give first, then words, and the names, which say what a row is, last.
    QList<int> givers = columns;
    std::stable_sort(givers.begin(), givers.end(), [this, stretched](int left, int right) {
        const auto rank = [&](int c) {
            return c == stretched ? 2 : TableHeader::kind(*model(), c) == CellKind::Share ? 0 : 1;
        };
        return rank(left) < rank(right);
    });
    for (const int column : givers) {
        if (rest >= 0)
            break;
        const int given = qBound(0, widths[column] - leastWidth(column), -rest);
        widths[column] -= given;
        rest += given;
    }
    if (stretched >= 0) { // where it scrolls anyway names are whole, but one long name must not push the figures out of sight
        const int readable = qMax(leastWidth(stretched), qMin(fittingWidth(stretched), viewport()->width() / 3));
        widths[stretched] = rest < 0 ? readable : widths[stretched] + rest;
    }
    for (const int column : columns)
        m_header->resizeSection(column, widths[column]);
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

void DataTable::autoFitColumns()
{
    m_chosenWidths.clear();
    m_contentWidths.clear();
    if (!model())
        return;
    measureRows(0, model()->rowCount() - 1);
    layOutColumns();
}

void DataTable::resetColumns()
{
    for (int column = 0; column < m_header->count(); ++column) {
        m_header->moveSection(m_header->visualIndex(column), column);
        m_header->showSection(column);
    }
    m_state.remove(columnsKey());
    autoFitColumns();
}

QVariantMap DataTable::saveState() const
{
    if (!model() || m_header->count() == 0)
        return m_state;
    QVariantList columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const QString id = columnId(column);
        QVariantMap entry { { idKey(), id }, { hiddenKey(), m_header->isSectionHidden(column) } };
        if (m_chosenWidths.contains(id))
            entry.insert(widthKey(), m_chosenWidths.value(id));
        columns.append(entry);
    }
    // Columns that the model lacks at the moment keep their place behind the one that they stood behind.
    const auto idOf = [](const QVariant &entry) { return entry.toMap().value(idKey()).toString(); };
    const auto known = m_state.value(columnsKey()).toList();
    for (qsizetype i = 0; i < known.size(); ++i) {
        if (columnOf(idOf(known.at(i))) >= 0)
            continue;
        const auto before = std::find_if(columns.begin(), columns.end(),
            [&](const QVariant &entry) { return i > 0 && idOf(entry) == idOf(known.at(i - 1)); });
        columns.insert(before == columns.end() ? (i == 0 ? columns.begin() : before) : before + 1, known.at(i));
    }
    QVariantList sort;
    for (const SortKey &key : m_header->keys())
        if (key.column < m_header->count())
            sort.append(QVariantMap {
                { idKey(), columnId(key.column) }, { descendingKey(), key.order == Qt::DescendingOrder } });
    return { { columnsKey(), columns }, { sortKey(), sort } };
}

void DataTable::rememberState() { m_state = saveState(); }

void DataTable::restoreState(const QVariantMap &state)
{
    m_state = state;
    m_chosenWidths.clear();
    applyState();
}

void DataTable::applyState()
{
    if (!model() || m_header->count() == 0)
        return; // What is remembered waits for the columns to come back.
    {
        const QScopedValueRollback guard(m_layingOut, true);
        for (int column = 0; column < m_header->count(); ++column)
            m_header->showSection(column);
        int place = 0;
        for (const QVariant &value : m_state.value(columnsKey()).toList()) {
            const QVariantMap entry = value.toMap();
            const QString id = entry.value(idKey()).toString();
            if (const int width = entry.value(widthKey()).toInt(); width > 0)
                m_chosenWidths.insert(id, qMax(width, m_header->minimumSectionSize()));
            const int column = columnOf(id);
            if (column < 0 || m_header->visualIndex(column) < place) // unknown, or named twice
                continue;
            m_header->moveSection(m_header->visualIndex(column), place++);
            m_header->setSectionHidden(column, entry.value(hiddenKey()).toBool());
        }
        if (m_header->firstColumn() < 0) // A state that hides everything would leave no heading to bring columns back.
            m_header->showSection(m_header->logicalIndex(0));
    }
    if (m_state.contains(sortKey())) {
        QList<SortKey> keys;
        for (const QVariant &value : m_state.value(sortKey()).toList())
            if (const int column = columnOf(value.toMap().value(idKey()).toString()); column >= 0)
                keys.append({ column,
                    value.toMap().value(descendingKey()).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder });
        m_header->setKeys(keys);
    }
    measureRows(0, model()->rowCount() - 1);
    layOutColumns();
}

QMenu *DataTable::chooseColumnsMenu()
{
    fillColumnsMenu();
    return m_columnsMenu;
}

void DataTable::fillColumnsMenu()
{
    m_columnsMenu->clear();
    const bool isOnlyOne = visibleColumns().size() == 1;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        QString title = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = m_columnsMenu->addAction(title.replace(QLatin1Char('&'), QStringLiteral("&&")));
        const bool isShown = !m_header->isSectionHidden(column);
        action->setCheckable(true);
        action->setChecked(isShown);
        action->setEnabled(!isShown || !isOnlyOne);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_header->setSectionHidden(column, !shown);
            layOutColumns();
        });
    }
    m_columnsMenu->addSeparator();
    m_columnsMenu->addAction(tr("Reset columns"), this, &DataTable::resetColumns);
    m_columnsMenu->addAction(tr("Auto-fit columns"), this, &DataTable::autoFitColumns);
}
