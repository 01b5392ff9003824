#pragma once

#include "app/importrunner.h"
#include "ledger/route.h"

#include <QList>
#include <QWidget>

class DataTable;
class MessageStrip;
class QStandardItemModel;

/// What the imports since it was last closed did: counts and money in a strip, the first rejected records below on
/// demand, and the way to its undo. Hidden while there is nothing to say.
class ImportPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ImportPanel(QWidget *parent = nullptr);

    void add(const ImportOutcome &outcome);
    QString summary() const;

signals:
    /// To the import, which perhaps shall be undone, or to the report that it brought.
    void routeRequested(const Route &route);

private:
    void showSummary();
    void toggleRejects();
    void forget();

    QList<ImportOutcome> m_outcomes;
    MessageStrip *m_strip;
    QStandardItemModel *m_rejects;
    DataTable *m_table;
};
