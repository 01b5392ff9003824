#pragma once

#include "widgets/statusshape.h"

#include <QWidget>

/// Tinted capsule with shape and word: "(tick) Balanced".
class Pill : public QWidget
{
    Q_OBJECT

public:
    Pill(Status status, const QString &text, QWidget *parent = nullptr);

    void setStatus(Status status, const QString &text);
    Status status() const { return m_status; }
    QString text() const { return m_text; }
    QSize sizeHint() const override;

    /// For delegates: draws at the left middle of `rect` in the caption size of `font`; returns the width it took.
    static int paint(QPainter &painter, const QRectF &rect, Status status, const QString &text, const QFont &font,
        const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Status m_status;
    QString m_text;
};
