// What a LegacyPage shows of its answers.

#include "features/legacy/legacypage.h"

#include "core/format.h"
#include "features/captionlabel.h"
#include "features/legacy/legacymodel.h"
#include "features/legacy/legacyservicesmodel.h"
#include "features/legacy/legacytext.h"
#include "features/pagetitle.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSignalBlocker>

#include <numeric>

namespace {

QString capped(qint64 rows)
{
    return rows < LegacyRows::CountedRows ? Format::count(rows) : QCoreApplication::translate("LegacyPage", "%1+").arg(Format::count(rows));
}

}

void LegacyPage::showAnswer(const Result<LegacyAnswer> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not load the table %1.").arg(tableName()), answer.error());
        emit settledChanged();
        return;
    }
    // What is whole and was asked the same way stays until the new count is whole too.
    if (!answer->rest || !m_answer || m_answer->rest || m_answer->question != answer->question)
        showPart(*answer);
    if (answer->rest) {
        m_first.ask([before = *answer](Connection &connection) { return LegacyQueries::more(connection, before); });
    } else {
        m_figures.ask([asked = answer->question](Connection &connection) { return LegacyQueries::figures(connection, asked); });
        emit queryFinished(answer->microseconds, answer->question.services ? tr("rows") : tr("legacy rows"));
    }
    showSubtitle();
    emit settledChanged();
}

void LegacyPage::showPart(const LegacyAnswer &answer)
{
    const bool goesOn = m_answer && m_answer->rest && m_answer->question == answer.question;
    if (!m_answer || m_answer->question != answer.question)
        m_numbers.reset();
    m_answer = answer;
    m_message->hide();
    m_services->setServices(answer.services, !answer.rest);
    m_model->setPage(answer.page);
    if (!goesOn)
        m_table->scrollToTop();
    const bool isEmpty = answer.question.services ? answer.services.isEmpty() : answer.page.rows.isEmpty();
    if (isEmpty && (answer.isMissing || m_numbers))
        showEmpty();
    if (!isEmpty || answer.isMissing || m_numbers)
        m_state->setState(isEmpty ? LoadState::Empty : LoadState::Fresh); // else the figures say why it is empty
    if (!isEmpty && answer.rest)
        m_state->setState(LoadState::Refreshing);
    showTabs();
    showFooter();
}

void LegacyPage::showMore(const Result<LegacyRowPage> &page)
{
    if (page) {
        m_model->append(m_after, *page);
    } else {
        m_model->hold();
        m_message->showError(tr("Could not load more rows."), page.error());
        m_message->addAction(tr("Try again"), [this] {
            m_message->hide();
            m_model->retry();
        });
    }
    showFooter();
    emit settledChanged();
}

void LegacyPage::showFigures(const Result<LegacyFigures> &figures)
{
    if (figures) {
        m_numbers = *figures;
    } else {
        m_numbers.reset();
        m_message->showError(tr("Could not count the rows."), figures.error());
    }
    const bool isEmpty = m_answer->question.services ? m_answer->services.isEmpty() : m_answer->page.rows.isEmpty();
    if (isEmpty) {
        showEmpty();
        m_state->setState(LoadState::Empty);
    }
    showTabs();
    showSubtitle();
    showFooter();
    emit settledChanged();
}

void LegacyPage::showTabs()
{
    QStringList labels;
    for (const QString &name : tabNames()) {
        const bool isServices = m_spec.hasServices && labels.isEmpty();
        const auto size = m_numbers ? m_numbers->sizes.constFind(name) : QHash<QString, qint64>::const_iterator();
        if (isServices)
            labels.append(showsServices() && m_answer && !m_answer->rest ? tr("Services %1").arg(Format::count(m_services->rowCount())) : tr("Services"));
        else if (!m_numbers)
            labels.append(name);
        else
            labels.append(size == m_numbers->sizes.constEnd() ? tr("%1 (gone)").arg(name) : QStringLiteral("%1 %2").arg(name, Format::count(*size)));
    }
    if (labels != m_tabs->options()) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setOptions(labels);
        m_tabs->setCurrentIndex(m_tab);
    }
    const qint64 unreadable = m_numbers ? m_numbers->counts.unreadable : 0;
    m_unreadable->setVisible(unreadable > 0 && m_times == LegacyQuery::Times::InRange && !showsServices());
    m_unreadable->setText(unreadable == 1 ? tr("1 row with no readable time is in no range")
                                          : tr("%1 rows with no readable time are in no range").arg(capped(unreadable)));
    m_unreadable->setToolTip(tr("Show these rows"));
}

void LegacyPage::showSubtitle()
{
    const auto &query = m_answer->question.query;
    QStringList parts;
    if (!hasRange())
        parts.append(tr("not cut to the range"));
    else if (m_times == LegacyQuery::Times::Unreadable)
        parts.append(tr("rows with no readable time"));
    else
        parts.append(UsageText::range(m_filter.zone(), *query.range));
    if (m_numbers) {
        auto counts = m_numbers->counts;
        if (m_answer->question.services) { // summed from every matching row, so their number is known
            const auto &services = m_answer->services;
            counts.matching = std::accumulate(services.cbegin(), services.cend(), qint64(0), [](qint64 rows, const LegacyService &s) { return rows + s.rows; });
            counts.exact = true;
        }
        const QString rows = counts.rows == 1 ? tr("1 row") : tr("%1 rows").arg(Format::count(counts.rows));
        const QString matching = counts.exact ? Format::count(counts.matching) : tr("%1+").arg(Format::count(counts.matching));
        if (counts.exact && counts.matching == counts.rows)
            parts.append(rows);
        else
            parts.append(counts.matching == 1 ? tr("%1, 1 matches").arg(rows) : tr("%1, %2 match").arg(rows, matching));
    } else if (m_first.isPending() || m_figures.isPending()) {
        parts.append(tr("counting…"));
    }
    if (const QString unused = LegacyText::unusedFilters(table(), query.filter); !unused.isEmpty())
        parts.append(tr("has no column for the filter: %1").arg(unused));
    m_title->setSubtitle(parts.join(QStringLiteral(" · ")));
}

void LegacyPage::showFooter()
{
    if (m_answer->rest) {
        m_shown->setText(tr("Counting … %1 rows of usage_logs so far, last written first").arg(Format::count(m_answer->rowsCounted)));
        m_shown->setToolTip({});
        m_hint->clear();
        return;
    }
    if (m_answer->question.services) {
        qint64 unreadable = 0;
        for (const LegacyService &service : m_services->services())
            unreadable += service.timesUnreadable;
        const qint64 outside = m_numbers ? m_numbers->counts.unreadable : unreadable;
        m_shown->setText(outside == 0 ? tr("Summed from usage_logs")
                                      : tr("Summed from usage_logs; in no range: %1").arg(capped(outside)));
        m_shown->setToolTip(outside == 0 ? QString() : tr("Rows with no readable time"));
        m_hint->setText(tr("Unreadable costs are counted, not guessed"));
        return;
    }
    m_shown->setToolTip({});
    const auto rows = m_model->rowCount();
    const QString shown = rows == 1 ? tr("Row 1") : tr("Rows 1–%1").arg(Format::count(rows));
    const auto &order = m_answer->question.query.order;
    const QString sorted = order.isEmpty() ? tr("last written first") : tr("sorted by %1").arg(table().columns.at(order.constFirst().column).name);
    m_shown->setText(rows == 0 ? QString() : tr("%1, %2").arg(shown, sorted));
    m_hint->setText(m_model->isWaiting() ? tr("Loading more rows …") : m_model->hasMore() ? tr("More rows load as you scroll") : tr("These are all"));
}

void LegacyPage::showEmpty()
{
    const QString name = tableName();
    if (m_answer->isMissing) {
        m_state->setEmptyText(QLatin1String("database"), tr("There is no table %1").arg(name),
            tr("This workspace has none, or a cleanup has dropped it."));
        return;
    }
    if (m_numbers && m_numbers->counts.rows == 0) {
        m_state->setEmptyText(QLatin1String("table"), tr("The table %1 is empty").arg(name), tr("No legacy system has written to it."));
        return;
    }
    m_state->setEmptyText(QLatin1String("filter"), tr("No row of %1 matches").arg(name),
        m_numbers ? tr("The table has %1 rows, outside the range, the filter or the search.").arg(Format::count(m_numbers->counts.rows))
                  : tr("The table has rows, outside the range, the filter or the search."));
    // At most two ways out: what was set last first.
    if (m_times == LegacyQuery::Times::Unreadable)
        m_state->addEmptyAction(tr("Back to the range"), [this] { setTimes(LegacyQuery::Times::InRange); });
    else if (!m_search->text().isEmpty())
        m_state->addEmptyAction(tr("Clear search"), [this] {
            m_search->clear();
            m_searchDelay.stop();
            refresh();
        });
    if (!m_filter.filter().isEmpty())
        m_state->addEmptyAction(tr("Clear filters"), [this] { m_filter.setFilter({}); });
}
