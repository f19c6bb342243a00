-- The whole current schema of an audit file, version 2. New files are made from this page; older ones are lifted
-- by src/storage/migrations, and a test proves that both ways give the same schema.
--
-- Ids are UUIDv7 (16 bytes). Times are milliseconds UTC, days ISO text. Codes of our own lists are pinned by
-- CHECK; answers and grades are the audit tool's data and are checked against it by `check`.
-- Every table below except log and log_content is part of the state whose digest each log row keeps.

CREATE TABLE file_fact (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One version of an audit tool. A published version never changes; its content is one JSON document.
CREATE TABLE audit_tool (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    code         TEXT NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    title        TEXT NOT NULL,
    subject      TEXT NOT NULL CHECK (subject IN ('plan', 'draft', 'advice', 'review', 'practice')),
    content      TEXT NOT NULL CHECK (json_valid(content)),
    published_ms INTEGER NOT NULL,
    UNIQUE (code, version)
) STRICT, WITHOUT ROWID;

-- A plan of the cohort: a reference and facts, never a name.
CREATE TABLE plan (
    id                  BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    reference           TEXT NOT NULL UNIQUE,
    year_group          INTEGER,
    age                 INTEGER,
    sex                 TEXT,
    ethnicity           TEXT,
    primary_need        TEXT,
    secondary_need      TEXT,
    setting             TEXT,
    setting_type        TEXT,
    sen_unit            INTEGER CHECK (sen_unit IN (0, 1)),
    resourced_provision INTEGER CHECK (resourced_provision IN (0, 1)),
    placement           TEXT,
    plan_kind           TEXT CHECK (plan_kind IN ('new', 'amended', 'transferred_in')),
    requested_on        TEXT,
    issued_on           TEXT,
    last_review_on      TEXT,
    decision_on         TEXT,
    personal_budget     INTEGER CHECK (personal_budget IN (0, 1)),
    coordinator         TEXT,
    looked_after        INTEGER CHECK (looked_after IN (0, 1)),
    child_in_need       INTEGER CHECK (child_in_need IN (0, 1)),
    protection_plan     INTEGER CHECK (protection_plan IN (0, 1)),
    adopted             INTEGER CHECK (adopted IN (0, 1)),
    eal                 INTEGER CHECK (eal IN (0, 1)),
    out_of_area         INTEGER CHECK (out_of_area IN (0, 1)),
    not_in_education    INTEGER CHECK (not_in_education IN (0, 1)),
    left_on             TEXT,
    transferred_on TEXT,
    phase_transfer_due_on TEXT,
    phase_transfer_final_on TEXT
) STRICT, WITHOUT ROWID;

-- What is read: the plan itself, or later a draft, a piece of advice, a review, the plan in practice.
CREATE TABLE subject (
    id      BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    plan_id BLOB NOT NULL REFERENCES plan (id),
    kind    TEXT NOT NULL CHECK (kind IN ('plan', 'draft', 'advice', 'review', 'practice')),
    label   TEXT NOT NULL DEFAULT '',
    UNIQUE (plan_id, kind, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE panel_member (
    id     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name   TEXT NOT NULL UNIQUE,
    agency TEXT NOT NULL CHECK (agency IN ('education', 'educational_psychology', 'health', 'social_care',
        'adult_social_care', 'school', 'college', 'parent_carer', 'young_person', 'advice_service', 'peer', 'other')),
    role   TEXT NOT NULL,
    email  TEXT NOT NULL,
    team   TEXT NOT NULL,
    duty   TEXT NOT NULL CHECK (duty IN ('none', 'lead', 'dco', 'dsco')),
    undertaking_on TEXT,
    trained_on TEXT,
    sees_health INTEGER NOT NULL DEFAULT 0 CHECK (sees_health IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Plans, settings and coordinators a member worked with: never assigned to them.
CREATE TABLE member_interest (
    member_id BLOB NOT NULL REFERENCES panel_member (id),
    interest  TEXT NOT NULL,
    PRIMARY KEY (member_id, interest)
) STRICT, WITHOUT ROWID;

CREATE TABLE round (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    title      TEXT NOT NULL UNIQUE,
    tool_id    BLOB NOT NULL REFERENCES audit_tool (id),
    depth      TEXT NOT NULL CHECK (depth IN ('workshop', 'core', 'full')),
    evidence   TEXT NOT NULL CHECK (evidence IN ('plan', 'appendices', 'file')),
    purpose    TEXT NOT NULL CHECK (purpose IN ('random', 'thematic', 'targeted', 'chosen')),
    state      TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    created_ms INTEGER NOT NULL,
    caution    TEXT,
    lines_of_enquiry TEXT NOT NULL DEFAULT '',
    held_back INTEGER NOT NULL DEFAULT 0 CHECK (held_back IN (0, 1)),
    keep_until TEXT,
    closed_ms INTEGER
) STRICT, WITHOUT ROWID;

-- Everything needed to repeat the draw of a round's sample.
CREATE TABLE round_draw (
    round_id            BLOB PRIMARY KEY NOT NULL REFERENCES round (id),
    algorithm           TEXT NOT NULL,
    method              TEXT NOT NULL CHECK (method IN ('simple', 'stratified', 'chosen')),
    seed                TEXT,
    frame               INTEGER,
    size                INTEGER NOT NULL,
    stratified_by       TEXT NOT NULL,
    min_per_stratum     INTEGER NOT NULL,
    issued_since        TEXT,
    exclude_last_rounds INTEGER NOT NULL,
    reserves            INTEGER NOT NULL,
    cohort_as_of        TEXT,
    cohort_digest       TEXT NOT NULL,
    drawn_ms            INTEGER NOT NULL,
    filters TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(filters))
) STRICT, WITHOUT ROWID;

CREATE TABLE draw_stratum (
    round_id   BLOB NOT NULL REFERENCES round (id),
    name       TEXT NOT NULL,
    population INTEGER NOT NULL,
    sampled    INTEGER NOT NULL,
    PRIMARY KEY (round_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_plan (
    round_id   BLOB NOT NULL REFERENCES round (id),
    subject_id BLOB NOT NULL REFERENCES subject (id),
    draw_order INTEGER NOT NULL CHECK (draw_order >= 1),
    stratum    TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('sampled', 'reserve', 'withdrawn')),
    origin     TEXT NOT NULL CHECK (origin IN ('drawn', 'topped_up', 'replacement', 'by_hand')),
    reason     TEXT,
    practice INTEGER NOT NULL DEFAULT 0 CHECK (practice IN (0, 1)),
    version_on TEXT,
    appendices TEXT NOT NULL DEFAULT '',
    where_to_find TEXT NOT NULL DEFAULT '',
    papers_ready INTEGER NOT NULL DEFAULT 0 CHECK (papers_ready IN (0, 1)),
    PRIMARY KEY (round_id, subject_id),
    UNIQUE (round_id, draw_order)
) STRICT, WITHOUT ROWID;

-- This member scores this subject in a scope: the whole, some headings, or a view of the tool.
CREATE TABLE assignment (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id    BLOB NOT NULL,
    subject_id  BLOB NOT NULL,
    member_id   BLOB NOT NULL REFERENCES panel_member (id),
    scope       TEXT NOT NULL CHECK (scope IN ('whole', 'headings', 'view')),
    scope_codes TEXT NOT NULL,
    locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    UNIQUE (round_id, subject_id, member_id),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet (
    id            BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    assignment_id BLOB NOT NULL UNIQUE REFERENCES assignment (id),
    state         TEXT NOT NULL CHECK (state IN ('draft', 'submitted')),
    started_ms    INTEGER NOT NULL,
    submitted_ms  INTEGER,
    not_blind     INTEGER NOT NULL CHECK (not_blind IN (0, 1)),
    spent_ms INTEGER NOT NULL DEFAULT 0 CHECK (spent_ms >= 0),
    returned_ms INTEGER,
    returned_reason TEXT,
    CHECK ((state = 'submitted') = (submitted_ms IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_answer (
    sheet_id  BLOB NOT NULL REFERENCES sheet (id),
    criterion TEXT NOT NULL,
    answer    TEXT NOT NULL,
    na_reason TEXT,
    given_ms  INTEGER NOT NULL,
    PRIMARY KEY (sheet_id, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    sheet_id   BLOB NOT NULL REFERENCES sheet (id),
    criterion  TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('strength', 'consideration', 'panel_only')),
    text       TEXT NOT NULL CHECK (length(CAST(text AS BLOB)) <= 1048576),
    place      TEXT NOT NULL,
    in_report  INTEGER NOT NULL CHECK (in_report IN (0, 1)),
    written_ms INTEGER NOT NULL,
    UNIQUE (sheet_id, criterion)
) STRICT, WITHOUT ROWID;

-- The comparison of a plan is open: all assigned members have submitted, or the lead opened it with a reason.
CREATE TABLE comparison (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    opened_ms  INTEGER NOT NULL,
    reason     TEXT,
    PRIMARY KEY (round_id, subject_id),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- The panel's answers: a record of their own, sheets never change.
CREATE TABLE agreed_answer (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    criterion  TEXT NOT NULL,
    answer     TEXT NOT NULL,
    reason     TEXT,
    how        TEXT NOT NULL CHECK (how IN ('unanimous', 'rule', 'panel', 'import')),
    agreed_ms  INTEGER NOT NULL,
    PRIMARY KEY (round_id, subject_id, criterion),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grade_override (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    grade      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    set_ms     INTEGER NOT NULL,
    PRIMARY KEY (round_id, subject_id),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE urgent_concern (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id    BLOB NOT NULL,
    subject_id  BLOB NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('safeguarding', 'other_persons_data', 'medical_risk',
        'provision_not_in_place', 'wrong_version')),
    what        TEXT NOT NULL,
    told        TEXT NOT NULL,
    told_ms     INTEGER,
    outcome     TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    closed_ms   INTEGER,
    raised_by BLOB REFERENCES panel_member (id),
    follow_up TEXT NOT NULL DEFAULT '',
    may_see TEXT NOT NULL DEFAULT 'lead' CHECK (may_see IN ('lead', 'designated', 'panel')),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- Values of measures followed over time; a measure is its name and its definition.
CREATE TABLE measure_value (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    measure     TEXT NOT NULL,
    definition  TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('result', 'target')),
    better      TEXT NOT NULL CHECK (better IN ('up', 'down', 'none')),
    from_on     TEXT,
    to_on       TEXT,
    part_year   INTEGER NOT NULL CHECK (part_year IN (0, 1)),
    numerator   REAL,
    denominator REAL,
    value       REAL,
    unit        TEXT NOT NULL,
    quality     TEXT CHECK (quality IN ('exact', 'estimate', 'unreliable')),
    source      TEXT NOT NULL,
    note        TEXT NOT NULL,
    CHECK ((value IS NULL) = (quality IS NULL))
) STRICT, WITHOUT ROWID;

-- Published national figures to set measures beside.
CREATE TABLE benchmark (
    ons_code TEXT NOT NULL,
    year     INTEGER NOT NULL,
    measure  TEXT NOT NULL,
    level    TEXT NOT NULL,
    la_code  TEXT NOT NULL,
    name     TEXT NOT NULL,
    region   TEXT NOT NULL,
    value    REAL,
    PRIMARY KEY (ons_code, year, measure)
) STRICT, WITHOUT ROWID;

-- The panel of a round: who of the area's members sits on it.
CREATE TABLE round_member (
    round_id  BLOB NOT NULL REFERENCES round (id),
    member_id BLOB NOT NULL REFERENCES panel_member (id),
    PRIMARY KEY (round_id, member_id)
) STRICT, WITHOUT ROWID;

-- Who leads a section of a plan: a mark, not a limit on what others score.
CREATE TABLE heading_lead (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    heading    TEXT NOT NULL,
    member_id  BLOB NOT NULL REFERENCES panel_member (id),
    PRIMARY KEY (round_id, subject_id, heading),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- Criteria a member wants to come back to.
CREATE TABLE sheet_flag (
    sheet_id  BLOB NOT NULL REFERENCES sheet (id),
    criterion TEXT NOT NULL,
    PRIMARY KEY (sheet_id, criterion)
) STRICT, WITHOUT ROWID;

-- A member's own grade in place of the suggested one; heading '' is the whole plan.
CREATE TABLE sheet_override (
    sheet_id BLOB NOT NULL REFERENCES sheet (id),
    heading  TEXT NOT NULL,
    grade    TEXT NOT NULL,
    because  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (sheet_id, heading)
) STRICT, WITHOUT ROWID;

-- The golden thread as one member sees it: short labels, never the plan's text.
CREATE TABLE sheet_thread (
    sheet_id          BLOB NOT NULL REFERENCES sheet (id),
    number            INTEGER NOT NULL CHECK (number >= 1),
    hope              TEXT NOT NULL,
    need              TEXT NOT NULL,
    outcome           TEXT NOT NULL,
    provision         TEXT NOT NULL,
    hope_to_need      TEXT NOT NULL CHECK (hope_to_need IN ('followed', 'broken', 'not_checked')),
    need_to_outcome   TEXT NOT NULL CHECK (need_to_outcome IN ('followed', 'broken', 'not_checked')),
    outcome_to_provision TEXT NOT NULL CHECK (outcome_to_provision IN ('followed', 'broken', 'not_checked')),
    PRIMARY KEY (sheet_id, number)
) STRICT, WITHOUT ROWID;

-- The golden thread the panel agrees.
CREATE TABLE agreed_thread (
    round_id          BLOB NOT NULL,
    subject_id        BLOB NOT NULL,
    number            INTEGER NOT NULL CHECK (number >= 1),
    hope              TEXT NOT NULL,
    need              TEXT NOT NULL,
    outcome           TEXT NOT NULL,
    provision         TEXT NOT NULL,
    hope_to_need      TEXT NOT NULL CHECK (hope_to_need IN ('followed', 'broken', 'not_checked')),
    need_to_outcome   TEXT NOT NULL CHECK (need_to_outcome IN ('followed', 'broken', 'not_checked')),
    outcome_to_provision TEXT NOT NULL CHECK (outcome_to_provision IN ('followed', 'broken', 'not_checked')),
    PRIMARY KEY (round_id, subject_id, number),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- Phrases a member keeps for themselves.
CREATE TABLE phrase (
    id        BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    member_id BLOB NOT NULL REFERENCES panel_member (id),
    text      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Advice asked for, over the whole cohort. A request may stand for a plan that was never issued: no link to plan.
CREATE TABLE advice (
    id                     BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    reference              TEXT NOT NULL,
    service                TEXT NOT NULL,
    provider               TEXT NOT NULL,
    author_role            TEXT NOT NULL,
    requested_on           TEXT,
    returned_on            TEXT,
    outcome                TEXT NOT NULL,
    exception              TEXT NOT NULL,
    checked_by_provider_on TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX advice_by_reference ON advice (reference);

-- What a family says of a plan: beside the score, never in it.
CREATE TABLE family_conversation (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('asked', 'spoke', 'declined')),
    sounds_like_child TEXT NOT NULL CHECK (sounds_like_child IN ('', 'yes', 'partly', 'no')),
    is_happening      TEXT NOT NULL CHECK (is_happening IN ('', 'yes', 'partly', 'no')),
    worries_answered  TEXT NOT NULL CHECK (worries_answered IN ('', 'yes', 'partly', 'no', 'none')),
    note       TEXT NOT NULL,
    on_day     TEXT,
    PRIMARY KEY (round_id, subject_id),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- What happens to a plan after the round.
CREATE TABLE plan_result (
    round_id   BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    result     TEXT NOT NULL CHECK (result IN ('no_change', 'next_review', 'early_review', 'amend_now', 'hold')),
    reason     TEXT NOT NULL,
    set_ms     INTEGER NOT NULL,
    PRIMARY KEY (round_id, subject_id),
    FOREIGN KEY (round_id, subject_id) REFERENCES sample_plan (round_id, subject_id)
) STRICT, WITHOUT ROWID;

-- Findings sent out for accuracy before closing, and what came back.
CREATE TABLE round_reply (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id   BLOB NOT NULL REFERENCES round (id),
    sent_to    TEXT NOT NULL,
    sent_on    TEXT NOT NULL,
    due_on     TEXT NOT NULL,
    replied_on TEXT,
    reply      TEXT NOT NULL,
    changed    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A strength, an area for consideration or a gap in service, as edited for the report.
CREATE TABLE finding (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id   BLOB NOT NULL REFERENCES round (id),
    kind       TEXT NOT NULL CHECK (kind IN ('strength', 'consideration', 'gap_in_service')),
    heading    TEXT NOT NULL,
    theme      TEXT NOT NULL,
    text       TEXT NOT NULL,
    public_text TEXT NOT NULL,
    need       TEXT NOT NULL,
    service    TEXT NOT NULL,
    wait       TEXT NOT NULL,
    in_report  INTEGER NOT NULL CHECK (in_report IN (0, 1)),
    place      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Notes a finding was gathered from, and plans it rests on.
CREATE TABLE finding_source (
    finding_id BLOB NOT NULL REFERENCES finding (id),
    subject_id BLOB NOT NULL REFERENCES subject (id),
    criterion  TEXT NOT NULL,
    PRIMARY KEY (finding_id, subject_id, criterion)
) STRICT, WITHOUT ROWID;

-- What someone will do about a finding.
CREATE TABLE action (
    id          BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id    BLOB REFERENCES round (id),
    finding_id  BLOB REFERENCES finding (id),
    what        TEXT NOT NULL,
    theme       TEXT NOT NULL,
    criteria    TEXT NOT NULL,
    owner       TEXT NOT NULL,
    team        TEXT NOT NULL,
    forum       TEXT NOT NULL,
    due_on      TEXT,
    state       TEXT NOT NULL CHECK (state IN ('on_track', 'at_risk', 'late', 'done')),
    done_on     TEXT,
    progress    TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    public_line TEXT NOT NULL,
    is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
    -- The day it was agreed: "since the action" counts from it. Not known for actions of before version 3.
    made_on TEXT
) STRICT, WITHOUT ROWID;

-- Covering text and choices of a round's reports: kind '' holds for every kind.
CREATE TABLE report_text (
    round_id BLOB NOT NULL REFERENCES round (id),
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (round_id, kind, name)
) STRICT, WITHOUT ROWID;

-- Pictures the file keeps of its own, such as the local area's logo.
CREATE TABLE file_blob (
    name    TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL CHECK (length(content) <= 1048576)
) STRICT, WITHOUT ROWID;

-- Words that look like a name and are not one.
CREATE TABLE not_a_person (
    text TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- Packs that went out.
CREATE TABLE pack (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    round_id   BLOB NOT NULL REFERENCES round (id),
    member_id  BLOB NOT NULL REFERENCES panel_member (id),
    passphrase TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    made_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Packs that came back, once for each different content.
CREATE TABLE pack_merge (
    pack_id     BLOB NOT NULL REFERENCES pack (id),
    digest      BLOB NOT NULL CHECK (length(digest) = 32),
    file_name   TEXT NOT NULL,
    merged_ms   INTEGER NOT NULL,
    saved_ms    INTEGER NOT NULL,
    handed_in   INTEGER NOT NULL CHECK (handed_in IN (0, 1)),
    log_seq     INTEGER NOT NULL,
    PRIMARY KEY (pack_id, digest)
) STRICT, WITHOUT ROWID;

-- Versions of one sheet that packs brought: a descendant replaces, a fork is kept for a person to choose.
CREATE TABLE sheet_version (
    assignment_id BLOB NOT NULL REFERENCES assignment (id),
    digest        BLOB NOT NULL CHECK (length(digest) = 32),
    parent        BLOB CHECK (length(parent) = 32),
    state         TEXT NOT NULL CHECK (state IN ('current', 'replaced', 'waiting', 'put_aside')),
    content       TEXT NOT NULL CHECK (json_valid(content)),
    came_ms       INTEGER NOT NULL,
    PRIMARY KEY (assignment_id, digest)
) STRICT, WITHOUT ROWID;

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

-- Append-only and chained: each hash covers the one before, this header, the digest of the state after the
-- change and the hash of the salted content. Content and salt stand apart, so that erasing them leaves the
-- chain whole.
CREATE TABLE log (
    seq          INTEGER PRIMARY KEY NOT NULL,
    at_ms        INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    event        TEXT NOT NULL,
    round_id     BLOB,
    subject_id   BLOB,
    state_digest BLOB NOT NULL CHECK (length(state_digest) = 32),
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE log_content (
    seq     INTEGER PRIMARY KEY NOT NULL REFERENCES log (seq),
    salt    BLOB NOT NULL CHECK (length(salt) = 16),
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE TRIGGER log_is_append_only_update BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_is_append_only_delete BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER log_content_is_not_edited BEFORE UPDATE ON log_content
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
