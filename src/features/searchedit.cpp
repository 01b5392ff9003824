#include "features/searchedit.h"

#include "widgets/iconset.h"
#include "widgets/painting.h"

#include <QKeyEvent>
#include <QPainter>

namespace {

constexpr int DelayMilliseconds = 250;
constexpr int Height = 28;
constexpr int IconSize = 16;
constexpr int TextLeft = 26;

}

SearchEdit::SearchEdit(const QString &name, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(name);
    setAccessibleName(name);
    setClearButtonEnabled(true);
    setFixedHeight(Height);
    setFrame(false);
    setTextMargins(TextLeft, 0, 0, 0);
    setMaxLength(200);
    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &SearchEdit::searched);
    connect(this, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, [this] {
        m_delay.stop();
        emit searched();
    });
}

void SearchEdit::setSearch(const QString &text)
{
    setText(text);
    m_delay.stop();
}

void SearchEdit::begin()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

bool SearchEdit::event(QEvent *event)
{
    // The page's own Escape comes after the search is empty.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape && !text().isEmpty())
        event->accept();
    return QLineEdit::event(event);
}

void SearchEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        clear();
    else
        QLineEdit::keyPressEvent(event);
}

void SearchEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    IconSet::paint(painter, QRectF(8, (height() - IconSize) / 2, IconSize, IconSize), QLatin1String("search"), palette().color(QPalette::PlaceholderText));
    if (hasFocus())
        Painting::focusRing(painter, rect(), Painting::ControlRadius, palette());
    else // Fusion's own frame is the window's colour made darker, which a dark window swallows.
        Painting::roundedRect(painter, rect(), Painting::ControlRadius, Qt::NoBrush, palette().color(QPalette::Dark));
}
