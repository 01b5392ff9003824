#pragma once

#include "features/ledgerjobs.h"
#include "features/smallledger.h"
#include "ledger/route.h"
#include "services/clock.h"
#include "services/jobqueue.h"
#include "services/session.h"
#include "services/settings.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

/// A page that changes the ledger, over a workspace, at noon of 20 November 2026.
template <typename PageClass>
struct LedgerPageFixture
{
    LedgerPageFixture()
        : settings(test.filePath(QStringLiteral("settings.ini")))
        , ledgerJobs(std::shared_ptr<Workspace>(&test.workspace(), [](Workspace *) {}), jobs, session.user)
    {
    }
    ~LedgerPageFixture() { jobs.waitForDone(30'000); }

    PageClass *open()
    {
        page = std::make_unique<PageClass>(test.workspace(), ledgerJobs, clock, settings, session);
        page->resize(1088, 712);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        return page.get();
    }

    /// The visible button whose text begins like that, in the page or a dialog over it; nullptr where there is none.
    QAbstractButton *button(const QString &text) const
    {
        for (auto *button : page->template findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text().startsWith(text))
                return button;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const auto *label : page->template findChildren<QLabel *>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }
    QStringList audit(const QString &action)
    {
        return test.texts(QStringLiteral("SELECT object || ': ' || old_value || ' > ' || new_value || ' by ' || actor FROM audit_log WHERE action = ? ORDER BY seq"), { action });
    }

    TestDatabase test;
    FixedClock clock { SmallLedger::now() };
    Settings settings;
    Session session { QStringLiteral("olga") };
    JobQueue jobs;
    LedgerJobs ledgerJobs;
    std::unique_ptr<PageClass> page;
};
