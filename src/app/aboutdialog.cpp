#include "app/aboutdialog.h"

#include "ui_aboutdialog.h"
#include "widgets/theme.h"

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AboutDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->name->setText(tr("Signalbox %1").arg(QStringLiteral(SIGNALBOX_VERSION)));
    m_ui->name->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold));
    m_ui->builtWith->setText(
        tr("Built with Qt %1 and Qt Charts, SQLite and PostgreSQL's client library.").arg(QString::fromLatin1(qVersion())));
    m_ui->closeButton->setFocus(); // The texts take the focus too, and would show a selection.
    setFixedWidth(fontMetrics().averageCharWidth() * 72);
}

AboutDialog::~AboutDialog() = default;
