#pragma once

#include <QString>

/// Something that was done to a flag or a phase, as its history shows it.
struct HistoryLine {
    qint64 id = 0; ///< Of the change, for taking it back; 0: cannot be taken back.
    QString when;
    QString who;
    QString what; ///< "Production: off → on for 25 %"
    QString reason;
    QString revert; ///< What taking it back is called; empty: not offered.

    friend bool operator==(const HistoryLine &, const HistoryLine &) = default;
};
