#include "cli/importoutput.h"

#include "cli/console.h"
#include "core/csv.h"
#include "data/sql.h"
#include "data/workspace.h"

#include <QJsonObject>

namespace {

using namespace Cli;

/// "0.5 USD", "0.5 USD and 2 unknown"; a sum of unknowns is no amount.
QString text(const ImportAmount &amount)
{
    const QString known = tr("%1 USD").arg(amount.cost.exactText());
    if (amount.unknown == 0)
        return known;
    const QString unknown = tr("%1 unknown").arg(amount.unknown);
    return amount.unknown == amount.records ? unknown : tr("%1 and %2").arg(known, unknown);
}

/// What the records of each outcome cost, where there are any.
QStringList amounts(const ImportReport &report)
{
    const ImportAmounts of = report.amounts.value_or(ImportAmounts());
    QStringList parts;
    for (const auto &[name, amount] : { std::pair { tr("new %1"), of.fresh }, std::pair { tr("known already %1"), of.duplicate },
             std::pair { tr("revised %1"), of.revised }, std::pair { tr("rejected %1"), of.rejected } }) {
        if (amount.records > 0)
            parts.append(name.arg(text(amount)));
    }
    return parts;
}

QJsonObject objectOf(const ImportAmount &amount)
{
    const auto known = amount.known();
    return { { QStringLiteral("records"), amount.records }, { QStringLiteral("unknown"), amount.unknown },
        { QStringLiteral("cost_usd"), known ? QJsonValue(known->exactText()) : QJsonValue() } };
}

void printReport(const QString &file, const ImportReport &report)
{
    const ImportProgress &counts = report.counts;
    printLine(tr("%1: %2: %3 new, %4 known already, %5 revised, %6 rejected")
                  .arg(file, counted(counts.records, "1 record", "%1 records"), number(counts.accepted), number(counts.duplicates), number(counts.revised), number(counts.rejected))
        + (report.resumed ? tr(" (went on where it had stopped)") : QString()));
    printLine(tr("  %1 USD, %2 unpriced, %3 rounded; format %4, batch %5")
                  .arg(report.cost.exactText(), number(report.unpriced), counted(report.rounded, "1 charge", "%1 charges"), report.format, number(report.batchId)));
    if (const QStringList costs = amounts(report); !costs.isEmpty())
        printLine(tr("  cost: %1").arg(costs.join(QStringLiteral(", "))));
    if (report.aggregates > 0)
        printLine(tr("  sums of calls: kept beside the ledger for `report reconcile`, not added to it"));
    if (!report.ignoredColumns.isEmpty())
        printLine(tr("  columns left aside: %1").arg(report.ignoredColumns.join(QStringLiteral(", "))));
    for (const ImportReport::Reject &reject : report.firstRejects)
        printLine(tr("  %1:%2: rejected: %3").arg(file, number(reject.line), reject.reason));
    if (const qint64 more = counts.rejected - report.firstRejects.size(); more > 0)
        printLine(tr("  and %1 more rejected").arg(more));
}

QJsonObject objectOf(const QString &file, const ImportReport &report)
{
    QJsonArray rejects;
    for (const ImportReport::Reject &reject : report.firstRejects)
        rejects.append(QJsonObject { { QStringLiteral("line"), reject.line }, { QStringLiteral("reason"), reject.reason }, { QStringLiteral("text"), reject.raw } });
    return {
        { QStringLiteral("file"), file },
        { QStringLiteral("batch"), report.batchId },
        { QStringLiteral("format"), report.format },
        { QStringLiteral("resumed"), report.resumed },
        { QStringLiteral("records"), report.counts.records },
        { QStringLiteral("accepted"), report.counts.accepted },
        { QStringLiteral("duplicates"), report.counts.duplicates },
        { QStringLiteral("revised"), report.counts.revised },
        { QStringLiteral("rejected"), report.counts.rejected },
        { QStringLiteral("rounded"), report.rounded },
        { QStringLiteral("unpriced"), report.unpriced },
        { QStringLiteral("aggregates"), report.aggregates },
        { QStringLiteral("cost_usd"), report.cost.exactText() },
        { QStringLiteral("cost_of"), valueOf(report.amounts) },
        { QStringLiteral("ignored_columns"), QJsonArray::fromStringList(report.ignoredColumns) },
        { QStringLiteral("first_rejects"), rejects },
    };
}

}

namespace Cli {

QJsonValue valueOf(const std::optional<ImportAmounts> &amounts)
{
    if (!amounts)
        return QJsonValue();
    return QJsonObject { { QStringLiteral("accepted"), objectOf(amounts->fresh) }, { QStringLiteral("duplicates"), objectOf(amounts->duplicate) },
        { QStringLiteral("revised"), objectOf(amounts->revised) }, { QStringLiteral("rejected"), objectOf(amounts->rejected) } };
}

Result<> ImportOutput::openRejects(const QString &path)
{
    if (path.isEmpty())
        return Ok;
    m_rejects.setFileName(path);
    if (m_rejects.exists())
        return Error { Error::Kind::Conflict, tr("%1 is there already; --rejects-csv writes a new file only.").arg(path), {} };
    if (!m_rejects.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return Error { Error::Kind::Denied, tr("%1 could not be made.").arg(path), m_rejects.errorString() };
    m_rejects.write("file,line,reason,text\n");
    return Ok;
}

Result<> ImportOutput::add(Workspace &workspace, const QString &file, const ImportReport &report)
{
    if (m_json)
        m_files.append(objectOf(file, report));
    else
        printReport(file, report);
    return m_rejects.isOpen() ? writeRejects(workspace, file, report.batchId) : Result<>(Ok);
}

Result<> ImportOutput::writeRejects(Workspace &workspace, const QString &file, qint64 batch)
{
    const auto lines = workspace.reader().run([file, batch](Connection &connection) {
        return Sql::select(connection, QStringLiteral("SELECT line, reason, raw FROM import_rejects WHERE batch_id = ? ORDER BY line, id"), { batch },
            [&file](const Row &row) { return csvLine({ file, QString::number(row.int64(0)), row.text(1), row.text(2) }); });
    }).result();
    if (!lines)
        return lines.error();
    for (const QString &line : *lines)
        m_rejects.write(line.toUtf8() + '\n');
    return Ok;
}

void ImportOutput::addFailure(const QString &file, const Error &error)
{
    m_files.append(QJsonObject { { QStringLiteral("file"), file }, { QStringLiteral("error"), error.line() } });
}

Result<> ImportOutput::finish()
{
    if (m_json)
        printJson({ { QStringLiteral("files"), m_files } });
    if (!m_rejects.isOpen())
        return Ok;
    m_rejects.close();
    if (m_rejects.error() != QFileDevice::NoError)
        return Error { Error::Kind::Storage, tr("The rejects could not all be written to %1.").arg(m_rejects.fileName()), m_rejects.errorString() };
    return Ok;
}

}
