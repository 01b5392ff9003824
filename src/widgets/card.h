#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;
class QVariantAnimation;

/// Surface on the page: Base, hairline, radius 6, and a header where there is a title.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString &title = {}, QWidget *parent = nullptr);

    /// An empty title, with no header widgets, hides the header. The title is also the accessible name.
    void setTitle(const QString &title);
    QString title() const;
    /// Caption beside the title: "per day".
    void setNote(const QString &note);
    /// Caption at the right of the header, left of its buttons: "38 s ago".
    void setAge(const QString &age);
    /// Adds at the right end of the header; the card becomes its parent.
    void addHeaderWidget(QWidget *widget);
    /// Where the content goes; margins 16, without header 16 at the top too.
    QVBoxLayout *contentLayout() const { return m_content; }
    void setContentPadding(int pixels);

    /// Thin moving bar at the top edge while new data are on their way.
    void setRefreshing(bool refreshing);
    bool isRefreshing() const { return m_refreshing; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateHeader();
    void updateFonts();

    QWidget *m_header;
    QHBoxLayout *m_headerLayout;
    QLabel *m_title;
    QLabel *m_note;
    QLabel *m_age;
    QVBoxLayout *m_content;
    QVariantAnimation *m_progress;
    int m_padding = 16;
    int m_headerWidgets = 0;
    bool m_refreshing = false;
};
