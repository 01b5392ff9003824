#include "features/firstrun/firstrunpage.h"

#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/messagestrip.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScrollArea>

FirstRunPage::FirstRunPage(QWidget *parent)
    : QWidget(parent)
    , m_message(new MessageStrip)
    , m_title(addText(nullptr, tr("Know what your AI features cost")))
    , m_purpose(addText(nullptr, tr("A workspace is one file with every call and its exact cost. Nothing leaves this computer.")))
    , m_choices(createChoices())
    , m_progressArea(createProgress())
{
    setWindowTitle(tr("Welcome"));
    m_message->setClosable(true);
    m_progressArea->hide();

    auto *column = new QWidget;
    column->setMaximumWidth(960);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(24, 24, 24, 24);
    rows->setSpacing(12);
    rows->addStretch(2);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_title, m_purpose, m_message, m_choices, m_progressArea })
        rows->addWidget(widget);
    rows->addStretch(3);
    auto *centred = new QWidget;
    auto *centre = new QHBoxLayout(centred);
    centre->setContentsMargins({});
    centre->addStretch(1);
    centre->addWidget(column, 100);
    centre->addStretch(1);

    auto *scroll = new QScrollArea(this); // With a large font the choices are taller than a small window.
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(centred);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
    updateLook();
}

QLabel *FirstRunPage::addText(QWidget *parent, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QWidget *FirstRunPage::createChoices()
{
    auto *choices = new QWidget;
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(12);
    const auto add = [this, row, choices](const QString &title, const QString &text, Button *button, void (FirstRunPage::*signal)()) {
        auto *card = new Card(QString(), choices);
        auto *heading = addText(card, title);
        auto *explanation = addText(card, text);
        m_titles.append(heading);
        m_explanations.append(explanation);
        card->contentLayout()->setSpacing(8);
        card->contentLayout()->addWidget(heading);
        card->contentLayout()->addWidget(explanation); // Without an alignment: with one, its height would not follow its width.
        card->contentLayout()->addStretch(1);
        card->contentLayout()->addSpacing(8);
        card->contentLayout()->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &Button::clicked, this, signal);
        row->addWidget(card, 1);
    };
    add(tr("Look around"), tr("Public traces of real services, moved in time to end today. They are kept in a file of their own."),
        new Button(tr("Open demo workspace"), QLatin1String("play"), Button::Kind::Primary), &FirstRunPage::demoRequested);
    add(tr("Bring your own usage"), tr("Read usage files into a new workspace. What is already there is never counted twice."),
        new Button(tr("Import files…"), QLatin1String("import")), &FirstRunPage::importRequested);
    add(tr("Go on with a workspace"), tr("Open a .signalbox file, yours or a colleague's."),
        new Button(tr("Open workspace…"), QLatin1String("folder")), &FirstRunPage::openRequested);
    return choices;
}

QWidget *FirstRunPage::createProgress()
{
    auto *card = new Card;
    m_progressTitle = addText(card, {});
    m_step = addText(card, {});
    m_progress = new QProgressBar(card);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel = new Button(tr("Cancel"), Button::Kind::Normal, card);
    connect(m_cancel, &Button::clicked, this, &FirstRunPage::cancelRequested);
    m_titles.append(m_progressTitle);
    m_explanations.append(m_step);
    card->contentLayout()->setSpacing(8);
    card->contentLayout()->addWidget(m_progressTitle);
    card->contentLayout()->addWidget(m_progress);
    card->contentLayout()->addWidget(m_step);
    card->contentLayout()->addWidget(m_cancel, 0, Qt::AlignLeft);
    return card;
}

void FirstRunPage::showProgress(const QString &title, int percent, const QString &step, bool stopping)
{
    m_progressTitle->setText(title);
    m_step->setText(stopping ? tr("Stopping at the next whole step…") : step);
    m_progress->setRange(0, percent < 0 ? 0 : 100);
    m_progress->setValue(percent);
    m_cancel->setEnabled(!stopping);
    m_choices->hide();
    m_progressArea->show();
}

void FirstRunPage::showChoices()
{
    m_progressArea->hide();
    m_choices->show();
}

void FirstRunPage::showError(const QString &attempt, const Error &error)
{
    m_message->showError(attempt, error);
}

void FirstRunPage::clearError()
{
    m_message->hide();
}

void FirstRunPage::updateLook()
{
    m_title->setFont(Theme::scaled(font(), Theme::KpiScale, QFont::DemiBold));
    QPalette caption = palette();
    caption.setColor(QPalette::WindowText, Theme::caption(palette()));
    m_purpose->setPalette(caption);
    for (QLabel *label : std::as_const(m_explanations))
        label->setPalette(caption);
    for (QLabel *label : std::as_const(m_titles))
        label->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
}

void FirstRunPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateLook();
    QWidget::changeEvent(event);
}
