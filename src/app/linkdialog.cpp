#include "app/linkdialog.h"

#include "ui_linkdialog.h"

LinkDialog::LinkDialog(const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::LinkDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_ui->link, &QLineEdit::textChanged, this, &LinkDialog::validate);
    connect(m_ui->goButton, &Button::clicked, this, &LinkDialog::go);
    m_ui->link->setText(text);
    m_ui->link->selectAll();
    validate();
}

LinkDialog::~LinkDialog() = default;

void LinkDialog::validate()
{
    const QString text = m_ui->link->text().trimmed();
    const QUrl url(text, QUrl::StrictMode);
    const auto route = Route::fromUrl(url);
    m_ui->goButton->setEnabled(bool(route));
    if (text.isEmpty() || route)
        m_ui->message->clear();
    else // An address that cannot be read is empty, and an error about it would quote nothing.
        m_ui->message->setText(url.isValid() ? route.error().summary
                                             : tr("\"%1\" is not a link.").arg(visibleControls(text.left(80))));
}

void LinkDialog::go()
{
    const auto route = Route::fromUrl(QUrl(m_ui->link->text().trimmed(), QUrl::StrictMode));
    if (!route)
        return;
    close();
    emit routeChosen(*route);
}
