//! The frozen picture of a round that statistics, reports and exports are made from.

use crate::domain::grading::{Judgement, Override, final_grade};
use crate::domain::ids::{MemberId, SubjectId};
use crate::domain::round::{Purpose, Round, SampleOrigin};
use crate::domain::sheet::{AgreedAnswer, GradeOverride};
use crate::domain::snapshot::{AuditSnapshot, EarlierPlan, SnapshotPlan};
use crate::ops::{OpError, Session};
use std::collections::{BTreeMap, BTreeSet};

/// Twelve months back from a draw, in milliseconds: the leap day is given rather than taken.
const TWELVE_MONTHS_MS: i64 = 366 * 24 * 60 * 60 * 1_000;

pub(super) type Agreed = BTreeMap<SubjectId, BTreeMap<String, AgreedAnswer>>;

impl Session {
    /// Freezes a round. Drafts are left out, but for those of `and_drafts_of`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot(&mut self, round: &Round, and_drafts_of: Option<MemberId>) -> Result<AuditSnapshot, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let (earlier, earlier_frame) = self.earlier_plans(round)?;
        let previous = self.previous_round(round)?;
        let earlier_unequal_chances = self.joins_unequal_chances(round)?;
        let other_versions = self.other_versions(round)?;
        let file = self.file_facts()?;
        let logo = self.logo()?;
        let db = self.store.db();
        let open: BTreeSet<SubjectId> = db.list_open_comparisons(round.id)?.into_iter().collect();
        let mut overrides: BTreeMap<SubjectId, GradeOverride> = db.list_overrides(round.id)?.into_iter().collect();
        let plans = db.list_sample(round.id)?.into_iter().map(|(sampled, facts)| SnapshotPlan {
            comparison_open: open.contains(&sampled.subject),
            grade_override: overrides.remove(&sampled.subject),
            sampled,
            facts,
        });
        let plans: Vec<SnapshotPlan> = plans.collect();
        // The practice plan counts nowhere: nothing that figures are made from knows more of it than that it is there.
        let practice: BTreeSet<SubjectId> =
            plans.iter().filter(|p| p.sampled.practice).map(|p| p.sampled.subject).collect();
        let mut agreed = self.agreed(round)?;
        agreed.retain(|subject, _| !practice.contains(subject));
        let mut sheets = db.list_sheets(round.id, and_drafts_of)?;
        sheets.retain(|sheet| !practice.contains(&sheet.subject));
        let tasks = db.list_progress(round.id)?.into_iter().map(|p| p.assignment);
        Ok(AuditSnapshot {
            file,
            head_digest: self.head_digest(),
            plans,
            members: db.list_members()?,
            assignments: tasks.filter(|task| !practice.contains(&task.subject)).collect(),
            sheets,
            drafts: db.count_drafts(round.id)?,
            agreed,
            concerns: db.list_concerns(round.id)?,
            agreed_threads: db.list_agreed_threads(round.id)?,
            findings: db.list_findings(round.id)?,
            plan_results: db.list_plan_results(round.id)?,
            replies: db.list_replies(round.id)?,
            family: db.list_family(round.id)?.into_iter().collect(),
            advice: db.list_advice()?,
            actions: db.list_actions()?,
            effects: BTreeMap::new(),
            year: None,
            clocks: Vec::new(),
            clock_limits: Default::default(),
            draft_register: None,
            report_texts: db.list_report_texts(round.id)?,
            taken_at: self.world.now_local(),
            round: round.clone(),
            tool: (*tool).clone(),
            earlier,
            earlier_frame,
            earlier_unequal_chances,
            other_versions,
            logo,
            previous,
        })
    }

    /// Random dips of the twelve months to this round's draw that were scored with another version of its tool.
    fn other_versions(&mut self, round: &Round) -> Result<Vec<(String, u32)>, OpError> {
        let Some(draw) = round.draw.as_ref().filter(|_| round.facts.purpose == Purpose::Random) else {
            return Ok(Vec::new());
        };
        let tool = self.tool(round.facts.tool)?;
        let mut found = Vec::new();
        for other in self.list_rounds()?.iter() {
            let drawn =
                other.draw.as_ref().map(|draw| draw.drawn_ms).filter(|_| other.facts.purpose == Purpose::Random);
            let is_recent = drawn.is_some_and(|at| (draw.drawn_ms - TWELVE_MONTHS_MS..=draw.drawn_ms).contains(&at));
            if !is_recent || other.id == round.id || other.facts.tool == round.facts.tool {
                continue;
            }
            let with = self.tool(other.facts.tool)?;
            if with.code == tool.code {
                found.push((other.facts.title.clone(), with.version));
            }
        }
        Ok(found)
    }

    pub(super) fn agreed(&self, round: &Round) -> Result<Agreed, OpError> {
        let mut agreed = Agreed::new();
        for answer in self.store.db().list_agreed(round.id)? {
            agreed.entry(answer.subject).or_default().insert(answer.criterion.clone(), answer);
        }
        Ok(agreed)
    }

    /// Plans of earlier random dips that may join: same tool version, depth, evidence and filters, drawn in the
    /// twelve months to this round's draw; fully agreed ones only.
    fn earlier_plans(&mut self, round: &Round) -> Result<(Vec<EarlierPlan>, Option<u64>), OpError> {
        let Some(draw) = round.draw.as_ref().filter(|_| round.facts.purpose == Purpose::Random) else {
            return Ok((Vec::new(), None));
        };
        let mut frame = draw.frame;
        let mut plans = Vec::new();
        for other in self.list_rounds()?.iter().filter(|other| may_join(round, other)) {
            let Some(other_draw) = &other.draw else { continue };
            frame = frame.zip(other_draw.frame).map(|(a, b)| a.max(b));
            plans.extend(self.graded_plans(other, other_draw.drawn_ms)?);
        }
        Ok((plans, frame))
    }

    fn graded_plans(&mut self, round: &Round, drawn_ms: i64) -> Result<Vec<EarlierPlan>, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let agreed = self.agreed(round)?;
        let db = self.store.db();
        let overrides: BTreeMap<SubjectId, GradeOverride> = db.list_overrides(round.id)?.into_iter().collect();
        let judgement = Judgement::of_plan(&tool, round.facts.depth, round.facts.evidence);
        let mut plans = Vec::new();
        for (sampled, facts) in db.list_sample(round.id)? {
            if !sampled.counts() || sampled.origin == SampleOrigin::ByHand {
                continue;
            }
            let codes = agreed.get(&sampled.subject).into_iter().flatten();
            let codes = codes.map(|(criterion, a)| (criterion.clone(), a.answer.clone())).collect();
            let grading = judgement.grade(&codes, &BTreeSet::new());
            let by_panel = overrides.get(&sampled.subject);
            let by_panel = by_panel.map(|o| Override { grade: o.grade.clone(), reason: o.reason.clone() });
            let grade = final_grade(&grading, by_panel.as_ref()).grade;
            if let Some(grade) = grade.filter(|_| grading.complete).and_then(|code| tool.get_grade(&code).cloned()) {
                let good_or_better = grade.good_or_better;
                plans.push(EarlierPlan { reference: facts.reference, drawn_ms, good_or_better });
            }
        }
        Ok(plans)
    }
}

pub(super) fn may_join(round: &Round, other: &Round) -> bool {
    let (Some(draw), Some(other_draw)) = (&round.draw, &other.draw) else { return false };
    let since = draw.drawn_ms - TWELVE_MONTHS_MS;
    is_same_kind(round, other) && (since..=draw.drawn_ms).contains(&other_draw.drawn_ms)
}

/// Another random dip with the same tool version, depth, evidence and filters: only those form a trend.
pub(super) fn is_same_kind(round: &Round, other: &Round) -> bool {
    let (Some(draw), Some(other_draw)) = (&round.draw, &other.draw) else { return false };
    let (facts, other_facts) = (&round.facts, &other.facts);
    other.id != round.id
        && other_facts.purpose == Purpose::Random
        && (other_facts.tool, other_facts.depth, other_facts.evidence) == (facts.tool, facts.depth, facts.evidence)
        && other_draw.issued_since == draw.issued_since
        && other_draw.filters == draw.filters
}
