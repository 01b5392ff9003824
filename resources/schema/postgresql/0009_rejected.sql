-- What the records of an import cost, by what became of them: also those that are not in the ledger.

-- An import that was begun before this script has no rows here: its amounts are unknown.
CREATE TABLE import_amounts (
    batch_id BIGINT NOT NULL REFERENCES import_batches (id),
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('new', 'known', 'revised', 'rejected')),
    records BIGINT NOT NULL CHECK (records >= 0), -- calls; sums of calls are in none
    unknown BIGINT NOT NULL CHECK (unknown BETWEEN 0 AND records), -- of these, records whose cost is not known
    cost_micros BIGINT NOT NULL, -- of the others: micro-USD and the pico below
    cost_rest BIGINT NOT NULL,
    PRIMARY KEY (batch_id, outcome)
);
