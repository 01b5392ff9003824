#include "features/legacy/legacyqueries.h"

#include <QElapsedTimer>

Result<LegacyAnswer> LegacyQueries::first(Connection &connection, const LegacyQuestion &question)
{
    QElapsedTimer timer;
    timer.start();
    LegacyAnswer answer;
    answer.question = question;
    const auto existing = LegacyRows::existing(connection);
    if (!existing)
        return existing.error();
    answer.isMissing = !existing->contains(question.query.table);
    if (answer.isMissing)
        return answer;
    if (question.services) {
        auto services = LegacyServices::summary(connection, question.query);
        if (!services)
            return services.error();
        answer.services = *std::move(services);
    } else {
        auto page = LegacyRows::page(connection, question.query);
        if (!page)
            return page.error();
        answer.page = *std::move(page);
    }
    answer.microseconds = timer.nsecsElapsed() / 1000;
    return answer;
}

Result<LegacyFigures> LegacyQueries::figures(Connection &connection, const LegacyQuestion &question)
{
    LegacyFigures figures;
    const auto existing = LegacyRows::existing(connection);
    if (!existing)
        return existing.error();
    for (const QString &table : question.tables) {
        if (!existing->contains(table))
            continue;
        const auto size = LegacyRows::size(connection, table);
        if (!size)
            return size.error();
        figures.sizes.insert(table, *size);
    }
    if (!existing->contains(question.query.table))
        return figures;
    const auto counts = LegacyRows::counts(connection, question.query);
    if (!counts)
        return counts.error();
    figures.counts = *counts;
    return figures;
}
