#include "widgets/datatable.h"

#include "core/tablerole.h"
#include "widgets/tableheader.h"

DataTable::DataTable(QWidget *parent)
    : QTableView(parent)
    , m_header(new TableHeader(this))
{
    setHorizontalHeader(m_header);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(20);
    verticalHeader()->setDefaultSectionSize(qMax(28, fontMetrics().height() + 12));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    connect(m_header, &TableHeader::keysChanged, this, [this](const QList<SortKey> &keys) {
        if (auto *proxy = qobject_cast<TableSortProxy *>(model()))
            proxy->setKeys(keys);
        emit sortRequested(keys);
    });
}

void DataTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    if (auto *proxy = qobject_cast<TableSortProxy *>(model))
        proxy->setKeys(m_header->keys());
}

QList<int> DataTable::visibleColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual)
        if (const int column = m_header->logicalIndex(visual); !m_header->isSectionHidden(column))
            columns.append(column);
    return columns;
}

void DataTable::autoFitColumns() { resizeColumnsToContents(); }

QVariantMap DataTable::saveState() const
{
    QVariantList columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const bool hidden = m_header->isSectionHidden(column);
        QVariantMap entry { { QStringLiteral("id"), columnId(column) }, { QStringLiteral("hidden"), hidden } };
        if (!hidden) // A hidden section has no width of its own to remember.
            entry.insert(QStringLiteral("width"), m_header->sectionSize(column));
        columns.append(entry);
    }
    return { { QStringLiteral("columns"), columns } };
}

void DataTable::restoreState(const QVariantMap &state)
{
    int place = 0;
    for (const QVariant &value : state.value(QStringLiteral("columns")).toList()) {
        const QVariantMap entry = value.toMap();
        const QString id = entry.value(QStringLiteral("id")).toString();
        for (int column = 0; column < m_header->count(); ++column) {
            if (columnId(column) != id)
                continue;
            m_header->moveSection(m_header->visualIndex(column), place++);
            const int width = entry.value(QStringLiteral("width")).toInt();
            if (width > 0)
                m_header->resizeSection(column, width);
            m_header->setSectionHidden(column, entry.value(QStringLiteral("hidden")).toBool());
            break;
        }
    }
}

QString DataTable::columnId(int column) const
{
    const QString id = model()->headerData(column, Qt::Horizontal, ColumnIdRole).toString();
    return id.isEmpty() ? QString::number(column) : id;
}
