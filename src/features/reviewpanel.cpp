#include "features/reviewpanel.h"

#include "core/error.h"
#include "features/captionlabel.h"
#include "features/reviewdelegate.h"
#include "features/reviewmodel.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTreeView>

namespace {

constexpr int MostReason = 2000;

}

ReviewPanel::ReviewPanel(QWidget *parent)
    : SidePanel(tr("Review changes"), parent)
    , m_model(new ReviewModel(this))
    , m_tree(new QTreeView)
    , m_option(new QCheckBox)
    , m_reason(new QPlainTextEdit)
    , m_confirmLabel(new QLabel)
    , m_confirm(new QLineEdit)
    , m_hint(new CaptionLabel)
    , m_apply(new Button(tr("Apply"), Button::Kind::Primary))
{
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ReviewDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(14);
    m_tree->setMouseTracking(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setAccessibleName(tr("Who gains and who loses"));
    m_tree->setTabKeyNavigation(false);
    m_tree->viewport()->setAutoFillBackground(false);
    m_state = new StateView(m_tree);
    contentLayout()->addWidget(m_state, 1);
    buildInput();
    auto *cancel = new Button(tr("Cancel"));
    addButton(cancel);
    addButton(m_apply);
    connect(cancel, &QAbstractButton::clicked, this, &SidePanel::closeRequested);
    connect(m_apply, &QAbstractButton::clicked, this, [this] { emit applyRequested(reason()); });
    connect(m_state, &StateView::retryRequested, this, &ReviewPanel::rereadRequested);
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!ReviewModel::Place(m_model->placeOf(index)).user)
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::activated, this, &ReviewPanel::explain);
    updateButtons();
}

void ReviewPanel::buildInput()
{
    auto *reasonLabel = new CaptionLabel(tr("Reason (required)"));
    m_reason->setAccessibleName(tr("Reason (required)"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(2 * m_reason->fontMetrics().lineSpacing() + 14);
    reasonLabel->setBuddy(m_reason);
    m_confirmLabel->setTextFormat(Qt::PlainText);
    m_confirmLabel->setWordWrap(true);
    m_confirmLabel->setBuddy(m_confirm);
    m_confirm->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_hint->setMinimumHeight(m_hint->fontMetrics().height() + 4);
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_option, reasonLabel, m_reason, m_confirmLabel, m_confirm, m_hint })
        contentLayout()->addWidget(widget);
    m_option->hide();
    connect(m_option, &QCheckBox::toggled, this, &ReviewPanel::optionToggled);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &ReviewPanel::updateButtons);
    connect(m_confirm, &QLineEdit::textChanged, this, &ReviewPanel::updateButtons);
}

void ReviewPanel::setLoading()
{
    message()->hide();
    m_state->setState(m_state->showsContent() ? LoadState::Refreshing : LoadState::Loading);
    updateButtons();
}

void ReviewPanel::setChanges(const QList<ReviewChange> &changes, const QString &confirmation, const QString &applyText)
{
    m_model->setChanges(changes);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex change = m_model->index(row, 0);
        m_tree->expand(change);
        for (int side = 0; side < m_model->rowCount(change); ++side)
            m_tree->expand(m_model->index(side, 0, change));
    }
    m_confirmation = confirmation;
    m_confirmLabel->setText(tr("Type %1 to confirm").arg(confirmation));
    m_confirm->setAccessibleName(m_confirmLabel->text());
    m_confirmLabel->setVisible(!confirmation.isEmpty());
    m_confirm->setVisible(!confirmation.isEmpty());
    m_apply->setText(applyText.isEmpty() ? tr("Apply %n changes", nullptr, int(changes.size())) : applyText);
    m_state->setState(LoadState::Fresh);
    updateButtons();
}

void ReviewPanel::showError(const QString &attempt, const Error &error)
{
    if (m_state->state() == LoadState::Fresh)
        message()->showError(attempt, error);
    else
        m_state->setError(attempt, error);
    updateButtons();
}

void ReviewPanel::showConflict(const Error &error)
{
    message()->showError(tr("Nothing was applied."), error);
    message()->addAction(tr("Read again"), [this] {
        message()->hide();
        emit rereadRequested();
    });
    updateButtons();
}

void ReviewPanel::setApplying(bool applying)
{
    m_applying = applying;
    m_reason->setReadOnly(applying);
    m_confirm->setReadOnly(applying);
    updateButtons();
}

void ReviewPanel::setForbidden(const QString &reason)
{
    m_forbidden = reason;
    m_reason->setEnabled(reason.isEmpty());
    m_confirm->setEnabled(reason.isEmpty());
    updateButtons();
}

void ReviewPanel::setNote(const QString &note)
{
    m_note = note;
    updateButtons();
}

QString ReviewPanel::reason() const { return m_reason->toPlainText().trimmed().left(MostReason); }

void ReviewPanel::setOption(const QString &text)
{
    const QSignalBlocker quiet(m_option);
    m_option->setChecked(false);
    m_option->setText(text);
    m_option->setVisible(!text.isEmpty());
}

bool ReviewPanel::isOptionChecked() const { return m_option->isChecked(); }

void ReviewPanel::clearInput()
{
    m_reason->clear();
    m_confirm->clear();
}

QString ReviewPanel::obstacle() const
{
    if (!m_forbidden.isEmpty())
        return m_forbidden;
    if (m_applying)
        return tr("Applying …");
    if (m_state->state() != LoadState::Fresh)
        return tr("The review is not ready.");
    for (const ReviewChange &change : m_model->changes()) {
        if (!change.refusal.isEmpty())
            return change.refusal;
    }
    if (reason().isEmpty())
        return tr("Say why: the reason goes into the log.");
    if (!m_confirmation.isEmpty() && m_confirm->text().simplified() != m_confirmation)
        return tr("Type the name to apply in production.");
    return {};
}

void ReviewPanel::updateButtons()
{
    const QString why = obstacle();
    m_apply->setEnabled(why.isEmpty());
    m_apply->setToolTip(why);
    m_hint->setText(why.isEmpty() ? m_note : why);
    m_hint->setToolTip(why);
}

void ReviewPanel::explain(const QModelIndex &index)
{
    const auto place = m_model->placeOf(index);
    if (place.user)
        emit explainRequested(place.change->flagKey, place.change->environment, place.user->key);
    else if (index.isValid())
        m_tree->setExpanded(index, !m_tree->isExpanded(index));
}
