#include "app/shortcutsdialog.h"

#include "widgets/button.h"
#include "widgets/datatable.h"

#include <QAction>
#include <QHeaderView>
#include <QStandardItemModel>
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
    auto *model = new QStandardItemModel(0, 3, this);
    model->setHorizontalHeaderLabels({ tr("Action"), tr("Keys"), tr("What it does") });
    for (const QAction *action : actions) {
        if (action->shortcuts().isEmpty())
            continue;
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        model->appendRow({ new QStandardItem(plainText(*action)), new QStandardItem(QString(keys).replace(QLatin1String("; "), tr(" or "))),
            new QStandardItem(action->statusTip()) });
    }
    auto *list = new DataTable(this);
    list->setAccessibleName(windowTitle());
    list->setModel(model);
    list->autoFitColumns();
    list->horizontalHeader()->setStretchLastSection(true);
    auto *close = new Button(tr("Close"), Button::Kind::Primary, this);
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(list);
    layout->addWidget(close, 0, Qt::AlignRight);
    const int unit = fontMetrics().height();
    resize(std::min(unit * 46, 960), std::min(unit * 28, 640));
}
