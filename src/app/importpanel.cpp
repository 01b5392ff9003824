#include "app/importpanel.h"

#include "core/format.h"
#include "ledger/usagetext.h"
#include "widgets/datatable.h"
#include "widgets/messagestrip.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace {

enum Column { FileColumn, LineColumn, ReasonColumn, RawColumn, ColumnCount };

/// "12 ($3.40)": how many records, and what they cost. Sums of calls have no amount here.
QString counted(qint64 records, const ImportAmount &amount)
{
    const QString count = QLocale(QLocale::English).toString(records);
    if (amount.records == 0)
        return count;
    return QStringLiteral("%1 (%2)").arg(count, UsageText::spend({ amount.cost, amount.records, amount.unknown }));
}

QString sentence(const QString &what, const ImportReport &sum)
{
    const ImportAmounts amounts = sum.amounts.value_or(ImportAmounts());
    QString text = ImportPanel::tr("%1: new %2, known already %3, revised %4, rejected %5; %6 in the ledger.")
                       .arg(what, counted(sum.counts.accepted, amounts.fresh), counted(sum.counts.duplicates, amounts.duplicate),
                           counted(sum.counts.revised, amounts.revised), counted(sum.counts.rejected, amounts.rejected), Format::money(sum.cost));
    if (sum.unpriced > 0)
        text += ImportPanel::tr(" %1 rows have no price.", nullptr, int(std::min<qint64>(sum.unpriced, INT_MAX)))
                    .arg(QLocale(QLocale::English).toString(sum.unpriced));
    return text;
}

}

ImportPanel::ImportPanel(QWidget *parent)
    : QWidget(parent)
    , m_strip(new MessageStrip(this))
    , m_rejects(new QStandardItemModel(0, ColumnCount, this))
    , m_table(new DataTable(this))
{
    m_rejects->setHorizontalHeaderLabels({ tr("File"), tr("Line"), tr("Reason"), tr("Record") });
    m_table->setModel(m_rejects);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAccessibleName(tr("Rejected records"));
    m_table->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->addWidget(m_strip);
    layout->addWidget(m_table);
    m_strip->setClosable(true);
    connect(m_strip, &MessageStrip::closed, this, &ImportPanel::forget);
    hide();
}

void ImportPanel::add(const ImportOutcome &outcome)
{
    m_outcomes.append(outcome);
    if (outcome.report) {
        for (const auto &reject : outcome.report->firstRejects) {
            QList<QStandardItem *> cells;
            for (const QString &text : { QFileInfo(outcome.path).fileName(), QLocale(QLocale::English).toString(reject.line), reject.reason, reject.raw })
                cells.append(new QStandardItem(visibleControls(text)));
            cells.at(LineColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_rejects->appendRow(cells);
        }
        m_table->autoFitColumns();
        constexpr int mostRowsShown = 6;
        const int rows = std::min(m_rejects->rowCount(), mostRowsShown);
        m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * m_table->verticalHeader()->defaultSectionSize() + 4);
    }
    showSummary();
    show();
}

void ImportPanel::showSummary()
{
    ImportReport sum;
    ImportProgress &counts = sum.counts;
    qint64 undoable = 0; ///< Number of the only import that changed something; -1: there are several.
    const ImportOutcome *failure = nullptr;
    for (const ImportOutcome &outcome : std::as_const(m_outcomes)) {
        if (!outcome.report) {
            failure = &outcome;
            continue;
        }
        counts.accepted += outcome.report->counts.accepted;
        counts.duplicates += outcome.report->counts.duplicates;
        counts.revised += outcome.report->counts.revised;
        counts.rejected += outcome.report->counts.rejected;
        sum.cost += outcome.report->cost;
        sum.unpriced += outcome.report->unpriced;
        if (sum.amounts && outcome.report->amounts)
            *sum.amounts += *outcome.report->amounts;
        else
            sum.amounts.reset();
        if (outcome.report->counts.accepted + outcome.report->counts.revised > 0)
            undoable = undoable == 0 ? outcome.report->batchId : -1;
    }
    const auto name = [](const ImportOutcome &outcome) { return visibleControls(QFileInfo(outcome.path).fileName()); };
    if (failure) {
        m_strip->showError(tr("Could not import %1.").arg(name(*failure)), *failure->error);
    } else {
        const QString what = m_outcomes.size() == 1 ? tr("Imported %1").arg(name(m_outcomes.constFirst()))
                                                    : tr("Imported %n files", nullptr, int(m_outcomes.size()));
        m_strip->show(counts.rejected > 0 ? Status::Warning : Status::Good, sentence(what, sum));
    }
    if (undoable != 0)
        m_strip->addAction(undoable > 0 ? tr("Undo…") : tr("See imports"), [this, undoable] { emit importsRequested(undoable); });
    if (m_rejects->rowCount() > 0)
        m_strip->addAction(tr("Show rejects"), [this] { toggleRejects(); });
}

void ImportPanel::toggleRejects()
{
    m_table->setVisible(!m_table->isVisible());
}

QString ImportPanel::summary() const
{
    return m_strip->summary();
}

void ImportPanel::forget()
{
    m_outcomes.clear();
    m_rejects->removeRows(0, m_rejects->rowCount());
    m_table->hide();
    hide();
}
