#include "program.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

QString programPath()
{
    return qEnvironmentVariable("SIGNALBOX_PROGRAM");
}

ProgramRun runProgram(const QStringList &arguments)
{
    QProcess process;
    process.start(programPath(), arguments);
    if (!process.waitForFinished(300'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const bool ended = process.exitStatus() == QProcess::NormalExit;
    return { ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError() };
}

QList<QStringList> csvCells(const QByteArray &csv)
{
    QList<QStringList> rows;
    const auto lines = QString::fromUtf8(csv).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        rows.append(line.trimmed().split(QLatin1Char(',')));
    return rows;
}

QByteArray usageCsv(int rows, int everySeconds, const QString &firstDay)
{
    QByteArray csv = "ts_utc,feature,provider,model,user,input_tokens,output_tokens,status\n";
    const QDateTime first(QDate::fromString(firstDay, Qt::ISODate), QTime(0, 0), Qt::UTC);
    for (int i = 0; i < rows; ++i) {
        csv += first.addSecs(qint64(i) * everySeconds).toString(Qt::ISODate).toLatin1() + ",chat,openai,gpt-4,u"
            + QByteArray::number(i % 17) + ',' + QByteArray::number(100 + i % 97) + ',' + QByteArray::number(i % 13) + ','
            + (i % 29 == 0 ? "error" : "success") + '\n';
    }
    return csv;
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}
