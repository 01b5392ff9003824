#include "support/sampledata.h"

#include <QFile>
#include <QTemporaryDir>

QByteArray sampleTrace(const QString &name)
{
    QFile file(QStringLiteral(SIGNALBOX_SAMPLE_FOLDER "/%1.csv.qz").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return qUncompress(file.readAll());
}

QByteArray bundledPrices()
{
    QFile file(QStringLiteral(SIGNALBOX_SAMPLE_FOLDER "/../prices/catalogue.csv"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString sampleTraceFile(const QString &name, const QTemporaryDir &folder)
{
    const auto content = sampleTrace(name);
    QFile file(folder.filePath(name + QStringLiteral(".csv")));
    if (content.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}
