#include "features/pagetitle.h"

#include "features/captionlabel.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>

PageTitle::PageTitle(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_subtitle(new CaptionLabel)
    , m_layout(new QHBoxLayout(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setText(title);
    m_subtitle->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_subtitle, 1);
    setMinimumHeight(32);
    updateFonts();
}

void PageTitle::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setToolTip(Painting::plainToolTip(subtitle));
}

QString PageTitle::subtitle() const
{
    return m_subtitle->text();
}

void PageTitle::addWidget(QWidget *widget)
{
    m_layout->addWidget(widget);
}

void PageTitle::insertWidget(QWidget *widget)
{
    constexpr int afterSubtitle = 2;
    m_layout->insertWidget(afterSubtitle, widget);
}

void PageTitle::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateFonts();
    QWidget::changeEvent(event);
}

void PageTitle::updateFonts()
{
    m_title->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold));
}
