#include "features/requests/requestlines.h"

#include "core/format.h"
#include "features/requests/requesttext.h"
#include "ledger/preparedrows.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

using Kind = RequestLine::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestLines", text);
}

void add(QList<RequestLine> &lines, const QString &label, const QString &value, Kind kind = Kind::Field)
{
    if (!value.isEmpty())
        lines.append({ kind, label, visibleControls(value), {} });
}

void addTokens(QList<RequestLine> &lines, const QString &label, const std::optional<qint64> &count)
{
    if (count)
        add(lines, label, *count == 1 ? tr("1 token") : tr("%1 tokens").arg(Format::count(*count)));
}

QString className(TokenClass tokenClass)
{
    switch (tokenClass) {
    case TokenClass::InputUncached: return tr("Input");
    case TokenClass::CacheRead: return tr("Cached input");
    case TokenClass::CacheWrite5m: return tr("Cache write, 5 minutes");
    case TokenClass::CacheWrite1h: return tr("Cache write, 1 hour");
    case TokenClass::OutputText: return tr("Output");
    case TokenClass::Reasoning: return tr("Reasoning");
    }
    Q_UNREACHABLE();
}

RequestLine componentLine(const PriceComponent &component)
{
    auto note = tr("%1 × %2 per million").arg(
        Format::count(component.tokens), Format::moneyExact(Money::fromPico(component.rate)));
    if (component.rateOfOtherClass)
        note = tr("%1, rate of another class").arg(note);
    return { Kind::Figure, className(component.tokenClass), Format::moneyExact(component.cost), note };
}

QString validity(const PriceRevision &price, const ReportingZone &zone)
{
    const bool open = price.validTo == OpenEnd;
    if (price.validFrom == FromTheBeginning)
        return open ? tr("always") : tr("before %1").arg(zone.timeText(price.validTo));
    const auto from = zone.timeText(price.validFrom);
    return open ? tr("since %1").arg(from) : tr("%1 until %2").arg(from, zone.timeText(price.validTo));
}

QString whyUnpriced(const RequestRecord &record)
{
    if (record.row.model.isEmpty())
        return tr("No price: the record names no model and its feature has none assigned. Sums leave it out.");
    if (record.canonical.isEmpty())
        return tr("No price: the name of the model matches nothing in the price list. Sums leave it out.");
    return tr("No price: the price list had none for this model at that time, or its tokens are unknown. Sums leave it out.");
}

/// Why the cost is what it is.
QString reasonOf(const RequestRecord &record)
{
    switch (record.row.costSource) {
    case CostSource::Unpriced: return whyUnpriced(record);
    case CostSource::Charged:
        return record.row.computed ? tr("The provider's charge counts; the computed cost is for comparison.")
                                   : tr("The provider's charge counts; the price list has nothing to compare it with.");
    case CostSource::Computed: return tr("Computed from the price list: the source named no charge.");
    case CostSource::Imported: return tr("Taken over from an older cost table.");
    case CostSource::Assigned:
        return tr("The record names no model: it is priced as the model that is assigned to its feature.");
    }
    Q_UNREACHABLE();
}

void addPrice(QList<RequestLine> &lines, const RequestRecord &record, const ReportingZone &zone)
{
    if (!record.price)
        return;
    add(lines, tr("Price of"), QStringLiteral("%1 / %2").arg(record.price->provider, record.price->model));
    add(lines, tr("Valid"), validity(*record.price, zone));
    add(lines, tr("Price list"), record.price->source);
    if (record.working.longContext && record.price->longContextThreshold)
        add(lines, tr("Long context"), tr("rates above %1 input tokens").arg(Format::count(*record.price->longContextThreshold)));
    if (record.working.incomplete)
        add(lines, {}, tr("Only one side of the tokens is known: the computed cost is that side's."), Kind::Warning);
}

}

QList<RequestLine> RequestLines::call(const RequestRecord &record, const ReportingZone &zone)
{
    const auto &row = record.row;
    QList<RequestLine> lines;
    add(lines, tr("Time"), zone.timeText(row.time));
    add(lines, tr("Feature"), row.feature.isEmpty() || row.feature == row.featureName
            ? row.featureName
            : tr("%1 (%2)").arg(row.featureName, row.feature));
    add(lines, tr("Model"), row.model.isEmpty() ? tr("not named") : row.model);
    if (record.canonical != row.model)
        add(lines, tr("Resolved to"), record.canonical);
    add(lines, tr("Provider"), row.provider.isEmpty() ? tr("not named") : row.provider);
    add(lines, tr("User"), row.user);
    add(lines, tr("Session"), row.session, Kind::Identifier);
    add(lines, tr("Client"), row.client);
    add(lines, tr("Source's word"), row.statusText);
    add(lines, tr("Error code"), row.errorCode, Kind::Identifier);
    addTokens(lines, tr("Input"), row.input);
    addTokens(lines, tr("of it cached"), row.cacheRead);
    addTokens(lines, tr("written, 5 min"), row.cacheWrite5m);
    addTokens(lines, tr("written, 1 h"), row.cacheWrite1h);
    addTokens(lines, tr("Output"), row.output);
    addTokens(lines, tr("of it reasoning"), row.reasoning);
    if (row.latency)
        add(lines, tr("Latency"), tr("%1 ms").arg(UsageText::exactMilliseconds(*row.latency)));
    if (row.firstToken)
        add(lines, tr("First token"), tr("%1 ms").arg(UsageText::exactMilliseconds(*row.firstToken)));
    return lines;
}

QList<RequestLine> RequestLines::cost(const RequestRecord &record, const ReportingZone &zone)
{
    const auto &row = record.row;
    QList<RequestLine> lines;
    for (const auto &component : record.working.components) {
        if (component.tokens > 0) // the others add nothing
            lines.append(componentLine(component));
    }
    if (record.working.total)
        lines.append({ Kind::Sum, tr("Computed"), Format::moneyExact(*record.working.total), {} });
    if (row.computed && record.working.total != row.computed)
        add(lines, {}, tr("The row keeps %1, computed before the price list changed.").arg(Format::moneyExact(*row.computed)),
            Kind::Warning);
    if (row.charged)
        lines.append({ Kind::Figure, tr("Charged by the provider"), Format::moneyExact(*row.charged), {} });
    lines.append({ Kind::Sum, tr("Counts as"), row.cost ? Format::moneyExact(*row.cost) : QStringLiteral("$?"), {} });
    add(lines, {}, reasonOf(record), row.cost ? Kind::Sentence : Kind::Warning);
    addPrice(lines, record, zone);
    return lines;
}

QList<RequestLine> RequestLines::origin(const RequestRecord &record, const ReportingZone &zone)
{
    QList<RequestLine> lines;
    add(lines, tr("File"), record.batch.fileName);
    add(lines, tr("Line"), Format::count(record.row.line));
    add(lines, tr("Format"), record.batch.format);
    add(lines, tr("Import"), tr("number %1, by %2").arg(record.row.batch).arg(record.batch.actor));
    add(lines, tr("Imported"), zone.timeText(record.batch.started));
    add(lines, tr("Row"), QString::number(record.row.id), Kind::Identifier);
    const auto flags = record.row.flags;
    if (flags & TimeAssumed)
        add(lines, {}, tr("Time assumed: the source did not say when."), Kind::Sentence);
    if (flags & ChargeRounded)
        add(lines, {}, tr("Charge rounded: the source had more than 12 decimals."), Kind::Sentence);
    if (flags & SplitUnknown)
        add(lines, {}, tr("Token split unknown: a total was priced as plain input or output."), Kind::Sentence);
    return lines;
}

QString RequestLines::timing(const RequestRow &row)
{
    if (!row.latency)
        return {};
    const auto latency = Format::milliseconds(double(*row.latency) / 1000);
    if (!row.firstToken)
        return tr("after %1").arg(latency);
    return tr("after %1, first token %2").arg(latency, Format::milliseconds(double(*row.firstToken) / 1000));
}

QString RequestLines::imageText(const QString &image)
{
    const auto document = QJsonDocument::fromJson(image.toUtf8());
    return document.isObject() ? QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed() : image;
}

QString RequestLines::rawText(const QString &raw)
{
    const QString trimmed = raw.trimmed();
    if (!trimmed.startsWith(QLatin1Char('{')) && !trimmed.startsWith(QLatin1Char('[')))
        return raw;
    QString text;
    int depth = 0;
    bool quoted = false;
    const auto newLine = [&text, &depth] { text += QLatin1Char('\n') + QString(std::min(depth, 32) * 2, QLatin1Char(' ')); };
    for (qsizetype i = 0; i < trimmed.size(); ++i) {
        const QChar c = trimmed.at(i);
        const bool opens = !quoted && (c == QLatin1Char('{') || c == QLatin1Char('['));
        const bool closes = !quoted && (c == QLatin1Char('}') || c == QLatin1Char(']'));
        if (!quoted && c.isSpace())
            continue;
        if (closes) {
            --depth;
            if (!text.endsWith(QLatin1Char('{')) && !text.endsWith(QLatin1Char('[')))
                newLine();
        } else if (!quoted && (text.endsWith(QLatin1Char('{')) || text.endsWith(QLatin1Char('[')))) {
            newLine();
        }
        text += c;
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (quoted && c == QLatin1Char('\\') && i + 1 < trimmed.size())
            text += trimmed.at(++i);
        else if (!quoted && c == QLatin1Char(','))
            newLine();
        else if (!quoted && c == QLatin1Char(':'))
            text += QLatin1Char(' ');
        depth += opens ? 1 : 0;
    }
    return text;
}

QString RequestLines::rawNote(const RequestRecord &record)
{
    if (!record.rawIsCut)
        return tr("%1 bytes, as in the file").arg(Format::count(record.rawBytes));
    return tr("Cut: the first %1 of %2 bytes are kept").arg(Format::count(record.raw.toUtf8().size()), Format::count(record.rawBytes));
}

QString RequestLines::plainText(const RequestRecord &record, const ReportingZone &zone)
{
    QString text = tr("Status: %1").arg(statusName(record.row.status)) + QLatin1Char('\n');
    for (const auto &lines : { call(record, zone), cost(record, zone), origin(record, zone) }) {
        for (const auto &line : lines) {
            const auto note = line.note.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(line.note);
            text += line.label.isEmpty() ? line.value : QStringLiteral("%1: %2%3").arg(line.label, line.value, note);
            text += QLatin1Char('\n');
        }
    }
    if (!record.errorMessage.isEmpty())
        text += tr("Error message: %1").arg(record.errorMessage) + QLatin1Char('\n');
    for (const auto &revision : record.revisions)
        text += tr("Before %1: %2").arg(zone.timeText(revision.replaced), revision.image) + QLatin1Char('\n');
    return text;
}
