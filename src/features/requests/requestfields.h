#pragma once

#include "features/requests/requestlines.h"

#include <QWidget>

/// Lines of a record, wrapped to the width, exactly as typed. A value is copied from its context menu.
class RequestFields : public QWidget
{
    Q_OBJECT

public:
    explicit RequestFields(QWidget *parent = nullptr);

    void setLines(const QList<RequestLine> &lines);
    const QList<RequestLine> &lines() const { return m_lines; }
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
    QFont fontOf(const RequestLine &line) const;

    QList<RequestLine> m_lines;
};
