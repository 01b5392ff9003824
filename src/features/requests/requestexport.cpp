#include "features/requests/requestexport.h"

#include "core/csv.h"
#include "core/format.h"
#include "core/outputfile.h"
#include "data/database.h"
#include "features/requests/requestmodel.h"
#include "services/jobqueue.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

namespace {

constexpr qsizetype BufferBytes = 256 * 1024;
constexpr int RowsPerReport = 5000;
constexpr int PollMilliseconds = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestExport", text);
}

/// Writes rows into a device in one of the formats.
class Writer
{
public:
    Writer(QIODevice &device, const RequestExport::Order &order)
        : m_device(device)
        , m_columns(order.columns)
        , m_isJson(order.format == RequestExport::Format::Json)
    {
        for (const auto column : m_columns)
            m_names.append(requestFieldName(column));
    }

    void begin() { m_buffer = m_isJson ? QByteArrayLiteral("[\n") : line(m_names + QStringList(QStringLiteral("guarded"))); }
    bool add(const RequestRow &row)
    {
        m_buffer += m_isJson ? object(row) : line(cells(row));
        ++m_rows;
        return m_buffer.size() < BufferBytes || flush();
    }
    bool end()
    {
        if (m_isJson)
            m_buffer += "\n]\n";
        return flush();
    }
    qint64 rows() const { return m_rows; }

private:
    bool flush()
    {
        const bool whole = m_device.write(m_buffer) == m_buffer.size();
        m_buffer.clear();
        return whole;
    }
    static QByteArray line(const QStringList &cells) { return csvLine(cells, true).toUtf8() + QByteArrayLiteral("\r\n"); }
    /// With the guard, and at the end where it was put: a name may begin with an apostrophe of its own.
    QStringList cells(const RequestRow &row) const
    {
        QStringList cells;
        QStringList guarded;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const auto text = RequestModel::exportValue(row, m_columns.at(i)).toString();
            cells.append(withoutFormula(text));
            if (cells.constLast().size() != text.size())
                guarded.append(m_names.at(i));
        }
        cells.append(guarded.join(QLatin1Char(' ')));
        return cells;
    }
    QByteArray object(const RequestRow &row) const
    {
        QByteArray text = m_rows > 0 ? QByteArrayLiteral(",\n{") : QByteArrayLiteral("{");
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const auto value = RequestModel::exportValue(row, m_columns.at(i));
            text += (i > 0 ? ",\"" : "\"") + m_names.at(i).toLatin1() + "\":";
            text += value.typeId() == QMetaType::LongLong ? QByteArray::number(value.toLongLong()) : jsonText(value);
        }
        return text + '}';
    }
    static QByteArray jsonText(const QVariant &value)
    {
        if (!value.isValid())
            return QByteArrayLiteral("null");
        const auto array = QJsonDocument(QJsonArray { value.toString() }).toJson(QJsonDocument::Compact);
        return array.mid(1, array.size() - 2); // a document can only hold arrays and objects
    }

    QIODevice &m_device;
    const QList<RequestField> m_columns;
    const bool m_isJson;
    QStringList m_names;
    QByteArray m_buffer;
    qint64 m_rows = 0;
};

Error notWritten(const OutputFile &file)
{
    return { Error::Kind::Storage, tr("The file could not be written."), file.errorString() };
}

Error cancelled()
{
    return { Error::Kind::Interrupted, tr("The export was cancelled."), {} };
}

Result<qint64> writeRows(Connection &connection, const RequestExport::Order &order, const JobContext &context)
{
    OutputFile file(order.path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file);
    Writer writer(file, order);
    writer.begin();
    bool whole = true;
    const auto read = Requests::forEach(connection, order.query, [&](const RequestRow &row) {
        whole = writer.add(row);
        if (writer.rows() % RowsPerReport == 0) {
            const auto percent = order.expectedRows > 0 ? int(qMin<qint64>(100, writer.rows() * 100 / order.expectedRows)) : -1;
            context.setProgress(percent, tr("%1 rows written").arg(Format::count(writer.rows())));
        }
        return whole && !context.cancelled();
    });
    if (context.cancelled())
        return cancelled();
    if (!read)
        return read.error();
    if (!whole || !writer.end() || !file.commit())
        return notWritten(file);
    return writer.rows();
}

}

Result<qint64> RequestExport::run(const Order &order, const JobContext &context)
{
    const auto future = order.database->run(
        [&order, &context](Connection &connection) { return writeRows(connection, order, context); });
    // A sort may take seconds before its first row: only an interrupt ends it.
    while (!future.isFinished()) {
        QThread::msleep(PollMilliseconds);
        if (context.cancelled())
            order.database->interrupt();
    }
    return future.result();
}
