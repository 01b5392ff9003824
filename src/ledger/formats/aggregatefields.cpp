#include "ledger/formats/aggregatefields.h"

#include "core/decimaltext.h"
#include "core/money.h"
#include "ledger/formats/recordfield.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr UtcMicros DayLength = 24 * MicrosPerHour; // UTC has no other days

// What divides a report beside model, description, project, key and user. Names of projects, organisations and people stand
// beside their ids and change: they are left out.
constexpr const char *Details[] = { "service_tier", "usage_type", "context_window", "inference_geo", "speed", "token_type", "cost_type", "batch", "quantity_unit", "size", "source", "api_source",
    "service_account_id" };

constexpr const char *Groups[] = { "model", "model_version", "description", "line_item", "project_id", "workspace_id", "workspace", "api_key_id", "api_key", "user_id", "account_id" };

bool says(const JsonValue &group, const char *name)
{
    return !FieldReader::first(group, { name }).isNull();
}

QString fault(const char *name, const char *text)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(name), RecordField::translated(text));
}

void setBucket(UtcMicros from, UtcMicros to, ProviderAggregate &sum, FieldReader &fields)
{
    if (to <= from || from / DayLength != (to - 1) / DayLength)
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "its bucket of time is not part of one UTC day")));
    sum.from = from;
    sum.to = to;
}

}

ProviderAggregate &AggregateFields::add(std::vector<MappedRecord> &out, const char *provider, ProviderAggregate::Kind kind)
{
    MappedRecord &mapped = out.emplace_back();
    mapped.aggregate = std::make_shared<ProviderAggregate>();
    mapped.aggregate->provider = provider;
    mapped.aggregate->kind = kind;
    return *mapped.aggregate;
}

void AggregateFields::readGroup(const JsonValue &group, ProviderAggregate &sum, FieldReader &fields)
{
    fields.text(group, { "model", "model_version" }, sum.model);
    fields.text(group, { "description", "line_item" }, sum.description);
    fields.text(group, { "project_id", "workspace_id", "workspace" }, sum.project);
    fields.text(group, { "api_key_id", "api_key" }, sum.apiKey);
    fields.text(group, { "user_id", "account_id" }, sum.user);
    for (const char *name : Details) {
        QByteArray value;
        fields.text(group, { name }, value);
        if (!value.isEmpty())
            sum.detail.append(sum.detail.isEmpty() ? "" : ";").append(name).append('=').append(value);
    }
}

QByteArray AggregateFields::cutOf(const JsonValue &groups)
{
    QByteArrayList cut;
    const auto look = [&](const char *name) {
        if (std::any_of(groups.values.begin(), groups.values.end(), [name](const JsonValue &group) { return says(group, name); }))
            cut.append(name);
    };
    std::for_each(std::begin(Groups), std::end(Groups), look);
    std::for_each(std::begin(Details), std::end(Details), look);
    return cut.join(',');
}

void AggregateFields::readBucket(const JsonValue &holder, FieldReader::Names from, FieldReader::Names to, ProviderAggregate &sum, FieldReader &fields)
{
    const auto begin = fields.timeOf(holder, from);
    const auto end = fields.timeOf(holder, to);
    if (!fields.fault().isEmpty())
        return;
    if (!begin || !end)
        fields.refuse(RecordField::translated(QT_TRANSLATE_NOOP("UsageFormat", "its bucket of time has no beginning or no end")));
    else
        setBucket(*begin, *end, sum, fields);
}

void AggregateFields::readDay(const JsonValue &holder, const char *name, ProviderAggregate &sum, FieldReader &fields)
{
    const QByteArray &text = holder[name].text;
    const auto day = text.size() == 10 ? parseUtcTime(QByteArray(text).append("T00:00Z")) : parseUtcTime(text);
    if (!day || *day % DayLength != 0)
        fields.refuse(fault(name, QT_TRANSLATE_NOOP("UsageFormat", "it is not a UTC day such as 2026-08-21")));
    else
        setBucket(*day, *day + DayLength, sum, fields);
}

void AggregateFields::readAmount(const JsonValue &holder, const char *name, int unitDecimals, ProviderAggregate &sum, FieldReader &fields)
{
    const JsonValue &value = FieldReader::first(holder, { name });
    if (value.isNull())
        return;
    const auto parsed = parseDecimal(value.text.constData(), value.text.constData() + value.text.size(), 12 - unitDecimals);
    const bool scalar = value.isNumber() || value.isString();
    if (!scalar || !parsed) {
        fields.refuse(fault(name, QT_TRANSLATE_NOOP("UsageFormat", "it is not an amount of money")));
        return;
    }
    sum.costPico = parsed->value;
    sum.costRounded = parsed->rounded;
}

void AggregateFields::readCurrency(const JsonValue &holder, const char *name, ProviderAggregate &sum, FieldReader &fields)
{
    fields.text(holder, { name }, sum.currency);
    sum.currency = sum.currency.isEmpty() ? QByteArrayLiteral("USD") : sum.currency.toUpper();
    if (sum.currency != "USD")
        fields.refuse(fault(name, QT_TRANSLATE_NOOP("UsageFormat", "it is not USD")));
}
