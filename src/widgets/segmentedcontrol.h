#pragma once

#include <QStringList>
#include <QWidget>

/// A few exclusive options in a row. Left/Right, Home/End and the mouse choose; one option is chosen unless it is empty.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    /// `name` is for screen readers: "Group by".
    explicit SegmentedControl(const QString &name, const QStringList &options, QWidget *parent = nullptr);

    /// The first is chosen afterwards, without a signal.
    void setOptions(const QStringList &options);
    QStringList options() const { return m_options; }
    int currentIndex() const { return m_current; }
    /// Out of range is ignored.
    void setCurrentIndex(int index);
    /// The area of an option, in widget coordinates.
    QRect optionRect(int index) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void currentIndexChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int optionWidth(int index) const;
    int optionAt(const QPoint &position) const;
    void describe();

    QString m_name;
    QStringList m_options;
    int m_current = -1;
    int m_hovered = -1;
};
