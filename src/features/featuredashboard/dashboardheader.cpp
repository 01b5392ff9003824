#include "features/featuredashboard/dashboardheader.h"

#include "core/format.h"
#include "features/captionlabel.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/elidedlabel.h"
#include "widgets/painting.h"
#include "widgets/pill.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace {

constexpr int LeastAbout = 20; ///< Characters.

}

DashboardHeader::DashboardHeader(QWidget *parent)
    : QWidget(parent)
    , m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_identity(new QHBoxLayout)
    , m_buttons(new QHBoxLayout)
    , m_name(new ElidedLabel)
    , m_health(new Pill(Status::Unknown, tr("No data")))
    , m_status(new Pill(Status::Info, {}))
    , m_about(new CaptionLabel)
    , m_all(Button::iconOnly(QLatin1String("chevron-left"), tr("All features")))
    , m_edit(new Button(tr("Edit"), QLatin1String("edit")))
    , m_model(new Button(tr("Change model"), QLatin1String("models")))
    , m_export(new Button(tr("Export"), QLatin1String("export")))
{
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    for (QBoxLayout *row : { m_parts, m_identity, m_buttons }) {
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
    }
    for (QWidget *widget : std::initializer_list<QWidget *> { m_all, m_name, m_health, m_status })
        m_identity->addWidget(widget);
    m_identity->addSpacing(4);
    m_identity->addWidget(m_about, 1);
    m_buttons->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_edit, m_model, m_export })
        m_buttons->addWidget(widget);
    m_parts->addLayout(m_identity, 1);
    m_parts->addLayout(m_buttons);
    m_status->hide();
    connect(m_all, &Button::clicked, this, &DashboardHeader::allRequested);
    connect(m_edit, &Button::clicked, this, &DashboardHeader::editRequested);
    connect(m_model, &Button::clicked, this, &DashboardHeader::modelChangeRequested);
    updateFonts();
}

DashboardHeader::Health DashboardHeader::healthOf(const UsageMeasures &total)
{
    constexpr qint64 least = 20;
    constexpr double degraded = 0.01;
    constexpr double failing = 0.05;
    const auto rule = tr("Failing from 5% errors and timeouts, degraded from 1%, of the finished calls in the range; "
                         "unknown below 20 of them.");
    const auto finished = total.byStatus[size_t(UsageStatus::Success)] + total.byStatus[size_t(UsageStatus::Error)]
        + total.byStatus[size_t(UsageStatus::Timeout)];
    const auto rate = total.errorRate();
    if (!rate || finished < least)
        return { Status::Unknown, tr("Unknown"), rule };
    const auto said
        = tr("%1 of %2 calls failed.").arg(Format::percent(rate, 2), Format::count(finished)) + QLatin1Char(' ') + rule;
    if (*rate >= failing)
        return { Status::Error, tr("Failing"), said };
    if (*rate >= degraded)
        return { Status::Warning, tr("Degraded"), said };
    return { Status::Good, tr("Healthy"), said };
}

void DashboardHeader::setFeatureKey(const QString &key)
{
    m_name->setText(key.isEmpty() ? tr("Unassigned") : visibleControls(key.left(60)));
    m_about->setText({});
    m_health->setStatus(Status::Unknown, tr("Unknown"));
    m_status->hide();
}

void DashboardHeader::setHead(const DashboardHead &head)
{
    const auto &feature = head.feature;
    m_name->setText(UsageText::label(Dimension::Feature, { 0, feature.key, feature.name.left(60) }));
    m_name->setToolTip(Painting::plainToolTip(visibleControls(feature.key)));
    const auto health = healthOf(head.total);
    m_health->setStatus(health.status, health.word);
    m_health->setToolTip(Painting::plainToolTip(health.rule));
    m_status->setStatus(feature.status == QLatin1String("planned") ? Status::Info : Status::Off,
        feature.status == QLatin1String("planned") ? tr("Planned") : tr("Retired"));
    m_status->setVisible(feature.status != QLatin1String("active"));
    QStringList about;
    if (feature.status == QLatin1String("active") && feature.id != 0)
        about.append(tr("Active"));
    about.append(feature.owner.isEmpty() ? tr("No owner") : tr("Owner %1").arg(visibleControls(feature.owner)));
    if (head.assigned)
        about.append(tr("Model %1 (%2)")
                         .arg(visibleControls(head.assigned->model), visibleControls(head.assigned->environment)));
    else if (head.calledModels > 1)
        about.append(tr("Mixed models (%1), none assigned").arg(head.calledModels));
    else if (!head.calledModel.isEmpty())
        about.append(tr("Model %1 (called)").arg(visibleControls(head.calledModel)));
    m_about->setText(about.join(QStringLiteral("  |  ")));
    m_about->setToolTip(Painting::plainToolTip(m_about->text()));
}

void DashboardHeader::setExportMenu(QMenu *menu)
{
    m_export->setMenu(menu);
    m_export->setEnabled(menu != nullptr);
}

void DashboardHeader::setLocked(const QString &reason)
{
    for (auto *button : { m_edit, m_model }) {
        button->setEnabled(reason.isEmpty());
        button->setToolTip(Painting::plainToolTip(reason));
    }
}

QSize DashboardHeader::minimumSizeHint() const
{
    const int width = std::max(m_identity->minimumSize().width(), m_buttons->minimumSize().width());
    return { width, QWidget::minimumSizeHint().height() };
}

void DashboardHeader::arrange()
{
    // The name is whole in either case; beside the buttons the rest keeps room for some words.
    const int about = m_about->sizeHint().width();
    const int words = std::min(about, m_about->fontMetrics().averageCharWidth() * LeastAbout);
    const int needed = m_identity->sizeHint().width() - about + words + m_parts->spacing() + m_buttons->sizeHint().width();
    m_parts->setDirection(needed <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool DashboardHeader::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void DashboardHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
}

void DashboardHeader::updateFonts() { m_name->setFont(Theme::scaled(font(), Theme::PageTitleScale, QFont::DemiBold)); }
