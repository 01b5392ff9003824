// The import that is chosen on an ImportsPage, and what can be taken back there.

#include "core/format.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "features/figurelist.h"
#include "features/imports/importbatchesmodel.h"
#include "features/imports/importrejectsmodel.h"
#include "features/imports/importspage.h"
#include "features/imports/repricingsmodel.h"
#include "features/imports/undodialog.h"
#include "features/ledgerjobs.h"
#include "features/pagetitle.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/toast.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <climits>

namespace {

QString rowsText(qint64 rows)
{
    return ImportsPage::tr("%1 rows", nullptr, int(std::min<qint64>(rows, INT_MAX))).arg(Format::count(rows));
}

/// How the file was read, in words; empty for the usual way.
QString optionsText(const ImportBatch &batch, const ReportingZone &zone)
{
    const auto options = QJsonDocument::fromJson(batch.options.toUtf8()).object();
    QStringList parts;
    if (options.contains(QLatin1String("feature")))
        parts.append(ImportsPage::tr("booked under %1").arg(visibleControls(options.value(QLatin1String("feature")).toString())));
    if (const qint64 shift = options.value(QLatin1String("shift_us")).toString().toLongLong(); shift != 0)
        parts.append(ImportsPage::tr("times moved by %1 h").arg(Format::count(shift / MicrosPerHour)));
    if (options.contains(QLatin1String("at_us")))
        parts.append(ImportsPage::tr("records without a time at %1").arg(zone.timeText(options.value(QLatin1String("at_us")).toString().toLongLong())));
    return parts.join(QLatin1String("; "));
}

/// What the records that are not in the ledger cost: they are in no other figure.
QList<Figure> leftOutFigures(const ImportBatch &batch)
{
    QList<Figure> figures;
    if (batch.amounts && batch.amounts->duplicate.records > 0) {
        const auto &[cost, records, unknown] = batch.amounts->duplicate;
        const Spend known { cost, records, unknown };
        figures.append({ ImportsPage::tr("Left out as known"), {}, UsageText::spend(known), UsageText::spendExact(known) });
    }
    if (batch.rejected > 0) {
        const auto rejected = ImportBatchesModel::rejectedSpend(batch);
        figures.append({ ImportsPage::tr("Left out as rejected"), {}, rejected ? UsageText::spend(*rejected) : Format::unknown(),
            ImportBatchesModel::rejectedHint(batch), false, true });
    }
    return figures;
}

}

const ImportBatch *ImportsPage::batch() const
{
    const int row = m_batchTable->currentIndex().row();
    return m_show->currentIndex() == 0 && row >= 0 ? &m_batches->batch(row) : nullptr;
}

const RepricingJob *ImportsPage::repricing() const
{
    const int row = m_repricingTable->currentIndex().row();
    return m_show->currentIndex() == 1 && row >= 0 ? &m_repricings->job(row) : nullptr;
}

bool ImportsPage::canWrite() const
{
    return m_workspace.access() == Database::Access::ReadWrite && m_session.may(Role::Operator);
}

void ImportsPage::chooseBatch()
{
    const int row = m_batchTable->currentIndex().row();
    const qint64 id = row >= 0 ? m_batches->batch(row).id : 0;
    if (id != m_chosenId) {
        m_chosenId = id;
        showBatch();
    }
    updateButtons();
}

void ImportsPage::showBatch()
{
    m_known.reset();
    m_rejectsModel->clear();
    m_rejects.drop();
    m_facts.drop();
    const int row = m_batches->rowOf(m_chosenId);
    if (row < 0)
        return;
    const ImportBatch &chosen = m_batches->batch(row);
    m_detail->setTitle(tr("Import %1").arg(chosen.id));
    m_detail->setNote(visibleControls(chosen.fileName.section(QLatin1Char('/'), -1)));
    m_note->setText(optionsText(chosen, m_workspace.zone()));
    m_note->setVisible(!m_note->text().isEmpty());
    m_figures->setFigures({ { tr("In the ledger now"), {}, tr("looking…"), {} } });
    m_facts.ask([id = chosen.id](Connection &connection) { return ImportBatches::facts(connection, id); });
    m_rejectState->setState(chosen.rejected > 0 ? LoadState::Loading : LoadState::Empty);
    if (chosen.rejected > 0)
        m_rejects.ask([id = chosen.id](Connection &connection) {
            return ImportBatches::rejects(connection, id, 0, ImportRejectsModel::PageRows);
        });
    emit settledChanged();
}

void ImportsPage::showFacts(const Result<ImportFacts> &facts)
{
    if (facts) {
        m_known = *facts;
        const Spend spend { facts->cost, facts->rows, facts->unpriced };
        QList<Figure> figures { { tr("Rows now"), {}, Format::count(facts->rows), {} } };
        if (facts->restored > 0)
            figures.append({ tr("Replaced older rows"), {}, Format::count(facts->restored), {} });
        if (facts->days)
            figures.append({ tr("Usage of"), {}, UsageText::range(m_workspace.zone(), *facts->days), {} });
        if (!facts->leaning.isEmpty())
            figures.append({ tr("Later imports lean on it"), {}, Format::count(facts->leaning.size()), facts->leaning.join(QLatin1Char('\n')), false, true });
        figures.append({ tr("Cost now"), {}, UsageText::spend(spend), UsageText::spendExact(spend), true });
        if (const auto *chosen = batch())
            figures += leftOutFigures(*chosen);
        m_figures->setFigures(figures);
    } else {
        m_figures->setFigures({});
        m_message->showError(tr("Could not read what the ledger holds of the import."), facts.error());
    }
    updateButtons();
    emit settledChanged();
}

void ImportsPage::showRejects(const Result<QList<ImportReject>> &rejects)
{
    if (rejects) {
        m_rejectsModel->append(*rejects);
        m_rejectState->setState(m_rejectsModel->rowCount() > 0 ? LoadState::Fresh : LoadState::Empty);
    } else {
        m_rejectState->setError(tr("Could not load the rejected records."), rejects.error());
    }
    emit settledChanged();
}

void ImportsPage::updateButtons()
{
    const auto *chosen = batch();
    const auto *job = repricing();
    m_requests->setEnabled(chosen && m_known && m_known->days);
    m_resume->setEnabled(canWrite() && job && job->status == QLatin1String("running"));
    m_undo->setEnabled(canWrite() && ((chosen && !chosen->undone && m_known) || (job && job->status != QLatin1String("undone"))));
    m_undo->setToolTip(canWrite() ? QString() : tr("The workspace is read-only, or your role is viewer"));
    m_chosen->setText(chosen ? visibleControls(chosen->fileName) : job ? visibleControls(job->reason) : QString());
    const auto count = [this](qsizetype rows) { return m_batches->canFetchMore({}) ? tr("%1+").arg(Format::count(rows)) : Format::count(rows); };
    m_title->setSubtitle(!m_answer ? QString() : tr("Imports: %1, repricings: %2").arg(count(m_batches->rowCount()), Format::count(m_repricings->rowCount())));
}

void ImportsPage::showRequests()
{
    const auto *chosen = batch();
    if (!chosen || !m_known || !m_known->days)
        return;
    Route route;
    route.page = QStringLiteral("requests");
    route.range = UsageText::expression(m_workspace.zone(), *m_known->days);
    route.options.insert(QStringLiteral("batch"), QString::number(chosen->id));
    emit routeRequested(route);
}

void ImportsPage::undo()
{
    if (const auto *chosen = batch())
        undoImport(*chosen);
    else if (const auto *job = repricing())
        undoRepricing(*job);
}

void ImportsPage::undoImport(const ImportBatch &chosen)
{
    if (!m_known)
        return;
    if (!m_known->leaning.isEmpty()) {
        m_message->show(Status::Warning,
            tr("Import %1 cannot be undone yet: later imports revised its rows. Undo these first: %2.")
                .arg(QString::number(chosen.id), visibleControls(m_known->leaning.join(QLatin1String("; ")))));
        return;
    }
    const Spend spend { m_known->cost, m_known->rows, m_known->unpriced };
    QStringList facts { tr("%1 of the ledger, %2, are taken out.").arg(rowsText(m_known->rows), UsageText::spend(spend)) };
    if (m_known->restored > 0)
        facts.append(tr("In place of %1 of them stands again what they replaced.").arg(Format::count(m_known->restored)));
    facts.append(tr("Importing the file again brings its rows back. The undo and its reason go into the audit log."));
    auto *dialog = new UndoDialog(tr("Undo import %1 of %2?").arg(QString::number(chosen.id), visibleControls(chosen.fileName.section(QLatin1Char('/'), -1))), facts, this);
    connect(dialog, &UndoDialog::confirmed, this, [this, id = chosen.id](const QString &reason) { m_jobs.undoImport(id, reason); });
    dialog->open();
}

void ImportsPage::undoRepricing(const RepricingJob &job)
{
    const QStringList facts { job.status == QLatin1String("running")
            ? tr("It is unfinished. What it has changed so far gets its costs of before again.")
            : tr("%1 cost %2 again instead of %3.").arg(rowsText(job.changed), Format::money(job.oldCost), Format::money(job.newCost)) };
    auto *dialog = new UndoDialog(tr("Undo repricing %1?").arg(job.id), facts, this);
    connect(dialog, &UndoDialog::confirmed, this, [this, id = job.id](const QString &reason) { m_jobs.undoRepricing(id, reason); });
    dialog->open();
}

void ImportsPage::connectJobs()
{
    connect(m_resume, &Button::clicked, this, [this] {
        if (const auto *job = repricing())
            m_jobs.resumeRepricing(job->id);
    });
    const auto say = [this](const QString &text) {
        if (isVisible())
            Toast::show(this, Status::Good, text);
    };
    connect(&m_jobs, &LedgerJobs::importUndone, this, [say](qint64 id, const ImportUndoReport &report) {
        say(tr("Import %1 is undone: %2 removed, %3 restored").arg(QString::number(id), rowsText(report.removed), Format::count(report.restored)));
    });
    connect(&m_jobs, &LedgerJobs::repricingUndone, this, [say](const RepricingJob &job) {
        say(tr("Repricing %1 is undone: %2 have their costs of before again").arg(QString::number(job.id), rowsText(job.changed)));
    });
    connect(&m_jobs, &LedgerJobs::repriced, this, [say](const RepricingJob &job) {
        say(tr("%1 repriced: %2 instead of %3").arg(rowsText(job.changed), Format::money(job.newCost), Format::money(job.oldCost)));
    });
    connect(&m_jobs, &LedgerJobs::failed, this, [this](const QString &attempt, const Error &error) {
        if (isVisible())
            m_message->showError(attempt, error);
    });
}
