#include "features/drill.h"

#include "widgets/datatable.h"
#include "widgets/timechart.h"
#include "widgets/toast.h"

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

void addShortcut(QWidget &widget, const std::function<void()> &run)
{
    auto *action = new QAction(tr("Show requests"), &widget);
    action->setShortcut(key());
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setStatusTip(tr("The rows behind the chosen figure"));
    QObject::connect(action, &QAction::triggered, &widget, run);
    widget.addAction(action);
}

void fill(QMenu &menu, const CountedRequests &requests, const Drill::Follow &follow)
{
    const auto add = [&menu, follow](const QString &text, const QKeySequence &shortcut, const Route &route) {
        menu.addAction(text, shortcut, &menu, [follow, route] { follow(route); });
    };
    if (requests.shown)
        add(tr("Show requests"), key(), *requests.shown);
    else if (!requests.reason.isEmpty())
        menu.addAction(tr("Show requests: %1").arg(requests.reason))->setEnabled(false);
    if (requests.before)
        add(tr("Show requests of the period before"), {}, *requests.before);
}

void popUp(QWidget &widget, const CountedRequests &requests, const Drill::Follow &follow, const QPoint &globalAt)
{
    auto *menu = new QMenu(&widget);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(*menu, requests, follow);
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(globalAt);
}

}

bool Drill::isWanted()
{
    return QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier);
}

void Drill::open(QWidget &widget, const CountedRequests &requests, const Follow &follow)
{
    if (requests.shown)
        follow(*requests.shown);
    else if (!requests.reason.isEmpty())
        Toast::show(&widget, Status::Info, tr("The requests cannot be shown: %1.").arg(requests.reason));
}

void Drill::addTo(DataTable &table, const std::function<CountedRequests(int row)> &requests, const Follow &follow,
    const std::function<void(int row)> &open)
{
    const auto drill = [&table, requests, follow](int row) { Drill::open(table, requests(row), follow); };
    addShortcut(table, [&table, drill] {
        QModelIndex index = table.currentIndex();
        while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model()))
            index = proxy->mapToSource(index);
        if (index.isValid())
            drill(index.row());
    });
    QObject::connect(&table, &DataTable::rowActivated, &table, [drill, open](int row) { isWanted() ? drill(row) : open(row); });
    QObject::connect(&table, &DataTable::contextMenuOpening, &table, [requests, follow](QMenu *menu, int row) {
        menu->addSeparator();
        fill(*menu, requests(row), follow);
    });
}

void Drill::addTo(TimeChart &chart, const std::function<CountedRequests(int bucket, const QString &seriesId)> &requests,
    const Follow &follow, const std::function<void(int bucket, const QString &seriesId)> &open)
{
    QObject::connect(&chart, &TimeChart::bucketActivated, &chart, [&chart, requests, follow, open](int bucket, const QString &series) {
        if (isWanted())
            Drill::open(chart, requests(bucket, series), follow);
        else
            open(bucket, series);
    });
    QObject::connect(&chart, &TimeChart::bucketMenuRequested, &chart,
        [&chart, requests, follow](int bucket, const QString &series, const QPoint &globalAt) {
            popUp(chart, requests(bucket, series), follow, globalAt);
        });
}

void Drill::addTo(QWidget &widget, const std::function<CountedRequests()> &requests, const Follow &follow)
{
    addShortcut(widget, [&widget, requests, follow] { open(widget, requests(), follow); });
    widget.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&widget, &QWidget::customContextMenuRequested, &widget, [&widget, requests, follow](const QPoint &at) {
        popUp(widget, requests(), follow, widget.mapToGlobal(at));
    });
}
