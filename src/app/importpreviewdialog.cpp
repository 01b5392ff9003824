#include "app/importpreviewdialog.h"

#include "app/importpreviewmodel.h"
#include "core/format.h"
#include "core/rangeexpression.h"
#include "core/tablerole.h"
#include "data/workspace.h"
#include "features/captionlabel.h"
#include "ledger/pricingfacts.h"
#include "ledger/usagetext.h"
#include "services/clock.h"
#include "widgets/button.h"
#include "widgets/card.h"
#include "widgets/datatable.h"
#include "widgets/elidedlabel.h"
#include "widgets/segmentedcontrol.h"
#include "widgets/stateview.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QStandardItemModel>

#include <algorithm>
#include <climits>

namespace {

constexpr int OptionDelayMilliseconds = 400;
constexpr qsizetype NamesShown = 6;

QString fileName(const QString &path)
{
    return visibleControls(QFileInfo(path).fileName());
}

QLabel *textLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString firstOf(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names.mid(0, NamesShown))
        shown.append(visibleControls(name.left(60)));
    if (names.size() > NamesShown)
        shown.append(ImportPreviewDialog::tr("%1 more").arg(names.size() - NamesShown));
    return shown.join(QLatin1String(", "));
}

int plural(qint64 count)
{
    return int(std::min<qint64>(count, INT_MAX));
}

}

ImportPreviewDialog::ImportPreviewDialog(Workspace &workspace, const Clock &clock, const QStringList &paths, QWidget *parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_clock(clock)
    , m_paths(paths)
    , m_reader(workspace.newReader())
    , m_rows(new ImportPreviewModel(workspace.zone(), this))
    , m_rejects(new QStandardItemModel(0, 3, this))
    , m_list(new QListWidget)
    , m_name(new ElidedLabel)
    , m_format(new CaptionLabel)
    , m_evidence(textLabel())
    , m_summary(textLabel())
    , m_notes(textLabel())
    , m_show(new SegmentedControl(tr("Show"), { tr("Records"), tr("Rejected") }))
    , m_table(new DataTable)
    , m_feature(new QLineEdit)
    , m_time(new QLineEdit)
    , m_optionFault(textLabel())
    , m_import(new Button(tr("Import"), Button::Kind::Primary))
    , m_read(*m_reader, [this](const Result<QList<PreviewedFile>> &files) { showFiles(files); })
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import"));
    m_rejects->setHorizontalHeaderLabels({ tr("Line"), tr("Why it is rejected"), tr("Record") });
    buildLayout();
    m_delay.setSingleShot(true);
    m_delay.setInterval(OptionDelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &ImportPreviewDialog::ask);
    for (auto *edit : { m_feature, m_time }) {
        connect(edit, &QLineEdit::textChanged, this, [this] {
            m_delay.start();
            updateButton();
        });
    }
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportPreviewDialog::showFile);
    connect(m_show, &SegmentedControl::currentIndexChanged, this, &ImportPreviewDialog::showTable);
    connect(m_state, &StateView::retryRequested, this, &ImportPreviewDialog::ask);
    connect(m_import, &Button::clicked, this, &ImportPreviewDialog::go);
    ask();
}

ImportPreviewDialog::~ImportPreviewDialog()
{
    *m_cancelled = true; // a file that is being read is not waited for
}

void ImportPreviewDialog::buildLayout()
{
    m_list->setAccessibleName(tr("Files"));
    m_list->setVisible(m_paths.size() > 1);
    m_list->setMaximumWidth(fontMetrics().averageCharWidth() * 34);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setSpacing(3);
    for (const QString &path : m_paths)
        m_list->addItem(fileName(path));
    m_list->setCurrentRow(0);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(12);
    middle->addWidget(m_list);
    middle->addWidget(buildFile(), 1);
    auto *cancel = new Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    m_import->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(buildOptions());
    bottom->addStretch(1);
    bottom->addWidget(cancel, 0, Qt::AlignBottom);
    bottom->addWidget(m_import, 0, Qt::AlignBottom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(middle, 1);
    column->addLayout(bottom);
    resize(fontMetrics().averageCharWidth() * 180, fontMetrics().height() * 42);
}

QWidget *ImportPreviewDialog::buildFile()
{
    m_name->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
    QPalette palette = m_evidence->palette();
    palette.setColor(QPalette::WindowText, Theme::caption(palette));
    m_evidence->setPalette(palette);
    m_evidence->hide();
    m_table->setAccessibleName(tr("Records of the file"));
    auto *card = new Card;
    card->setContentPadding(1);
    card->contentLayout()->addWidget(m_table);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(8);
    inner->addWidget(m_summary);
    inner->addWidget(m_notes);
    inner->addWidget(m_show, 0, Qt::AlignLeft);
    inner->addWidget(card, 1);
    m_state = new StateView(content);
    auto *file = new QWidget;
    auto *column = new QVBoxLayout(file);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_name);
    column->addWidget(m_format);
    column->addWidget(m_evidence);
    column->addSpacing(8);
    column->addWidget(m_state, 1);
    return file;
}

QWidget *ImportPreviewDialog::buildOptions()
{
    m_feature->setPlaceholderText(tr("as the records say"));
    m_time->setPlaceholderText(tr("the file's own, or 2026-11-20T13:00"));
    m_feature->setMaxLength(200);
    m_time->setMaxLength(60);
    QPalette palette = m_optionFault->palette();
    palette.setColor(QPalette::WindowText, Theme::error(palette));
    m_optionFault->setPalette(palette);
    auto *options = new QWidget;
    auto *form = new QFormLayout(options);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Book under &feature"), m_feature);
    form->addRow(tr("&Time of records without one"), m_time);
    form->addRow(m_optionFault);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(12);
    m_optionFault->hide();
    options->setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    return options;
}

Result<ImportOptions> ImportPreviewDialog::options() const
{
    ImportOptions options;
    if (const QString feature = m_feature->text().trimmed(); !feature.isEmpty())
        options.feature = feature;
    if (const QString time = m_time->text().trimmed(); !time.isEmpty()) {
        const auto at = parseBound(time, m_clock.now(), m_workspace.zone());
        if (!at)
            return at.error();
        options.at = *at;
    }
    return options;
}

void ImportPreviewDialog::ask()
{
    const auto chosen = options();
    m_optionFault->setText(chosen ? QString() : chosen.error().summary);
    m_optionFault->setVisible(!chosen);
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    if (chosen) {
        m_state->setState(m_files.isEmpty() ? LoadState::Loading : LoadState::Refreshing);
        m_read.ask([paths = m_paths, options = *chosen, cancelled = m_cancelled](Connection &connection) -> Result<QList<PreviewedFile>> {
            const auto facts = PricingFacts::load(connection);
            if (!facts)
                return facts.error();
            QList<PreviewedFile> files;
            for (const QString &path : paths) {
                const auto preview = ImportPreview::read(path, options, *facts, *cancelled);
                files.append(preview ? PreviewedFile { path, *preview, {} } : PreviewedFile { path, {}, preview.error() });
            }
            return files;
        });
    }
    showFile();
    updateButton();
}

void ImportPreviewDialog::showFiles(const Result<QList<PreviewedFile>> &files)
{
    if (files) {
        m_files = *files;
        for (int i = 0; i < m_files.size(); ++i)
            m_list->item(i)->setText(m_files.at(i).error ? tr("%1 – not importable").arg(fileName(m_files.at(i).path)) : fileName(m_files.at(i).path));
        showFile();
    } else {
        m_state->setError(tr("Could not read the prices of the workspace."), files.error());
    }
    updateButton();
}

void ImportPreviewDialog::showFile()
{
    const int row = std::max(0, m_list->currentRow());
    m_name->setText(fileName(m_paths.at(row)));
    if (row >= m_files.size())
        return;
    const PreviewedFile &file = m_files.at(row);
    m_state->forget();
    if (file.error) {
        m_format->setText(tr("Not recognised, or not readable"));
        m_evidence->hide();
        m_state->setError(tr("This file cannot be imported."), *file.error);
        return;
    }
    const ImportPreview &preview = *file.preview;
    const QLocale english(QLocale::English);
    const auto size = english.formattedDataSize(preview.bytesTotal);
    m_format->setText(preview.whole ? tr("%1; %2, read to its end").arg(preview.title, size) : tr("%1; the beginning of %2 was read").arg(preview.title, size));
    m_evidence->setText(preview.evidence.join(QStringLiteral(". ")) + QLatin1Char('.'));
    m_evidence->show();
    m_summary->setText(summary(preview));
    m_notes->setText(notes(preview));
    m_notes->setVisible(!m_notes->text().isEmpty());
    m_rows->setRows(preview.rows);
    m_rejects->removeRows(0, m_rejects->rowCount());
    for (const auto &reject : preview.rejects) {
        QList<QStandardItem *> cells;
        for (const QString &text : { Format::count(reject.line), visibleControls(reject.reason), reject.raw })
            cells.append(new QStandardItem(text));
        cells.constFirst()->setData(int(CellKind::Number), CellKindRole);
        m_rejects->appendRow(cells);
    }
    m_show->setOptions({ tr("First records"), tr("Rejected (%1)").arg(Format::count(preview.rejected)) });
    m_show->setVisible(preview.rejected > 0);
    m_show->setCurrentIndex(preview.rows.isEmpty() && preview.rejected > 0 ? 1 : 0);
    showTable();
    m_state->setState(isSettled() ? LoadState::Fresh : LoadState::Refreshing);
}

void ImportPreviewDialog::showTable()
{
    m_table->setModel(m_show->currentIndex() == 1 ? static_cast<QAbstractItemModel *>(m_rejects) : m_rows);
}

QString ImportPreviewDialog::summary(const ImportPreview &preview) const
{
    const qint64 calls = preview.records - preview.rejected - preview.sums;
    QString text = preview.whole ? tr("%1 records", nullptr, plural(preview.records)).arg(Format::count(preview.records))
                                 : tr("The first %1 records", nullptr, plural(preview.records)).arg(Format::count(preview.records));
    text += tr(": %1 can be read, %2 rejected; %3").arg(Format::count(preview.records - preview.rejected), Format::count(preview.rejected),
        UsageText::spend({ preview.cost, calls, preview.unpriced }));
    if (preview.range)
        text += tr("; usage of %1").arg(UsageText::range(m_workspace.zone(), *preview.range));
    return text + QLatin1Char('.');
}

QString ImportPreviewDialog::notes(const ImportPreview &preview) const
{
    QStringList notes;
    if (preview.sums > 0)
        notes.append(tr("%1 sums of calls go beside the ledger, for reconciliation.", nullptr, plural(preview.sums)).arg(Format::count(preview.sums)));
    if (preview.withoutTime > 0)
        notes.append(tr("%1 records have no time of their own.", nullptr, plural(preview.withoutTime)).arg(Format::count(preview.withoutTime)));
    if (!preview.unknownModels.isEmpty())
        notes.append(tr("Names of no known model: %1.").arg(firstOf(preview.unknownModels)));
    if (!preview.ignoredColumns.isEmpty())
        notes.append(tr("Columns left aside: %1.").arg(firstOf(preview.ignoredColumns)));
    return notes.join(QLatin1Char(' '));
}

QStringList ImportPreviewDialog::importable() const
{
    QStringList paths;
    for (const PreviewedFile &file : m_files) {
        if (file.preview)
            paths.append(file.path);
    }
    return paths;
}

void ImportPreviewDialog::updateButton()
{
    const auto files = importable().size();
    m_import->setEnabled(isSettled() && files > 0 && options());
    m_import->setText(m_paths.size() > 1 ? tr("Import %n files", nullptr, int(files)) : tr("Import"));
}

void ImportPreviewDialog::go()
{
    const auto chosen = options();
    if (!chosen || !m_import->isEnabled())
        return;
    const QStringList paths = importable();
    close();
    emit importRequested(paths, *chosen);
}
