//! Plans of the cohort, and the subjects that are read of them.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::{PlanId, SubjectId};
use crate::domain::plan::{Plan, PlanFacts, PlanFlags};
use jiff::civil::Date;
use rusqlite::{Row, named_params};

const DURING: &str = "reading the cohort";

pub(super) fn facts_from(row: &Row<'_>) -> rusqlite::Result<PlanFacts> {
    Ok(PlanFacts {
        reference: row.get("reference")?,
        year_group: row.get("year_group")?,
        age: row.get("age")?,
        sex: row.get("sex")?,
        ethnicity: row.get("ethnicity")?,
        primary_need: row.get("primary_need")?,
        secondary_need: row.get("secondary_need")?,
        setting: row.get("setting")?,
        setting_type: row.get("setting_type")?,
        sen_unit: row.get("sen_unit")?,
        resourced_provision: row.get("resourced_provision")?,
        placement: row.get("placement")?,
        plan_kind: row.get("plan_kind")?,
        requested_on: get_day(row, "requested_on")?,
        issued_on: get_day(row, "issued_on")?,
        last_review_on: get_day(row, "last_review_on")?,
        decision_on: get_day(row, "decision_on")?,
        transferred_on: get_day(row, "transferred_on")?,
        phase_transfer_due_on: get_day(row, "phase_transfer_due_on")?,
        phase_transfer_final_on: get_day(row, "phase_transfer_final_on")?,
        personal_budget: row.get("personal_budget")?,
        coordinator: row.get("coordinator")?,
        // Of a piece of advice, not of the plan.
        service: None,
        flags: PlanFlags {
            looked_after: row.get("looked_after")?,
            child_in_need: row.get("child_in_need")?,
            protection_plan: row.get("protection_plan")?,
            adopted: row.get("adopted")?,
            eal: row.get("eal")?,
            out_of_area: row.get("out_of_area")?,
            not_in_education: row.get("not_in_education")?,
        },
    })
}

impl Db<'_> {
    /// Adds a plan, or replaces the facts of the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_plan(&self, plan: &Plan) -> Result<(), StorageError> {
        let (facts, flags) = (&plan.facts, &plan.facts.flags);
        let values = named_params! {
            ":id": plan.id, ":reference": facts.reference, ":year_group": facts.year_group, ":age": facts.age,
            ":sex": facts.sex, ":ethnicity": facts.ethnicity, ":primary_need": facts.primary_need,
            ":secondary_need": facts.secondary_need, ":setting": facts.setting,
            ":setting_type": facts.setting_type, ":sen_unit": facts.sen_unit,
            ":resourced_provision": facts.resourced_provision, ":placement": facts.placement,
            ":plan_kind": facts.plan_kind, ":requested_on": day(facts.requested_on),
            ":issued_on": day(facts.issued_on), ":last_review_on": day(facts.last_review_on),
            ":decision_on": day(facts.decision_on), ":personal_budget": facts.personal_budget,
            ":coordinator": facts.coordinator, ":looked_after": flags.looked_after,
            ":child_in_need": flags.child_in_need, ":protection_plan": flags.protection_plan,
            ":adopted": flags.adopted, ":eal": flags.eal, ":out_of_area": flags.out_of_area,
            ":not_in_education": flags.not_in_education, ":left_on": day(plan.left_on),
            ":transferred_on": day(facts.transferred_on), ":phase_transfer_due_on": day(facts.phase_transfer_due_on),
            ":phase_transfer_final_on": day(facts.phase_transfer_final_on),
        };
        self.execute(include_str!("put.sql"), values, "writing the cohort")?;
        Ok(())
    }

    /// The whole cohort, plans that left too, by reference.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_plans(&self) -> Result<Vec<Plan>, StorageError> {
        self.list(include_str!("list.sql"), [], DURING, |row| {
            Ok(Plan { id: row.get("id")?, facts: facts_from(row)?, left_on: get_day(row, "left_on")? })
        })
    }

    /// Marks a plan as no longer in the source.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mark_plan_left(&self, id: PlanId, on: Date) -> Result<(), StorageError> {
        self.execute(include_str!("mark_left.sql"), rusqlite::params![id, day(Some(on))], "writing the cohort")?;
        Ok(())
    }

    /// How many plans are in the cohort now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_plans(&self) -> Result<u64, StorageError> {
        Ok(self.get(include_str!("count.sql"), [], DURING, |row| row.get(0))?.unwrap_or(0))
    }

    /// The subject of this kind and label of a plan, if it was made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_subject(&self, plan: PlanId, kind: SubjectKind, label: &str) -> Result<Option<SubjectId>, StorageError> {
        let sql = include_str!("get_subject.sql");
        self.get(sql, rusqlite::params![plan, kind, label], DURING, |row| row.get(0))
    }

    /// Adds a subject of a plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_subject(&self, id: SubjectId, plan: PlanId, kind: SubjectKind, label: &str) -> Result<(), StorageError> {
        let sql = include_str!("add_subject.sql");
        self.execute(sql, rusqlite::params![id, plan, kind, label], "writing what is read")?;
        Ok(())
    }
}
