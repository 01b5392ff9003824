#include "app/shortcutsdialog.h"

#include "app/actiontext.h"
#include "ui_shortcutsdialog.h"

#include <QAction>
#include <QHeaderView>
#include <QStandardItemModel>

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *model = new QStandardItemModel(0, 3, this);
    model->setHorizontalHeaderLabels({ tr("Action"), tr("Keys"), tr("What it does") });
    for (const QAction *action : actions) {
        if (action->shortcuts().isEmpty())
            continue;
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        model->appendRow({ new QStandardItem(plainActionText(*action)), new QStandardItem(QString(keys).replace(QLatin1String("; "), tr(" or "))),
            new QStandardItem(action->statusTip()) });
    }
    m_ui->list->setModel(model);
    m_ui->list->autoFitColumns();
    m_ui->list->horizontalHeader()->setStretchLastSection(true);
    const int unit = fontMetrics().height();
    resize(std::min(unit * 46, 960), std::min(unit * 28, 640));
}

ShortcutsDialog::~ShortcutsDialog() = default;
