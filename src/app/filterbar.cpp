#include "app/filterbar.h"

#include "app/agetext.h"
#include "app/flowlayout.h"
#include "app/valuepicker.h"
#include "core/format.h"
#include "data/workspace.h"
#include "features/countedrequests.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/rangepicker.h"
#include "widgets/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>

#include <array>

namespace {

struct FilterDimension
{
    Dimension dimension;
    const char *title;
};

constexpr std::array FilterDimensions {
    FilterDimension { Dimension::Feature, QT_TRANSLATE_NOOP("FilterBar", "Feature") },
    FilterDimension { Dimension::Model, QT_TRANSLATE_NOOP("FilterBar", "Model") },
    FilterDimension { Dimension::Provider, QT_TRANSLATE_NOOP("FilterBar", "Provider") },
    FilterDimension { Dimension::User, QT_TRANSLATE_NOOP("FilterBar", "User") },
    FilterDimension { Dimension::Status, QT_TRANSLATE_NOOP("FilterBar", "Status") },
    FilterDimension { Dimension::CostSource, QT_TRANSLATE_NOOP("FilterBar", "Cost") },
};

/// Usage::values() knows these; the cost source of a row is chosen by drilling down.
bool canBePicked(Dimension dimension)
{
    return dimension != Dimension::CostSource;
}

QString titleOf(Dimension dimension)
{
    for (const auto &known : FilterDimensions) {
        if (known.dimension == dimension)
            return FilterBar::tr(known.title);
    }
    return {};
}

}

FilterBar::FilterBar(FilterState &filter, Workspace &workspace, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_workspace(workspace)
    , m_clock(clock)
    , m_flow(new FlowLayout(8))
    , m_range(new RangePicker(this))
    , m_compare(new FilterChip(QString(), this))
    , m_compareMenu(new QMenu(this))
    , m_add(FilterChip::addChip(tr("Add filter"), this))
    , m_addMenu(new QMenu(this))
    , m_clear(new Button(tr("Clear all"), Button::Kind::Ghost, this))
    , m_age(new QLabel(this))
    , m_refresh(Button::iconOnly(QLatin1String("refresh"), tr("Refresh (F5)"), this))
    , m_picker(new ValuePicker(workspace, this))
{
    m_age->setTextFormat(Qt::PlainText);
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_range->setIconName(QLatin1String("calendar"));
    m_range->setZone(filter.zone());
    m_compare->setIconName(QLatin1String("compare"));
    createCompareMenu();
    createAddMenu();
    for (QWidget *chip : std::initializer_list<QWidget *> { m_range, m_compare, m_add, m_clear })
        m_flow->addWidget(chip);
    auto *age = new QHBoxLayout;
    age->setSpacing(4);
    age->addWidget(m_age);
    age->addWidget(m_refresh);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(12);
    layout->addLayout(m_flow, 1);
    layout->addLayout(age);
    layout->setAlignment(age, Qt::AlignTop);

    m_ageTimer.setInterval(1000);
    connect(&m_ageTimer, &QTimer::timeout, this, &FilterBar::showAge);
    connect(m_range, &RangePicker::rangeChosen, &m_filter, &FilterState::setRange);
    connect(m_range, &RangePicker::pressed, this, [this] { m_range->setNow(m_clock.now()); });
    connect(m_clear, &Button::clicked, this, [this] { m_filter.setFilter({}); });
    connect(m_refresh, &Button::clicked, this, &FilterBar::refreshRequested);
    connect(m_picker, &ValuePicker::chosen, this, &FilterBar::setKeys);
    connect(&m_filter, &FilterState::changed, this, &FilterBar::showFilter);
    connect(&m_featureNames, &QFutureWatcherBase::finished, this, &FilterBar::takeFeatureNames);
    m_featureNames.setFuture(m_workspace.reader().run(
        [](Connection &connection) { return Usage::values(connection, Dimension::Feature); }));
    showFilter();
    setUpdated({});
}

FilterBar::~FilterBar()
{
    m_featureNames.cancel();
}

void FilterBar::createCompareMenu()
{
    auto *choice = new QActionGroup(this);
    m_compareOn = m_compareMenu->addAction(tr("Previous period"), this, [this] { m_filter.setCompare(true); });
    m_compareOff = m_compareMenu->addAction(tr("No comparison"), this, [this] { m_filter.setCompare(false); });
    m_compareOn->setStatusTip(tr("Compare with the same length of time before"));
    m_compareOff->setStatusTip(tr("Show this range alone"));
    for (QAction *action : { m_compareOn, m_compareOff }) {
        action->setCheckable(true);
        choice->addAction(action);
    }
    m_compare->setMenu(m_compareMenu);
}

void FilterBar::createAddMenu()
{
    for (const auto &known : FilterDimensions) {
        if (!canBePicked(known.dimension))
            continue;
        const Dimension dimension = known.dimension;
        const QString title = tr(known.title);
        auto *action = m_addMenu->addAction(tr("%1…").arg(title), this, [this, dimension] { openPicker(m_add, dimension); });
        action->setStatusTip(tr("Show only what matches: %1").arg(title));
    }
    connect(m_add, &FilterChip::clicked, this, [this] { m_addMenu->popup(m_add->mapToGlobal(QPoint(0, m_add->height() + 4))); });
}

void FilterBar::showFilter()
{
    m_range->setNow(m_clock.now());
    m_range->setRange(m_filter.expression());
    m_compare->setLabel(m_filter.compare() ? tr("vs") : tr("Compare"));
    m_compare->setValue(m_filter.compare() ? previousText() : tr("off"));
    m_compareOn->setText(tr("Previous period (%1)").arg(previousText()));
    (m_filter.compare() ? m_compareOn : m_compareOff)->setChecked(true);
    showChips();
}

void FilterBar::showChips()
{
    for (FilterChip *chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // It may be the sender of the change.
    }
    m_chips.clear();
    for (const auto &known : FilterDimensions) {
        if (const QStringList chosen = keys(known.dimension); !chosen.isEmpty())
            m_chips.append(addChip(known.dimension, chosen));
    }
    m_clear->setVisible(!m_filter.filter().isEmpty());
    QWidget *before = m_compare;
    for (QWidget *chip : std::as_const(m_chips)) {
        setTabOrder(before, chip);
        before = chip;
    }
    setTabOrder(before, m_add);
    setTabOrder(m_add, m_clear);
    setTabOrder(m_clear, m_refresh);
    updateGeometry();
}

FilterChip *FilterBar::addChip(Dimension dimension, const QStringList &chosen)
{
    auto *chip = new FilterChip(titleOf(dimension), this);
    chip->setValue(valueText(dimension, chosen));
    chip->setActive(true);
    chip->setRemovable(true);
    connect(chip, &FilterChip::removeRequested, this, [this, dimension] {
        setKeys(dimension, {});
        m_add->setFocus(Qt::OtherFocusReason);
    });
    if (canBePicked(dimension))
        connect(chip, &FilterChip::clicked, this, [this, chip, dimension] { openPicker(chip, dimension); });
    m_flow->insertWidget(2 + int(m_chips.size()), chip);
    chip->show();
    return chip;
}

void FilterBar::openPicker(QWidget *anchor, Dimension dimension)
{
    m_picker->open(anchor, dimension, titleOf(dimension), keys(dimension), m_filter.range(m_clock.now()));
}

QStringList FilterBar::keys(Dimension dimension) const
{
    const UsageFilter &filter = m_filter.filter();
    QStringList names;
    switch (dimension) {
    case Dimension::Feature: return filter.features;
    case Dimension::Provider: return filter.providers;
    case Dimension::Model: return filter.models;
    case Dimension::User: return filter.users;
    case Dimension::Status:
        for (const UsageStatus status : filter.statuses)
            names.append(statusName(status));
        return names;
    case Dimension::CostSource:
        for (const CostSource source : filter.costSources)
            names.append(costSourceName(source));
        return names;
    default: return {};
    }
}

void FilterBar::setKeys(Dimension dimension, const QStringList &chosen)
{
    m_filter.setFilter(FilterPart::keyed(m_filter.filter(), dimension, chosen));
}

QString FilterBar::featureLabel(const QString &key) const
{
    const QString label = m_featureLabels.value(key, key);
    return ValuePicker::labelFor(Dimension::Feature, { 0, key, label });
}

QString FilterBar::valueText(Dimension dimension, const QStringList &chosen) const
{
    const QString &first = chosen.constFirst();
    const QString label = dimension == Dimension::Feature ? featureLabel(first) : ValuePicker::labelFor(dimension, { 0, first, first });
    constexpr qsizetype longest = 32;
    const QString shown = Format::shortened(label, longest);
    return chosen.size() == 1 ? shown : tr("%1 +%2").arg(shown).arg(chosen.size() - 1);
}

QString FilterBar::previousText() const
{
    const TimeRange previous = m_filter.previousRange(m_clock.now());
    const auto &zone = m_filter.zone();
    const QDate first = zone.dayOf(previous.from);
    const QDate end = zone.dayOf(previous.to);
    if (zone.startOfDay(first) != previous.from || zone.startOfDay(end) != previous.to)
        return tr("previous period");
    const qint64 days = first.daysTo(end);
    return days == 1 ? tr("previous day") : tr("previous %1 days").arg(days);
}

void FilterBar::takeFeatureNames()
{
    if (m_featureNames.isCanceled())
        return;
    const auto names = m_featureNames.result();
    if (!names)
        return; // Keys are shown instead; the page reports that the workspace cannot be read.
    for (const UsageKey &name : *names)
        m_featureLabels.insert(name.text, name.label);
    if (!m_filter.filter().features.isEmpty())
        showChips();
    emit featureNamesRead();
}

void FilterBar::setUpdated(std::optional<UtcMicros> at)
{
    m_updated = at;
    if (at)
        m_ageTimer.start();
    else
        m_ageTimer.stop();
    showAge();
}

void FilterBar::showAge()
{
    m_age->setText(m_updated ? tr("Updated %1").arg(ageText(m_clock.now() - *m_updated)) : QString());
}

void FilterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::chrome(palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::hairline(palette()));
}
