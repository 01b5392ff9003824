#pragma once

#include "ledger/importer.h"
#include "services/clock.h"
#include "services/settings.h"
#include "support/testdatabase.h"

#include <QFile>

/// A workspace with a few calls in November 2026, preferences of its own and a clock that stands still.
class ConsoleFixture
{
public:
    ConsoleFixture()
    {
        const std::atomic_bool cancelled = false;
        const QString path = writeCsv(QStringLiteral("usage.csv"), csv());
        ImportOptions options;
        options.actor = QStringLiteral("test");
        imported = bool(Importer(database.workspace()).run(path, options, cancelled));
    }

    QString writeCsv(const QString &name, const QByteArray &content) const
    {
        QFile file(database.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName();
    }

    static QByteArray csv()
    {
        return QByteArrayLiteral("ts_utc,feature,provider,model,user,input_tokens,output_tokens,status,charged_cost_usd,source,source_row\n"
                                 "2026-11-18T10:00:00Z,chatbot,openai,gpt-4o,ann,100,10,success,0.5,t,1\n"
                                 "2026-11-19T10:00:00Z,chatbot,openai,gpt-4o,bob,100,10,success,0.25,t,2\n"
                                 "2026-11-19T11:00:00Z,ai-search,openai,gpt-4o-mini,ann,100,10,error,0.125,t,3\n");
    }

    TestDatabase database;
    bool imported = false;
    Settings settings { database.filePath(QStringLiteral("signalbox.ini")) };
    FixedClock clock { ReportingZone().startOfDay(QDate(2026, 11, 20)) + 12 * MicrosPerHour };
};
