-- Version 3: the area's own tools, the register of drafts, the clocks.

-- A tool being edited. Publishing makes a version of `audit_tool`, which then never changes.
CREATE TABLE tool_draft (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    code         TEXT NOT NULL,
    from_version INTEGER CHECK (from_version >= 1),
    content      TEXT NOT NULL CHECK (json_valid(content)),
    changed_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The grade an area would give to a plan it knows: thresholds are calibrated against these.
CREATE TABLE known_grade (
    tool_code  TEXT NOT NULL,
    subject_id BLOB NOT NULL REFERENCES subject (id),
    grade      TEXT NOT NULL,
    PRIMARY KEY (tool_code, subject_id)
) STRICT, WITHOUT ROWID;

-- The running register of drafts before issue: one draft, one checker; `second_of` is the check it repeats. A draft may
-- be of a child who has no plan yet, so it goes by the reference.
CREATE TABLE draft_check (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    reference  TEXT NOT NULL,
    draft_on   TEXT NOT NULL,
    tool_id    BLOB NOT NULL REFERENCES audit_tool (id),
    checker_id BLOB NOT NULL REFERENCES panel_member (id),
    second_of  BLOB UNIQUE REFERENCES draft_check (id),
    begun_ms   INTEGER NOT NULL,
    decision   TEXT CHECK (decision IN ('issue', 'hold')),
    reason     TEXT NOT NULL,
    decided_ms INTEGER,
    CHECK ((decision IS NULL) = (decided_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_check_answer (
    check_id  BLOB NOT NULL REFERENCES draft_check (id),
    criterion TEXT NOT NULL,
    answer    TEXT NOT NULL,
    na_reason TEXT,
    note      TEXT NOT NULL,
    given_ms  INTEGER NOT NULL,
    PRIMARY KEY (check_id, criterion)
) STRICT, WITHOUT ROWID;

-- Months of the register that were closed: `month` is YYYY-MM.
CREATE TABLE draft_month (
    month     TEXT PRIMARY KEY NOT NULL,
    closed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Days that clocks run from or end on and that are no fact of the cohort, by the name of the event.
CREATE TABLE plan_date (
    plan_id BLOB NOT NULL REFERENCES plan (id),
    event   TEXT NOT NULL,
    on_day  TEXT NOT NULL,
    PRIMARY KEY (plan_id, event)
) STRICT, WITHOUT ROWID;

-- A lawful exception to a clock, as recorded for a plan.
CREATE TABLE plan_exception (
    plan_id   BLOB NOT NULL REFERENCES plan (id),
    clock     TEXT NOT NULL,
    exception TEXT NOT NULL,
    PRIMARY KEY (plan_id, clock)
) STRICT, WITHOUT ROWID;

-- Limits an area set for itself; a clock not named here has the limit of the law.
CREATE TABLE clock_limit (
    clock  TEXT PRIMARY KEY NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 1),
    unit   TEXT NOT NULL CHECK (unit IN ('days', 'weeks', 'months'))
) STRICT, WITHOUT ROWID;

-- The day an action was agreed: "since the action" counts from it. Not known for actions of before.
ALTER TABLE action ADD COLUMN made_on TEXT;
