#pragma once

#include <QWidget>

class CaptionLabel;
class QHBoxLayout;
class QLabel;

/// The first row of a page: its name, what it shows, and at the right what can be done.
class PageTitle : public QWidget
{
    Q_OBJECT

public:
    explicit PageTitle(const QString &title, QWidget *parent = nullptr);

    void setSubtitle(const QString &subtitle);
    QString subtitle() const;
    /// Adds at the right end; the row becomes its parent.
    void addWidget(QWidget *widget);
    /// The same left of those that are there.
    void insertWidget(QWidget *widget);

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateFonts();

    QLabel *m_title;
    CaptionLabel *m_subtitle;
    QHBoxLayout *m_layout;
};
