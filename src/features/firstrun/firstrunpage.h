#pragma once

#include "core/error.h"

#include <QWidget>

class Button;
class MessageStrip;
class QLabel;
class QProgressBar;

/// What the window shows while no workspace is open: three ways to begin, the progress of the one that was chosen, and
/// why it failed if it did.
class FirstRunPage : public QWidget
{
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget *parent = nullptr);

    /// Shows progress in place of the buttons; `percent` is -1 where it cannot be known.
    void showProgress(const QString &title, int percent, const QString &step, bool stopping);
    /// Back to the buttons. Keeps a message.
    void showChoices();
    /// "Could not open x.": `attempt` is the sentence for what the user wanted.
    void showError(const QString &attempt, const Error &error);
    void clearError();

signals:
    void demoRequested();
    void importRequested();
    void openRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *createChoices();
    QWidget *createProgress();
    QLabel *addText(QWidget *parent, const QString &text);
    void updateLook();

    // Filled while the areas below are made, so they come first.
    QLabel *m_progressTitle = nullptr;
    QLabel *m_step = nullptr;
    QProgressBar *m_progress = nullptr;
    Button *m_cancel = nullptr;
    QList<QLabel *> m_explanations;
    QList<QLabel *> m_titles;
    MessageStrip *m_message;
    QLabel *m_title;
    QLabel *m_purpose;
    QWidget *m_choices;
    QWidget *m_progressArea;
};
