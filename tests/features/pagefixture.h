#pragma once

#include "core/reportingzone.h"
#include "features/smallledger.h"
#include "ledger/filterstate.h"
#include "services/clock.h"
#include "services/settings.h"
#include "support/testdatabase.h"

#include <QFile>

#include <memory>

/// A page over a workspace of its own, standing at noon of 20 November 2026 and showing the last three days.
template<typename PageClass>
struct PageFixture
{
    explicit PageFixture(const ReportingZone &zone = {})
        : test(zone)
        , settings(test.filePath(QStringLiteral("settings.ini")))
        , filter(zone)
    {
        filter.setRange({ QStringLiteral("2026-11-18"), QStringLiteral("2026-11-21") });
    }

    /// `first`: what the page takes before the workspace.
    template<typename... First> PageClass *open(First... first)
    {
        page = std::make_unique<PageClass>(first..., test.workspace(), filter, clock, settings);
        page->resize(1088, 712);
        page->show();
        return page.get();
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    FilterState filter;
    std::unique_ptr<PageClass> page;
};

/// Empty where the file cannot be read.
inline QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
