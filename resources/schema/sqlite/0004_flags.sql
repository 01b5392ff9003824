-- Feature flags, the people they are for, and rollout phases.

CREATE TABLE environments (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE
) STRICT;

INSERT INTO environments (name, position) VALUES ('development', 1), ('staging', 2), ('production', 3);

-- The environment of this workspace.
INSERT INTO workspace_info (key, value) VALUES ('environment', 'production');

CREATE TABLE flags (
    key TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    description TEXT NOT NULL,
    new_view TEXT NOT NULL,
    legacy_view TEXT NOT NULL,
    salt TEXT NOT NULL, -- the bucket of a person is the hash of salt:person; with another salt other people would be chosen
    hash_version INTEGER NOT NULL DEFAULT 1 CHECK (hash_version = 1),
    killed INTEGER NOT NULL DEFAULT 0 CHECK (killed IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1 -- of killed and prerequisites
) STRICT;

INSERT INTO flags (key, position, description, new_view, legacy_view, salt)
VALUES ('new-global-overview', 1, 'Health and spend of all AI features at a glance', 'Global Overview', 'AI Console', lower(hex(randomblob(16)))),
       ('new-feature-dashboard', 2, 'Everything about one AI feature in one place', 'Feature Dashboard', 'Debug', lower(hex(randomblob(16)))),
       ('new-model-management', 3, 'Models and their assignments, by feature', 'Model Management', 'AI Settings', lower(hex(randomblob(16)))),
       ('new-prompt-library', 4, 'Prompts with their versions', 'Prompt Library', 'Prompt Configs', lower(hex(randomblob(16)))),
       ('new-spending-analytics', 5, 'Spend by any dimension, down to the call', 'Spending Analytics', 'Costs', lower(hex(randomblob(16)))),
       ('new-testing-experiments', 6, 'Playground, comparisons and experiments', 'Testing & Experiments', 'Analytics', lower(hex(randomblob(16))));

CREATE TRIGGER flags_keep_their_salt BEFORE UPDATE OF salt, hash_version ON flags
BEGIN
    SELECT RAISE(ABORT, 'the salt of a flag never changes');
END;

-- Holds all new views off while killed is 1.
CREATE TABLE flag_control (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    killed INTEGER NOT NULL CHECK (killed IN (0, 1)),
    version INTEGER NOT NULL
) STRICT;

INSERT INTO flag_control (id, killed, version) VALUES (1, 0, 1);

CREATE TABLE flag_prerequisites (
    flag TEXT NOT NULL REFERENCES flags (key),
    requires TEXT NOT NULL REFERENCES flags (key),
    PRIMARY KEY (flag, requires),
    CHECK (flag <> requires)
) STRICT, WITHOUT ROWID;

-- state is JSON: enabled, rollout_milli (thousandths of a percent), allow, deny, groups.
CREATE TABLE flag_states (
    flag TEXT NOT NULL REFERENCES flags (key),
    environment TEXT NOT NULL REFERENCES environments (name),
    state TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    changed_us INTEGER, -- NULL: as it came with the workspace
    changed_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (flag, environment)
) STRICT, WITHOUT ROWID;

-- The views that people had before there were flags stay as they were: on for everybody.
INSERT INTO flag_states (flag, environment, state)
SELECT f.key, e.name,
       CASE WHEN f.key IN ('new-global-overview', 'new-feature-dashboard', 'new-spending-analytics')
            THEN '{"allow":[],"deny":[],"enabled":true,"groups":[],"rollout_milli":100000}'
            ELSE '{"allow":[],"deny":[],"enabled":false,"groups":[],"rollout_milli":0}' END
  FROM flags f, environments e;

-- What was changed together: one review, one reason, one undo.
CREATE TABLE flag_change_sets (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('change', 'undo', 'schedule', 'phase', 'kill', 'prerequisites')),
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    undoes INTEGER UNIQUE REFERENCES flag_change_sets (id)
) STRICT;

CREATE TABLE flag_changes (
    id INTEGER NOT NULL PRIMARY KEY,
    set_id INTEGER NOT NULL REFERENCES flag_change_sets (id),
    flag TEXT NOT NULL, -- empty: all flags
    environment TEXT NOT NULL, -- empty: all environments
    from_version INTEGER NOT NULL,
    to_version INTEGER NOT NULL,
    old_state TEXT NOT NULL, -- JSON as in flag_states; of kill and prerequisites the words of the log
    new_state TEXT NOT NULL
) STRICT;

CREATE INDEX flag_changes_by_set ON flag_changes (set_id);

CREATE INDEX flag_changes_by_flag ON flag_changes (flag, id);

CREATE TABLE flag_schedules (
    id INTEGER NOT NULL PRIMARY KEY,
    flag TEXT NOT NULL REFERENCES flags (key),
    environment TEXT NOT NULL REFERENCES environments (name),
    due_us INTEGER NOT NULL,
    state TEXT NOT NULL,
    base_version INTEGER NOT NULL, -- of the flag's state; another version when due means that somebody changed it since
    status TEXT NOT NULL CHECK (status IN ('pending', 'applied', 'refused', 'cancelled')),
    created_us INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    finished_us INTEGER,
    outcome TEXT NOT NULL DEFAULT '' -- why it was refused or cancelled
) STRICT;

CREATE TABLE people (
    key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin'))
) STRICT, WITHOUT ROWID;

CREATE TABLE people_groups (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;

INSERT INTO people_groups (name, position)
VALUES ('ai-team-leads', 1), ('selected-developers', 2), ('all-ai-developers', 3), ('qa-team', 4), ('all-internal-users', 5),
       ('external-partners', 6), ('consultants', 7);

CREATE TABLE people_group_people (
    group_name TEXT NOT NULL REFERENCES people_groups (name),
    person TEXT NOT NULL REFERENCES people (key),
    PRIMARY KEY (group_name, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX people_group_people_by_person ON people_group_people (person);

CREATE TABLE people_group_groups (
    group_name TEXT NOT NULL REFERENCES people_groups (name),
    member TEXT NOT NULL REFERENCES people_groups (name),
    PRIMARY KEY (group_name, member),
    CHECK (group_name <> member)
) STRICT, WITHOUT ROWID;

INSERT INTO people_group_groups (group_name, member)
VALUES ('all-ai-developers', 'ai-team-leads'), ('all-ai-developers', 'selected-developers'),
       ('all-internal-users', 'all-ai-developers'), ('all-internal-users', 'qa-team');

-- Rollout phases say who gets what and when. Not the programme phases below.
CREATE TABLE rollout_phases (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    duration_days INTEGER CHECK (duration_days > 0), -- NULL: ongoing
    rollback_minutes INTEGER CHECK (rollback_minutes >= 0), -- 0: immediate; NULL: not applicable
    planned_us INTEGER,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'running', 'completed', 'rolled-back')),
    environment TEXT NOT NULL DEFAULT '', -- in which it was started
    started_us INTEGER,
    ended_us INTEGER, -- completed or rolled back
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO rollout_phases (number, name, duration_days, rollback_minutes)
VALUES (1, 'Internal Beta', 3, 0), (2, 'Developer Preview', 5, 60), (3, 'Full Internal Release', 7, 240), (4, 'External Stakeholders', NULL, NULL);

CREATE TABLE rollout_phase_groups (
    phase INTEGER NOT NULL REFERENCES rollout_phases (number),
    position INTEGER NOT NULL,
    group_name TEXT NOT NULL REFERENCES people_groups (name),
    PRIMARY KEY (phase, position)
) STRICT, WITHOUT ROWID;

INSERT INTO rollout_phase_groups (phase, position, group_name)
VALUES (1, 1, 'ai-team-leads'), (1, 2, 'selected-developers'), (2, 1, 'all-ai-developers'), (2, 2, 'qa-team'), (3, 1, 'all-internal-users'),
       (4, 1, 'external-partners'), (4, 2, 'consultants');

-- What a phase releases, in its own words; rollout_names says what they mean.
CREATE TABLE rollout_phase_features (
    phase INTEGER NOT NULL REFERENCES rollout_phases (number),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (phase, position)
) STRICT, WITHOUT ROWID;

INSERT INTO rollout_phase_features (phase, position, name)
VALUES (1, 1, 'global-overview'), (1, 2, 'feature-dashboard'), (2, 1, 'all-except-advanced-testing'), (3, 1, 'complete-system'),
       (4, 1, 'read-only-access');

-- meaning: flag keys, ALL, ALL EXCEPT and flag keys, or ROLE and a role.
CREATE TABLE rollout_names (
    name TEXT NOT NULL PRIMARY KEY,
    meaning TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO rollout_names (name, meaning)
VALUES ('global-overview', 'new-global-overview'), ('feature-dashboard', 'new-feature-dashboard'), ('model-management', 'new-model-management'),
       ('prompt-library', 'new-prompt-library'), ('spending-analytics', 'new-spending-analytics'),
       ('testing-experiments', 'new-testing-experiments'), ('advanced-testing', 'new-testing-experiments'),
       ('all-except-advanced-testing', 'ALL EXCEPT new-testing-experiments'), ('complete-system', 'ALL'), ('read-only-access', 'ROLE viewer');

-- The flags of a phase that was started and not rolled back.
CREATE TABLE rollout_phase_flags (
    phase INTEGER NOT NULL REFERENCES rollout_phases (number),
    flag TEXT NOT NULL REFERENCES flags (key),
    PRIMARY KEY (phase, flag)
) STRICT, WITHOUT ROWID;

-- Written before the first flag goes off and closed after the last: an open one is gone on with.
CREATE TABLE rollout_rollbacks (
    id INTEGER NOT NULL PRIMARY KEY,
    phase INTEGER NOT NULL REFERENCES rollout_phases (number),
    everything INTEGER NOT NULL CHECK (everything IN (0, 1)),
    environment TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    flags_off_us INTEGER,
    finished_us INTEGER,
    limit_s INTEGER -- NULL: not applicable
) STRICT;

-- The programme's own phases, by week of its plan; dates once it has a first day.
CREATE TABLE programme_phases (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    first_week INTEGER NOT NULL CHECK (first_week > 0),
    last_week INTEGER NOT NULL,
    starts_us INTEGER,
    ends_us INTEGER,
    CHECK (last_week >= first_week),
    CHECK (ends_us > starts_us)
) STRICT;

INSERT INTO programme_phases (number, name, first_week, last_week)
VALUES (1, 'Foundation & Data Consolidation', 1, 1), (2, 'Parallel System', 1, 2), (3, 'User Migration & Training', 2, 3),
       (4, 'System Consolidation', 3, 4), (5, 'Performance Optimization', 4, 5);
