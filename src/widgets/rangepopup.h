#pragma once

#include "core/rangeexpression.h"

#include <QFrame>
#include <QList>

class Button;
class QLabel;
class QLineEdit;
class QListWidget;

/// The popup of RangePicker: presets and recent ranges at the left, two expressions with live validation at the right.
class RangePopup : public QFrame
{
    Q_OBJECT

public:
    explicit RangePopup(QWidget *parent = nullptr);

    void setContext(UtcMicros now, const ReportingZone &zone);
    /// Fills the two lines and selects the preset that is equal.
    void setRange(const RangeExpression &range);
    void setRecent(const QList<RangeExpression> &recent);

signals:
    void chosen(const RangeExpression &range);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *createLists();
    QWidget *createForm();
    RangeExpression typed() const;
    void validate();
    void apply();
    void updateColours();

    QListWidget *m_list = nullptr;
    QLineEdit *m_from = nullptr;
    QLineEdit *m_to = nullptr;
    QLabel *m_preview = nullptr;
    Button *m_apply = nullptr;
    QList<RangeExpression> m_ranges; ///< By row of m_list; an empty one is a caption.
    QList<RangeExpression> m_recent;
    ReportingZone m_zone;
    UtcMicros m_now = 0;
    bool m_valid = false;
};
