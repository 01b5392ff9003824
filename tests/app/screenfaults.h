#pragma once

#include <QStringList>

class QWidget;

/// What a person would see of `window` that was taken for markup, mnemonics or controls instead of being shown as it is:
/// one line for each place. Tool tips are asked for as the mouse asks.
QStringList screenFaults(QWidget *window);
