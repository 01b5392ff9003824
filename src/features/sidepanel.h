#pragma once

#include <QWidget>

class CaptionLabel;
class MessageStrip;
class QBoxLayout;
class QLabel;
class QVBoxLayout;

/// What stands beside a page's content, over the full height: title, close, content, and buttons at the bottom right.
class SidePanel : public QWidget {
    Q_OBJECT

public:
    static constexpr int Width = 368;

    explicit SidePanel(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    MessageStrip *message() const { return m_message; }
    QVBoxLayout *contentLayout() const { return m_content; }
    /// Adds at the right end of the row at the bottom.
    void addButton(QWidget *button);

signals:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateFonts();

    QLabel *m_title;
    CaptionLabel *m_subtitle;
    MessageStrip *m_message;
    QVBoxLayout *m_content;
    QBoxLayout *m_buttons;
};
