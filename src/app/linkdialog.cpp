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
    const auto route = Route::fromUrl(QUrl(text, QUrl::StrictMode));
    m_ui->goButton->setEnabled(bool(route));
    m_ui->message->setText(text.isEmpty() || route ? QString() : route.error().summary);
}

void LinkDialog::go()
{
    const auto route = Route::fromUrl(QUrl(m_ui->link->text().trimmed(), QUrl::StrictMode));
    if (!route)
        return;
    close();
    emit routeChosen(*route);
}
