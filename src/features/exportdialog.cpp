#include "features/exportdialog.h"

#include <QCoreApplication>
#include <QFileDialog>

void ExportDialog::ask(
    QWidget *page, const QString &fileStem, const QString &ending, const std::function<void(const QString &path)> &chosen)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ExportDialog", text); };
    auto *dialog = new QFileDialog(page, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
    dialog->selectFile(fileStem + QLatin1Char('.') + ending);
    QObject::connect(dialog, &QFileDialog::fileSelected, page, chosen);
    dialog->open();
}
