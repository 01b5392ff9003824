#pragma once

#include <QAbstractButton>

/// What looks like the search in the window's header, and opens it. An icon alone where there is little room.
class SearchField : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);

    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_compact = false;
};
