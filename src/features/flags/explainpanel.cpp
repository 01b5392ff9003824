#include "features/flags/explainpanel.h"

#include "features/captionlabel.h"
#include "widgets/pill.h"
#include "widgets/stateview.h"

#include <QComboBox>
#include <QCompleter>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QStringListModel>

namespace {

constexpr int DelayMilliseconds = 150;
constexpr int LongestShown = 80; ///< Of a key out of a link.

}

ExplainPanel::ExplainPanel(QWidget *parent)
    : SidePanel(tr("Explain"), parent)
    , m_flag(new QComboBox)
    , m_environment(new QComboBox)
    , m_user(new QLineEdit)
    , m_suggestions(new QStringListModel(this))
    , m_value(new Pill(Status::Unknown, {}))
    , m_rule(new QLabel)
    , m_code(new CaptionLabel)
    , m_steps(new QListWidget)
{
    setSubtitle(tr("Who sees which view, and by which rule"));
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setWordWrap(true);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setWordWrap(true);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    m_steps->setAccessibleName(tr("Steps of the evaluation"));
    m_steps->viewport()->setAutoFillBackground(false);
    auto *completer = new QCompleter(m_suggestions, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_user->setCompleter(completer);
    m_user->setPlaceholderText(tr("User"));
    const auto add = [this](const QString &name, QWidget *field) {
        auto *label = new CaptionLabel(name);
        label->setBuddy(field);
        field->setAccessibleName(name);
        contentLayout()->addWidget(label);
        contentLayout()->addWidget(field);
    };
    add(tr("User"), m_user);
    add(tr("Flag"), m_flag);
    add(tr("Environment"), m_environment);

    auto *answer = new QWidget;
    auto *column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_value);
    column->addWidget(m_rule);
    column->addWidget(m_code);
    column->addWidget(new CaptionLabel(tr("Steps")));
    column->addWidget(m_steps, 1);
    m_state = new StateView(answer);
    contentLayout()->addWidget(m_state, 1);

    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &ExplainPanel::ask);
    connect(m_user, &QLineEdit::textEdited, this, [this](const QString &text) {
        emit suggestionsWanted(text);
        m_delay.start();
    });
    connect(m_user, &QLineEdit::returnPressed, this, &ExplainPanel::ask);
    connect(
        completer, qOverload<const QString &>(&QCompleter::activated), this, &ExplainPanel::ask, Qt::QueuedConnection);
    connect(m_flag, &QComboBox::currentIndexChanged, this, &ExplainPanel::ask);
    connect(m_environment, &QComboBox::currentIndexChanged, this, &ExplainPanel::ask);
    ask();
}

void ExplainPanel::setChoices(
    const QStringList &flagKeys, const QStringList &environments, const QString &environment)
{
    const QSignalBlocker quietFlag(m_flag);
    const QSignalBlocker quietEnvironment(m_environment);
    const QString flag = flagKey();
    const QString place = m_environment->count() == 0 ? environment : m_environment->currentText();
    m_flag->clear();
    m_flag->addItems(flagKeys);
    chooseFlag(flag);
    m_environment->clear();
    m_environment->addItems(environments);
    m_environment->setCurrentIndex(qMax(0, int(environments.indexOf(place))));
}

void ExplainPanel::chooseFlag(const QString &key)
{
    m_wantedFlag = key;
    if (!key.isEmpty())
        m_flag->setCurrentIndex(m_flag->findText(key, Qt::MatchExactly | Qt::MatchCaseSensitive));
    else if (m_flag->currentIndex() < 0)
        m_flag->setCurrentIndex(0);
}

void ExplainPanel::choose(const QString &flagKey, const QString &environment, const QString &user)
{
    const QSignalBlocker quietFlag(m_flag);
    const QSignalBlocker quietEnvironment(m_environment);
    chooseFlag(flagKey);
    if (!environment.isEmpty())
        m_environment->setCurrentText(environment);
    m_user->setText(user);
    m_user->setFocus(Qt::OtherFocusReason);
    ask();
}

QString ExplainPanel::flagKey() const { return m_flag->currentIndex() < 0 ? m_wantedFlag : m_flag->currentText(); }
int ExplainPanel::environment() const { return m_environment->currentIndex(); }
QString ExplainPanel::user() const { return m_user->text().trimmed(); }

void ExplainPanel::setSuggestions(const QStringList &users)
{
    m_suggestions->setStringList(users);
    if (m_user->hasFocus() && !users.isEmpty() && !(users.size() == 1 && users.constFirst() == user()))
        m_user->completer()->complete();
}

void ExplainPanel::ask()
{
    m_delay.stop();
    if (!user().isEmpty()) {
        emit questionChanged();
        return;
    }
    m_state->setEmptyText(QLatin1String("user"), tr("Choose somebody"),
        tr("Anybody of the directory; also a name that it does not know."));
    m_state->setState(LoadState::Empty);
}

void ExplainPanel::setExplanation(const FlagExplanation &explanation)
{
    m_value->setStatus(
        explanation.isNew ? Status::Good : Status::Off, explanation.isNew ? tr("New view") : tr("Legacy view"));
    m_rule->setText(visibleControls(explanation.rule));
    const QString code
        = explanation.error.isEmpty() ? explanation.reason : tr("%1, %2").arg(explanation.reason, explanation.error);
    m_code->setText(
        tr("Value %1, variant %2, reason %3").arg(explanation.isNew ? tr("on") : tr("off"), explanation.variant, code));
    m_code->setToolTip(m_code->text());
    m_steps->clear();
    int number = 0;
    for (const QString &step : explanation.steps)
        m_steps->addItem(tr("%1. %2").arg(++number).arg(visibleControls(step)));
    m_state->setState(LoadState::Fresh);
}

void ExplainPanel::showUnknownFlag()
{
    m_state->setEmptyText(QLatin1String("flags"),
        tr("There is no flag \"%1\"").arg(visibleControls(m_wantedFlag.left(LongestShown))),
        tr("Choose one of those that there are."));
    m_state->setState(LoadState::Empty);
}
