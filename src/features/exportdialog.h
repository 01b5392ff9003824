#pragma once

#include <QString>

#include <functional>

class QWidget;

/// Asks where an export of a page should go.
namespace ExportDialog {

/// The name to suggest for a file: `stem`, which may hold names that somebody else chose, as letters, digits and
/// "-_." of at most 180 bytes. It names a file of the folder, never a path, a hidden file or nothing.
QString fileName(const QString &stem, const QString &ending);

/// Calls `chosen` with the path, on the GUI thread; not at all where the user thinks better of it. `ending` without dot.
void ask(QWidget *page, const QString &fileStem, const QString &ending, const std::function<void(const QString &path)> &chosen);

}
