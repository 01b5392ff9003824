#include "widgets/messagestrip.h"

#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace {
constexpr int TextLeft = 36;
constexpr double Tint = 0.08;
constexpr double DarkTint = 0.14;
}

MessageStrip::MessageStrip(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_copy(new Button(tr("Copy details"), QLatin1String("copy"), Button::Kind::Ghost, this))
    , m_close(Button::iconOnly(QLatin1String("close"), tr("Close this message"), this))
{
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    QSizePolicy policy = m_text->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored); // else the longest word, such as a path, widens the window
    m_text->setSizePolicy(policy);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::StrongFocus); // Qt would take the keyboard by click alone
    m_text->setMinimumHeight(Painting::controlHeight(QFontMetricsF(font())));
    m_actions->setSpacing(8);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(TextLeft, 4, 4, 4);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_actions);
    layout->addWidget(m_copy);
    layout->addWidget(m_close);
    connect(m_close, &Button::clicked, this, &MessageStrip::closeStrip);
    connect(m_copy, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(summary() % QLatin1Char('\n') % m_detail);
    });
    hide();
}

void MessageStrip::show(Status severity, const QString &summary, const QString &detail)
{
    clearActions();
    m_severity = severity;
    m_detail = detail;
    m_text->setText(summary);
    m_copy->setVisible(!detail.isEmpty());
    setToolTip(Painting::plainToolTip(detail));
    setAccessibleName(tr("%1: %2").arg(StatusShape::word(severity), summary));
    setAccessibleDescription(detail);
    QFrame::show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStrip::showError(const QString &attempt, const Error &error)
{
    const QString sentences = QString(attempt % QLatin1Char(' ') % error.summary).trimmed();
    show(Status::Error, sentences, error.detail);
}

Button *MessageStrip::addAction(const QString &text, const std::function<void()> &action)
{
    auto *button = new Button(text, Button::Kind::Normal, this);
    connect(button, &Button::clicked, this, action);
    m_actions->addWidget(button);
    button->show();
    return button;
}

QString MessageStrip::summary() const
{
    return m_text->text();
}

void MessageStrip::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor colour = StatusShape::colour(m_severity, palette());
    const QColor base = palette().color(QPalette::Base);
    Painting::roundedRect(painter, rect(), Painting::ControlRadius, Theme::mix(colour, base, Theme::isDark(palette()) ? DarkTint : Tint),
        QPen(Theme::mix(colour, base, 0.45), 1));
    StatusShape::paint(painter, QPointF(18, 4 + m_text->minimumHeight() / 2.0), m_severity, palette());
}

void MessageStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_close->isHidden())
        closeStrip();
    else
        QFrame::keyPressEvent(event);
}

void MessageStrip::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        // the button may be the one that was pressed to come here
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void MessageStrip::closeStrip()
{
    hide();
    emit closed();
}
