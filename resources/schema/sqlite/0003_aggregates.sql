-- Aggregates that providers export (never part of the ledger), and what a record looked like in its file.

-- What a provider's own report says about one bucket of time and one group of calls. Beside the ledger, for comparison:
-- no sum of calls reads it. A row is never changed: other content for the same group is a new row that replaces it.
CREATE TABLE provider_aggregates (
    id INTEGER NOT NULL PRIMARY KEY,
    key BLOB NOT NULL, -- hash of provider, report, bucket and group
    digest BLOB NOT NULL, -- of what it says
    kind TEXT NOT NULL CHECK (kind IN ('usage', 'cost')),
    provider TEXT NOT NULL,
    report TEXT NOT NULL, -- of the provider: "messages", "completions", "costs"
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL, -- not part of it; never beyond the UTC day
    cut TEXT NOT NULL, -- by what the report was divided: sums of different cuts are the same calls again
    model TEXT NOT NULL DEFAULT '', -- empty: the group does not say, here and below
    description TEXT NOT NULL DEFAULT '', -- or line item
    project TEXT NOT NULL DEFAULT '', -- or workspace
    api_key TEXT NOT NULL DEFAULT '',
    user_name TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '', -- the rest of the group: "service_tier=batch;context_window=0-200k"
    requests INTEGER CHECK (requests >= 0),
    input_tokens INTEGER CHECK (input_tokens >= 0), -- the whole input, as in ai_usage_logs
    cache_read_tokens INTEGER CHECK (cache_read_tokens >= 0),
    cache_write_5m_tokens INTEGER CHECK (cache_write_5m_tokens >= 0),
    cache_write_1h_tokens INTEGER CHECK (cache_write_1h_tokens >= 0),
    output_tokens INTEGER CHECK (output_tokens >= 0),
    cost_pico INTEGER, -- credits are negative
    currency TEXT NOT NULL DEFAULT '',
    batch_id INTEGER NOT NULL REFERENCES import_batches (id),
    line INTEGER NOT NULL,
    replaced_by INTEGER REFERENCES import_batches (id), -- the import that brought other content; NULL: it holds
    CHECK (from_us < to_us)
) STRICT;

CREATE INDEX provider_aggregates_by_key ON provider_aggregates (key);

CREATE INDEX provider_aggregates_by_time ON provider_aggregates (from_us);

CREATE INDEX provider_aggregates_by_batch ON provider_aggregates (batch_id);

-- The record of a row as it stood in its file, where the row's columns do not hold all of it. Private: it can hold what
-- was asked and answered.
CREATE TABLE usage_raw (
    usage_id INTEGER NOT NULL PRIMARY KEY,
    raw BLOB NOT NULL, -- UTF-8, zlib behind four bytes with its length
    bytes INTEGER NOT NULL CHECK (bytes > 0) -- in the file; more than raw holds: it was cut
) STRICT;

-- As in usage_raw, of the replaced row; NULL: there was none.
ALTER TABLE ai_usage_log_revisions ADD COLUMN raw BLOB;

ALTER TABLE ai_usage_log_revisions ADD COLUMN raw_bytes INTEGER;
