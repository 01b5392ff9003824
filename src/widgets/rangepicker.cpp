#include "widgets/rangepicker.h"

#include "widgets/rangepopup.h"
#include "widgets/rangepresets.h"

#include <QScreen>

namespace {
constexpr int MaximumRecent = 5;
}

RangePicker::RangePicker(QWidget *parent)
    : FilterChip(QString(), parent)
    , m_popup(new RangePopup(this))
{
    setIconName(QLatin1String("calendar"));
    setOpensPopup(true);
    connect(this, &QAbstractButton::clicked, this, &RangePicker::openPopup);
    connect(m_popup, &RangePopup::chosen, this, &RangePicker::choose);
}

RangePicker::~RangePicker() = default;

void RangePicker::setRange(const RangeExpression &range)
{
    m_range = range;
    setValue(describe(range));
    setAccessibleName(tr("Time range: %1").arg(value()));
    setAccessibleDescription(tr("Opens a list of ranges."));
}

void RangePicker::setZone(const ReportingZone &zone)
{
    m_zone = zone;
    m_popup->setContext(m_now, m_zone);
}

void RangePicker::setNow(UtcMicros now)
{
    m_now = now;
    m_popup->setContext(m_now, m_zone);
}

void RangePicker::setRecent(const QList<RangeExpression> &recent)
{
    m_recent = recent.mid(0, MaximumRecent);
}

void RangePicker::openPopup()
{
    m_popup->setRecent(m_recent);
    m_popup->setContext(m_now, m_zone);
    m_popup->setRange(m_range);
    m_popup->adjustSize();
    QPoint corner = mapToGlobal(QPoint(0, height() + 4));
    if (const QScreen *here = screen()) {
        const QRect area = here->availableGeometry();
        corner.setX(qMax(area.left(), qMin(corner.x(), area.right() - m_popup->width())));
        corner.setY(qMax(area.top(), qMin(corner.y(), area.bottom() - m_popup->height())));
    }
    m_popup->move(corner);
    m_popup->show();
    m_popup->setFocus();
}

QString RangePicker::describe(const RangeExpression &range)
{
    return RangePresets::describe(range);
}

void RangePicker::choose(const RangeExpression &range)
{
    m_popup->hide();
    bool isPreset = false;
    for (const RangePreset &preset : RangePresets::all())
        isPreset = isPreset || preset.range == range;
    if (!isPreset) {
        m_recent.removeAll(range);
        m_recent.prepend(range);
        m_recent = m_recent.mid(0, MaximumRecent);
    }
    setRange(range);
    emit rangeChosen(range);
}
