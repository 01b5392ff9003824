#pragma once

#include "audit/auditlog.h"
#include "core/reportingzone.h"

#include <QAbstractTableModel>

/// Entries of the log, newest first, as many as were asked for so far; more are asked for as the view scrolls.
class ActivityModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Actor, Action, Object, Change, Reason };
    static constexpr int ColumnCount = Reason + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// The first entries of an answer, in place of all that were there.
    void setEntries(const QList<AuditRecord> &entries, bool hasMore, const ReportingZone &zone);
    /// The entries after the last one. Ignored where the model does not wait for any.
    void append(const QList<AuditRecord> &entries, bool hasMore);
    /// Nothing is asked for until setEntries() or release(): the entries are about to change, or could not be had.
    void hold();
    void release();

    const AuditRecord &entry(int row) const { return m_entries.at(row); }
    int rowOf(qint64 seq) const; ///< -1: not among those that are there.
    bool hasMore() const { return m_hasMore; }
    bool isWaiting() const { return m_waiting; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void moreWanted(qint64 before); ///< seq of the last entry that is there.

private:
    QString text(const AuditRecord &entry, Column column) const;
    QString toolTip(const AuditRecord &entry, Column column) const;
    QVariant exportValue(const AuditRecord &entry, Column column) const;

    QList<AuditRecord> m_entries;
    ReportingZone m_zone;
    bool m_hasMore = false;
    bool m_waiting = false;
    bool m_held = false;
};
