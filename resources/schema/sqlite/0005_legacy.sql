-- The legacy tables, as they were: twelve in four groups (costs, settings, debugging, analytics), ai_generations and
-- stories. A new workspace has them empty; a later cleanup may drop them, so nothing may count on them being there.
--
-- Loose on purpose, for what stands in the real ones: costs and times are text as somebody once wrote them ("0.0123",
-- "1.2e-5", " $0.0123", "n/a"; ISO text, epoch seconds), success may be NULL, names refer to nothing, no foreign keys,
-- no checks. Not STRICT: what does not fit a column stays visible instead of being refused. Nothing here is read as
-- money or time without being parsed first.
--
-- The columns of usage_logs, ai_generations and stories are those of the real systems. The others are ours: only their
-- names and purpose are known, so mappings from them stay editable.

CREATE TABLE usage_logs (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    model_name TEXT,
    user_id TEXT,
    tokens INTEGER, -- input and output together
    response_time INTEGER, -- milliseconds
    cost TEXT,
    success INTEGER, -- 1, 0, NULL
    created_at TEXT
);

-- Per day and service, as invoiced.
CREATE TABLE billing_data (
    id INTEGER NOT NULL PRIMARY KEY,
    billing_date TEXT,
    service_name TEXT,
    requests INTEGER,
    tokens INTEGER,
    amount_usd TEXT,
    currency TEXT,
    invoice_ref TEXT
);

-- Per month, service and team.
CREATE TABLE cost_allocations (
    id INTEGER NOT NULL PRIMARY KEY,
    period TEXT, -- "2026-11"
    service_name TEXT,
    team TEXT,
    share_percent TEXT,
    amount_usd TEXT,
    note TEXT
);

CREATE TABLE ai_configs (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    environment TEXT,
    provider TEXT,
    model_name TEXT,
    temperature TEXT,
    max_tokens INTEGER,
    is_active INTEGER,
    updated_by TEXT,
    updated_at TEXT
);

-- The same settings once more, per model: the two need not agree.
CREATE TABLE model_settings (
    id INTEGER NOT NULL PRIMARY KEY,
    model_name TEXT,
    provider TEXT,
    temperature TEXT,
    max_tokens INTEGER,
    timeout_ms INTEGER,
    input_price_per_1k TEXT,
    output_price_per_1k TEXT,
    enabled INTEGER,
    updated_at TEXT
);

CREATE TABLE prompt_configs (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    prompt_key TEXT,
    version TEXT,
    prompt_text TEXT,
    model_name TEXT,
    temperature TEXT,
    is_active INTEGER,
    created_by TEXT,
    updated_at TEXT
);

CREATE TABLE debug_logs (
    id INTEGER NOT NULL PRIMARY KEY,
    level TEXT,
    service_name TEXT,
    message TEXT,
    request_ref TEXT, -- id in usage_logs
    payload TEXT, -- JSON
    created_at TEXT
);

CREATE TABLE error_tracking (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    error_code TEXT,
    model_name TEXT,
    occurrences INTEGER,
    first_seen TEXT,
    last_seen TEXT,
    resolved INTEGER
);

CREATE TABLE performance_metrics (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    model_name TEXT,
    metric_name TEXT,
    metric_value TEXT,
    unit TEXT,
    measured_at TEXT
);

CREATE TABLE analytics_events (
    id INTEGER NOT NULL PRIMARY KEY,
    event_name TEXT,
    service_name TEXT,
    user_id TEXT,
    properties TEXT, -- JSON
    event_time TEXT
);

-- Per user and month.
CREATE TABLE user_metrics (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id TEXT,
    period TEXT, -- "2026-11"
    requests INTEGER,
    tokens INTEGER,
    cost TEXT,
    last_seen TEXT
);

-- Per service and day.
CREATE TABLE performance_data (
    id INTEGER NOT NULL PRIMARY KEY,
    service_name TEXT,
    period_start TEXT,
    requests INTEGER,
    failures INTEGER,
    p50_ms TEXT,
    p95_ms TEXT
);

CREATE TABLE ai_generations (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT,
    client_id TEXT,
    generation_type TEXT,
    model_used TEXT,
    prompt TEXT,
    output_data TEXT, -- JSON
    tokens_used INTEGER, -- input and output together
    cost_estimate TEXT,
    context_used TEXT, -- JSON
    created_at TEXT
);

-- With what its migration takes out of it: everything about how a story was generated.
CREATE TABLE stories (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT,
    title TEXT,
    content TEXT,
    moral TEXT,
    story_type TEXT, -- "child", "hero", "combined"
    story_length INTEGER,
    model_used TEXT,
    full_response TEXT, -- JSON
    generation_info TEXT, -- JSON
    hero_appearance TEXT,
    relationship_description TEXT,
    created_at TEXT
);
