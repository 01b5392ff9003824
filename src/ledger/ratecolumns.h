#pragma once

#include "ledger/pricecatalogue.h"

#include <array>

/// A rate as a column of a price file: USD per million tokens, decimal text. The bundled catalogue and the files that an
/// admin imports have the same columns.
struct RateColumn
{
    const char *name;
    std::optional<qint64> PriceRates::*rate;
    bool above; ///< For requests beyond the long-context threshold.
};

inline constexpr std::array RateColumns {
    RateColumn { "input", &PriceRates::input, false },
    RateColumn { "output", &PriceRates::output, false },
    RateColumn { "cache_read", &PriceRates::cacheRead, false },
    RateColumn { "cache_write_5m", &PriceRates::cacheWrite5m, false },
    RateColumn { "cache_write_1h", &PriceRates::cacheWrite1h, false },
    RateColumn { "reasoning", &PriceRates::reasoning, false },
    RateColumn { "input_batch", &PriceRates::inputBatch, false },
    RateColumn { "output_batch", &PriceRates::outputBatch, false },
    RateColumn { "input_above", &PriceRates::input, true },
    RateColumn { "output_above", &PriceRates::output, true },
    RateColumn { "cache_read_above", &PriceRates::cacheRead, true },
    RateColumn { "cache_write_5m_above", &PriceRates::cacheWrite5m, true },
    RateColumn { "cache_write_1h_above", &PriceRates::cacheWrite1h, true },
    RateColumn { "reasoning_above", &PriceRates::reasoning, true },
};
