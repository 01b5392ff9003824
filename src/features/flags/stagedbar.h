#pragma once

#include <QFrame>

class Button;
class CaptionLabel;
class QLabel;

/// The bar below the flags while changes are staged: how many, where, and the two ways on.
class StagedBar : public QFrame {
    Q_OBJECT

public:
    explicit StagedBar(QWidget *parent = nullptr);

    /// `places`: the environments that would change, in words.
    void setChanges(int count, const QString &places);

signals:
    void discardRequested();
    void reviewRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_count;
    CaptionLabel *m_note;
};
