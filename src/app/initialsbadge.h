#pragma once

#include <QWidget>

/// A disc with the initials of who sits at the console.
class InitialsBadge : public QWidget
{
    Q_OBJECT

public:
    explicit InitialsBadge(QWidget *parent = nullptr);

    void setUser(const QString &user);
    /// "MK" of "maria.koch", "AN" of "ann"; empty where there is no letter.
    static QString initialsOf(const QString &user);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_initials;
};
