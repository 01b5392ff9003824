#pragma once

#include <QAbstractButton>

class QMenu;

/// One filter in the filter bar: caption, value, and either a chevron (it opens a menu or popup) or, when the filter is
/// active and may be taken away, an x. Delete or Backspace removes too.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Style { Value, Add };

    explicit FilterChip(const QString &label, QWidget *parent = nullptr);
    /// Dashed "Add filter" chip with a plus.
    static FilterChip *addChip(const QString &text, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    QString label() const { return m_label; }
    void setValue(const QString &value);
    QString value() const { return m_value; }
    /// Icon by its name in IconSet, at the left; empty for none.
    void setIconName(QLatin1String icon);
    void setActive(bool active);
    bool isActive() const { return m_active; }
    void setRemovable(bool removable);
    bool isRemovable() const { return m_removable; }
    void setOpensPopup(bool opensPopup);
    /// Opened below the chip when it is pressed; the chip does not own it. Also shows the chevron.
    void setMenu(QMenu *menu);
    QRect removeRect() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int textLeft() const;
    int trailingWidth() const;
    void describe();

    Style m_style = Style::Value;
    QString m_label;
    QString m_value;
    QString m_icon;
    QMenu *m_menu = nullptr;
    bool m_active = false;
    bool m_removable = false;
    bool m_opensPopup = false;
    bool m_removePressed = false;
};
