//! The round before this one of the same kind, counted: what a change is measured against.

use super::snapshot::{is_same_kind, may_join};
use crate::domain::grading::{Judgement, Override, PlanGrading, final_grade};
use crate::domain::ids::SubjectId;
use crate::domain::previous::PreviousRound;
use crate::domain::round::{Purpose, Round, SampleOrigin, SampleState};
use crate::domain::sheet::GradeOverride;
use crate::ops::{OpError, Session};
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// The newest earlier random dip of the same kind.
    pub(super) fn previous_round(&mut self, round: &Round) -> Result<Option<PreviousRound>, OpError> {
        let Some(draw) = round.draw.as_ref().filter(|_| round.facts.purpose == Purpose::Random) else {
            return Ok(None);
        };
        let drawn = |other: &Round| other.draw.as_ref().map_or(i64::MIN, |draw| draw.drawn_ms);
        let rounds = self.list_rounds()?;
        let earlier = rounds.iter().filter(|other| is_same_kind(round, other) && drawn(other) < draw.drawn_ms);
        match earlier.max_by_key(|other| (drawn(other), other.id)) {
            Some(previous) => Ok(Some(self.count_round(round, previous, drawn(previous))?)),
            None => Ok(None),
        }
    }

    /// Whether a round of the rolling twelve months, this one among them, had a minimum for each stratum.
    pub(super) fn joins_unequal_chances(&mut self, round: &Round) -> Result<bool, OpError> {
        let unequal = |round: &Round| round.draw.as_ref().is_some_and(|draw| draw.min_per_stratum > 0);
        let rounds = self.list_rounds()?;
        Ok(unequal(round) || rounds.iter().any(|other| may_join(round, other) && unequal(other)))
    }

    fn count_round(&mut self, now: &Round, round: &Round, drawn_ms: i64) -> Result<PreviousRound, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let agreed = self.agreed(round)?;
        let db = self.store.db();
        let sampled_now = db.list_sample(now.id)?.into_iter().filter(|(s, _)| s.state == SampleState::Sampled);
        let now: BTreeSet<String> = sampled_now.map(|(_, facts)| facts.reference).collect();
        let overrides: BTreeMap<SubjectId, GradeOverride> = db.list_overrides(round.id)?.into_iter().collect();
        let judgement = Judgement::of_plan(&tool, round.facts.depth, round.facts.evidence);
        let good = |grade: Option<&str>| grade.and_then(|code| tool.get_grade(code)).is_some_and(|g| g.good_or_better);
        let mut counted = PreviousRound {
            title: round.facts.title.clone(),
            drawn_ms,
            plans: 0,
            good_or_better: 0,
            without_gap: 0,
            not_agreed: 0,
            also_now: 0,
            unequal_chances: round.draw.as_ref().is_some_and(|draw| draw.min_per_stratum > 0),
            sections: tool.headings.iter().map(|heading| (heading.code.clone(), 0, 0)).collect(),
        };
        for (sampled, facts) in db.list_sample(round.id)? {
            if sampled.state != SampleState::Sampled || sampled.origin == SampleOrigin::ByHand {
                continue;
            }
            let codes = agreed.get(&sampled.subject).into_iter().flatten();
            let codes = codes.map(|(criterion, a)| (criterion.clone(), a.answer.clone())).collect();
            let grading: PlanGrading = judgement.grade(&codes, &BTreeSet::new());
            if !grading.complete {
                counted.not_agreed += 1;
                continue;
            }
            let by_panel = overrides.get(&sampled.subject);
            let by_panel = by_panel.map(|o| Override { grade: o.grade.clone(), reason: o.reason.clone() });
            counted.plans += 1;
            counted.good_or_better += u64::from(good(final_grade(&grading, by_panel.as_ref()).grade.as_deref()));
            counted.without_gap += u64::from(grading.gaps.is_empty());
            counted.also_now += u64::from(now.contains(&facts.reference));
            for ((_, graded, well), section) in counted.sections.iter_mut().zip(&grading.sections) {
                *graded += u64::from(section.grade.is_some());
                *well += u64::from(good(section.grade.as_deref()));
            }
        }
        Ok(counted)
    }
}
