#include "features/tablestate.h"

#include "ledger/filterstate.h"
#include "ledger/usagetext.h"
#include "services/settings.h"
#include "widgets/datatable.h"
#include "widgets/stateview.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EmptyUsage", text);
}

}

void TableState::restore(DataTable &table, const Settings &settings, const QString &id)
{
    const auto state = QJsonDocument::fromJson(settings.headerState(id)).object();
    if (!state.isEmpty())
        table.restoreState(state.toVariantMap());
}

void TableState::save(const DataTable &table, Settings &settings, const QString &id)
{
    settings.setHeaderState(
        id, QJsonDocument(QJsonObject::fromVariantMap(table.saveState())).toJson(QJsonDocument::Compact));
}

void TableState::fitHeight(DataTable &table, int mostRows)
{
    const int rows = table.model()->rowCount();
    const auto *header = table.horizontalHeader();
    const auto *sideways = table.horizontalScrollBar();
    const int scrollBar = sideways->maximum() > 0 ? sideways->sizeHint().height() : 0;
    table.setVerticalScrollBarPolicy(rows > mostRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    int height = header->sizeHint().height() + scrollBar + 2 * table.frameWidth();
    for (int row = 0; row < std::min(rows, mostRows); ++row)
        height += table.rowHeight(row);
    table.setMinimumHeight(height);
}

void EmptyUsage::show(StateView &view, FilterState &filter, const std::optional<TimeRange> &extent)
{
    if (!extent) {
        view.setEmptyText(QLatin1String("import"), tr("No usage yet"), tr("Import a file and it is shown here."));
        return;
    }
    const auto newest = UsageText::day(filter.zone(), extent->to - 1);
    auto *state = &filter;
    if (!filter.filter().isEmpty()) {
        view.setEmptyText(QLatin1String("filter"), tr("No usage matches the filter"),
            tr("The newest usage of all is of %1.").arg(newest));
        view.addEmptyAction(tr("Clear filters"), [state] { state->setFilter({}); });
    } else {
        view.setEmptyText(
            QLatin1String("calendar"), tr("No usage in this range"), tr("The newest usage is of %1.").arg(newest));
    }
    const auto last = extent->to - 1;
    view.addEmptyAction(tr("Jump there"), [state, last] {
        const auto day = state->zone().dayOf(last);
        state->setRange({ day.addDays(-29).toString(Qt::ISODate), day.addDays(1).toString(Qt::ISODate) });
    });
}
