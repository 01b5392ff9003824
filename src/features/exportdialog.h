#pragma once

#include <QString>

#include <functional>

class QWidget;

/// Asks where an export of a page should go.
namespace ExportDialog {

/// Calls `chosen` with the path, on the GUI thread; not at all where the user thinks better of it. `ending` without dot.
void ask(QWidget *page, const QString &fileStem, const QString &ending, const std::function<void(const QString &path)> &chosen);

}
