#include "ledger/importpreview.h"

#include "ledger/formats/usageformat.h"
#include "ledger/importpreparer.h"
#include "ledger/pricingfacts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace {

constexpr int RecordsAtOnce = 500; // between two looks at how much was read

QString tr(const char *text)
{
    return QCoreApplication::translate("ImportPreview", text);
}

std::optional<Money> money(std::optional<qint64> pico)
{
    return pico ? std::optional(Money::fromPico(*pico)) : std::nullopt;
}

/// Turns prepared batches, whose rows name things by their position, into a preview.
class Collector
{
public:
    explicit Collector(ImportPreview &preview) : m_preview(preview) {}

    void take(const PreparedBatch &batch)
    {
        for (const auto &[from, to] : { std::pair { &batch.features, &m_features }, std::pair { &batch.providers, &m_providers },
                 std::pair { &batch.models, &m_models }, std::pair { &batch.users, &m_users } })
            to->insert(to->end(), from->begin(), from->end());
        for (const NewName &model : batch.models) {
            if (model.canonical.isEmpty() && !model.name.isEmpty())
                m_preview.unknownModels.append(QString::fromUtf8(model.name));
        }
        m_preview.sums += qint64(batch.aggregates.size());
        m_preview.rejected += qint64(batch.rejects.size());
        m_preview.records += qint64(batch.rows.size() + batch.aggregates.size() + batch.rejects.size());
        for (const PreparedRow &row : batch.rows)
            take(row);
        for (const RejectedRecord &reject : batch.rejects) {
            if (m_preview.rejects.size() < ImportPreview::ShownRows)
                m_preview.rejects.append({ reject.line, reject.reason, visibleControls(QString::fromUtf8(reject.raw)).left(200) });
        }
    }

private:
    void take(const PreparedRow &row)
    {
        m_preview.withoutTime += row.flags & TimeAssumed ? 1 : 0;
        m_preview.unpriced += row.costPico ? 0 : 1;
        m_preview.cost += Money::fromPico(row.costPico.value_or(0));
        const TimeRange seen = m_preview.range.value_or(TimeRange { row.time, row.time + 1 });
        m_preview.range = TimeRange { std::min(seen.from, row.time), std::max(seen.to, row.time + 1) };
        if (m_preview.rows.size() >= ImportPreview::ShownRows)
            return;
        const auto text = [](const std::vector<NewName> &names, int position) { return QString::fromUtf8(names[size_t(position)].name); };
        PreviewRow shown;
        shown.time = row.time;
        shown.timeAssumed = row.flags & TimeAssumed;
        shown.feature = text(m_features, row.feature);
        shown.provider = text(m_providers, row.provider);
        shown.model = text(m_models, row.model);
        shown.canonical = m_models[size_t(row.model)].canonical;
        shown.user = text(m_users, row.user);
        shown.status = row.status;
        shown.input = row.inputTokens;
        shown.output = row.outputTokens;
        shown.charged = money(row.chargedPico);
        shown.computed = money(row.computedPico);
        shown.cost = money(row.costPico);
        shown.costSource = row.costSource;
        shown.line = row.line;
        m_preview.rows.append(shown);
    }

    ImportPreview &m_preview;
    // By position; position 0 is the empty name.
    std::vector<NewName> m_features { NewName() }, m_providers { NewName() }, m_models { NewName() }, m_users { NewName() };
};

}

Result<ImportPreview> ImportPreview::read(
    const QString &path, const ImportOptions &options, const PricingFacts &facts, const std::atomic_bool &cancelled)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error { Error::Kind::CannotOpen, tr("There is no file %1.").arg(visibleControls(path)), {} };
    if (!info.isFile()) // a pipe would keep us waiting for ever
        return Error { Error::Kind::CannotOpen, tr("%1 is not a regular file.").arg(visibleControls(path)), {} };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { Error::Kind::Denied, tr("%1 may not be read.").arg(visibleControls(path)), file.errorString() };
    const auto recognised = recogniseUsageFormat(file);
    if (!recognised)
        return recognised.error();
    file.seek(0);
    const auto format = openUsageFormat(file);
    if (!format)
        return format.error();
    ImportPreview preview;
    preview.format = QString::fromUtf8(recognised->name);
    preview.title = recognised->title;
    preview.evidence = recognised->evidence;
    preview.bytesTotal = info.size();
    ImportOptions reading = options;
    reading.rowsPerTransaction = RecordsAtOnce;
    ImportPreparer preparer(**format, facts.pricer(), reading,
        options.at.value_or(info.lastModified().toMSecsSinceEpoch() * 1000));
    Collector collector(preview);
    while (!preview.whole && (*format)->bytesRead() < MaxBytes) {
        if (cancelled.load())
            return Error { Error::Kind::Interrupted, tr("The preview was stopped."), {} };
        const auto batch = preparer.next();
        if (!batch)
            return batch.error();
        collector.take(*batch);
        preview.whole = batch->last;
    }
    preview.ignoredColumns = (*format)->ignoredColumns();
    return preview;
}
