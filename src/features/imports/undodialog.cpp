#include "features/imports/undodialog.h"

#include "widgets/button.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

UndoDialog::UndoDialog(const QString &question, const QStringList &facts, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit)
    , m_undo(new Button(tr("Undo"), QLatin1String("undo"), Button::Kind::Danger))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Undo"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    const auto addText = [column](const QString &text) {
        auto *label = new QLabel(text);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };
    addText(question)->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
    for (const QString &fact : facts)
        addText(fact);
    addText(tr("&Reason, for the audit log"))->setBuddy(m_reason);
    m_reason->setMaxLength(500);
    m_reason->setAccessibleName(tr("Reason"));
    column->addWidget(m_reason);
    column->addStretch();
    auto *cancel = new Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_undo->setDefault(true);
    m_undo->setEnabled(false);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_undo);
    column->addLayout(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_reason, &QLineEdit::textChanged, this, [this](const QString &text) { m_undo->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_undo, &Button::clicked, this, &UndoDialog::go);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    m_reason->setFocus();
}

void UndoDialog::go()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty())
        return;
    close();
    emit confirmed(reason);
}
