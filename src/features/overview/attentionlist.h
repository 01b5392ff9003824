#pragma once

#include <QListView>

/// Shows an AttentionModel: shape, title, and the sentence below in as many lines as it needs up to three.
class AttentionList : public QListView
{
    Q_OBJECT

public:
    explicit AttentionList(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
};
