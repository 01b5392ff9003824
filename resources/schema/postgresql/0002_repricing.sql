-- Repricing with what undoes it, imports that were undone, and price revisions that a correction replaced as a whole.

-- When a later revision took the whole period over; such a price holds at no time any more, but rows may carry it.
ALTER TABLE model_prices ADD COLUMN superseded_us BIGINT;

ALTER TABLE import_batches ADD COLUMN undone_us BIGINT;

CREATE TABLE repricing_jobs (
    id BIGINT NOT NULL PRIMARY KEY,
    options TEXT COLLATE "C" NOT NULL, -- JSON: from_us, to_us, features, models
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('running', 'complete', 'undoing', 'undone')),
    prices TEXT COLLATE "C" NOT NULL, -- digest of the prices it works with
    last_usage_id BIGINT NOT NULL DEFAULT 0, -- rows up to here are done
    changed BIGINT NOT NULL DEFAULT 0,
    old_micros BIGINT NOT NULL DEFAULT 0, -- cost of the changed rows: micro-USD and the pico below
    old_rest BIGINT NOT NULL DEFAULT 0,
    new_micros BIGINT NOT NULL DEFAULT 0,
    new_rest BIGINT NOT NULL DEFAULT 0,
    started_us BIGINT NOT NULL,
    finished_us BIGINT,
    undone_us BIGINT,
    actor TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL
);

-- What a row was before the job and what the job made of it; gone once it is undone.
CREATE TABLE repricing_changes (
    job_id BIGINT NOT NULL REFERENCES repricing_jobs (id),
    usage_id BIGINT NOT NULL,
    batch_id BIGINT NOT NULL, -- of the row then: another one means that the row was replaced since
    old_computed_pico BIGINT,
    old_price_id BIGINT,
    old_cost_pico BIGINT,
    old_cost_source BIGINT NOT NULL,
    old_flags BIGINT NOT NULL,
    new_computed_pico BIGINT,
    new_price_id BIGINT,
    new_cost_pico BIGINT,
    new_cost_source BIGINT NOT NULL,
    new_flags BIGINT NOT NULL,
    PRIMARY KEY (job_id, usage_id)
);
