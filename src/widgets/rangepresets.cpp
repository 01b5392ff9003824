#include "widgets/rangepresets.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace {

RangePreset preset(const char *name, QLatin1String from, QLatin1String to)
{
    return { QCoreApplication::translate("RangePresets", name), { from, to } };
}

QString dayText(QDate day, bool withYear)
{
    return QLocale().toString(day, withYear ? QStringLiteral("d MMM yyyy") : QStringLiteral("d MMM"));
}

}

QList<RangePreset> RangePresets::all()
{
    const QLatin1String tomorrow("now+1d/d");
    return {
        preset(QT_TRANSLATE_NOOP("RangePresets", "Today"), QLatin1String("now/d"), tomorrow),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Yesterday"), QLatin1String("now-1d/d"), QLatin1String("now/d")),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Last 24 hours"), QLatin1String("now-24h"), QLatin1String("now")),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Last 7 days"), QLatin1String("now-6d/d"), tomorrow),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Last 30 days"), QLatin1String("now-29d/d"), tomorrow),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Last 90 days"), QLatin1String("now-89d/d"), tomorrow),
        preset(QT_TRANSLATE_NOOP("RangePresets", "This month"), QLatin1String("now/M"), QLatin1String("now+1M/M")),
        preset(QT_TRANSLATE_NOOP("RangePresets", "Last month"), QLatin1String("now-1M/M"), QLatin1String("now/M")),
        preset(QT_TRANSLATE_NOOP("RangePresets", "This year"), QLatin1String("now/y"), QLatin1String("now+1y/y")),
    };
}

QString RangePresets::describe(const RangeExpression &range)
{
    for (const RangePreset &candidate : all()) {
        if (candidate.range == range)
            return candidate.name;
    }
    const QString dash = QStringLiteral(" \u2013 ");
    const QDate first = QDate::fromString(range.from, Qt::ISODate);
    const QDate end = QDate::fromString(range.to, Qt::ISODate);
    const bool isWholeDays = range.from.size() == 10 && range.to.size() == 10 && first.isValid() && end > first;
    if (!isWholeDays)
        return range.from % dash % range.to;
    const QDate last = end.addDays(-1);
    if (first == last)
        return dayText(first, true);
    return dayText(first, first.year() != last.year()) % dash % dayText(last, true);
}
