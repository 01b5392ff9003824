#pragma once

#include <QString>
#include <QStringList>

/// One line of RFC 4180 CSV without the line end: quotes where they are needed, quotes inside doubled.
/// A text cell that a spreadsheet would run as a formula (it begins with = + - @, a tab, a carriage return or a
/// full-width form of these) gets a leading apostrophe unless `raw`. Plain numbers are left as they are.
QString csvLine(const QStringList &cells, bool raw = false);

/// `cell` with the apostrophe of csvLine() where a spreadsheet would run it.
QString withoutFormula(const QString &cell);

/// True for text that is a plain decimal number, which the formula guard leaves alone.
bool looksNumeric(QStringView text);
