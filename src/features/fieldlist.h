#pragma once

#include "features/fieldline.h"

#include <QList>
#include <QWidget>

/// Lines of a record, wrapped to the width, exactly as typed. A value is copied from its context menu.
class FieldList : public QWidget
{
    Q_OBJECT

public:
    explicit FieldList(QWidget *parent = nullptr);

    void setLines(const QList<FieldLine> &lines);
    const QList<FieldLine> &lines() const { return m_lines; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Placed;
    QList<Placed> placed(int width) const;
    QFont fontOf(const FieldLine &line) const;

    QList<FieldLine> m_lines;
};
