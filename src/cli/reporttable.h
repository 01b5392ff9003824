#pragma once

#include "core/reportingzone.h"
#include "ledger/usagequery.h"

#include <QJsonObject>
#include <QStringList>

namespace Cli {

/// A column of a report. Text columns get the formula guard of CSV; numbers are exact decimal text.
struct ReportColumn
{
    QString name;
    bool text = false;
};

/// What `signalbox report` prints: the same cells as CSV and as JSON. An empty number is unknown.
class ReportTable
{
public:
    static ReportTable ofSpend(const QList<UsageRow> &rows, const UsageQuery &query);
    static ReportTable ofLatency(const QList<LatencyRow> &rows, const UsageQuery &query);
    static ReportTable ofTokens(const QList<TokenQuantilesRow> &rows, const UsageQuery &query);

    void printCsv(bool raw) const;
    /// `about` with the rows in it. Whole numbers are JSON numbers, money and milliseconds text, unknown is null.
    void printAsJson(QJsonObject about) const;

private:
    ReportTable(const UsageQuery &query, const QStringList &measures);
    /// The cells of a row's keys.
    QStringList cellsOf(const QList<UsageKey> &keys) const;

    QList<Dimension> m_dimensions;
    ReportingZone m_zone;
    QList<ReportColumn> m_columns;
    QList<QStringList> m_rows;
};

}
