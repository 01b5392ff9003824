-- Repricing with what undoes it, imports that were undone, and price revisions that a correction replaced as a whole.

-- When a later revision took the whole period over; such a price holds at no time any more, but rows may carry it.
ALTER TABLE model_prices ADD COLUMN superseded_us INTEGER;

ALTER TABLE import_batches ADD COLUMN undone_us INTEGER;

CREATE TABLE repricing_jobs (
    id INTEGER NOT NULL PRIMARY KEY,
    options TEXT NOT NULL, -- JSON: from_us, to_us, features, models
    status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'undoing', 'undone')),
    prices TEXT NOT NULL, -- digest of the prices it works with
    last_usage_id INTEGER NOT NULL DEFAULT 0, -- rows up to here are done
    changed INTEGER NOT NULL DEFAULT 0,
    old_micros INTEGER NOT NULL DEFAULT 0, -- cost of the changed rows: micro-USD and the pico below
    old_rest INTEGER NOT NULL DEFAULT 0,
    new_micros INTEGER NOT NULL DEFAULT 0,
    new_rest INTEGER NOT NULL DEFAULT 0,
    started_us INTEGER NOT NULL,
    finished_us INTEGER,
    undone_us INTEGER,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- What a row was before the job and what the job made of it; gone once it is undone.
CREATE TABLE repricing_changes (
    job_id INTEGER NOT NULL REFERENCES repricing_jobs (id),
    usage_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL, -- of the row then: another one means that the row was replaced since
    old_computed_pico INTEGER,
    old_price_id INTEGER,
    old_cost_pico INTEGER,
    old_cost_source INTEGER NOT NULL,
    old_flags INTEGER NOT NULL,
    new_computed_pico INTEGER,
    new_price_id INTEGER,
    new_cost_pico INTEGER,
    new_cost_source INTEGER NOT NULL,
    new_flags INTEGER NOT NULL,
    PRIMARY KEY (job_id, usage_id)
) STRICT, WITHOUT ROWID;
