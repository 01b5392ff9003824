// What a RequestsPage shows of an answer, and of the row that is chosen.

#include "features/requests/requestspage.h"

#include "core/format.h"
#include "features/captionlabel.h"
#include "features/pagetitle.h"
#include "features/requests/requestchart.h"
#include "features/requests/requestmodel.h"
#include "features/requests/requestorder.h"
#include "features/requests/requestpanel.h"
#include "features/searchedit.h"
#include "features/tablestate.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/actionreason.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/filterchip.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"
#include "widgets/timechart.h"

#include <QAction>
#include <QMenu>

void RequestsPage::showFigures(const RequestsAnswer &answer)
{
    const auto id = m_currentId;
    m_model->setAnswer(answer);
    m_chart->setData(RequestChart::data(answer, m_clock.now()));
    m_table->scrollToTop();
    if (const int row = m_model->rowOf(id); id != 0 && row >= 0)
        selectRow(row); // the same request, wherever it stands now
    else if (!answer.page.rows.isEmpty() && !m_panel->isHidden())
        selectRow(0);
    if (!matching())
        askSum();
    showSums();
}

std::optional<qint64> RequestsPage::matching() const
{
    if (m_answer && m_answer->narrowedSpend)
        return m_answer->narrowedSpend->requests;
    return m_answer && !m_answer->question.query.isNarrowed() ? std::optional(m_answer->total.requests()) : std::nullopt;
}

void RequestsPage::askSum()
{
    m_sum.ask([query = m_answer->question.query](Connection &connection) { return Requests::spend(connection, query); });
}

void RequestsPage::showSum(const Result<Spend> &sum)
{
    if (sum) {
        m_answer->narrowedSpend = *sum;
    } else {
        m_message->showError(tr("Could not add up the rows that match."), sum.error());
        m_message->addAction(tr("Try again"), [this] {
            m_message->hide();
            askSum();
            showSums();
            emit settledChanged();
        });
    }
    showSums();
    emit settledChanged();
}

void RequestsPage::showSums()
{
    const bool known = matching().has_value();
    m_title->setSubtitle(subtitle(*m_answer));
    const auto sum = m_answer->narrowedSpend.value_or(Spend::of(m_answer->total));
    m_title->setToolTip(known ? tr("Exactly %1").arg(UsageText::spendExact(sum)) : QString());
    showFooter();
}

bool RequestsPage::isSettled() const
{
    return !m_outdated && !m_first.isPending() && !m_more.isPending() && !m_record.isPending() && !m_sum.isPending();
}

QString RequestsPage::subtitle(const RequestsAnswer &answer) const
{
    const auto &query = answer.question.query;
    const auto requests = answer.total.requests() == 1 ? tr("1 request")
                                                       : tr("%1 requests").arg(Format::count(answer.total.requests()));
    const auto range = UsageText::range(query.zone, query.range);
    if (!query.isNarrowed())
        return tr("%1, %2 · %3").arg(requests, UsageText::spend(Spend::of(answer.total)), range);
    if (answer.narrowedSpend)
        return tr("%1 of %2, %3 · %4").arg(Format::count(answer.narrowedSpend->requests), requests, UsageText::spend(*answer.narrowedSpend), range);
    const auto rows = tr("%1+").arg(Format::count(m_model->rowCount()));
    return m_sum.isPending() ? tr("%1 of %2, adding up … · %3").arg(rows, requests, range)
                             : tr("%1 of %2 · %3").arg(rows, requests, range);
}

void RequestsPage::showFooter()
{
    if (!m_answer)
        return;
    const auto rows = m_model->rowCount();
    const auto all = matching();
    const auto of = all ? Format::count(*all) : tr("%1+").arg(Format::count(rows));
    const auto &sum = m_answer->total;
    const auto tokens = !m_answer->question.query.isNarrowed() && sum.input.value() && sum.output.value()
        ? tr("; %1 tokens in, %2 out").arg(Format::count(*sum.input.value()), Format::count(*sum.output.value()))
        : QString();
    const auto shown = rows == 1 ? QStringLiteral("1") : tr("1–%1").arg(Format::count(rows));
    m_shown->setText(rows == 0 ? QString()
                               : tr("Rows %1 of %2, %3").arg(shown, of, RequestOrder::words(m_answer->question.query)) + tokens);
    m_hint->setText(m_model->isWaiting() ? tr("Loading more rows …")
            : m_model->hasMore()         ? tr("More rows load as you scroll")
                                         : tr("These are all"));
}

void RequestsPage::showEmpty(const RequestsAnswer &answer)
{
    if (answer.total.requests() == 0) {
        EmptyUsage::show(*m_state, m_filter, answer.extent);
        return;
    }
    m_state->setEmptyText(QLatin1String("search"), tr("No request matches"),
        tr("No request in this range has it; requests in all: %1.").arg(Format::count(answer.total.requests())));
    m_state->addEmptyAction(tr("Clear search"), [this] {
        m_search->setSearch({});
        clearNarrowing();
    });
}

void RequestsPage::clearNarrowing()
{
    m_batch = 0;
    m_session.reset();
    m_client.reset();
    setErrorCode({});
}

void RequestsPage::arrangeSearch(bool besideRecord)
{
    // Beside the title where the sum keeps its room, else in a row of its own.
    int roomForTheRest = 820;
    for (const auto *chip : { m_batchChip, m_sessionChip, m_clientChip, m_errorChip })
        roomForTheRest += chip->isHidden() ? 0 : chip->sizeHint().width() + 8;
    const bool inTitle = width() - (besideRecord ? RequestPanel::Width : 0) >= roomForTheRest;
    if (inTitle == m_title->isAncestorOf(m_searchTools))
        return;
    if (inTitle)
        m_title->insertWidget(m_searchTools);
    else
        static_cast<QBoxLayout *>(m_searchRow->layout())->addWidget(m_searchTools, 0, Qt::AlignLeft);
    m_searchRow->setVisible(!inTitle);
}

void RequestsPage::setErrorCode(const std::optional<QString> &code)
{
    m_errorCode = code;
    refresh();
}

void RequestsPage::setBatch(qint64 batch)
{
    m_batch = batch;
    refresh();
}

void RequestsPage::addRowActions(QMenu *menu, int row)
{
    const auto request = m_model->row(row);
    menu->addSeparator();
    menu->addAction(m_panel->isHidden() ? tr("Show record") : tr("Hide record"), this, [this] { openPanel(m_panel->isHidden()); });
    const auto only = [this, menu](const QString &text, UsageFilter filter) {
        menu->addAction(text, this, [this, filter] { m_filter.setFilter(filter); });
    };
    auto filter = m_filter.filter();
    filter.features = { request.feature };
    only(tr("Only this feature"), filter);
    filter = m_filter.filter();
    filter.models = { request.model };
    only(tr("Only this model"), filter);
    filter = m_filter.filter();
    filter.users = { request.user };
    only(tr("Only this user"), filter);
    filter = m_filter.filter();
    filter.statuses = { request.status };
    only(tr("Only this status"), filter);
    menu->addAction(tr("Only this import"), this, [this, request] { setBatch(request.batch); });
    if (!request.errorCode.isEmpty())
        menu->addAction(tr("Only this error code"), this, [this, request] { setErrorCode(request.errorCode); });
    menu->addSeparator();
    const auto go = [this, menu](const QString &text, const QString &page, const QString &option, const QString &value) {
        menu->addAction(text, this, [this, page, option, value] { emit routeRequested({ page, m_filter.expression(), m_filter.compare(), m_filter.filter(), { { option, value } } }); });
    };
    go(tr("Go to its import"), QStringLiteral("imports"), QStringLiteral("batch"), QString::number(request.batch));
    if (!request.cost && !request.model.isEmpty())
        go(tr("Decide what its model name means"), QStringLiteral("names"), QStringLiteral("name"), request.model);
}

void RequestsPage::selectRow(int row)
{
    if (row < 0)
        return;
    if (row >= m_model->rowCount()) {
        m_model->fetchMore({});
        return;
    }
    const int column = qMax(0, m_table->visibleColumns().value(0));
    m_table->selectionModel()->setCurrentIndex(
        m_model->index(row, column), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void RequestsPage::openPanel(bool open)
{
    if (open && !m_table->currentIndex().isValid())
        selectRow(0);
    open = open && m_table->currentIndex().isValid();
    if (!open && m_panel->isAncestorOf(focusWidget()))
        m_table->setFocus(Qt::OtherFocusReason);
    showPanel(open);
    if (open) {
        askRecord();
        m_table->scrollTo(m_table->currentIndex());
    }
}

void RequestsPage::showPanel(bool open)
{
    if (open)
        arrangeSearch(true); // first: a row that is too wide for both would widen the window
    m_panel->setVisible(open);
    ActionReason::setEnabled(*m_closePanel, open, tr("No record is open"));
    if (!open)
        arrangeSearch(false);
}

void RequestsPage::askRecord()
{
    const auto row = m_table->currentIndex().row();
    if (m_panel->isHidden() || row < 0)
        return;
    m_panel->setNeighbours(row > 0, row + 1 < m_model->rowCount() || m_model->hasMore());
    m_panel->setLoading();
    m_record.ask([id = m_currentId](Connection &connection) { return Requests::record(connection, id); });
    emit settledChanged();
}
