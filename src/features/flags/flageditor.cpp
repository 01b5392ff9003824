#include "features/flags/flageditor.h"

#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QFontDatabase>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScreen>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace {

enum Mode { Legacy, New, Share };
constexpr int Presets[] = { 1, 5, 10, 25, 50, 100 };
constexpr int Width = 372;

QStringList wordsOf(const QString &text)
{
    QStringList words;
    for (const QString &word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString trimmed = word.trimmed(); !trimmed.isEmpty() && !words.contains(trimmed))
            words.append(trimmed);
    }
    return words;
}

}

FlagEditor::FlagEditor(const ReportingZone &zone, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_zone(zone)
    , m_title(new QLabel)
    , m_place(new QLabel)
    , m_mode(new SegmentedControl(tr("View"), { tr("Legacy"), tr("New"), tr("Percentage") }))
    , m_share(new QWidget)
    , m_percent(new QLineEdit)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_scheduled(new QCheckBox(tr("At a later time")))
    , m_at(new QDateTimeEdit)
    , m_message(new QLabel)
    , m_stage(new Button(tr("Stage"), Button::Kind::Primary))
{
    for (QLabel *label : { m_title, m_place, m_message }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_title->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *cancel = new Button(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_stage);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_place);
    column->addWidget(m_mode, 0, Qt::AlignLeft);
    buildShare(column);
    buildPeople(column);
    buildTime(column);
    column->addWidget(m_message);
    column->addLayout(buttons);
    setFixedWidth(Width);
    connect(m_mode, &SegmentedControl::currentIndexChanged, this, &FlagEditor::update);
    connect(m_stage, &QAbstractButton::clicked, this, &FlagEditor::stage);
    connect(cancel, &QAbstractButton::clicked, this, &QWidget::close);
}

void FlagEditor::buildShare(QVBoxLayout *column)
{
    m_percent->setAccessibleName(tr("Percentage of people"));
    m_percent->setFixedWidth(90);
    m_percent->setMaxLength(12);
    m_slider->setRange(0, WholeRollout);
    m_slider->setSingleStep(1000);
    m_slider->setPageStep(5000);
    m_slider->setAccessibleName(tr("Percentage of people"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_slider, 1);
    line->addWidget(m_percent);
    auto *presets = new QHBoxLayout;
    presets->setSpacing(4);
    for (const int percent : Presets) {
        auto *preset = new Button(rolloutText(percent * 1000));
        preset->setAccessibleName(tr("Set to %1").arg(rolloutText(percent * 1000)));
        connect(preset, &QAbstractButton::clicked, this, [this, percent] { setShare(percent * 1000); });
        presets->addWidget(preset, 1);
    }
    auto *share = new QVBoxLayout(m_share);
    share->setContentsMargins(0, 0, 0, 0);
    share->addLayout(line);
    share->addLayout(presets);
    column->addWidget(m_share);
    connect(m_slider, &QSlider::valueChanged, this, [this](int milli) { setShare(milli / 1000 * 1000); });
    connect(m_percent, &QLineEdit::textEdited, this, [this] {
        if (const auto milli = parseRollout(m_percent->text())) {
            const QSignalBlocker quiet(m_slider);
            m_slider->setValue(*milli);
        }
        update();
    });
}

QLineEdit *FlagEditor::addField(QGridLayout *grid, const QString &label, const QString &hint)
{
    auto *caption = new QLabel(label);
    auto *field = new QLineEdit;
    caption->setBuddy(field);
    field->setAccessibleName(label);
    field->setPlaceholderText(hint);
    const int row = grid->rowCount();
    grid->addWidget(caption, row, 0);
    grid->addWidget(field, row, 1);
    connect(field, &QLineEdit::textChanged, this, &FlagEditor::update);
    return field;
}

void FlagEditor::buildPeople(QVBoxLayout *column)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    const QString names = tr("Names, with commas between");
    m_groups = addField(grid, tr("Groups with new"), names);
    m_allow = addField(grid, tr("Users with new"), names);
    m_deny = addField(grid, tr("Users on legacy"), names);
    column->addLayout(grid);
}

void FlagEditor::buildTime(QVBoxLayout *column)
{
    m_at->setAccessibleName(tr("Time of the change"));
    m_at->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_at->setCalendarPopup(true);
    m_at->setTimeSpec(Qt::UTC); // shows the wall clock of the zone
    auto *row = new QHBoxLayout;
    row->addWidget(m_scheduled);
    row->addWidget(m_at);
    row->addWidget(new QLabel(m_zone.id()));
    row->addStretch(1);
    column->addLayout(row);
    connect(m_scheduled, &QCheckBox::toggled, this, &FlagEditor::update);
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, &FlagEditor::update);
}

void FlagEditor::open(const Subject &subject, const QRect &cell, UtcMicros now)
{
    m_subject = subject;
    m_title->setText(visibleControls(subject.flagKey));
    m_place->setText(
        subject.unbuilt.isEmpty() ? subject.environment : tr("%1. %2").arg(subject.environment, subject.unbuilt));
    setAccessibleName(tr("%1 in %2").arg(subject.flagKey, subject.environment));
    show(subject.wish, now);
    adjustSize();
    const QRect screen = this->screen()->availableGeometry();
    move(std::clamp(cell.left() - 8, screen.left(), std::max(screen.left(), screen.right() - width())),
        cell.bottom() + height() > screen.bottom() ? std::max(screen.top(), cell.top() - height()) : cell.bottom());
    QFrame::show();
    m_mode->setFocus(Qt::PopupFocusReason);
}

void FlagEditor::show(const Wish &wish, UtcMicros now)
{
    m_now = now;
    const FlagState &state = wish.state;
    m_mode->setCurrentIndex(!state.enabled ? Legacy : state.rolloutMilli == WholeRollout ? New : Share);
    setShare(state.enabled ? state.rolloutMilli : 0);
    const QString comma = QStringLiteral(", ");
    m_groups->setText(state.groups.join(comma));
    m_allow->setText(state.allow.join(comma));
    m_deny->setText(state.deny.join(comma));
    m_scheduled->setChecked(wish.at.has_value());
    const UtcMicros at = wish.at.value_or(m_now + MicrosPerHour);
    m_at->setDateTime(QDateTime::fromSecsSinceEpoch(at / MicrosPerSecond + m_zone.offsetSeconds(at), Qt::UTC));
    update();
}

void FlagEditor::setShare(int milli)
{
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(milli);
    m_percent->setText(rolloutText(milli));
    update();
}

Result<QStringList> FlagEditor::groupsIn(const QLineEdit &field) const
{
    const QStringList words = wordsOf(field.text());
    for (const QString &word : words) {
        if (!m_subject.groups.contains(word))
            return Error { Error::Kind::NotFound, tr("There is no group \"%1\".").arg(visibleControls(word)), {} };
    }
    return words;
}

Result<FlagEditor::Wish> FlagEditor::wish() const
{
    Wish wish;
    wish.state.enabled = m_mode->currentIndex() != Legacy;
    wish.state.rolloutMilli = wish.state.enabled ? WholeRollout : 0;
    if (m_mode->currentIndex() == Share) {
        const auto milli = parseRollout(m_percent->text());
        if (!milli)
            return milli.error();
        wish.state.rolloutMilli = *milli;
    }
    const auto groups = groupsIn(*m_groups);
    if (!groups)
        return groups.error();
    wish.state.groups = *groups;
    wish.state.allow = wordsOf(m_allow->text());
    wish.state.deny = wordsOf(m_deny->text());
    wish.state = wish.state.normalised();
    if (m_scheduled->isChecked()) {
        const UtcMicros wall = m_at->dateTime().toSecsSinceEpoch() * MicrosPerSecond;
        wish.at = wall - m_zone.offsetSeconds(wall - m_zone.offsetSeconds(wall) * MicrosPerSecond) * MicrosPerSecond;
        if (*wish.at <= m_now)
            return Error { Error::Kind::Invalid, tr("The time of the change has passed."), {} };
    }
    if (wish.state.enabled && !m_subject.unbuilt.isEmpty())
        return Error { Error::Kind::Invalid, m_subject.unbuilt, {} };
    return wish;
}

void FlagEditor::update()
{
    m_share->setEnabled(m_mode->currentIndex() == Share);
    m_at->setEnabled(m_scheduled->isChecked());
    const auto wanted = wish();
    m_stage->setEnabled(bool(wanted));
    m_message->setText(wanted ? QString() : wanted.error().summary);
    m_message->setVisible(!wanted);
    if (isVisible())
        adjustSize();
}

void FlagEditor::stage()
{
    const auto wanted = wish();
    if (!wanted)
        return;
    close();
    emit staged(*wanted);
}

void FlagEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        stage();
    else
        QFrame::keyPressEvent(event);
}

void FlagEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}
