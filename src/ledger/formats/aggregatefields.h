#pragma once

#include "ledger/formats/fieldreader.h"
#include "ledger/formats/recordmapper.h"

/// What the reports of all providers have in common: groups, buckets, and amounts in dollars or cents.
namespace AggregateFields {

/// Adds a group of `provider` to what the mapper gives; its fault and sum are to be filled.
ProviderAggregate &add(std::vector<MappedRecord> &out, const char *provider, ProviderAggregate::Kind kind);

/// Reads what the calls of the sum have in common, under the names that providers and their tables use.
void readGroup(const JsonValue &group, ProviderAggregate &sum, FieldReader &fields);

/// By which of the names that readGroup() knows `groups` differ or at least say something: "api_key_id,model".
QByteArray cutOf(const JsonValue &groups);

/// Reads [from, to) from two members, which have to lie in one UTC day.
void readBucket(const JsonValue &holder, FieldReader::Names from, FieldReader::Names to, ProviderAggregate &sum, FieldReader &fields);
/// The UTC day "2026-08-21", also with a time behind it.
void readDay(const JsonValue &holder, const char *name, ProviderAggregate &sum, FieldReader &fields);

/// Reads decimal text: `unitDecimals` is 0 for USD, 2 for cents. Credits are negative.
void readAmount(const JsonValue &holder, const char *name, int unitDecimals, ProviderAggregate &sum, FieldReader &fields);
/// Refuses every currency but USD: nothing here can be compared with another one.
void readCurrency(const JsonValue &holder, const char *name, ProviderAggregate &sum, FieldReader &fields);

}
