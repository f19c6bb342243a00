//! A round as tables, from a snapshot, field by field from a list of allowed ones; the blind rule as in
//! [`super::round_json`].

use super::round_json::{Choice, member_word};
use super::tables::{Cell, Table};
use crate::domain::audit_tool::AuditTool;
use crate::domain::sheet::Sheet;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::domain::thread::Thread;

/// What of a snapshot goes out, for whom.
struct Source<'a> {
    snapshot: &'a AuditSnapshot,
    choice: &'a Choice<'a>,
}

/// Every table of the round: what it is, its sample, sheets, answers, notes, agreed answers, findings, plan results,
/// golden threads and the questions of its tool. `answers` and `agreed` are in the form the imports read.
#[must_use]
pub fn round_tables(snapshot: &AuditSnapshot, choice: &Choice<'_>) -> Vec<Table> {
    let source = Source { snapshot, choice };
    vec![
        source.round(),
        source.sample(),
        source.sheets(),
        source.answers(),
        source.notes(),
        source.agreed(),
        source.findings(),
        source.plan_results(),
        source.threads(),
        questions(&snapshot.tool),
    ]
}

impl Source<'_> {
    fn plans(&self) -> impl Iterator<Item = &SnapshotPlan> {
        self.snapshot.plans.iter().filter(|plan| self.choice.plan.is_none_or(|only| plan.facts.reference == only))
    }

    /// Plans of which what others made of them may be shown.
    fn seen_plans(&self) -> impl Iterator<Item = &SnapshotPlan> {
        self.plans().filter(|plan| self.snapshot.may_see_made_of(self.choice.viewer, plan.sampled.subject))
    }

    /// Sheets that may be shown, each with its plan's reference and its member's name or letter.
    fn shown(&self) -> impl Iterator<Item = (&Sheet, &str, String)> {
        self.snapshot.shown_sheets(self.choice.viewer).filter_map(|sheet| {
            let plan = self.plans().find(|plan| plan.sampled.subject == sheet.subject)?;
            let member = member_word(self.snapshot, sheet.member, self.choice.letters);
            Some((sheet, plan.facts.reference.as_str(), member))
        })
    }

    fn round(&self) -> Table {
        let (file, round) = (&self.snapshot.file, &self.snapshot.round);
        let tool = &self.snapshot.tool;
        let draw = round.draw.as_ref();
        let facts: Vec<(&str, Cell)> = vec![
            ("local area", file.local_area.as_str().into()),
            ("sample data", if file.is_sample { "yes" } else { "no" }.into()),
            ("round", round.facts.title.as_str().into()),
            ("audit tool", tool.code.as_str().into()),
            ("audit tool version", tool.version.into()),
            ("depth", round.facts.depth.code().into()),
            ("evidence given", round.facts.evidence.code().into()),
            ("purpose", round.facts.purpose.code().into()),
            ("state", round.state.code().into()),
            ("method of the draw", draw.map(|d| d.method.as_str()).into()),
            // A seed has up to 20 digits: as a number a worksheet would round it.
            ("seed", draw.and_then(|d| d.seed).map(|seed| seed.to_string()).into()),
            ("frame", draw.and_then(|d| d.frame).map(|frame| frame.to_string()).into()),
            ("cohort as of", draw.and_then(|d| d.cohort_as_of).map(|day| day.to_string()).into()),
            ("caution", round.caution.as_deref().into()),
            ("digest of the log", self.snapshot.head_digest.as_str().into()),
            ("taken at", self.snapshot.taken_at.to_string().into()),
        ];
        let rows = facts.into_iter().map(|(name, value)| vec![name.into(), value]).collect();
        Table { name: "round", columns: vec!["name", "value"], rows }
    }

    fn sample(&self) -> Table {
        let row = |plan: &SnapshotPlan| {
            let (sampled, facts) = (&plan.sampled, &plan.facts);
            vec![
                facts.reference.as_str().into(),
                sampled.order.into(),
                sampled.stratum.as_str().into(),
                sampled.state.code().into(),
                sampled.origin.code().into(),
                sampled.reason.as_deref().into(),
                facts.phase().map(|phase| phase.code()).into(),
                facts.primary_need.as_deref().into(),
                facts.placement.as_deref().into(),
            ]
        };
        let columns =
            vec!["plan", "order", "stratum", "state", "origin", "reason", "phase", "primary_need", "placement"];
        Table { name: "sample", columns, rows: self.plans().map(row).collect() }
    }

    fn sheets(&self) -> Table {
        let row = |(sheet, plan, member): (&Sheet, &str, String)| {
            let agency = self.snapshot.get_member(sheet.member).map(|m| m.facts.agency.code());
            let agency = agency.filter(|_| !self.choice.letters);
            vec![
                plan.into(),
                member.into(),
                agency.into(),
                sheet.state.code().into(),
                if sheet.not_blind { "yes" } else { "no" }.into(),
                u32::try_from(sheet.answers.len()).unwrap_or(u32::MAX).into(),
            ]
        };
        let columns = vec!["plan", "member", "agency", "state", "not_blind", "answers"];
        Table { name: "sheets", columns, rows: self.shown().map(row).collect() }
    }

    fn answers(&self) -> Table {
        let mut rows = Vec::new();
        for (sheet, plan, member) in self.shown() {
            for (criterion, given) in &sheet.answers {
                let note = sheet.notes.iter().find(|note| &note.criterion == criterion);
                rows.push(vec![
                    plan.into(),
                    member.as_str().into(),
                    criterion.as_str().into(),
                    given.answer.as_str().into(),
                    given.na_reason.as_deref().into(),
                    note.map(|note| note.text.as_str()).into(),
                ]);
            }
        }
        let columns = vec!["plan", "member", "criterion", "answer", "na_reason", "note"];
        Table { name: "answers", columns, rows }
    }

    fn notes(&self) -> Table {
        let mut rows = Vec::new();
        for (sheet, plan, member) in self.shown() {
            for note in &sheet.notes {
                rows.push(vec![
                    plan.into(),
                    member.as_str().into(),
                    note.criterion.as_str().into(),
                    note.kind.code().into(),
                    note.place.as_str().into(),
                    note.text.as_str().into(),
                ]);
            }
        }
        let columns = vec!["plan", "member", "criterion", "kind", "place", "text"];
        Table { name: "notes", columns, rows }
    }

    fn agreed(&self) -> Table {
        let mut rows = Vec::new();
        for plan in self.seen_plans() {
            for agreed in self.snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|all| all.values()) {
                rows.push(vec![
                    plan.facts.reference.as_str().into(),
                    agreed.criterion.as_str().into(),
                    agreed.answer.as_str().into(),
                    agreed.reason.as_deref().into(),
                ]);
            }
        }
        Table { name: "agreed", columns: vec!["plan", "criterion", "answer", "reason"], rows }
    }

    fn findings(&self) -> Table {
        // A finding rests on several plans: one plan's own record leaves them out.
        let may_see = |subject| self.snapshot.may_see_made_of(self.choice.viewer, subject);
        let findings = self.snapshot.findings.iter().filter(|_| self.choice.plan.is_none());
        let findings = findings.filter(|finding| finding.sources.iter().all(|(subject, _)| may_see(*subject)));
        let row = |finding: &crate::domain::finding::Finding| {
            vec![
                finding.kind.code().into(),
                finding.heading.as_str().into(),
                finding.theme.as_str().into(),
                finding.text.as_str().into(),
                finding.public_text.as_str().into(),
                u32::try_from(finding.count_plans()).unwrap_or(u32::MAX).into(),
                if finding.in_report { "yes" } else { "no" }.into(),
            ]
        };
        let columns = vec!["kind", "section", "theme", "text", "public_text", "plans", "in_report"];
        Table { name: "findings", columns, rows: findings.map(row).collect() }
    }

    fn plan_results(&self) -> Table {
        let row = |plan: &SnapshotPlan| {
            let result = self.snapshot.plan_results.get(&plan.sampled.subject)?;
            let cells = [plan.facts.reference.as_str(), result.outcome.code(), result.reason.as_str()];
            Some(cells.map(Cell::from).to_vec())
        };
        let rows = self.seen_plans().filter_map(row).collect();
        Table { name: "plan_results", columns: vec!["plan", "result", "reason"], rows }
    }

    fn threads(&self) -> Table {
        let mut rows = Vec::new();
        for (sheet, plan, member) in self.shown() {
            rows.extend(sheet.threads.iter().map(|thread| thread_row(plan, &member, thread)));
        }
        for plan in self.seen_plans() {
            let threads = self.snapshot.agreed_threads.get(&plan.sampled.subject);
            rows.extend(
                threads.into_iter().flatten().map(|thread| thread_row(&plan.facts.reference, "agreed", thread)),
            );
        }
        let columns = vec![
            "plan",
            "who",
            "number",
            "hope",
            "need",
            "outcome",
            "provision",
            "hope_to_need",
            "need_to_outcome",
            "outcome_to_provision",
        ];
        Table { name: "golden_threads", columns, rows }
    }
}

fn thread_row(plan: &str, who: &str, thread: &Thread) -> Vec<Cell> {
    vec![
        plan.into(),
        who.into(),
        thread.number.into(),
        thread.hope.as_str().into(),
        thread.need.as_str().into(),
        thread.outcome.as_str().into(),
        thread.provision.as_str().into(),
        thread.hope_to_need.code().into(),
        thread.need_to_outcome.code().into(),
        thread.outcome_to_provision.code().into(),
    ]
}

fn questions(tool: &AuditTool) -> Table {
    let mut rows = Vec::new();
    for heading in &tool.headings {
        for criterion in &heading.criteria {
            let cells = [&heading.code, &heading.title, &criterion.code, &criterion.question];
            rows.push(cells.map(|text| Cell::from(text.as_str())).to_vec());
        }
    }
    Table { name: "questions", columns: vec!["section", "section_title", "criterion", "question"], rows }
}
