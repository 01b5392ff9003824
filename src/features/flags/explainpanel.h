#pragma once

#include "features/flags/flagexplanation.h"
#include "features/sidepanel.h"

#include <QTimer>

class CaptionLabel;
class Pill;
class QComboBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QListWidget;
class QStringListModel;
class StateView;

/// Why somebody sees what they see: any person, any flag, any environment.
class ExplainPanel : public SidePanel {
    Q_OBJECT

public:
    explicit ExplainPanel(QWidget *parent = nullptr);

    /// What can be chosen. Keeps what is chosen, also a flag that does not exist; at first `environment` is.
    void setChoices(const QStringList &flagKeys, const QStringList &environments, const QString &environment);
    /// Also before there are choices.
    void choose(const QString &flagKey, const QString &environment, const QString &user);
    QString flagKey() const;
    int environment() const;
    QString user() const;

    /// People whose key or name begins with what was typed.
    void setSuggestions(const QStringList &users);
    void setExplanation(const FlagExplanation &explanation);
    void showUnknownFlag(); ///< flagKey() is none of the choices.

signals:
    void questionChanged(); ///< Flag, environment or user is another.
    void suggestionsWanted(const QString &beginning);

private:
    void ask();
    void chooseFlag(const QString &key);

    QString m_wantedFlag; ///< While it is not among the choices.
    QComboBox *m_flag;
    QComboBox *m_environment;
    QLineEdit *m_user;
    QStringListModel *m_suggestions;
    StateView *m_state;
    Pill *m_value;
    QLabel *m_rule;
    CaptionLabel *m_code;
    QListWidget *m_steps;
    QTimer m_delay;
};
