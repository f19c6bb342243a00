//! The sample of a round: plans in draw order, reserves, withdrawn ones.

use super::plan::facts_from;
use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::advice::service_labelled;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::{PlanId, RoundId, SubjectId};
use crate::domain::plan::{PlanFacts, labelled_reference};
use crate::domain::round::{Papers, SampleState, SampledPlan};
use rusqlite::{Row, params};

const READING: &str = "reading the sample";
const WRITING: &str = "writing the sample";

fn sampled_from(row: &Row<'_>) -> rusqlite::Result<SampledPlan> {
    Ok(SampledPlan {
        subject: row.get("subject_id")?,
        order: row.get("draw_order")?,
        stratum: row.get("stratum")?,
        state: row.get("state")?,
        origin: row.get("origin")?,
        reason: row.get("reason")?,
        practice: row.get("practice")?,
        papers: Papers {
            version_on: get_day(row, "version_on")?,
            appendices: row.get("appendices")?,
            where_to_find: row.get("where_to_find")?,
            ready: row.get("papers_ready")?,
        },
        label: row.get("label")?,
    })
}

impl Db<'_> {
    /// Adds a plan to a sample.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_sampled_plan(&self, round: RoundId, plan: &SampledPlan) -> Result<(), StorageError> {
        let papers = &plan.papers;
        let values = params![
            round,
            plan.subject,
            plan.order,
            plan.stratum,
            plan.state,
            plan.origin,
            plan.reason,
            plan.practice,
            day(papers.version_on),
            papers.appendices,
            papers.where_to_find,
            papers.ready
        ];
        self.execute(include_str!("add.sql"), values, WRITING)?;
        Ok(())
    }

    /// A round's sample in draw order, with the plans' facts. Where the round reads more than one thing of a plan, the
    /// reference carries the label of what is read, so that it stays unique in the round. Where it reads advice, the
    /// facts have the service that gave it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_sample(&self, round: RoundId) -> Result<Vec<(SampledPlan, PlanFacts)>, StorageError> {
        let mut reads_advice = false;
        let mut sample = self.list(include_str!("list.sql"), [round], READING, |row| {
            let (sampled, facts) = (sampled_from(row)?, facts_from(row)?);
            reads_advice |= row.get::<_, SubjectKind>("subject_kind")? == SubjectKind::Advice;
            Ok((sampled, facts, row.get::<_, u32>("read_of_plan")? > 1))
        })?;
        if reads_advice {
            let register = self.list_advice()?;
            for (sampled, facts, _) in &mut sample {
                facts.service = service_labelled(&register, &facts.reference, &sampled.label);
            }
        }
        let named = sample.into_iter().map(|(sampled, mut facts, is_one_of_several)| {
            if is_one_of_several {
                facts.reference = labelled_reference(&facts.reference, &sampled.label);
            }
            (sampled, facts)
        });
        Ok(named.collect())
    }

    /// Ids of the plans in a round's sample now, reserves and withdrawn ones not among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_sampled_plan_ids(&self, round: RoundId) -> Result<Vec<PlanId>, StorageError> {
        self.list(include_str!("list_plan_ids.sql"), [round], READING, |row| row.get(0))
    }

    /// Sets what readers need to read a plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_papers(&self, round: RoundId, subject: SubjectId, papers: &Papers) -> Result<(), StorageError> {
        let day = day(papers.version_on);
        let values = params![round, subject, day, papers.appendices, papers.where_to_find, papers.ready];
        self.execute(include_str!("set_papers.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes a plan that nothing hangs on out of a sample as if it had never been added.
    ///
    /// # Errors
    /// When something hangs on it, or the file cannot be written.
    pub fn remove_sampled_plan(&self, round: RoundId, subject: SubjectId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), params![round, subject], WRITING)?;
        Ok(())
    }

    /// Changes where a plan of a sample stands.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_sample_state(
        &self,
        round: RoundId,
        subject: SubjectId,
        state: SampleState,
        origin: crate::domain::round::SampleOrigin,
        reason: Option<&str>,
    ) -> Result<(), StorageError> {
        let values = params![round, subject, state, origin, reason];
        self.execute(include_str!("set_state.sql"), values, WRITING)?;
        Ok(())
    }
}
