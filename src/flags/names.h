#pragma once

#include <QHash>
#include <QStringList>

#include <optional>

/// A way from a name back to itself along `edges`, beginning and ending with that name; nullopt where there is none.
std::optional<QStringList> findCycle(const QHash<QString, QStringList> &edges);

/// `"a", "b"`, with what could steer a terminal made visible.
QString quoted(const QStringList &names);
