#include "app/shortcutsdialog.h"

#include "widgets/button.h"

#include <QAction>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace {

QString plainText(const QAction &action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

}

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *list = new QTreeWidget(this);
    list->setAccessibleName(windowTitle());
    list->setHeaderLabels({ tr("Action"), tr("Keys"), tr("What it does") });
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    for (const QAction *action : actions) {
        if (action->shortcuts().isEmpty())
            continue;
        auto *item = new QTreeWidgetItem(list);
        item->setText(0, plainText(*action));
        item->setText(1, QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText).replace(QLatin1String("; "), tr(" or ")));
        item->setText(2, action->statusTip());
    }
    for (int column = 0; column < 3; ++column)
        list->resizeColumnToContents(column);
    auto *close = new Button(tr("Close"), Button::Kind::Primary, this);
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(close, 0, Qt::AlignRight);
    const int unit = fontMetrics().height();
    resize(std::min(unit * 46, 960), std::min(unit * 28, 640));
}
