#include "features/historypanel.h"

#include "core/error.h"
#include "features/captionlabel.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/stateview.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace {

QLabel *wrapped(const QString &text)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(visibleControls(text).left(2000));
    label->setWordWrap(true);
    return label;
}

}

HistoryPanel::HistoryPanel(QWidget *parent)
    : SidePanel(tr("History"), parent)
    , m_list(new QWidget)
    , m_rows(new QVBoxLayout(m_list))
{
    m_rows->setContentsMargins(0, 4, 0, 16);
    m_rows->setSpacing(4);
    m_list->setAutoFillBackground(false);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Changes, newest first"));
    scroll->setWidget(m_list);
    scroll->viewport()->setAutoFillBackground(false);
    m_state = new StateView(scroll);
    m_state->setEmptyText(
        QLatin1String("activity"), tr("Never changed"), tr("It stands as it came with the workspace."));
    contentLayout()->addWidget(m_state, 1);
    connect(m_state, &StateView::retryRequested, this, &HistoryPanel::retryRequested);
}

void HistoryPanel::setLoading(const QString &object)
{
    if (object != m_object)
        m_state->forget();
    m_object = object;
    setSubtitle(visibleControls(object));
    m_state->setState(m_state->showsContent() ? LoadState::Refreshing : LoadState::Loading);
}

void HistoryPanel::setLines(const QList<HistoryLine> &lines, const QString &forbidden)
{
    while (auto *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const HistoryLine &line : lines)
        addLine(line, forbidden);
    m_rows->addStretch(1);
    m_state->setState(lines.isEmpty() ? LoadState::Empty : LoadState::Fresh);
}

void HistoryPanel::addLine(const HistoryLine &line, const QString &forbidden)
{
    m_rows->addWidget(new CaptionLabel(tr("%1, %2").arg(line.when, visibleControls(line.who))));
    auto *what = wrapped(line.what);
    what->setFont(Theme::scaled(font(), 1, QFont::Medium));
    m_rows->addWidget(what);
    if (!line.reason.isEmpty())
        m_rows->addWidget(wrapped(line.reason));
    if (!line.revert.isEmpty()) {
        auto *revert = new Button(line.revert, QLatin1String("undo"), Button::Kind::Normal);
        revert->setAccessibleName(tr("%1: %2, %3").arg(line.revert, line.when, line.what));
        revert->setEnabled(forbidden.isEmpty());
        revert->setToolTip(Painting::plainToolTip(forbidden));
        connect(revert, &QAbstractButton::clicked, this, [this, id = line.id] { emit revertRequested(id); });
        m_rows->addWidget(revert, 0, Qt::AlignLeft);
    }
    m_rows->addSpacing(14);
}

void HistoryPanel::showError(const QString &attempt, const Error &error) { m_state->setError(attempt, error); }
