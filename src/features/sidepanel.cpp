#include "features/sidepanel.h"

#include "features/captionlabel.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace {

constexpr int Padding = 20;

}

SidePanel::SidePanel(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_subtitle(new CaptionLabel)
    , m_message(new MessageStrip)
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    setFixedWidth(Width);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setTextFormat(Qt::PlainText);
    m_subtitle->hide();
    auto *close = Button::iconOnly(QLatin1String("close"), tr("Close"));
    connect(close, &QAbstractButton::clicked, this, &SidePanel::closeRequested);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(0, 0, -8, 0); // the icon stands at the edge, not its hit area
    header->addWidget(m_title, 1);
    header->addWidget(close);
    m_content->setSpacing(8);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, 12, Padding, 12);
    column->setSpacing(8);
    column->addLayout(header);
    column->addWidget(m_subtitle);
    column->addWidget(m_message);
    column->addLayout(m_content, 1);
    column->addLayout(m_buttons);
    setTitle(title);
    updateFonts();
}

void SidePanel::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void SidePanel::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void SidePanel::addButton(QWidget *button) { m_buttons->addWidget(button); }

void SidePanel::updateFonts() { m_title->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold)); }

void SidePanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
}

void SidePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void SidePanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter(this).fillRect(QRect(0, 0, 1, height()), palette().color(QPalette::Mid));
}
