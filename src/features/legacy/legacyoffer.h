#pragma once

#include <QString>

/// Whether somebody who sees a legacy view may go to the new one.
struct LegacyOffer
{
    bool available = false;
    QString reason; ///< One sentence: why not, or where it is available, why the legacy view is shown. May be empty.
};
