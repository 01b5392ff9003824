#include "features/exportdialog.h"

#include <QCoreApplication>
#include <QFileDialog>

QString ExportDialog::fileName(const QString &stem, const QString &ending)
{
    constexpr qsizetype mostBytes = 180; // file systems take 255, and the folder's owner may add to it
    QString name;
    qsizetype bytes = 0;
    const auto characters = stem.toUcs4();
    for (const char32_t c : characters) {
        const bool isPlain = QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_' || c == U'-' || c == U'.';
        const QString shown = isPlain ? QString::fromUcs4(&c, 1) : QStringLiteral("-");
        if ((name.isEmpty() && (shown == QLatin1String(".") || shown == QLatin1String("-")))
            || (!isPlain && name.endsWith(QLatin1Char('-'))))
            continue;
        bytes += shown.toUtf8().size();
        if (bytes > mostBytes)
            break;
        name += shown;
    }
    return (name.isEmpty() ? QStringLiteral("export") : name) + QLatin1Char('.') + ending;
}

void ExportDialog::ask(
    QWidget *page, const QString &fileStem, const QString &ending, const std::function<void(const QString &path)> &chosen)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ExportDialog", text); };
    auto *dialog = new QFileDialog(page, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(tr("%1 files (*.%2)").arg(ending.toUpper(), ending));
    dialog->selectFile(fileName(fileStem, ending));
    QObject::connect(dialog, &QFileDialog::fileSelected, page, chosen);
    dialog->open();
}
