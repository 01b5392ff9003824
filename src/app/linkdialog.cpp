#include "app/linkdialog.h"

#include "widgets/button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

LinkDialog::LinkDialog(const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_link(new QLineEdit(this))
    , m_message(new QLabel(this))
    , m_go(new Button(tr("Go"), Button::Kind::Primary, this))
{
    setWindowTitle(tr("Go to link"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_link->setAccessibleName(tr("Link"));
    m_link->setPlaceholderText(QStringLiteral("signalbox://spending?from=now-29d/d&to=now%2B1d/d"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Normal, this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addWidget(m_link);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    m_go->setDefault(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_link, &QLineEdit::textChanged, this, &LinkDialog::validate);
    connect(m_go, &Button::clicked, this, &LinkDialog::go);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    m_link->setText(text);
    m_link->selectAll();
    validate();
}

void LinkDialog::validate()
{
    const QString text = m_link->text().trimmed();
    const auto route = Route::fromUrl(QUrl(text, QUrl::StrictMode));
    m_go->setEnabled(bool(route));
    m_message->setText(text.isEmpty() || route ? QString() : route.error().summary);
}

void LinkDialog::go()
{
    const auto route = Route::fromUrl(QUrl(m_link->text().trimmed(), QUrl::StrictMode));
    if (!route)
        return;
    close();
    emit routeChosen(*route);
}
