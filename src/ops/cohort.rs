//! The cohort: plans taken in from what was read of a file.

use super::file::fact;
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session};
use crate::domain::fact::Fact;
use crate::domain::ids::PlanId;
use crate::domain::plan::{Plan, PlanFacts};
use crate::domain::rules::RuleViolation;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// A cohort as read from its source.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortImport {
    /// What was read, in words for the log: the kind of source, never a path.
    pub source: String,
    /// Plans with the facts that were read.
    pub plans: Vec<PlanFacts>,
    /// Facts for which the source has a column.
    pub columns: Vec<Fact>,
    /// The day the source speaks of.
    pub as_of: Date,
    /// A whole statutory return: what it leaves empty is empty.
    pub is_return: bool,
    /// References come from a key file (or from a source that has the case system's own).
    pub keyed: bool,
    /// Rows that could not be taken in.
    pub rejected: u64,
    /// Take the rest although rows were rejected.
    pub skip_rejected: bool,
}

/// What the window asks for about the cohort.
#[derive(Debug, Clone, PartialEq)]
pub enum CohortChange {
    /// Takes a cohort in and keeps what its columns were.
    Import {
        /// The cohort.
        import: Box<CohortImport>,
        /// Names of the source's columns, then ours; none for a return.
        columns: Option<BTreeMap<String, String>>,
    },
}

/// What an import did; counts are plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ImportOutcome {
    /// Plans in the source, rejected ones among them.
    pub read: u64,
    /// New in the cohort.
    pub added: u64,
    /// With other facts than before.
    pub updated: u64,
    /// As before.
    pub unchanged: u64,
    /// No longer in the source, and marked so.
    pub left: u64,
    /// Not taken in.
    pub rejected: u64,
}

impl ImportOutcome {
    fn changed_anything(self) -> bool {
        self.added + self.updated + self.left > 0
    }
}

/// Whether a source speaks for the whole cohort, or only adds facts to plans already there.
///
/// A table that lacks a column of the source before it cannot be that source's next edition: nobody has left for
/// not being in a list of looked-after children.
fn speaks_for_the_cohort(import: &CohortImport, columns_before: Option<&str>) -> bool {
    let Some(before) = columns_before.filter(|_| !import.is_return) else { return true };
    before.split(',').filter(|c| !c.is_empty()).all(|code| import.columns.iter().any(|fact| fact.code() == code))
}

impl Session {
    /// What an import would do; nothing is written.
    ///
    /// # Errors
    /// As [`Self::import_plans`], but rejected rows do not stop it.
    pub fn preview_import(&mut self, import: &CohortImport) -> Result<ImportOutcome, OpError> {
        let done = self.transact(&Actor::CommandLine, |change| {
            let (outcome, _) = take_in(change, import)?;
            Ok((outcome, None))
        })?;
        Ok(done.value)
    }

    /// Takes a cohort in: new plans added, known ones brought up to date, those no longer there marked as left.
    ///
    /// # Errors
    /// When rows were rejected and not to be skipped, or a return without a key meets a cohort that came with one.
    pub fn import_plans(&mut self, actor: &Actor, import: &CohortImport) -> Result<Done<ImportOutcome>, OpError> {
        self.import_mapped_plans(actor, import, None)
    }

    /// As [`Self::import_plans`]; what the columns of the source are is kept for its next edition.
    ///
    /// # Errors
    /// As [`Self::import_plans`].
    pub fn import_mapped_plans(
        &mut self,
        actor: &Actor,
        import: &CohortImport,
        columns: Option<&BTreeMap<String, String>>,
    ) -> Result<Done<ImportOutcome>, OpError> {
        if import.rejected > 0 && !import.skip_rejected {
            return Err(RuleViolation::RowsRejected(usize::try_from(import.rejected).unwrap_or(usize::MAX)).into());
        }
        self.transact(actor, |change| {
            let (outcome, mut log) = take_in(change, import)?;
            let is_new_map = keep_columns(change, columns, &mut log)?;
            let changes = Changes { cohort: true, file: true, ..Changes::default() };
            let is_change = outcome.changed_anything() || is_new_map;
            let entry = is_change.then(|| Entry::new("plans_imported", log, changes));
            Ok((outcome, entry))
        })
    }

    /// What the columns of the last mapped source were: its names, then ours.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept_columns(&self) -> Result<BTreeMap<String, String>, OpError> {
        let kept = self.store.db().get_file_fact(fact::COHORT_MAP)?;
        // Written by this program; one that cannot be read only means that the columns are proposed by name again.
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// The whole cohort, plans that left too, by reference.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_plans(&self) -> Result<Vec<Plan>, OpError> {
        Ok(self.store.db().list_plans()?)
    }
}

fn take_in(change: &mut Change<'_>, import: &CohortImport) -> Result<(ImportOutcome, Value), OpError> {
    let columns_before = change.db.get_file_fact(fact::COHORT_COLUMNS)?;
    let keyed_before = change.db.get_file_fact(fact::COHORT_KEYED)?;
    if import.is_return && !import.keyed && keyed_before.as_deref() == Some("yes") {
        return Err(RuleViolation::KeyNeeded.into());
    }
    let whole = speaks_for_the_cohort(import, columns_before.as_deref());
    let mut known: HashMap<String, Plan> =
        change.db.list_plans()?.into_iter().map(|plan| (plan.facts.reference.clone(), plan)).collect();
    let mut outcome = ImportOutcome {
        read: import.plans.len() as u64 + import.rejected,
        rejected: import.rejected,
        ..ImportOutcome::default()
    };
    let mut updates = Vec::new();
    for read in &import.plans {
        match known.remove(&read.reference) {
            None => {
                let id = PlanId(change.world.new_uuid());
                change.db.put_plan(&Plan { id, facts: read.clone(), left_on: None })?;
                outcome.added += 1;
            }
            Some(old) => {
                let mut new = old.clone();
                new.left_on = if whole { None } else { old.left_on };
                bring_up_to_date(import, read, &mut new.facts);
                if new == old {
                    outcome.unchanged += 1;
                } else {
                    change.db.put_plan(&new)?;
                    updates.push(differences(&old, &new));
                    outcome.updated += 1;
                }
            }
        }
    }
    let mut left = Vec::new();
    if whole {
        for plan in known.into_values().filter(|plan| plan.left_on.is_none()) {
            change.db.mark_plan_left(plan.id, import.as_of)?;
            left.push(plan.facts.reference);
        }
        left.sort_unstable();
        outcome.left = left.len() as u64;
        remember_source(change, import)?;
    }
    let log =
        json!({"source": import.source, "as_of": import.as_of, "counts": outcome, "updated": updates, "left": left});
    Ok((outcome, log))
}

/// Keeps what the columns are; whether that is another than before.
fn keep_columns(
    change: &mut Change<'_>,
    columns: Option<&BTreeMap<String, String>>,
    log: &mut Value,
) -> Result<bool, OpError> {
    let Some(columns) = columns else { return Ok(false) };
    let text = json!(columns).to_string();
    let before = change.db.get_file_fact(fact::COHORT_MAP)?;
    if before.as_deref() == Some(text.as_str()) {
        return Ok(false);
    }
    change.db.set_file_fact(fact::COHORT_MAP, &text)?;
    log["columns"] = json!(columns);
    Ok(true)
}

fn remember_source(change: &mut Change<'_>, import: &CohortImport) -> Result<(), OpError> {
    let columns: Vec<&str> = import.columns.iter().map(|fact| fact.code()).collect();
    change.db.set_file_fact(fact::COHORT_COLUMNS, &columns.join(","))?;
    change.db.set_file_fact(fact::COHORT_AS_OF, &import.as_of.to_string())?;
    change.db.set_file_fact(fact::COHORT_KEYED, if import.keyed { "yes" } else { "no" })?;
    Ok(())
}

/// A return speaks for its columns, empty ones too; in a table an empty cell changes nothing.
fn bring_up_to_date(import: &CohortImport, read: &PlanFacts, facts: &mut PlanFacts) {
    for fact in &import.columns {
        if import.is_return {
            fact.copy(read, facts);
        } else {
            fact.copy_if_known(read, facts);
        }
    }
}

/// From what to what, only the facts that differ.
fn differences(old: &Plan, new: &Plan) -> Value {
    let (before, after) = (json!(old.facts), json!(new.facts));
    let mut changed = serde_json::Map::new();
    if let (Value::Object(before), Value::Object(after)) = (before, after) {
        for (name, value) in after {
            let was = before.get(&name).cloned().unwrap_or(Value::Null);
            if was != value {
                changed.insert(name, json!([was, value]));
            }
        }
    }
    if old.left_on != new.left_on {
        changed.insert("left_on".to_owned(), json!([old.left_on, new.left_on]));
    }
    json!({"reference": new.facts.reference, "changed": changed})
}
