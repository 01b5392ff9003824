// What somebody decides on a ModelNamesPage, and the repricing that is offered after it.

#include "core/format.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "features/drill.h"
#include "features/ledgerjobs.h"
#include "features/modelnames/modelnamespage.h"
#include "features/modelnames/modelpicker.h"
#include "features/repricingdialog.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/toast.h"

#include <QPointer>

#include <algorithm>
#include <climits>

void ModelNamesPage::confirm(const QString &name, const ConfirmedModel &model)
{
    write(name, model, false);
}

void ModelNamesPage::takeBack(const ConfirmedName &name)
{
    write(name.name, name.model, true);
}

void ModelNamesPage::keep()
{
    if (const auto *name = waiting())
        write(name->name, ModelNamesQueries::keptModel(*name), false);
}

void ModelNamesPage::pickModel()
{
    const auto *name = waiting();
    if (!name || !m_pick->isEnabled())
        return;
    auto *picker = new ModelPicker(name->name, m_answer->models, name->suggestion.canonical, this);
    connect(picker, &ModelPicker::chosen, this, [this, text = name->name](const QString &model) {
        confirm(text, ModelNamesQueries::confirmedModel(*m_answer->resolver, model));
    });
    picker->open();
}

CountedRequests ModelNamesPage::counted(const UnresolvedName &name) const
{
    if (!name.firstDay)
        return CountedRequests::none(tr("no request has this name"));
    const auto &zone = m_workspace.zone();
    Route route;
    route.page = QStringLiteral("requests");
    route.range = UsageText::expression(zone, { *name.firstDay, zone.startOfNextBucket(*name.lastDay, Bucket::Day) });
    route.filter.models = { name.name };
    return { route, {}, {} };
}

void ModelNamesPage::showRequests()
{
    const UnresolvedName *name = waiting();
    if (!name)
        name = decided();
    if (name)
        Drill::open(*this, counted(*name), [this](const Route &route) { emit routeRequested(route); });
}

void ModelNamesPage::write(const QString &name, const ConfirmedModel &model, bool back)
{
    if (m_write.isRunning() || !canWrite())
        return;
    m_message->hide();
    m_written = { name, model, back };
    m_write.setFuture(m_workspace.writer().run(
        [name, model, back, now = m_clock.now(), actor = m_session.user](Connection &connection) -> Result<> {
            Transaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return begun;
            const auto done = back ? ModelNameDecisions::unconfirm(connection, name, now, actor)
                                   : ModelNameDecisions::confirm(connection, name, model, now, actor);
            return done ? transaction.commit() : done;
        }));
    showChosen();
    emit settledChanged();
}

void ModelNamesPage::showWritten()
{
    const Written written = m_written;
    const auto shown = visibleControls(written.name.left(60));
    const auto done = m_write.result();
    if (!done) {
        m_message->showError(written.back ? tr("Could not take back what %1 stands for.").arg(shown) : tr("Could not decide what %1 stands for.").arg(shown),
            done.error());
    } else if (written.back) {
        Toast::show(this, Status::Good, tr("%1 waits for a decision again").arg(shown));
    } else {
        const bool kept = written.model.canonical == written.name;
        Toast::show(this, Status::Good,
            kept ? tr("%1 is a model of its own now").arg(shown) : tr("%1 counts as %2 now").arg(shown, visibleControls(written.model.canonical)))
            ->setAction(tr("Undo"), [page = QPointer(this), written] {
                if (page) // a toast may outlive its page
                    page->write(written.name, written.model, true);
            });
    }
    if (done && written.model.canonical != written.name)
        offerRepricing(written.name);
    refresh();
    showChosen();
}

void ModelNamesPage::offerRepricing(const QString &name)
{
    m_offered.removeAll(name);
    m_offered.append(name);
    const auto text = m_offered.size() == 1
        ? tr("Requests of %1 keep the costs that they were booked with.").arg(visibleControls(name.left(60)))
        : tr("Requests of these %1 names keep the costs that they were booked with.").arg(m_offered.size());
    m_offer->show(Status::Info, text);
    m_offer->addAction(tr("See what repricing changes…"), [this] { openRepricing(); });
}

void ModelNamesPage::openRepricing()
{
    if (m_offered.isEmpty())
        return;
    QStringList shown;
    for (const QString &name : m_offered.mid(0, 5))
        shown.append(visibleControls(name.left(60)));
    if (m_offered.size() > 5)
        shown.append(tr("%1 more").arg(m_offered.size() - 5));
    const auto names = shown.join(QStringLiteral(", "));
    RepricingScope scope;
    scope.models = m_offered;
    (new RepricingDialog(m_workspace, m_jobs, scope,
         tr("Rows whose model is written as %1, priced by what these names stand for now.").arg(names),
         tr("Model names decided: %1").arg(names), this))
        ->open();
}

void ModelNamesPage::connectJobs()
{
    const auto rows = [](qint64 count) {
        return tr("%1 rows", nullptr, int(std::min<qint64>(count, INT_MAX))).arg(Format::count(count));
    };
    connect(&m_jobs, &LedgerJobs::repriced, this, [this, rows](const RepricingJob &job) {
        if (std::all_of(m_offered.cbegin(), m_offered.cend(), [&job](const QString &name) { return job.scope.models.contains(name); })) {
            m_offered.clear();
            m_offer->hide();
        }
        if (!isVisible())
            return;
        Toast::show(this, Status::Good, tr("%1 repriced: %2 instead of %3").arg(rows(job.changed), Format::money(job.newCost), Format::money(job.oldCost)))
            ->setAction(tr("Undo"), [jobs = QPointer(&m_jobs), id = job.id] {
                if (jobs) // a toast may outlive its page
                    jobs->undoRepricing(id, tr("Undone right after"));
            });
    });
    connect(&m_jobs, &LedgerJobs::repricingUndone, this, [this, rows](const RepricingJob &job) {
        if (isVisible())
            Toast::show(this, Status::Good, tr("%1 have their costs of before again").arg(rows(job.changed)));
    });
    connect(&m_jobs, &LedgerJobs::failed, this, [this](const QString &attempt, const Error &error) {
        if (!isVisible())
            return;
        m_message->showError(attempt, error);
        if (error.kind == Error::Kind::Interrupted && !m_offered.isEmpty())
            m_message->addAction(tr("Go on…"), [this] { openRepricing(); });
    });
}
