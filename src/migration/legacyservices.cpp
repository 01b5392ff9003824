#include "migration/legacyservices.h"

#include <algorithm>
#include <iterator>

namespace {

struct Mapped
{
    const char *service;
    const char *feature;
};

constexpr Mapped Map[] {
    { "photo_analysis", "photo-tagging" },
    { "chatbot_service", "chatbot" },
    { "search_ai", "ai-search" },
};

}

QStringList LegacyServices::namesOf(const QStringList &featureKeys)
{
    QStringList names;
    for (const QString &key : featureKeys) {
        names.append(key);
        for (const Mapped &mapped : Map) {
            if (key == QLatin1String(mapped.feature))
                names.append(QLatin1String(mapped.service));
        }
    }
    return names;
}

QString LegacyServices::featureOf(const QString &service)
{
    const auto *found = std::find_if(std::begin(Map), std::end(Map), [&service](const Mapped &mapped) { return service == QLatin1String(mapped.service); });
    return found == std::end(Map) ? QString() : QString(QLatin1String(found->feature));
}
