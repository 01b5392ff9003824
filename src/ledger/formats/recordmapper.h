#pragma once

#include "ledger/formats/jsonvalue.h"
#include "ledger/provideraggregate.h"
#include "ledger/usagerecord.h"

#include <QByteArrayList>
#include <QString>

#include <memory>
#include <vector>

/// A record that an element of a file gave, or why there is none.
struct MappedRecord
{
    UsageRecord record;
    QString fault; ///< Not empty: refused.
    std::shared_ptr<ProviderAggregate> aggregate; ///< Not null: a sum of calls, and `record` says nothing.
    /// The part of the element that it was made of, where that is not all of it: place and length in its text.
    qsizetype rawBegin = 0;
    qsizetype rawLength = 0;
};

/// What a source's elements mean: JSON objects, or a table's rows in the shape of objects whose members are texts.
///
/// A record without an id of its own is known again by what the mapper made of it. A change in what is read, and be it for
/// the better, makes such records new ones when their file is imported again: they would count twice.
struct RecordMapper
{
    const char *name; ///< Of the format, and the source of its native ids: never changes.
    const char *title; ///< For people; untranslated, context "UsageFormat".
    /// The members that tell that the element is one of this format, as FieldReader::marks(); empty where it is none.
    QByteArrayList (*marks)(const JsonValue &element);
    /// Appends any number of records: an element may hold many calls, or none that costs money.
    void (*map)(const JsonValue &element, std::vector<MappedRecord> &out);
    /// The columns that are read where it comes as CSV too, divided by blanks; null where it does not.
    const char *columns = nullptr;
};

namespace RecordMappers {

extern const RecordMapper OpenRouterActivity;
extern const RecordMapper ProviderResponses;
extern const RecordMapper LiteLlmSpend;
extern const RecordMapper LangfuseObservations;
extern const RecordMapper OtlpSpans;
extern const RecordMapper AnthropicReport;
extern const RecordMapper OpenAiReport;

}
