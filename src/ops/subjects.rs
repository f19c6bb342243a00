//! What a round reads: the plan itself, its draft, its last review, the plan in practice, or pieces of advice.

use super::transact::{Change, OpError, Session};
use crate::domain::advice::{Advice, service_spelt};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::plan::{Plan, PlanFacts, label_in, labelled_reference, plan_reference};
use crate::domain::round::{Round, SampledPlan};
use std::collections::BTreeMap;

impl Session {
    /// What a round of this tool reads.
    pub(super) fn subject_kind(&mut self, round: &Round) -> Result<SubjectKind, OpError> {
        Ok(self.tool(round.facts.tool)?.subject)
    }

    /// One entry for each thing of this kind that can be read of these plans. Pieces of advice that came are entries of
    /// their own, each with the facts of its plan and a reference that carries its label; the order stays.
    pub(super) fn readable(&self, kind: SubjectKind, plans: Vec<Plan>) -> Result<Vec<Plan>, OpError> {
        if kind != SubjectKind::Advice {
            return Ok(plans);
        }
        let register = self.list_advice()?;
        let mut came: BTreeMap<&str, Vec<&Advice>> = BTreeMap::new();
        for advice in register.iter().filter(|advice| advice.returned_on.is_some()) {
            came.entry(&advice.reference).or_default().push(advice);
        }
        let mut entries = Vec::new();
        for plan in plans {
            for advice in came.get(plan.facts.reference.as_str()).into_iter().flatten() {
                let mut one = plan.clone();
                one.facts.reference = labelled_reference(&plan.facts.reference, &advice.label());
                let service = service_spelt(&register, &advice.service);
                one.facts.service = (!service.is_empty()).then(|| service.to_owned());
                entries.push(one);
            }
        }
        Ok(entries)
    }

    /// What a sample of this round may be drawn from before any filter: the plans, or the pieces of advice that came.
    ///
    /// # Errors
    /// When the round is not there, or the file cannot be read.
    pub fn list_readable(&mut self, round: RoundId, plans: Vec<Plan>) -> Result<Vec<Plan>, OpError> {
        let round = self.round_by_id(round)?;
        let kind = self.subject_kind(&round)?;
        self.readable(kind, plans)
    }
}

/// The name by which an entry of [`Session::readable`] was drawn, from the sample.
pub(super) fn drawn_name(kind: SubjectKind, sampled: &SampledPlan, facts: &PlanFacts) -> String {
    let reference = plan_reference(&facts.reference);
    if kind == SubjectKind::Advice { labelled_reference(reference, &sampled.label) } else { reference.to_owned() }
}

/// The names of a round's sample as everybody sees them: the reference alone where it is the only one of its plan.
pub(super) fn shown_names(kind: SubjectKind, names: &[String]) -> Vec<String> {
    if kind != SubjectKind::Advice {
        return names.to_vec();
    }
    let mut of_plan: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *of_plan.entry(plan_reference(name)).or_default() += 1;
    }
    let shown = |name: &String| {
        let reference = plan_reference(name);
        if of_plan.get(reference) == Some(&1) { reference.to_owned() } else { name.clone() }
    };
    names.iter().map(shown).collect()
}

/// The subject of an entry of [`Session::readable`], made where there is none yet.
pub(super) fn subject_of(change: &mut Change<'_>, kind: SubjectKind, entry: &Plan) -> Result<SubjectId, OpError> {
    let name = entry.facts.reference.as_str();
    let label = match kind {
        SubjectKind::Plan | SubjectKind::Draft | SubjectKind::Practice => String::new(),
        SubjectKind::Advice => label_in(name).to_owned(),
        SubjectKind::Review => entry.facts.last_review_on.map(|day| day.to_string()).unwrap_or_default(),
    };
    if let Some(subject) = change.db.get_subject(entry.id, kind, &label)? {
        return Ok(subject);
    }
    let subject = SubjectId(change.world.new_uuid());
    change.db.add_subject(subject, entry.id, kind, &label)?;
    Ok(subject)
}
