#pragma once

#include <QString>

class QAction;

/// What an action is called outside its menu: "Open workspace".
QString plainActionText(const QAction &action);
