#pragma once

#include "ledger/formats/fieldreader.h"

/// The `usage` object of a provider's response, in the shapes that providers give it.
namespace ResponseUsage {

/// The object of `response` that tells its tokens; null where there is none.
const JsonValue &of(const JsonValue &response);

/// Fills in the tokens, what was charged, and the provider where the shape belongs to one only. All shapes end as whole
/// input and whole output: what a shape leaves outside its totals is added here.
void read(const JsonValue &usage, UsageRecord &record, FieldReader &fields);

}
