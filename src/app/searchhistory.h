#pragma once

#include "core/timerange.h"

#include <QHash>
#include <QString>

class Settings;

/// What was chosen in the search, how often and how long ago. Kept in the preferences.
class SearchHistory
{
public:
    explicit SearchHistory(Settings &settings);

    void add(const QString &id, UtcMicros now);
    /// Uses that still count: each loses half of its weight in a week. 0: never chosen.
    double weight(const QString &id, UtcMicros now) const;

private:
    struct Use
    {
        double weight = 0; ///< At `at`.
        UtcMicros at = 0;
    };

    void save();

    Settings &m_settings;
    QHash<QString, Use> m_uses;
};
