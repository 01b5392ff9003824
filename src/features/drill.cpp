#include "features/drill.h"

#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "widgets/datatable.h"

#include <QAbstractProxyModel>
#include <QAction>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Drill", text);
}

QKeySequence key()
{
    return QKeySequence(QStringLiteral("Ctrl+Return"), QKeySequence::PortableText);
}

QAction *addShortcut(QWidget &widget, const std::function<void()> &run)
{
    auto *action = new QAction(tr("Show requests"), &widget);
    action->setShortcut(key());
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(tr("The rows behind the chosen figure"));
    QObject::connect(action, &QAction::triggered, &widget, run);
    widget.addAction(action);
    return action;
}

void fill(QMenu &menu, QWidget &owner, const FilterState &filter, const std::function<void(Drill::Period)> &open)
{
    menu.addAction(tr("Show requests"), key(), &owner, [open] { open(Drill::Period::Shown); });
    if (filter.compare())
        menu.addAction(tr("Show requests of the period before"), &owner, [open] { open(Drill::Period::Before); });
}

}

Route Drill::requests(const FilterState &filter, const UsageFilter &rows, const std::optional<RangeExpression> &range)
{
    return { QStringLiteral("requests"), range.value_or(filter.expression()), filter.compare(), rows, {} };
}

Route Drill::requests(const FilterState &filter, const UsageFilter &rows, Period period, UtcMicros now)
{
    if (period == Period::Shown)
        return requests(filter, rows);
    return requests(filter, rows, UsageText::expression(filter.zone(), filter.previousRange(now)));
}

bool Drill::isWanted()
{
    return QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier);
}

void Drill::addTo(DataTable &table, const FilterState &filter, const std::function<void(int row, Period period)> &open)
{
    addShortcut(table, [&table, open] {
        QModelIndex index = table.currentIndex();
        while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model()))
            index = proxy->mapToSource(index);
        if (index.isValid())
            open(index.row(), Period::Shown);
    });
    QObject::connect(&table, &DataTable::contextMenuOpening, &table, [&table, &filter, open](QMenu *menu, int row) {
        menu->addSeparator();
        fill(*menu, table, filter, [open, row](Period period) { open(row, period); });
    });
}

void Drill::addTo(QWidget &widget, const FilterState &filter, const std::function<void(Period period)> &open)
{
    addShortcut(widget, [open] { open(Period::Shown); });
    widget.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&widget, &QWidget::customContextMenuRequested, &widget, [&widget, &filter, open](const QPoint &at) {
        auto *menu = new QMenu(&widget);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fill(*menu, widget, filter, open);
        menu->popup(widget.mapToGlobal(at));
    });
}
