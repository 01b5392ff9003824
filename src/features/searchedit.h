#pragma once

#include <QLineEdit>
#include <QTimer>

/// The search of a page: tells a moment after the last key, at once with Enter. Escape clears it.
class SearchEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `name` says what is searched; it is the placeholder too.
    explicit SearchEdit(const QString &name, QWidget *parent = nullptr);

    /// Sets the text without telling.
    void setSearch(const QString &text);
    /// Takes the keyboard, with everything selected.
    void begin();

signals:
    void searched(); ///< For text().

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTimer m_delay;
};
