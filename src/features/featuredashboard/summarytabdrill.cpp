// Where the figures of a SummaryTab lead.

#include "core/format.h"
#include "features/drill.h"
#include "features/featuredashboard/changeslist.h"
#include "features/featuredashboard/summarytab.h"
#include "features/figurelist.h"
#include "features/outcomeseries.h"
#include "ledger/usagetext.h"
#include "widgets/timechart.h"

#include <QMenu>

#include <algorithm>

namespace {

constexpr qsizetype ShownModels = 5;

}

void SummaryTab::connectDrill()
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    for (int i = 0; i < FigureCount; ++i) {
        connect(m_figures[size_t(i)], &KpiCard::activated, this, [this, i] { openFigure(Figure(i)); });
        Drill::addTo(*m_figures[size_t(i)], [this, i] { return behindFigure(Figure(i)); }, follow);
    }
    connect(m_changes, &ChangesList::requestsWanted, this,
        [this](TimeRange range) { emit routeRequested(*question().counted(question().filter, range).shown); });
    for (int i = 0; i < ChartCount; ++i) {
        const auto behind
            = [this, i](int bucket, const QString &series) { return behindBucket(Chart(i), bucket, series); };
        auto *shown = m_charts[size_t(i)].chart;
        Drill::addTo(*shown, behind, follow,
            [shown, behind, follow](int bucket, const QString &series) {
                Drill::open(*shown, behind(bucket, series), follow);
            });
    }
}

CountedRequests SummaryTab::behindFigure(Figure figure) const
{
    std::optional<UsageFilter> rows = question().filter;
    if (figure == CostPerRequest)
        rows = FilterPart::priced(*rows);
    else if (figure == Latency)
        rows = FilterPart::of(*rows, QList<UsageStatus> { UsageStatus::Success });
    else if (figure == ErrorRate)
        rows = FilterPart::of(*rows, QList<UsageStatus> { UsageStatus::Error, UsageStatus::Timeout });
    return rows ? question().counted(*rows) : CountedRequests::filteredOut();
}

CountedRequests SummaryTab::behindBucket(Chart chart, int bucket, const QString &seriesId) const
{
    if (!m_summary || bucket < 0 || bucket >= m_summary->buckets.size())
        return {};
    std::optional<UsageFilter> rows = m_summary->question.filter;
    if (const auto statuses = OutcomeSeries::statuses(seriesId); chart == RequestsChart && !statuses.isEmpty())
        rows = FilterPart::of(*rows, statuses);
    else if (chart == LatencyChart)
        rows = FilterPart::of(*rows, QList<UsageStatus> { UsageStatus::Success });
    else if (chart == CostChart)
        rows = FilterPart::priced(*rows);
    return rows ? m_summary->question.counted(*rows, m_summary->buckets.at(bucket)) : CountedRequests::filteredOut();
}

void SummaryTab::openFigure(Figure figure)
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    if (Drill::isWanted() || figure == Requests)
        return Drill::open(*m_figures[figure], behindFigure(figure), follow);
    const auto tab = figure == ErrorRate ? QStringLiteral("errors")
        : figure == Latency              ? QStringLiteral("models")
                                         : QStringLiteral("spending");
    const auto asked = question();
    follow(asked.route(QStringLiteral("features"), asked.filter, { { QStringLiteral("tab"), tab } }));
}

void SummaryTab::showModels(const DashboardSummary &summary)
{
    const auto follow = [this](const Route &route) { emit routeRequested(route); };
    QList<::Figure> figures;
    m_modelsMenu->clear();
    const auto add = [&](const QString &label, qint64 requests, const QStringList &models) {
        const auto share = double(requests) / double(std::max<qint64>(1, summary.total.requests()));
        figures.append({ label, {}, Format::percent(share), Format::count(requests), false, false });
        const auto text = QString(label).replace(QLatin1Char('&'), QLatin1String("&&"));
        m_modelsMenu->addAction(text, this, [this, follow, question = summary.question, models] {
            Drill::open(*m_models,
                models.size() > CountedRequests::MostNamed
                    ? CountedRequests::tooMany(models.size())
                    : question.counted(FilterPart::keyed(question.filter, Dimension::Model, models), question.range),
                follow);
        });
    };
    QStringList others;
    qint64 rest = summary.total.requests();
    for (qsizetype i = 0; i < summary.models.size(); ++i) {
        const auto &row = summary.models.at(i);
        const auto &key = row.keys.at(0);
        if (i < ShownModels) {
            rest -= row.measures.requests();
            add(UsageText::label(Dimension::Model, key), row.measures.requests(), { key.text });
        } else {
            others.append(key.text);
        }
    }
    if (!others.isEmpty())
        add(tr("Other (%1)").arg(others.size()), rest, others);
    m_models->setFigures(figures);
}
