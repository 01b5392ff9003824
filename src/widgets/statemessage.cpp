#include "widgets/statemessage.h"

#include "widgets/button.h"
#include "widgets/iconset.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace {
constexpr int IconSide = 32;
constexpr int MaximumActions = 2;
constexpr int SentenceCharacters = 60;
}

StateMessage::StateMessage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_actions(new QHBoxLayout)
{
    for (QLabel *label : { m_icon, m_title, m_sentence }) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
    }
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_actions->setSpacing(8);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    auto *sentenceRow = new QHBoxLayout; // a label of limited width would stand at the left
    sentenceRow->addStretch(1);
    sentenceRow->addWidget(m_sentence, 1000);
    sentenceRow->addStretch(1);
    layout->addLayout(sentenceRow);
    layout->addSpacing(4);
    layout->addLayout(m_actions);
    layout->addStretch(1);
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    updateLook();
}

void StateMessage::setText(QLatin1String icon, const QString &title, const QString &sentence)
{
    m_iconName = icon;
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    updateLook();
}

void StateMessage::addAction(const QString &text, const std::function<void()> &action, bool isPrimary)
{
    const int count = m_actions->count() - 2; // the two stretches
    if (count >= MaximumActions)
        return;
    auto *button = new Button(text, isPrimary && count == 0 ? Button::Kind::Primary : Button::Kind::Normal, this);
    connect(button, &Button::clicked, this, action);
    m_actions->insertWidget(count + 1, button);
}

void StateMessage::clearActions()
{
    while (m_actions->count() > 2) { // the two stretches stay
        auto *item = m_actions->takeAt(1);
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that is being clicked
        delete item;
    }
}

QString StateMessage::title() const
{
    return m_title->text();
}

void StateMessage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateLook();
    QWidget::changeEvent(event);
}

void StateMessage::updateLook()
{
    const QColor quiet = Theme::caption(palette());
    m_icon->setPixmap(IconSet::pixmap(m_iconName, quiet, IconSide, devicePixelRatioF()));
    m_title->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, quiet);
    m_sentence->setPalette(colours);
    // long lines are hard to read; the width follows the font
    m_sentence->setMaximumWidth(QFontMetrics(font()).averageCharWidth() * SentenceCharacters);
}
