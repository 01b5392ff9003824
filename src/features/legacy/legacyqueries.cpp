#include "features/legacy/legacyqueries.h"

#include <QElapsedTimer>

namespace {

Result<> count(Connection &connection, qint64 rows, LegacyAnswer &answer)
{
    if (const auto read = answer.rest->read(connection, rows); !read)
        return read;
    answer.services = answer.rest->services();
    answer.rowsCounted = answer.rest->rowsRead();
    if (answer.rest->isWhole())
        answer.rest.reset();
    return Ok;
}

}

Result<LegacyAnswer> LegacyQueries::more(Connection &connection, LegacyAnswer answer)
{
    QElapsedTimer timer;
    timer.start();
    if (const auto counted = count(connection, NextCounted, answer); !counted)
        return counted.error();
    answer.microseconds += timer.nsecsElapsed() / 1000;
    return answer;
}

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
        answer.rest = std::make_shared<LegacyServiceCount>(question.query);
        if (const auto counted = count(connection, FirstCounted, answer); !counted)
            return counted.error();
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
