#include "features/flags/stagedbar.h"

#include "features/captionlabel.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

StagedBar::StagedBar(QWidget *parent)
    : QFrame(parent)
    , m_count(new QLabel)
    , m_note(new CaptionLabel)
{
    setAccessibleName(tr("Staged changes"));
    setMinimumHeight(44);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setFont(Theme::scaled(font(), 1, QFont::DemiBold));
    auto *discard = new Button(tr("Discard"));
    auto *review = new Button(tr("Review"), Button::Kind::Primary);
    connect(discard, &QAbstractButton::clicked, this, &StagedBar::discardRequested);
    connect(review, &QAbstractButton::clicked, this, &StagedBar::reviewRequested);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 7, 8, 7);
    row->setSpacing(8);
    row->addWidget(m_count);
    row->addSpacing(4);
    row->addWidget(m_note, 1);
    row->addWidget(discard);
    row->addWidget(review);
}

void StagedBar::setChanges(int count, const QString &places)
{
    m_count->setText(tr("%n staged changes", nullptr, count));
    m_note->setText(tr("%1, nothing applied yet").arg(places));
    setVisible(count > 0);
}

void StagedBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor accent = Theme::accent(palette());
    const QColor base = palette().color(QPalette::Base);
    const bool dark = Theme::isDark(palette());
    Painting::roundedRect(painter, rect(), Painting::CardRadius, Theme::mix(accent, base, dark ? .14 : .08),
        Theme::mix(accent, base, .45));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 1.7));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(22, height() / 2.0), 5, 5); // the same ring as beside the page's name
}
