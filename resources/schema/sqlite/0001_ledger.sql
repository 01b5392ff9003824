-- The first schema. A statement ends with a semicolon before a blank line or the end of the file.
-- Money: pico-USD (10^-12 USD). Time: UTC microseconds since 1970. NULL is unknown, never zero.
-- Rows with id 0 in ai_features, ai_providers, ai_model_names and usage_users stand for "the record did not say".

CREATE TABLE workspace_info (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE workspace_state (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    commit_sequence INTEGER NOT NULL CHECK (commit_sequence >= 0)
) STRICT;

INSERT INTO workspace_state (id, commit_sequence) VALUES (1, 0);

CREATE TABLE usage_statuses (
    code INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO usage_statuses (code, name)
VALUES (0, 'pending'), (1, 'success'), (2, 'error'), (3, 'timeout'), (4, 'cancelled'), (5, 'unknown');

CREATE TABLE cost_sources (
    code INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO cost_sources (code, name)
VALUES (0, 'unpriced'), (1, 'charged'), (2, 'computed'), (3, 'imported'), (4, 'assigned');

CREATE TABLE ai_features (
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE, -- as the records name it
    name TEXT NOT NULL, -- as the pages show it
    owner TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'planned', 'retired')),
    created_us INTEGER NOT NULL
) STRICT;

INSERT INTO ai_features (id, key, name, created_us) VALUES (0, '', 'Unassigned', 0);

CREATE TABLE ai_providers (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO ai_providers (id, name) VALUES (0, '');

CREATE TABLE ai_models (
    id INTEGER NOT NULL PRIMARY KEY,
    canonical TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL
) STRICT;

-- Every name under which a source spoke of a model, and what it was resolved to. The dimension "model" is this name.
CREATE TABLE ai_model_names (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    model_id INTEGER REFERENCES ai_models (id),
    match_kind TEXT NOT NULL CHECK (match_kind IN ('exact', 'alias', 'annotation-stripped', 'family', 'none')),
    CHECK ((model_id IS NULL) = (match_kind = 'none'))
) STRICT;

INSERT INTO ai_model_names (id, name, model_id, match_kind) VALUES (0, '', NULL, 'none');

CREATE TABLE usage_users (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO usage_users (id, name) VALUES (0, '');

-- Dated price revisions, pico-USD per million tokens. Valid in [valid_from_us, valid_to_us); NULL is open.
CREATE TABLE model_prices (
    id INTEGER NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    valid_from_us INTEGER,
    valid_to_us INTEGER,
    window_from_minute INTEGER CHECK (window_from_minute BETWEEN 0 AND 1440), -- of the UTC day
    window_to_minute INTEGER CHECK (window_to_minute BETWEEN 0 AND 1440),
    long_context_threshold INTEGER CHECK (long_context_threshold >= 0), -- above rates apply strictly above it
    input_rate INTEGER CHECK (input_rate >= 0),
    output_rate INTEGER CHECK (output_rate >= 0),
    cache_read_rate INTEGER CHECK (cache_read_rate >= 0),
    cache_write_5m_rate INTEGER CHECK (cache_write_5m_rate >= 0),
    cache_write_1h_rate INTEGER CHECK (cache_write_1h_rate >= 0),
    reasoning_rate INTEGER CHECK (reasoning_rate >= 0),
    input_batch_rate INTEGER CHECK (input_batch_rate >= 0),
    output_batch_rate INTEGER CHECK (output_batch_rate >= 0),
    above_input_rate INTEGER CHECK (above_input_rate >= 0),
    above_output_rate INTEGER CHECK (above_output_rate >= 0),
    above_cache_read_rate INTEGER CHECK (above_cache_read_rate >= 0),
    above_cache_write_5m_rate INTEGER CHECK (above_cache_write_5m_rate >= 0),
    above_cache_write_1h_rate INTEGER CHECK (above_cache_write_1h_rate >= 0),
    above_reasoning_rate INTEGER CHECK (above_reasoning_rate >= 0),
    source TEXT NOT NULL,
    recorded_us INTEGER NOT NULL
) STRICT;

CREATE INDEX model_prices_by_model ON model_prices (model, provider);

CREATE TABLE feature_model_assignments (
    id INTEGER NOT NULL PRIMARY KEY,
    feature_id INTEGER NOT NULL REFERENCES ai_features (id),
    environment TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    valid_from_us INTEGER, -- NULL: always
    valid_to_us INTEGER,
    recorded_us INTEGER NOT NULL
) STRICT;

CREATE TABLE import_batches (
    id INTEGER NOT NULL PRIMARY KEY,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    file_mtime_us INTEGER NOT NULL,
    options TEXT NOT NULL DEFAULT '{}', -- JSON: shift_us, feature, at_us
    status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'cancelled', 'failed')),
    started_us INTEGER NOT NULL,
    finished_us INTEGER,
    records INTEGER NOT NULL DEFAULT 0, -- read so far, in whole transactions; accepted + duplicates + revised + rejected
    accepted INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    revised INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    rounded INTEGER NOT NULL DEFAULT 0, -- charged costs with more than 12 decimals
    unpriced INTEGER NOT NULL DEFAULT 0,
    cost_micros INTEGER NOT NULL DEFAULT 0, -- of accepted and revised rows: micro-USD and the pico below
    cost_rest INTEGER NOT NULL DEFAULT 0,
    actor TEXT NOT NULL,
    CHECK (records = accepted + duplicates + revised + rejected)
) STRICT;

CREATE TABLE import_rejects (
    id INTEGER NOT NULL PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES import_batches (id),
    line INTEGER NOT NULL,
    byte_offset INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL -- the first 200 characters
) STRICT;

CREATE INDEX import_rejects_by_batch ON import_rejects (batch_id);

CREATE TABLE usage_sources (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE ai_usage_logs (
    id INTEGER NOT NULL PRIMARY KEY,
    ts_us INTEGER NOT NULL,
    feature_id INTEGER NOT NULL REFERENCES ai_features (id),
    provider_id INTEGER NOT NULL REFERENCES ai_providers (id),
    model_name_id INTEGER NOT NULL REFERENCES ai_model_names (id),
    user_id INTEGER NOT NULL REFERENCES usage_users (id),
    session TEXT,
    client TEXT,
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 5),
    status_text TEXT, -- the source's own word where it is not ours
    error_code TEXT,
    error_message TEXT,
    input_tokens INTEGER CHECK (input_tokens BETWEEN 0 AND 1000000000000), -- the whole input
    cache_read_tokens INTEGER CHECK (cache_read_tokens BETWEEN 0 AND 1000000000000),
    cache_write_5m_tokens INTEGER CHECK (cache_write_5m_tokens BETWEEN 0 AND 1000000000000),
    cache_write_1h_tokens INTEGER CHECK (cache_write_1h_tokens BETWEEN 0 AND 1000000000000),
    output_tokens INTEGER CHECK (output_tokens BETWEEN 0 AND 1000000000000), -- the whole output
    reasoning_tokens INTEGER CHECK (reasoning_tokens BETWEEN 0 AND 1000000000000),
    latency_us INTEGER CHECK (latency_us >= 0),
    ttft_us INTEGER CHECK (ttft_us >= 0),
    charged_pico INTEGER CHECK (charged_pico BETWEEN -999999999999999999 AND 999999999999999999),
    computed_pico INTEGER CHECK (computed_pico BETWEEN -999999999999999999 AND 999999999999999999),
    price_id INTEGER REFERENCES model_prices (id),
    cost_pico INTEGER CHECK (cost_pico BETWEEN -999999999999999999 AND 999999999999999999),
    cost_source INTEGER NOT NULL CHECK (cost_source BETWEEN 0 AND 4),
    flags INTEGER NOT NULL DEFAULT 0, -- 1 charged cost was rounded, 2 time was assumed, 4 token split unknown
    batch_id INTEGER NOT NULL REFERENCES import_batches (id),
    line INTEGER NOT NULL,
    CHECK ((cost_pico IS NULL) = (cost_source = 0))
) STRICT;

CREATE INDEX ai_usage_logs_by_time ON ai_usage_logs (ts_us);

-- One row per identity (source, key, attempt). key: 'n' and the source's own id, or a versioned 16-byte hash.
CREATE TABLE usage_claims (
    source_id INTEGER NOT NULL,
    key BLOB NOT NULL,
    attempt INTEGER NOT NULL,
    digest BLOB NOT NULL, -- of the record's content
    usage_id INTEGER NOT NULL,
    PRIMARY KEY (source_id, key, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE ai_usage_log_revisions (
    id INTEGER NOT NULL PRIMARY KEY,
    usage_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL REFERENCES import_batches (id), -- the import that replaced it
    replaced_us INTEGER NOT NULL,
    digest BLOB NOT NULL, -- of the replaced content, as in its claim
    image TEXT NOT NULL -- JSON of the row as it was
) STRICT;

CREATE INDEX ai_usage_log_revisions_by_row ON ai_usage_log_revisions (usage_id);

CREATE TABLE usage_quarter_hours (
    bucket_us INTEGER NOT NULL,
    feature_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    model_name_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    cost_source INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    input_known INTEGER NOT NULL, -- rows whose input is known; the same for the others
    cache_read_tokens INTEGER NOT NULL,
    cache_read_known INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    cache_write_known INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    output_known INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    reasoning_known INTEGER NOT NULL,
    latency_known INTEGER NOT NULL, -- successes that have a latency
    cost_micros INTEGER NOT NULL,
    cost_rest INTEGER NOT NULL,
    PRIMARY KEY (bucket_us, feature_id, provider_id, model_name_id, status, cost_source)
) STRICT, WITHOUT ROWID;

-- Days of the reporting zone (bucket_us is the day's first instant).
CREATE TABLE usage_days (
    bucket_us INTEGER NOT NULL,
    feature_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    model_name_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    cost_source INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    input_known INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_read_known INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    cache_write_known INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    output_known INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    reasoning_known INTEGER NOT NULL,
    latency_known INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    cost_rest INTEGER NOT NULL,
    latency_sketch BLOB, -- of successes with a latency; NULL where there is none
    PRIMARY KEY (bucket_us, feature_id, provider_id, model_name_id, status, cost_source)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_user_days (
    bucket_us INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    cost_source INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    input_known INTEGER NOT NULL,
    cache_read_tokens INTEGER NOT NULL,
    cache_read_known INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    cache_write_known INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    output_known INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    reasoning_known INTEGER NOT NULL,
    latency_known INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    cost_rest INTEGER NOT NULL,
    PRIMARY KEY (bucket_us, user_id, status, cost_source)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_log (
    seq INTEGER NOT NULL PRIMARY KEY,
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL, -- "import.complete", "prices.import", "workspace.create"
    object TEXT NOT NULL,
    old_value TEXT NOT NULL DEFAULT '',
    new_value TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    prev_hash BLOB NOT NULL, -- of the row before; empty in the first
    row_hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'audit_log is append-only');
END;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'audit_log is append-only');
END;
