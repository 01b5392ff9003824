#include "audit/auditexport.h"

#include "core/csv.h"
#include "core/outputfile.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace {

const QStringList Names { QStringLiteral("seq"), QStringLiteral("at"), QStringLiteral("actor"), QStringLiteral("action"),
    QStringLiteral("object"), QStringLiteral("old"), QStringLiteral("new"), QStringLiteral("reason"),
    QStringLiteral("previous_hash"), QStringLiteral("hash") };

QByteArray line(const QStringList &cells)
{
    return csvLine(cells).toUtf8() + QByteArrayLiteral("\r\n");
}

QStringList cells(const AuditRecord &entry, const ReportingZone &zone)
{
    const QJsonObject object = AuditExport::object(entry, zone);
    QStringList cells;
    for (const QString &name : Names)
        cells.append(object.value(name).toVariant().toString());
    return cells;
}

Error notWritten(const QString &detail)
{
    return { Error::Kind::Storage, QCoreApplication::translate("AuditExport", "The log could not be written."), detail };
}

}

QJsonObject AuditExport::object(const AuditRecord &entry, const ReportingZone &zone)
{
    return { { QStringLiteral("seq"), entry.seq }, { QStringLiteral("at"), zone.timeText(entry.at) },
        { QStringLiteral("actor"), entry.actor }, { QStringLiteral("action"), entry.action },
        { QStringLiteral("object"), entry.object }, { QStringLiteral("old"), entry.oldValue },
        { QStringLiteral("new"), entry.newValue }, { QStringLiteral("reason"), entry.reason },
        { QStringLiteral("previous_hash"), QString::fromLatin1(entry.previous.toHex()) },
        { QStringLiteral("hash"), QString::fromLatin1(entry.hash.toHex()) } };
}

Result<qint64> AuditExport::write(Connection &connection, const Order &order, QIODevice &device)
{
    const bool isJson = order.format == Format::Json;
    const auto put = [&device](const QByteArray &text) { return device.write(text) == text.size(); };
    qint64 written = 0;
    bool whole = put(isJson ? QByteArrayLiteral("[") : line(Names));
    const auto read = AuditLog::forEach(connection, order.filter, order.limit, [&](const AuditRecord &entry) {
        const QByteArray text = !isJson ? line(cells(entry, order.zone))
                                        : (written > 0 ? QByteArrayLiteral(",\n") : QByteArrayLiteral("\n"))
                + QJsonDocument(object(entry, order.zone)).toJson(QJsonDocument::Compact);
        whole = whole && put(text);
        written += whole ? 1 : 0;
        return whole;
    });
    if (!read)
        return read.error();
    if (!whole || (isJson && !put(QByteArrayLiteral("\n]\n"))))
        return notWritten(device.errorString());
    return written;
}

Result<qint64> AuditExport::writeFile(Connection &connection, const Order &order, const QString &path)
{
    OutputFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file.errorString());
    const auto written = write(connection, order, file);
    if (!written)
        return written;
    if (!file.commit())
        return notWritten(file.errorString());
    return written;
}
