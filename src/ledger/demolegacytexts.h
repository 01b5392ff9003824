#pragma once

#include "ledger/demolegacycall.h"

class Connection;

/// The legacy tables of the demo that hold words rather than figures.
namespace DemoLegacyTexts {

/// ai_configs, model_settings and prompt_configs: invented, and in contradiction to each other where real ones are. The
/// same model is configured in both of the first two with other values, and twice within ai_configs.
Result<> writeSettings(Connection &connection, UtcMicros now);

/// A row of ai_generations: model, tokens, cost and time are the call's, the topic is invented.
Result<> addGeneration(DemoLegacyTable &table, const DemoLegacyCall &call, qint64 place);
Result<DemoLegacyTable> openGenerations(Connection &connection);

/// A row of stories: model, tokens and time are the call's, the story is invented.
Result<> addStory(DemoLegacyTable &table, const DemoLegacyCall &call, qint64 place);
Result<DemoLegacyTable> openStories(Connection &connection);

}
