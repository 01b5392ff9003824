#pragma once

#include "core/error.h"
#include "widgets/statusshape.h"

#include <QFrame>

#include <functional>

class Button;
class QHBoxLayout;
class QLabel;

/// Message in the page, above what it is about; stays until closed or replaced. Hidden at first. Never a message box.
class MessageStrip : public QFrame
{
    Q_OBJECT

public:
    explicit MessageStrip(QWidget *parent = nullptr);

    using QFrame::show;
    /// One sentence; `detail` becomes the tooltip and can be copied. Actions of the message before are dropped.
    void show(Status severity, const QString &summary, const QString &detail = {});
    /// "Could not load spending. The database is locked.": `attempt` is the sentence for what the user wanted.
    void showError(const QString &attempt, const Error &error);
    /// Adds a button after show(); it stays until the next message.
    Button *addAction(const QString &text, const std::function<void()> &action);
    QString summary() const;
    QString detail() const { return m_detail; }
    Status severity() const { return m_severity; }
    void setClosable(bool closable);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void clearActions();
    void closeStrip();

    Status m_severity = Status::Info;
    QString m_detail;
    QLabel *m_text;
    QHBoxLayout *m_actions;
    Button *m_copy;
    Button *m_close;
};
