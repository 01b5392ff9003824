#pragma once

#include "core/result.h"
#include "ledger/usagequery.h"

#include <QFrame>
#include <QFutureWatcher>
#include <QTimer>

class Button;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class Workspace;

/// A value that a filter can be set to, with how often it occurs in the range that is shown.
struct FilterValue
{
    QString key;
    QString label;
    qint64 requests = 0;
};

/// Popup that lists the values of one dimension: search, tick several, apply. Reads them off the GUI thread.
class ValuePicker : public QFrame
{
    Q_OBJECT

public:
    explicit ValuePicker(Workspace &workspace, QWidget *parent = nullptr);
    ~ValuePicker() override;

    /// Opens below `anchor` with `chosen` ticked. `title` names the dimension.
    void open(QWidget *anchor, Dimension dimension, const QString &title, const QStringList &chosen, TimeRange range);
    Dimension dimension() const { return m_dimension; }
    /// False while the values are on their way.
    bool isLoaded() const { return m_loaded; }

    /// How the key is shown where the record did not say.
    static QString labelFor(Dimension dimension, const UsageKey &key);

signals:
    void chosen(Dimension dimension, const QStringList &keys);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showValues();
    void addValue(const FilterValue &value);
    void filterList();
    void apply();
    QStringList ticked() const;

    Workspace &m_workspace;
    QFutureWatcher<Result<QList<FilterValue>>> m_answer;
    QTimer m_searchDelay;
    QLabel *m_title;
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_message;
    Button *m_apply;
    Dimension m_dimension = Dimension::Feature;
    QStringList m_chosen;
    bool m_loaded = false;
};
