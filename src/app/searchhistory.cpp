#include "app/searchhistory.h"

#include "services/settings.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr double HalfLife = 7 * 24.0 * double(MicrosPerHour);
constexpr qsizetype MostKept = 60;
const QLatin1Char Separator('|');

}

SearchHistory::SearchHistory(Settings &settings)
    : m_settings(settings)
{
    const auto stored = settings.value(Preferences::SearchUses);
    for (const QString &line : stored) { // weight|time|id: an id can hold anything
        const auto id = line.section(Separator, 2);
        if (!id.isEmpty())
            m_uses.insert(id, { line.section(Separator, 0, 0).toDouble(), line.section(Separator, 1, 1).toLongLong() });
    }
}

double SearchHistory::weight(const QString &id, UtcMicros now) const
{
    const auto use = m_uses.constFind(id);
    return use == m_uses.constEnd() ? 0 : use->weight * std::exp2(-double(std::max<qint64>(0, now - use->at)) / HalfLife);
}

void SearchHistory::add(const QString &id, UtcMicros now)
{
    m_uses.insert(id, { weight(id, now) + 1, now });
    while (m_uses.size() > MostKept) {
        const auto least = std::min_element(m_uses.cbegin(), m_uses.cend(), [](const Use &a, const Use &b) { return a.at < b.at; });
        m_uses.erase(least);
    }
    save();
}

void SearchHistory::save()
{
    QStringList lines;
    for (auto use = m_uses.cbegin(); use != m_uses.cend(); ++use)
        lines.append(QString::number(use->weight) + Separator + QString::number(use->at) + Separator + use.key());
    m_settings.setValue(Preferences::SearchUses, lines);
}
