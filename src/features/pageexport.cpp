#include "features/pageexport.h"

#include "widgets/datatable.h"
#include "widgets/tableexport.h"
#include "widgets/timechart.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

namespace {

QString ending(PageExport::Kind kind)
{
    switch (kind) {
    case PageExport::Kind::TableCsv: return QStringLiteral("csv");
    case PageExport::Kind::TableJson: return QStringLiteral("json");
    case PageExport::Kind::ChartPng: return QStringLiteral("png");
    case PageExport::Kind::ChartSvg: return QStringLiteral("svg");
    }
    Q_UNREACHABLE();
}

}

PageExport::PageExport(DataTable &table, TimeChart &chart, std::function<Subject()> subject, QWidget *page)
    : PageExport(table, &chart, std::move(subject), page)
{
}

PageExport::PageExport(DataTable &table, TimeChart *chart, std::function<Subject()> subject, QWidget *page)
    : QObject(page)
    , m_table(table)
    , m_chart(chart)
    , m_subject(std::move(subject))
    , m_page(page)
    , m_menu(new QMenu(page))
{
    addAction(tr("Table as CSV…"), QStringLiteral("Ctrl+S"), [this] { askForName(Kind::TableCsv); });
    addAction(tr("Table as JSON…"), {}, [this] { askForName(Kind::TableJson); });
    if (!chart)
        return;
    m_menu->addSeparator();
    addAction(tr("Chart as PNG…"), {}, [this] { askForName(Kind::ChartPng); });
    addAction(tr("Chart as SVG…"), {}, [this] { askForName(Kind::ChartSvg); });
    addAction(tr("Copy chart data"), QStringLiteral("Ctrl+Shift+C"), [this] { copyChart(); });
}

PageExport::~PageExport() = default;

void PageExport::addAction(const QString &text, const QString &shortcut, const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(QKeySequence(shortcut, QKeySequence::PortableText));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut); // every page has its own
    action->setStatusTip(text);
    connect(action, &QAction::triggered, this, run);
    m_menu->addAction(action);
    m_page->addAction(action);
    m_actions.append(action);
}

void PageExport::setEnabled(bool enabled)
{
    for (auto *action : std::as_const(m_actions))
        action->setEnabled(enabled);
}

void PageExport::askForName(Kind kind)
{
    auto *dialog = new QFileDialog(m_page, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending(kind));
    dialog->setNameFilter(tr("%1 files (*.%2)").arg(ending(kind).toUpper(), ending(kind)));
    dialog->selectFile(m_subject().fileStem + QLatin1Char('.') + ending(kind));
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString &path) { write(kind, path); });
    dialog->open();
}

void PageExport::write(Kind kind, const QString &path)
{
    const auto done = [&]() -> Result<> {
        switch (kind) {
        case Kind::TableCsv:
            return TableExport::writeFile(*m_table.model(), path, TableExport::Format::Csv, m_table.visibleColumns());
        case Kind::TableJson:
            return TableExport::writeFile(*m_table.model(), path, TableExport::Format::Json, m_table.visibleColumns());
        case Kind::ChartPng: return m_chart->exportPng(path, m_subject().caption);
        case Kind::ChartSvg: return m_chart->exportSvg(path, m_subject().caption);
        }
        Q_UNREACHABLE();
    }();
    if (done)
        emit written(path);
    else
        emit failed(tr("Could not write %1.").arg(visibleControls(path)), done.error());
}

void PageExport::copyChart()
{
    QGuiApplication::clipboard()->setText(m_subject().chartTsv);
}
