#pragma once

#include "ledger/filterstate.h"
#include "ledger/usagequery.h"

#include <QFutureWatcher>
#include <QHash>
#include <QTimer>
#include <QWidget>

#include <optional>

class Button;
class Clock;
class FilterChip;
class FlowLayout;
class QLabel;
class QMenu;
class RangePicker;
class ValuePicker;
class Workspace;

/// The one filter as chips: range, comparison, one chip per dimension that is filtered, and how old the page's figures
/// are. Shows and changes a FilterState.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    FilterBar(FilterState &filter, Workspace &workspace, const Clock &clock, QWidget *parent = nullptr);
    ~FilterBar() override;

    /// When the figures on the page were read; nullopt while there are none.
    void setUpdated(std::optional<UtcMicros> at);
    /// The feature's name where it is known yet, else its key.
    QString featureLabel(const QString &key) const;

signals:
    void refreshRequested();
    void featureNamesRead(); ///< featureLabel() answers names from now on.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void createAddMenu();
    void createCompareMenu();
    void showFilter();
    void showChips();
    void showAge();
    void takeFeatureNames();
    FilterChip *addChip(Dimension dimension, const QStringList &keys);
    void openPicker(QWidget *anchor, Dimension dimension);
    void setKeys(Dimension dimension, const QStringList &keys);
    QStringList keys(Dimension dimension) const;
    QString valueText(Dimension dimension, const QStringList &keys) const;
    QString previousText() const;

    FilterState &m_filter;
    Workspace &m_workspace;
    const Clock &m_clock;
    QFutureWatcher<Result<QList<UsageKey>>> m_featureNames;
    QHash<QString, QString> m_featureLabels;
    FlowLayout *m_flow;
    RangePicker *m_range;
    FilterChip *m_compare;
    QMenu *m_compareMenu;
    QAction *m_compareOn = nullptr;
    QAction *m_compareOff = nullptr;
    QList<FilterChip *> m_chips; ///< One per filtered dimension.
    FilterChip *m_add;
    QMenu *m_addMenu;
    Button *m_clear;
    QLabel *m_age;
    Button *m_refresh;
    ValuePicker *m_picker;
    QTimer m_ageTimer;
    std::optional<UtcMicros> m_updated;
};
