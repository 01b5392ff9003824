#pragma once

#include <QAbstractButton>
#include <QList>

#include <optional>

/// How a figure moved against the range before.
struct KpiDelta
{
    enum class Direction { Up, Down, Flat };
    enum class Polarity { Good, Bad, Neutral }; ///< Good and Bad choose the colour; the triangle says the direction.

    QString text; ///< Signed and formatted: "+9.3%", "+0.06 pp". Empty: no comparison, nothing is drawn.
    Direction direction = Direction::Flat;
    Polarity polarity = Polarity::Neutral;
    QString comparison; ///< "vs prev. 30 d".
};

/// What a KpiCard shows. All texts are formatted by the caller.
struct KpiValue
{
    QString text; ///< Empty: not known, an em dash is shown.
    QString unit; ///< Small after the number: "s". May be empty.
    QString exact; ///< Tooltip: the figure without rounding.
    KpiDelta delta;
    QList<std::optional<double>> trend;
};

/// One figure: label, value, change, trend. Pressed by mouse, Enter or Space it emits clicked() and activated().
class KpiCard : public QAbstractButton
{
    Q_OBJECT

public:
    explicit KpiCard(const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    /// Without, the card is lower. With is the default.
    void setHasTrend(bool hasTrend);
    void setValue(const KpiValue &value);
    KpiValue value() const { return m_value; }
    /// Loading without a value yet draws quiet blocks; an old value stays.
    void setLoading(bool loading);
    bool isLoading() const { return m_loading; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void paintFigure(QPainter &painter, const QRectF &rect) const;
    void paintDelta(QPainter &painter, const QRectF &rect) const;
    void paintSkeleton(QPainter &painter) const;
    void describe();

    KpiValue m_value;
    bool m_hasValue = false;
    bool m_loading = false;
    bool m_hasTrend = true;
};
