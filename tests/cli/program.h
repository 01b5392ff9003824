#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

/// What a run of the program left behind.
struct ProgramRun
{
    int code = -1; ///< -1: it did not end by itself.
    QByteArray out;
    QByteArray err;
};

/// The path of the program under test.
QString programPath();

/// Runs the program under test and waits for its end, five minutes at most.
ProgramRun runProgram(const QStringList &arguments);

/// The lines of a CSV without quotes as cells; the header is among them.
QList<QStringList> csvCells(const QByteArray &csv);

/// An event CSV of `rows` requests, one every `everySeconds` from `firstDay` on, of gpt-4 with varying tokens.
QByteArray usageCsv(int rows, int everySeconds = 60, const QString &firstDay = QStringLiteral("2024-02-01"));

/// Writes `content` to a new file and returns whether it could.
bool writeFile(const QString &path, const QByteArray &content);
