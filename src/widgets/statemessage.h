#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

/// Icon, title, sentence and up to two buttons in the middle of an otherwise empty area.
class StateMessage : public QWidget
{
    Q_OBJECT

public:
    explicit StateMessage(QWidget *parent = nullptr);

    /// Icon by its name in IconSet. An empty sentence takes no room.
    void setText(QLatin1String icon, const QString &title, const QString &sentence);
    /// The first button is the primary one unless `isPrimary` is false; a third is ignored.
    void addAction(const QString &text, const std::function<void()> &action, bool isPrimary = true);
    /// Takes all buttons away.
    void clearActions();
    QString title() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_actions;
};
