#pragma once

#include <QLabel>

/// One line of plain text, elided where it does not fit: a name of any length does not widen what it stands in.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    virtual QColor colour() const;
};
