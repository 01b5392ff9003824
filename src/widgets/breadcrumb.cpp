#include "widgets/breadcrumb.h"

#include "widgets/button.h"
#include "widgets/iconset.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace {

constexpr int SeparatorRoom = 20;
constexpr int CrumbPadding = 4;

/// One crumb with the separator before it. The last is the page itself and not a link.
class Crumb : public QAbstractButton
{
public:
    Crumb(const QString &text, bool isFirst, bool isLast, QWidget *parent)
        : QAbstractButton(parent)
        , m_isFirst(isFirst)
        , m_isLast(isLast)
    {
        setText(text);
        setShortcut({}); // the name of a feature may hold &, and is drawn as it is
        setAccessibleName(text);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(isLast ? Qt::NoFocus : Qt::StrongFocus);
        setSizePolicy(isLast ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
        if (!isLast)
            setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override
    {
        const QFontMetricsF metrics(crumbFont());
        return { leftInset() + Painting::textWidth(metrics, text()) + 2 * CrumbPadding + 1, Painting::controlHeight(metrics) };
    }
    QSize minimumSizeHint() const override { return { leftInset() + 4 * CrumbPadding, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor quiet = Theme::caption(palette());
        if (!m_isFirst)
            IconSet::paint(painter, QRectF((SeparatorRoom - 12) / 2, (height() - 12) / 2, 12, 12), QLatin1String("chevron-right"), quiet);
        const QRectF area = QRectF(rect()).adjusted(leftInset(), 0, 0, 0);
        const bool isHot = !m_isLast && underMouse();
        painter.setFont(crumbFont());
        const QColor colour = m_isLast ? palette().color(QPalette::Text) : isHot ? Theme::accent(palette()) : quiet;
        Painting::text(painter, area.adjusted(CrumbPadding, 0, -CrumbPadding, 0), text(), colour);
        if (hasFocus())
            Painting::focusRing(painter, area, Painting::ControlRadius, palette());
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::FontChange)
            updateGeometry();
        update();
        QAbstractButton::changeEvent(event);
    }

private:
    int leftInset() const { return m_isFirst ? 0 : SeparatorRoom; }
    QFont crumbFont() const { return Theme::scaled(font(), 1, m_isLast ? QFont::DemiBold : QFont::Normal); }

    bool m_isFirst;
    bool m_isLast;
};

}

Breadcrumb::Breadcrumb(QWidget *parent)
    : QWidget(parent)
    , m_back(Button::iconOnly(QLatin1String("back"), tr("Back"), this))
    , m_forward(Button::iconOnly(QLatin1String("forward"), tr("Forward"), this))
    , m_crumbLayout(new QHBoxLayout)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addSpacing(4);
    m_crumbLayout->setSpacing(0);
    layout->addLayout(m_crumbLayout);
    layout->addStretch(1);
    connect(m_back, &Button::clicked, this, &Breadcrumb::backRequested);
    connect(m_forward, &Button::clicked, this, &Breadcrumb::forwardRequested);
    setHistory(false, false);
}

void Breadcrumb::setCrumbs(const QStringList &crumbs)
{
    m_crumbs = crumbs;
    while (QLayoutItem *item = m_crumbLayout->takeAt(0)) {
        // a crumb may be the sender of the signal that leads here
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < crumbs.size(); ++i) {
        const bool isLast = i + 1 == crumbs.size();
        auto *crumb = new Crumb(crumbs.at(i), i == 0, isLast, this);
        if (!isLast)
            connect(crumb, &QAbstractButton::clicked, this, [this, i] { emit crumbActivated(i); });
        m_crumbLayout->addWidget(crumb);
        crumb->show();
    }
    setAccessibleName(tr("Location: %1").arg(crumbs.join(QStringLiteral(", "))));
}

void Breadcrumb::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}
