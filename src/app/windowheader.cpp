#include "app/windowheader.h"

#include "app/initialsbadge.h"
#include "app/searchfield.h"
#include "data/workspace.h"
#include "services/session.h"
#include "widgets/breadcrumb.h"
#include "widgets/button.h"
#include "widgets/elidedlabel.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace {

constexpr int StripWidth = 4;
constexpr int MarkSize = 20;
constexpr int MarkLeft = 16;
constexpr int NavigationWidth = 192;
constexpr int IconSize = 16;
constexpr int RoomForSearch = 140; ///< Width of the header in characters.
constexpr int RoomForInitials = 120;

/// The product's mark: an accent square with a signal arm.
void paintMark(QPainter &painter, const QRectF &rect, const QPalette &palette)
{
    painter.setRenderHint(QPainter::Antialiasing);
    Painting::roundedRect(painter, rect, Painting::ControlRadius, palette.color(QPalette::Highlight));
    painter.setPen(QPen(palette.color(QPalette::HighlightedText), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF o = rect.topLeft();
    painter.drawLine(o + QPointF(6, 15), o + QPointF(6, 5));
    painter.drawLine(o + QPointF(6, 6), o + QPointF(14, 10));
    painter.drawEllipse(o + QPointF(14, 10), 1, 1);
}

}

WindowHeader::WindowHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(QStringLiteral("Signalbox"), this))
    , m_access(new QLabel(this))
    , m_workspace(new ElidedLabel({}, this))
    , m_breadcrumb(new Breadcrumb(this))
    , m_search(new SearchField(this))
    , m_theme(Button::iconOnly(QLatin1String("moon"), tr("Dark theme"), this))
    , m_initials(new InitialsBadge(this))
{
    m_name->setTextFormat(Qt::PlainText);
    auto *help = Button::iconOnly(QLatin1String("help"), tr("Keyboard shortcuts (F1)"), this);
    auto *place = new QHBoxLayout;
    place->setSpacing(8);
    place->addWidget(m_access);
    place->addWidget(m_workspace);
    place->addSpacing(8);
    place->addWidget(m_breadcrumb, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(MarkLeft + MarkSize + 8, 0, 12, 0);
    layout->setSpacing(4);
    layout->addWidget(m_name);
    layout->addLayout(place, 1);
    layout->addWidget(m_search);
    layout->addSpacing(4);
    layout->addWidget(m_theme);
    layout->addWidget(help);
    layout->addSpacing(4);
    layout->addWidget(m_initials);
    connect(m_search, &SearchField::clicked, this, &WindowHeader::searchRequested);
    connect(m_theme, &Button::clicked, this, &WindowHeader::themeToggled);
    connect(help, &Button::clicked, this, &WindowHeader::helpRequested);
    updateLook();
    setWorkspace(nullptr);
}

void WindowHeader::setWorkspace(const Workspace *workspace)
{
    m_access->setVisible(workspace);
    m_workspace->setVisible(workspace);
    m_breadcrumb->setVisible(workspace);
    if (!workspace)
        return;
    m_readOnly = workspace->access() == Database::Access::ReadOnly;
    const QString reason = workspace->readOnlyReason();
    const QString access = !m_readOnly ? tr("Read and write") : reason.isEmpty() ? tr("Read-only") : tr("Read-only: %1").arg(reason);
    m_access->setToolTip(Painting::plainToolTip(access));
    m_access->setAccessibleName(access);
    const auto &location = workspace->location();
    m_workspace->setText(visibleControls(location.displayName()));
    m_workspace->setToolTip(Painting::plainToolTip(visibleControls(location.dialect == Dialect::Sqlite ? location.path : location.url)));
    updateLook();
}

void WindowHeader::setSession(const Session &session)
{
    m_initials->setUser(session.user);
    m_initials->setToolTip(Painting::plainToolTip(tr("%1, role %2").arg(visibleControls(session.user), roleName(session.role))));
}

void WindowHeader::setPlace(const QStringList &crumbs, bool canGoBack, bool canGoForward)
{
    m_breadcrumb->setCrumbs(crumbs);
    m_breadcrumb->setHistory(canGoBack, canGoForward);
}

void WindowHeader::updateLook()
{
    const QFont title = Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold);
    if (m_name->font() != title)
        m_name->setFont(title);
    // The workspace stands above the page's left edge, where the navigation ends.
    m_name->setMinimumWidth(NavigationWidth + 16 - MarkLeft - MarkSize - 8 - 4);
    m_access->setPixmap(IconSet::pixmap(m_readOnly ? QStringLiteral("lock") : QStringLiteral("database"), Theme::caption(palette()),
        IconSize, devicePixelRatioF()));
    const bool dark = Theme::isDark(palette());
    m_theme->setIconName(dark ? QLatin1String("sun") : QLatin1String("moon"));
    const QString name = dark ? tr("Light theme") : tr("Dark theme");
    m_theme->setAccessibleName(name);
    m_theme->setToolTip(Painting::plainToolTip(name));
}

void WindowHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int unit = fontMetrics().averageCharWidth();
    m_search->setCompact(width() < RoomForSearch * unit);
    m_initials->setVisible(width() >= RoomForInitials * unit);
}

void WindowHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateLook();
    QWidget::changeEvent(event);
}

void WindowHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::chrome(palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), Theme::hairline(palette()));
    painter.fillRect(QRect(0, 0, StripWidth, height()), palette().color(QPalette::Mid));
    paintMark(painter, QRectF(MarkLeft, (height() - MarkSize) / 2, MarkSize, MarkSize), palette());
}
