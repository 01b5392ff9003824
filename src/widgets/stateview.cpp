#include "widgets/stateview.h"

#include "widgets/messagestrip.h"
#include "widgets/painting.h"
#include "widgets/statemessage.h"

#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <QVariantAnimation>

namespace {

constexpr int SkeletonDelayMilliseconds = 300;
constexpr int BarPeriodMilliseconds = 1600;

/// Quiet grey blocks where lines of content will be.
class Skeleton : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        constexpr double Shares[] = { 0.55, 0.9, 0.75, 0.85, 0.6 };
        constexpr int Step = 28;
        QPainter painter(this);
        const QColor block = palette().color(QPalette::Button);
        int y = 8;
        for (int i = 0; y + 12 < height() && i < 10; ++i, y += Step)
            Painting::roundedRect(painter, QRectF(0, y, width() * Shares[i % 5], 12), 3, block);
    }
};

/// Lies over the content at the top; takes no room, so that nothing jumps when a refresh begins.
class RefreshBar : public QWidget
{
public:
    explicit RefreshBar(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        m_animation.setStartValue(0.0);
        m_animation.setEndValue(1.0);
        m_animation.setDuration(BarPeriodMilliseconds);
        m_animation.setLoopCount(-1);
        connect(&m_animation, &QVariantAnimation::valueChanged, this, [this] { update(); });
        hide();
    }

protected:
    void showEvent(QShowEvent *) override { m_animation.start(); }
    void hideEvent(QHideEvent *) override { m_animation.stop(); }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        Painting::progressBar(painter, rect(), m_animation.currentValue().toDouble(), palette());
    }

private:
    QVariantAnimation m_animation;
};

}

StateView::StateView(QWidget *content, QWidget *parent)
    : QWidget(parent)
    , m_content(content)
    , m_blank(new QWidget(this))
    , m_skeleton(new Skeleton(this))
    , m_empty(new StateMessage(this))
    , m_failure(new StateMessage(this))
    , m_denied(new StateMessage(this))
    , m_strip(new MessageStrip(this))
    , m_bar(nullptr)
    , m_pages(new QStackedLayout)
    , m_attempt(tr("This could not be loaded."))
    , m_staleText(tr("These figures are not up to date."))
{
    m_content->setParent(this); // the stack shows its first page at once: without a parent that is a window, and takes the keyboard
    m_skeleton->setAccessibleName(tr("Loading"));
    m_skeletonDelay.setSingleShot(true);
    m_skeletonDelay.setInterval(SkeletonDelayMilliseconds);
    connect(&m_skeletonDelay, &QTimer::timeout, this, [this] { m_pages->setCurrentWidget(m_skeleton); });
    m_strip->setClosable(false);
    m_empty->setText(QLatin1String("search"), tr("Nothing here"), tr("There are no data for this range and these filters."));
    // several cards may fail together: their buttons stay quiet
    m_failure->addAction(tr("Try again"), [this] { emit retryRequested(); }, false);
    setNoPermissionText(tr("Your role may not see this."));
    for (QWidget *page : { m_content, m_blank, m_skeleton, static_cast<QWidget *>(m_empty), static_cast<QWidget *>(m_failure),
             static_cast<QWidget *>(m_denied) })
        m_pages->addWidget(page);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_strip);
    layout->addLayout(m_pages, 1);
    m_bar = new RefreshBar(this);
    updatePages();
}

StateView::~StateView() = default;

void StateView::setState(LoadState state)
{
    const bool isNew = state != m_state;
    m_state = state;
    if (state == LoadState::Fresh)
        m_hasContent = true;
    if (state == LoadState::Empty || state == LoadState::NoPermission)
        m_hasContent = false;
    updatePages();
    updateStrip();
    if (isNew)
        emit stateChanged(state);
}

void StateView::setError(const QString &attempt, const ::Error &error)
{
    m_attempt = attempt;
    m_error = error;
    setState(LoadState::Error);
}

std::optional<::Error> StateView::error() const
{
    return m_state == LoadState::Error ? std::optional(m_error) : std::nullopt;
}

void StateView::setStaleText(const QString &sentence)
{
    m_staleText = sentence;
    updateStrip();
}

void StateView::setEmptyText(QLatin1String icon, const QString &title, const QString &sentence)
{
    m_empty->clearActions();
    m_empty->setText(icon, title, sentence);
}

void StateView::addEmptyAction(const QString &text, const std::function<void()> &action)
{
    m_empty->addAction(text, action);
}

void StateView::setNoPermissionText(const QString &sentence)
{
    m_denied->setText(QLatin1String("lock"), tr("No permission"), sentence);
}

void StateView::forget()
{
    m_hasContent = false;
    updatePages();
    updateStrip();
}

bool StateView::showsContent() const
{
    return m_pages->currentWidget() == m_content;
}

bool StateView::showsSkeleton() const
{
    return m_pages->currentWidget() == m_skeleton;
}

void StateView::resizeEvent(QResizeEvent *event)
{
    m_bar->setGeometry(0, 0, width(), 2);
    m_bar->raise();
    QWidget::resizeEvent(event);
}

void StateView::updatePages()
{
    const bool isBusy = m_state == LoadState::Loading || m_state == LoadState::Refreshing;
    const bool isWaiting = isBusy && !m_hasContent;
    if (!isWaiting)
        m_skeletonDelay.stop();
    m_bar->setVisible(isBusy && m_hasContent);
    m_bar->raise();
    if (isWaiting) {
        if (!showsSkeleton() && !m_skeletonDelay.isActive()) {
            m_pages->setCurrentWidget(m_blank);
            m_skeletonDelay.start();
        }
    } else if (m_state == LoadState::Empty) {
        m_pages->setCurrentWidget(m_empty);
    } else if (m_state == LoadState::NoPermission) {
        m_pages->setCurrentWidget(m_denied);
    } else if (m_state == LoadState::Error && !m_hasContent) {
        m_failure->setText(QLatin1String("warning"), m_attempt, m_error.summary);
        m_failure->setToolTip(Painting::plainToolTip(m_error.detail));
        m_pages->setCurrentWidget(m_failure);
    } else {
        m_pages->setCurrentWidget(m_content);
    }
}

void StateView::updateStrip()
{
    if (m_state == LoadState::Error && m_hasContent) {
        m_strip->showError(m_attempt, m_error);
        m_strip->addAction(tr("Try again"), [this] { emit retryRequested(); });
    } else if (m_state == LoadState::Stale) {
        m_strip->show(Status::Warning, m_staleText);
        m_strip->addAction(tr("Refresh"), [this] { emit retryRequested(); });
    } else {
        m_strip->hide();
    }
}
