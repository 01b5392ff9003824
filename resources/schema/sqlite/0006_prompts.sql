-- Prompts, and who changed an assignment.

ALTER TABLE feature_model_assignments ADD COLUMN actor TEXT NOT NULL DEFAULT '';

ALTER TABLE feature_model_assignments ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- A version is written once; only its label and status move.
CREATE TABLE ai_prompts (
    id INTEGER NOT NULL PRIMARY KEY,
    feature_id INTEGER NOT NULL REFERENCES ai_features (id),
    name TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    text TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '', -- "production", "staging", ...
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'retired')),
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    UNIQUE (feature_id, name, version)
) STRICT;

CREATE TRIGGER ai_prompts_no_update
BEFORE UPDATE OF feature_id, name, version, text, created_us, created_by ON ai_prompts
BEGIN
    SELECT RAISE(ABORT, 'a version of a prompt never changes');
END;
