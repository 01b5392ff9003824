// What an ActivityPage shows of an answer, and of the entry that is chosen.

#include "features/activity/activitypage.h"

#include "core/format.h"
#include "data/workspace.h"
#include "features/activity/activityfilters.h"
#include "features/activity/activitymodel.h"
#include "features/activity/activitypanel.h"
#include "features/activity/activitytext.h"
#include "features/captionlabel.h"
#include "features/pagetitle.h"
#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/actionreason.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/stateview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

void ActivityPage::showAnswer(const Result<ActivityAnswer> &answer)
{
    if (!answer) {
        m_state->setError(tr("Could not load the log."), answer.error());
        emit settledChanged();
        return;
    }
    m_answer = *answer;
    m_filters->setActors(answer->actors);
    const auto chosen = m_current;
    m_model->setEntries(answer->entries, answer->count > answer->entries.size(), m_filter.zone());
    m_title->setSubtitle(tr("%1 · %2").arg(answer->count == 1 ? tr("1 entry") : tr("%1 entries").arg(Format::count(answer->count)),
        UsageText::range(m_filter.zone(), m_filter.range(m_clock.now()))));
    m_table->scrollToTop();
    if (const int row = m_model->rowOf(chosen); chosen != 0 && row >= 0)
        selectRow(row);
    else if (!answer->entries.isEmpty() && !m_panel->isHidden())
        selectRow(0);
    else if (answer->entries.isEmpty())
        openPanel(false);
    showFooter();
    if (answer->entries.isEmpty())
        showEmpty(*answer);
    m_state->setState(answer->entries.isEmpty() ? LoadState::Empty : LoadState::Fresh);
    emit queryFinished(answer->microseconds, tr("log"));
    emit settledChanged();
}

void ActivityPage::showMore(const Result<QList<AuditRecord>> &entries)
{
    if (entries) {
        m_model->append(*entries, entries->size() == ActivityQueries::PageSize);
    } else {
        m_model->hold();
        m_message->showError(tr("Could not load more entries."), entries.error());
        m_message->addAction(tr("Try again"), [this] {
            m_message->hide();
            m_model->release();
        });
    }
    showFooter();
    emit settledChanged();
}

void ActivityPage::showEmpty(const ActivityAnswer &answer)
{
    const QString newest = answer.extent ? tr("The newest entry is of %1.").arg(UsageText::day(m_filter.zone(), answer.extent->to - 1)) : QString();
    if (m_filters->isEmpty()) {
        m_state->setEmptyText(QLatin1String("calendar"), tr("Nothing was done in this range"), newest);
    } else {
        m_state->setEmptyText(QLatin1String("search"), tr("No entry matches"), newest);
        m_state->addEmptyAction(tr("Clear filters"), [this] { m_filters->clear(); });
    }
    if (answer.extent) {
        m_state->addEmptyAction(tr("Show the whole log"), [this, extent = *answer.extent] {
            const auto day = [this](UtcMicros t, int days) { return m_filter.zone().dayOf(t).addDays(days).toString(Qt::ISODate); };
            m_filter.setRange({ day(extent.from, 0), day(extent.to - 1, 1) });
        });
    }
}

void ActivityPage::showFooter()
{
    if (!m_answer)
        return;
    const int rows = m_model->rowCount();
    const auto all = qMax<qint64>(rows, m_answer->count);
    m_shown->setText(rows == 0 ? QString()
            : all == 1         ? tr("1 entry")
                               : tr("%1 of %2 entries, newest first").arg(Format::count(rows), Format::count(all)));
    m_hint->setText(m_model->isWaiting() ? tr("Loading more entries …") : m_model->hasMore() ? tr("More entries load as you scroll") : tr("These are all"));
}

void ActivityPage::selectRow(int row)
{
    if (row >= m_model->rowCount())
        m_model->fetchMore({});
    else if (row >= 0)
        m_table->selectRow(row);
}

void ActivityPage::openPanel(bool open)
{
    if (open && !m_table->currentIndex().isValid())
        selectRow(0);
    open = open && m_table->currentIndex().isValid();
    if (!open && m_panel->isAncestorOf(focusWidget()))
        m_table->setFocus(Qt::OtherFocusReason);
    m_panel->setVisible(open);
    ActionReason::setEnabled(*m_closePanel, open, tr("No entry is open"));
    if (open)
        showEntry();
}

void ActivityPage::showEntry()
{
    const int row = m_table->currentIndex().row();
    if (m_panel->isHidden() || row < 0)
        return;
    const AuditRecord &entry = m_model->entry(row);
    m_panel->setNeighbours(row > 0, row + 1 < m_model->rowCount() || m_model->hasMore());
    m_panel->setEntry(entry, m_filter.zone(), ActivityLinks::of(entry, m_pages));
    m_check.ask([seq = entry.seq](Connection &connection) { return AuditLog::verify(connection, seq); });
    emit settledChanged();
}

void ActivityPage::verify()
{
    ActionReason::setEnabled(*m_verify, false, tr("The log is being checked"));
    m_message->show(Status::Running, tr("Checking every entry of the log …"));
    m_wholeCheck.ask([](Connection &connection) { return AuditLog::verify(connection); });
}

void ActivityPage::showVerdict(const Result<AuditLog::Check> &check)
{
    ActionReason::setEnabled(*m_verify, true, {});
    if (!check) {
        m_message->showError(tr("Could not check the log."), check.error());
        return;
    }
    const QString head = QString::fromLatin1(check->head.toHex());
    if (check->firstBad)
        m_message->show(Status::Error, ActivityText::verdict(*check), tr("Head: %1").arg(head));
    else
        m_message->show(Status::Good, ActivityText::verdict(*check), tr("Keep the head to prove later that no entry was removed: %1").arg(head));
    m_message->addAction(tr("Copy head"), [head] { QGuiApplication::clipboard()->setText(head); });
}

void ActivityPage::exportTo(const QString &path, AuditExport::Format format)
{
    m_exportPath = path;
    const AuditExport::Order order { m_answer ? m_answer->filter : question(), m_filter.zone(), {}, format };
    m_export.ask([order, path](Connection &connection) { return AuditExport::writeFile(connection, order, path); });
}
