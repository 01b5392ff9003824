#pragma once

#include "widgets/statusshape.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QVBoxLayout;
class Button;

/// Short notice at the bottom right of a window: five seconds, held while the pointer or the keyboard is on it.
/// For what needs no answer; failures go to a MessageStrip.
class Toast : public QFrame
{
    Q_OBJECT

public:
    static constexpr int MaximumStacked = 3;
    static constexpr int DurationMilliseconds = 5000;

    /// Shows `text` over the window of `widget`, above the toasts that are there; the oldest of more than three goes.
    /// The window owns it; it deletes itself.
    static Toast *show(QWidget *widget, Status status, const QString &text);

    /// One button such as "Undo"; pressing it runs `action` and closes.
    void setAction(const QString &text, const std::function<void()> &action);
    /// How long it stays, from now on.
    void setDuration(int milliseconds);
    QString text() const;
    int remainingMilliseconds() const;

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Toast(QWidget *window, Status status, const QString &text);
    static QList<Toast *> of(const QWidget *window);
    static void arrange(QWidget *window);
    void dismiss();
    void hold();
    void resume();

    Status m_status;
    QLabel *m_text;
    Button *m_action;
    Button *m_close;
    QTimer m_timer;
    int m_remaining = DurationMilliseconds;
    bool m_leaving = false;
};
