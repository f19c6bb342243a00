-- The panel of a round, what a panel reads, what it writes beside its answers, what follows from them, packs.

ALTER TABLE plan ADD COLUMN transferred_on TEXT;

ALTER TABLE panel_member ADD COLUMN undertaking_on TEXT;
ALTER TABLE panel_member ADD COLUMN trained_on TEXT;
ALTER TABLE panel_member ADD COLUMN sees_health INTEGER NOT NULL DEFAULT 0 CHECK (sees_health IN (0, 1));

ALTER TABLE round ADD COLUMN lines_of_enquiry TEXT NOT NULL DEFAULT '';
ALTER TABLE round ADD COLUMN held_back INTEGER NOT NULL DEFAULT 0 CHECK (held_back IN (0, 1));
ALTER TABLE round ADD COLUMN keep_until TEXT;
ALTER TABLE round ADD COLUMN closed_ms INTEGER;

ALTER TABLE round_draw ADD COLUMN filters TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(filters));

ALTER TABLE sample_plan ADD COLUMN practice INTEGER NOT NULL DEFAULT 0 CHECK (practice IN (0, 1));
ALTER TABLE sample_plan ADD COLUMN version_on TEXT;
ALTER TABLE sample_plan ADD COLUMN appendices TEXT NOT NULL DEFAULT '';
ALTER TABLE sample_plan ADD COLUMN where_to_find TEXT NOT NULL DEFAULT '';
ALTER TABLE sample_plan ADD COLUMN papers_ready INTEGER NOT NULL DEFAULT 0 CHECK (papers_ready IN (0, 1));

ALTER TABLE assignment ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));

ALTER TABLE sheet ADD COLUMN spent_ms INTEGER NOT NULL DEFAULT 0 CHECK (spent_ms >= 0);
ALTER TABLE sheet ADD COLUMN returned_ms INTEGER;
ALTER TABLE sheet ADD COLUMN returned_reason TEXT;

ALTER TABLE urgent_concern ADD COLUMN raised_by BLOB REFERENCES panel_member (id);
ALTER TABLE urgent_concern ADD COLUMN follow_up TEXT NOT NULL DEFAULT '';
ALTER TABLE urgent_concern ADD COLUMN may_see TEXT NOT NULL DEFAULT 'lead' CHECK (may_see IN ('lead', 'designated', 'panel'));

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
    is_training INTEGER NOT NULL CHECK (is_training IN (0, 1))
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

-- By when a plan must be finished for the next phase of education, and when it was: the return has both since 2025,
-- and the check of the cohort lists plans whose day has passed.
ALTER TABLE plan ADD COLUMN phase_transfer_due_on TEXT;
ALTER TABLE plan ADD COLUMN phase_transfer_final_on TEXT;
