#include "widgets/card.h"

#include "widgets/elidedlabel.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVariantAnimation>

namespace {

constexpr int HeaderHeight = 40;
constexpr int ProgressPeriodMilliseconds = 1600;

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new ElidedLabel({}, parent);
    label->hide();
    return label;
}

}

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_header(new QWidget(this))
    , m_headerLayout(new QHBoxLayout(m_header))
    , m_title(plainLabel(m_header))
    , m_note(plainLabel(m_header))
    , m_age(plainLabel(m_header))
    , m_content(new QVBoxLayout)
    , m_progress(new QVariantAnimation(this))
{
    setFrameShape(QFrame::NoFrame);
    m_header->setMinimumHeight(HeaderHeight);
    m_headerLayout->setContentsMargins(16, 0, 8, 0);
    m_headerLayout->setSpacing(8);
    m_headerLayout->addWidget(m_title);
    m_headerLayout->addWidget(m_note);
    m_headerLayout->addStretch(1);
    m_headerLayout->addWidget(m_age);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(m_content, 1);

    m_progress->setStartValue(0.0);
    m_progress->setEndValue(1.0);
    m_progress->setDuration(ProgressPeriodMilliseconds);
    m_progress->setLoopCount(-1);
    connect(m_progress, &QVariantAnimation::valueChanged, this, [this] { update(0, 0, width(), 3); });
    updateFonts();
    setTitle(title);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    updateHeader();
}

QString Card::title() const
{
    return m_title->text();
}

void Card::setNote(const QString &note)
{
    m_note->setText(note);
    updateHeader();
}

void Card::setAge(const QString &age)
{
    m_age->setText(age);
    updateHeader();
}

void Card::addHeaderWidget(QWidget *widget)
{
    m_headerLayout->addWidget(widget);
    ++m_headerWidgets;
    updateHeader();
}

void Card::setContentPadding(int pixels)
{
    m_padding = pixels;
    updateHeader();
}

void Card::setRefreshing(bool refreshing)
{
    if (refreshing == m_refreshing)
        return;
    m_refreshing = refreshing;
    refreshing ? m_progress->start() : m_progress->stop();
    setAccessibleDescription(refreshing ? tr("Refreshing") : QString());
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    Painting::roundedRect(painter, rect(), Painting::CardRadius, palette().base(), QPen(Theme::hairline(palette()), 1));
    if (!m_refreshing)
        return;
    QPainterPath inside;
    inside.addRoundedRect(QRectF(rect()), Painting::CardRadius, Painting::CardRadius);
    painter.setClipPath(inside);
    Painting::progressBar(painter, rect(), m_progress->currentValue().toDouble(), palette());
}

void Card::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        updateFonts();
    QFrame::changeEvent(event);
}

void Card::updateHeader()
{
    for (QLabel *label : { m_title, m_note, m_age })
        label->setVisible(!label->text().isEmpty());
    const bool hasHeader = !m_title->text().isEmpty() || !m_note->text().isEmpty() || !m_age->text().isEmpty() || m_headerWidgets > 0;
    m_header->setVisible(hasHeader);
    m_content->setContentsMargins(m_padding, hasHeader ? 0 : m_padding, m_padding, m_padding);
}

void Card::updateFonts()
{
    m_title->setFont(Theme::scaled(font(), 1, QFont::DemiBold));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, Theme::caption(palette()));
    for (QLabel *label : { m_note, m_age }) {
        label->setFont(Theme::scaled(font(), Theme::CaptionScale));
        label->setPalette(quiet);
    }
}
