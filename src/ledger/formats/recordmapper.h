#pragma once

#include "ledger/formats/jsonvalue.h"
#include "ledger/usagerecord.h"

#include <QString>

#include <vector>

/// A record that an element of a file gave, or why there is none.
struct MappedRecord
{
    UsageRecord record;
    QString fault; ///< Not empty: refused.
};

/// What a source's elements mean: JSON objects, or a table's rows in the shape of objects whose members are texts.
struct RecordMapper
{
    const char *name; ///< Of the format, and the source of its native ids: never changes.
    const char *title; ///< For people; untranslated, context "UsageFormat".
    bool (*recognises)(const JsonValue &element);
    /// Appends any number of records: an element may hold many calls, or none that costs money.
    void (*map)(const JsonValue &element, std::vector<MappedRecord> &out);
    bool isTable; ///< Comes as CSV too.
};

namespace RecordMappers {

extern const RecordMapper OpenRouterActivity;
extern const RecordMapper ProviderResponses;
extern const RecordMapper LiteLlmSpend;
extern const RecordMapper LangfuseObservations;
extern const RecordMapper OtlpSpans;

}
