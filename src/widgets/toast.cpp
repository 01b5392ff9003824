#include "widgets/toast.h"

#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

namespace {
constexpr int Margin = 16;
constexpr int StatusBarRoom = 28; // keeps clear of the status bar
constexpr int Gap = 8;
constexpr int ShadowWidth = 4;
constexpr int MaximumTextWidth = 360;
}

Toast *Toast::show(QWidget *widget, Status status, const QString &text)
{
    QWidget *window = widget->window();
    const QList<Toast *> present = of(window);
    if (present.size() >= MaximumStacked)
        present.first()->dismiss();
    auto *toast = new Toast(window, status, text);
    static_cast<QWidget *>(toast)->show();
    arrange(window);
    toast->raise();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return toast;
}

Toast::Toast(QWidget *window, Status status, const QString &text)
    : QFrame(window)
    , m_status(status)
    , m_text(new QLabel(text, this))
    , m_action(new Button(QString(), Button::Kind::Normal, this))
    , m_close(Button::iconOnly(QLatin1String("close"), tr("Close this message"), this))
{
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(text);
    m_text->setTextFormat(Qt::PlainText);
    const int wanted = Painting::textWidth(QFontMetricsF(font()), text);
    m_text->setWordWrap(wanted > MaximumTextWidth);
    m_text->setMaximumWidth(MaximumTextWidth);
    if (m_text->wordWrap())
        m_text->setFixedWidth(MaximumTextWidth);
    m_action->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(ShadowWidth + 36, ShadowWidth + 6, ShadowWidth + 6, ShadowWidth + 6);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_action);
    layout->addWidget(m_close);

    window->installEventFilter(this);
    for (QWidget *child : { m_action, m_close })
        child->installEventFilter(this);
    connect(m_close, &Button::clicked, this, &Toast::dismiss);
    connect(&m_timer, &QTimer::timeout, this, &Toast::dismiss);
    m_timer.setSingleShot(true);
    m_timer.start(m_remaining);
}

void Toast::setAction(const QString &text, const std::function<void()> &action)
{
    m_action->setText(text);
    m_action->show();
    connect(m_action, &Button::clicked, this, [this, action] {
        dismiss();
        action();
    });
    arrange(parentWidget());
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::setDuration(int milliseconds)
{
    m_remaining = milliseconds;
    if (m_timer.isActive())
        m_timer.start(m_remaining);
}

int Toast::remainingMilliseconds() const
{
    return m_timer.isActive() ? m_timer.remainingTime() : m_remaining;
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = QRectF(rect()).adjusted(ShadowWidth, ShadowWidth, -ShadowWidth, -ShadowWidth);
    const bool isDark = Theme::isDark(palette());
    for (int i = ShadowWidth - 1; i > 0; --i)
        Painting::roundedRect(painter, box.adjusted(-i, 1 - i, i, i + 1), Painting::CardRadius + i, QColor(0, 0, 0, isDark ? 26 : 8));
    Painting::roundedRect(painter, box, Painting::CardRadius, palette().color(isDark ? QPalette::Button : QPalette::Base),
        QPen(palette().color(QPalette::Mid), 1));
    StatusShape::paint(painter, QPointF(box.left() + 19, box.center().y()), m_status, palette());
}

void Toast::enterEvent(QEnterEvent *)
{
    hold();
}

void Toast::leaveEvent(QEvent *)
{
    resume();
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        arrange(parentWidget());
    else if (watched != parentWidget() && event->type() == QEvent::FocusIn)
        hold();
    else if (watched != parentWidget() && event->type() == QEvent::FocusOut)
        resume();
    return QFrame::eventFilter(watched, event);
}

QList<Toast *> Toast::of(const QWidget *window)
{
    QList<Toast *> result = window->findChildren<Toast *>(QString(), Qt::FindDirectChildrenOnly);
    result.removeIf([](const Toast *toast) { return toast->m_leaving; });
    return result;
}

void Toast::arrange(QWidget *window)
{
    int bottom = window->height() - Margin - StatusBarRoom + ShadowWidth;
    const QList<Toast *> present = of(window);
    for (auto it = present.crbegin(); it != present.crend(); ++it) { // the newest is lowest
        Toast *toast = *it;
        toast->layout()->activate();
        toast->resize(toast->sizeHint());
        toast->move(window->width() - toast->width() - Margin + ShadowWidth, bottom - toast->height());
        bottom -= toast->height() - 2 * ShadowWidth + Gap;
    }
}

void Toast::dismiss()
{
    if (m_leaving)
        return;
    m_leaving = true;
    m_timer.stop();
    hide();
    deleteLater();
    arrange(parentWidget());
    emit dismissed();
}

void Toast::hold()
{
    if (!m_timer.isActive())
        return;
    m_remaining = m_timer.remainingTime();
    m_timer.stop();
}

void Toast::resume()
{
    const bool isHeld = underMouse() || m_action->hasFocus() || m_close->hasFocus();
    if (!m_leaving && !isHeld && !m_timer.isActive())
        m_timer.start(m_remaining);
}
