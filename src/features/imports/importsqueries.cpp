#include "features/imports/importsqueries.h"

#include "ledger/readsnapshot.h"

#include <QElapsedTimer>

Result<ImportsAnswer> ImportsQueries::first(Connection &connection, std::optional<qint64> chosen)
{
    QElapsedTimer timer;
    timer.start();
    ReadSnapshot snapshot(connection);
    if (auto begun = snapshot.begin(); !begun)
        return begun.error();
    ImportsAnswer answer;
    for (bool enough = false; !enough;) {
        const auto below = answer.batches.isEmpty() ? std::nullopt : std::optional(answer.batches.constLast().id);
        const auto page = ImportBatches::page(connection, below, PageRows);
        if (!page)
            return page.error();
        answer.batches += *page;
        enough = page->size() < PageRows || !chosen || *chosen >= page->constLast().id;
    }
    auto repricings = Repricing::jobs(connection);
    if (!repricings)
        return repricings.error();
    answer.repricings = std::move(*repricings);
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}
