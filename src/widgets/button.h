#pragma once

#include <QPushButton>

/// Push button of the look. Without a text it is a square icon button, and needs a name.
class Button : public QPushButton
{
    Q_OBJECT
    Q_PROPERTY(Kind kind READ kind WRITE setKind)

public:
    enum class Kind {
        Normal,
        Primary, ///< At most one in a view.
        Danger,
        Ghost, ///< No border: for headers and toolbars.
    };
    Q_ENUM(Kind)

    /// For forms.
    explicit Button(QWidget *parent = nullptr) : Button(QString(), Kind::Normal, parent) {}
    explicit Button(const QString &text, Kind kind = Kind::Normal, QWidget *parent = nullptr);
    /// Icon by its name in IconSet.
    Button(const QString &text, QLatin1String icon, Kind kind = Kind::Normal, QWidget *parent = nullptr);
    /// Icon only: `name` is the accessible name and the tooltip.
    static Button *iconOnly(QLatin1String icon, const QString &name, QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    void setIconName(QLatin1String icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Colours;
    Colours colours() const;

    Kind m_kind;
    QString m_icon;
};
