#pragma once

#include "core/result.h"
#include "core/timerange.h"

class Connection;

/// Fills the legacy tables of the demo workspace from part of the calls that stand in its ledger, as the systems of
/// that time would have logged them: all of ai-search, chatbot and model-benchmarks, every fourth row of
/// support-assistant and code-assistant. A row of usage_logs has the id of its ledger row, so that old and new can be
/// compared; rows that were logged twice have ids above all of the ledger.
///
/// The dirt is that of real tables and depends on the row's place alone. How much there is of each kind stands in the
/// workspace as "demo.legacy.<kind>": unmapped_services, null_success, currency_costs (" $0.0123"), exponent_costs
/// ("1.23e-2"), comma_costs ("0,0123"), word_costs ("n/a"), empty_costs, null_costs, duplicates, unknown_models,
/// epoch_times, unreadable_times, null_times. The other tables follow from the same calls, without the dirt; settings,
/// prompts and stories are invented, and "demo.legacy.origin" says so.
///
/// Call inside a transaction, with the traces imported.
Result<> fillDemoLegacy(Connection &connection, UtcMicros now);
