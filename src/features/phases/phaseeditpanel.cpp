#include "features/phases/phaseeditpanel.h"

#include "features/captionlabel.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTimeZone>

namespace {

QStringList wordsOf(const QString &text)
{
    QStringList words;
    for (const QString &word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (!word.trimmed().isEmpty())
            words.append(word.trimmed());
    }
    return words;
}

/// Empty is nothing; anything but a whole number fails.
Result<std::optional<int>> numberOf(const QLineEdit &field)
{
    const QString text = field.text().trimmed();
    if (text.isEmpty())
        return std::optional<int>();
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number < 0)
        return Error { Error::Kind::Invalid,
            PhaseEditPanel::tr("%1 is a whole number, or empty.").arg(field.accessibleName()), {} };
    return std::optional(number);
}

}

PhaseEditPanel::PhaseEditPanel(const ReportingZone &zone, QWidget *parent)
    : SidePanel(tr("Edit phase"), parent)
    , m_zone(zone)
    , m_name(new QLineEdit)
    , m_groups(new QLineEdit)
    , m_features(new QLineEdit)
    , m_days(new QLineEdit)
    , m_limit(new QLineEdit)
    , m_hasDate(new QCheckBox(tr("Planned start")))
    , m_planned(new QDateTimeEdit)
    , m_meaningOf(new QComboBox)
    , m_meaning(new QLineEdit)
    , m_saveMeaning(new Button(tr("Set meaning")))
    , m_reason(new QLineEdit)
    , m_hint(new CaptionLabel)
    , m_save(new Button(tr("Save"), Button::Kind::Primary))
{
    addField(tr("Name"), m_name);
    addField(tr("Groups"), m_groups, tr("Names, with commas between"));
    addField(tr("Features"), m_features, tr("Names, with commas between"));
    addField(tr("Days"), m_days, tr("Ongoing"));
    addField(tr("Rollback limit in minutes"), m_limit, tr("Not applicable; 0 is immediately"));
    m_planned->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_planned->setTimeSpec(Qt::UTC);
    m_planned->setCalendarPopup(true);
    m_planned->setAccessibleName(tr("Planned start, %1").arg(zone.id()));
    auto *date = new QHBoxLayout;
    date->addWidget(m_hasDate);
    date->addWidget(m_planned, 1);
    contentLayout()->addLayout(date);
    m_meaningOf->setEditable(true);
    addField(tr("Meaning of a feature's name"), m_meaningOf);
    m_meaning->setAccessibleName(tr("Flags"));
    m_meaning->setPlaceholderText(tr("Flags, ALL, ALL EXCEPT flags, ROLE role"));
    auto *meaning = new QHBoxLayout;
    meaning->addWidget(m_meaning, 1);
    meaning->addWidget(m_saveMeaning);
    contentLayout()->addLayout(meaning);
    contentLayout()->addStretch(1);
    addField(tr("Reason (required)"), m_reason);
    contentLayout()->addWidget(m_hint);
    addButton(m_save);
    for (auto *field : { m_name, m_groups, m_features, m_days, m_limit, m_meaning, m_reason }) {
        connect(field, &QLineEdit::textChanged, this, &PhaseEditPanel::update);
        connect(field, &QLineEdit::textEdited, this, [this] { m_changed = true; });
    }
    connect(m_hasDate, &QCheckBox::toggled, this, &PhaseEditPanel::update);
    connect(m_hasDate, &QCheckBox::clicked, this, [this] { m_changed = true; });
    connect(m_planned, &QDateTimeEdit::dateTimeChanged, this, [this] { m_changed = true; });
    connect(m_meaningOf, &QComboBox::currentTextChanged, this, &PhaseEditPanel::chooseName);
    connect(m_save, &QAbstractButton::clicked, this, [this] {
        if (const auto wanted = edit())
            emit saveRequested(*wanted, m_reason->text().trimmed());
    });
    connect(m_saveMeaning, &QAbstractButton::clicked, this, [this] {
        emit nameChanged(
            { m_meaningOf->currentText().trimmed(), m_meaning->text().trimmed() }, m_reason->text().trimmed());
    });
}

void PhaseEditPanel::addField(const QString &label, QWidget *field, const QString &hint)
{
    auto *caption = new CaptionLabel(label);
    caption->setBuddy(field);
    field->setAccessibleName(label);
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->setPlaceholderText(hint);
    contentLayout()->addWidget(caption);
    contentLayout()->addWidget(field);
}

void PhaseEditPanel::setPhase(const RolloutPhase &phase, const QList<PhaseName> &names, UtcMicros now)
{
    const bool another = m_number != phase.number;
    m_number = phase.number;
    m_version = phase.version;
    m_names = names;
    message()->hide();
    setSubtitle(tr("%1. %2").arg(phase.number).arg(visibleControls(phase.name)));
    const QString comma = QStringLiteral(", ");
    m_name->setText(phase.name);
    m_groups->setText(phase.groups.join(comma));
    m_features->setText(phase.features.join(comma));
    for (auto *field : { m_groups, m_features }) {
        field->setEnabled(!phase.isOpen());
        field->setToolTip(
            phase.isOpen() ? tr("They decide who sees what: roll the phase back to change them.") : QString());
    }
    m_days->setText(phase.durationDays ? QString::number(*phase.durationDays) : QString());
    m_limit->setText(phase.rollbackMinutes ? QString::number(*phase.rollbackMinutes) : QString());
    m_hasDate->setChecked(phase.planned.has_value());
    const UtcMicros planned
        = phase.planned.value_or(m_zone.startOfNextBucket(m_zone.startOfDay(m_zone.dayOf(now)), Bucket::Day));
    m_planned->setDateTime(
        QDateTime::fromSecsSinceEpoch(planned / MicrosPerSecond + m_zone.offsetSeconds(planned), Qt::UTC));
    const QSignalBlocker quiet(m_meaningOf);
    m_meaningOf->clear();
    for (const PhaseName &name : names)
        if (visibleControls(name.name) == name.name) // others cannot be typed either
            m_meaningOf->addItem(name.name);
    m_meaningOf->setCurrentText(phase.features.value(0));
    chooseName();
    if (another)
        m_reason->clear();
    m_changed = false;
    update();
}

void PhaseEditPanel::chooseName()
{
    m_meaning->clear();
    for (const PhaseName &name : std::as_const(m_names)) {
        if (name.name == m_meaningOf->currentText().trimmed())
            m_meaning->setText(name.meaning);
    }
    update();
}

Result<PhaseEdit> PhaseEditPanel::edit() const
{
    const auto days = numberOf(*m_days);
    if (!days)
        return days.error();
    const auto limit = numberOf(*m_limit);
    if (!limit)
        return limit.error();
    if (m_name->text().trimmed().isEmpty())
        return Error { Error::Kind::Invalid, tr("A phase has a name."), {} };
    PhaseEdit edit { m_name->text().trimmed(), wordsOf(m_groups->text()), wordsOf(m_features->text()), *days, *limit,
        {} };
    if (m_hasDate->isChecked()) {
        const UtcMicros wall = m_planned->dateTime().toSecsSinceEpoch() * MicrosPerSecond;
        edit.planned = wall - m_zone.offsetSeconds(wall) * MicrosPerSecond;
    }
    return edit;
}

void PhaseEditPanel::setSaving(bool saving)
{
    m_saving = saving;
    update();
}

void PhaseEditPanel::setSaved()
{
    message()->hide();
    m_reason->clear();
    m_changed = false;
}

void PhaseEditPanel::showFailure(const Error &error)
{
    message()->showError(tr("Nothing was saved."), error);
    if (error.kind == Error::Kind::Conflict) {
        message()->addAction(tr("Read again"), [this] {
            m_changed = false;
            emit rereadRequested();
        });
    }
}

void PhaseEditPanel::update()
{
    m_planned->setEnabled(m_hasDate->isChecked());
    const auto wanted = edit();
    const bool hasReason = !m_reason->text().trimmed().isEmpty();
    m_hint->setText(!wanted ? wanted.error().summary
            : hasReason     ? QString()
                            : tr("Say why: the reason goes into the log."));
    m_save->setEnabled(wanted && hasReason && !m_saving);
    m_saveMeaning->setEnabled(hasReason && !m_saving && !m_meaningOf->currentText().trimmed().isEmpty());
}
