#pragma once

#include <QByteArray>
#include <QString>

class QTemporaryDir;

/// The decompressed CSV of resources/sample/<name>.csv.qz: "ragpulse", "mooncake_synthetic", "azure2023_code",
/// "llmperf" or "support_assistant". Empty when there is no such sample.
QByteArray sampleTrace(const QString &name);

/// The bundled price file, resources/prices/catalogue.csv.
QByteArray bundledPrices();

/// Writes that sample to <folder>/<name>.csv and returns the path; empty when it could not be written.
QString sampleTraceFile(const QString &name, const QTemporaryDir &folder);
