#pragma once

#include "features/pagedrows.h"
#include "features/requests/requestsqueries.h"

#include <QAbstractTableModel>

/// Rows of the ledger, as many as were asked for so far; more are asked for as the view scrolls. A column for each
/// RequestField, with the same number.
class RequestModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// The first rows of an answer, in place of all that were there.
    void setAnswer(const RequestsAnswer &answer);
    /// The rows after `after`. Ignored where the model does not wait for these any more.
    void append(const RequestCursor &after, const RequestPage &page);
    /// The rows that were asked for could not be had: none are asked for until retry().
    void fetchFailed();
    void retry();
    /// The rows belong to an old question: nothing more of it is asked for until setAnswer().
    void hold();

    const RequestRow &row(int row) const { return m_rows.at(row); }
    int rowOf(qint64 id) const; ///< -1: not among those that are there.
    bool hasMore() const { return m_rows.hasMore(); }
    bool isWaiting() const { return m_rows.isWaiting(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Exact value for files and copies; invalid = unknown. Times are ISO 8601 in UTC.
    static QVariant exportValue(const RequestRow &row, RequestField field);

signals:
    void moreWanted(const RequestCursor &after);

private:
    QString text(const RequestRow &row, RequestField field) const;
    QString timeText(UtcMicros t) const;
    QString toolTip(const RequestRow &row, RequestField field) const;
    QVariant styleValue(const RequestRow &row, RequestField field, int role) const;

    PagedRows<RequestRow, RequestCursor> m_rows;
    QHash<QString, int> m_slotOf;
    TimeRange m_range;
    ReportingZone m_zone;
};
