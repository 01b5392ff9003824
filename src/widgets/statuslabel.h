#pragma once

#include "widgets/statusshape.h"

#include <QWidget>

/// Shape and word: "(tick) Connected".
class StatusLabel : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLabel(QWidget *parent = nullptr);
    StatusLabel(Status status, const QString &text, QWidget *parent = nullptr);

    /// `text` is shown as typed; it is also the accessible name.
    void setStatus(Status status, const QString &text);
    Status status() const { return m_status; }
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Status m_status = Status::Unknown;
    QString m_text;
};
