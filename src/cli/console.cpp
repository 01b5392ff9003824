#include "cli/console.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <unistd.h>

namespace {

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    // A short write shows in ferror(), which flushOutput() asks.
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
}

}

namespace Cli {

void printLine(const QString &line)
{
    write(stdout, visibleControls(line) + QLatin1Char('\n'));
}

void printText(const QString &text)
{
    const auto lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines)
        printLine(line);
}

void printJson(const QJsonObject &object)
{
    const QString plain = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
    QString safe;
    safe.reserve(plain.size());
    for (const QChar c : plain) {
        // Line ends are ours: QJsonDocument has escaped those of the data.
        if (c == QLatin1Char('\n') || visibleControls(c) == QString(c))
            safe += c;
        else
            safe += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
    write(stdout, safe);
}

void printNote(const QString &line)
{
    write(stderr, visibleControls(line) + QLatin1Char('\n'));
}

bool progressIsWatched()
{
    return ::isatty(STDERR_FILENO) == 1;
}

Result<> flushOutput()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return Error { Error::Kind::Storage, tr("The output could not be written completely. Check the space where it goes."), {} };
    return Ok;
}

}
