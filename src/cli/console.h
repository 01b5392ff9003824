#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <climits>

class QJsonObject;

/// What the command line prints. Control characters never reach the terminal: they are shown as escapes.
namespace Cli {

/// Translates a text of the command line. `count` chooses between singular and plural where the text has both.
inline QString tr(const char *text, qint64 count = -1)
{
    return QCoreApplication::translate("Cli", text, nullptr, int(std::min<qint64>(count, INT_MAX)));
}

/// One of two texts by a count, which stands for "%1" in it: counted(n, "1 record", "%1 records").
inline QString counted(qint64 count, const char *one, const char *many)
{
    // With the count: a text that has plural forms in the translation would otherwise come back in the singular.
    return count == 1 ? QString::fromUtf8(one) : tr(many, count).arg(count);
}

/// For QString::arg() with several texts at once, which leaves a "%1" inside a name alone.
inline QString number(qint64 value)
{
    return QString::number(value);
}

/// One line of result, on stdout.
void printLine(const QString &line);
/// Text of several lines that the program itself wrote, on stdout: line ends are kept.
void printText(const QString &text);
/// An object as JSON on stdout; characters that could steer a terminal are written as \uXXXX.
void printJson(const QJsonObject &object);
/// One line of notice or progress, on stderr.
void printNote(const QString &line);
/// Whether somebody watches stderr, so that progress is worth printing.
bool progressIsWatched();

/// Writes out what stdout still holds. Fails with Storage where it could not all be written.
Result<> flushOutput();

}
