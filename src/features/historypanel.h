#pragma once

#include "features/historyline.h"
#include "features/sidepanel.h"

#include <QList>

class QVBoxLayout;
class StateView;
struct Error;

/// Who did what to one object, when and why, newest first; and the way back to what was before.
class HistoryPanel : public SidePanel {
    Q_OBJECT

public:
    explicit HistoryPanel(QWidget *parent = nullptr);

    void setLoading(const QString &object);
    /// `forbidden`: why nothing may be taken back; empty: it may.
    void setLines(const QList<HistoryLine> &lines, const QString &forbidden);
    void showError(const QString &attempt, const Error &error);
    QString object() const { return m_object; }

signals:
    void revertRequested(qint64 id);
    void retryRequested();

private:
    void addLine(const HistoryLine &line, const QString &forbidden);

    QString m_object;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    StateView *m_state;
};
