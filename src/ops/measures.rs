//! Measures and published benchmarks: typed, taken in from a file, removed; the neighbours an area is set beside.

use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Benchmark, MeasureValue, ValueKind};
use crate::domain::rules::{Field, RuleViolation, Thing};
use serde_json::json;
use std::collections::BTreeSet;

/// The fact of the file in which the chosen neighbours are kept.
const NEIGHBOURS: &str = "measure_neighbours";

/// A change to the figures followed over time.
#[derive(Debug, Clone, PartialEq)]
pub enum Measuring {
    /// Adds a value, or changes the one with this id.
    Put {
        /// Which; none: a new one.
        id: Option<MeasureId>,
        /// The value.
        value: Box<MeasureValue>,
    },
    /// Removes a value.
    Remove(MeasureId),
    /// Takes values in from a file: those that are not there yet.
    Import(Vec<MeasureValue>),
    /// Chooses the authorities the area is set beside, by their ONS codes.
    SetNeighbours(Vec<String>),
}

/// A value of a measure before and after a change; none: it was not there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MeasureStep {
    id: MeasureId,
    before: Option<MeasureValue>,
    after: Option<MeasureValue>,
}

// Figures are numbers read from text or typed, never "not a number": equal is equal.
impl Eq for MeasureStep {}

/// Puts values back as they were.
pub(super) fn take_back(change: &mut Change<'_>, steps: &[MeasureStep]) -> Result<serde_json::Value, OpError> {
    let present = change.db.list_measure_values()?;
    for step in steps {
        let now = present.iter().find(|(id, _)| *id == step.id).map(|(_, value)| value);
        if now != step.after.as_ref() {
            return Err(RuleViolation::UndoOvertaken.into());
        }
        match &step.before {
            Some(before) => change.db.put_measure_value(step.id, before)?,
            None => change.db.remove_measure_value(step.id)?,
        }
    }
    let content: Vec<_> = steps.iter().map(|step| json!({"from": step.after, "to": step.before})).collect();
    Ok(json!({ "measures": content }))
}

/// What a change of measures touches.
pub(super) fn measure_changes() -> Changes {
    Changes { measures: true, ..Changes::default() }
}

fn step(id: MeasureId, before: Option<MeasureValue>, after: Option<MeasureValue>) -> Undo {
    Undo::Step(Box::new(UndoStep::Measures(vec![MeasureStep { id, before, after }])))
}

fn check(value: &MeasureValue) -> Result<(), RuleViolation> {
    if value.measure.trim().is_empty() {
        return Err(RuleViolation::Empty(Field::Measure));
    }
    if value.to.is_none() {
        return Err(RuleViolation::Empty(Field::MeasurePeriod));
    }
    let counts = value.numerator.zip(value.denominator);
    let is_share = value.unit == "percent";
    let cannot_be = value.from.zip(value.to).is_some_and(|(from, to)| from > to)
        || value.denominator.is_some_and(|d| d <= 0.0)
        || (value.numerator.is_some() && value.denominator.is_none())
        || counts.is_some_and(|(n, d)| is_share && n > d)
        || (value.value.is_some() != value.quality.is_some())
        || (value.kind == ValueKind::Target && value.value.is_none());
    if cannot_be { Err(RuleViolation::FigureCannotBe) } else { Ok(()) }
}

impl Session {
    /// Carries a change of the measures out.
    pub(super) fn run_measuring(&mut self, actor: &Actor, measuring: Measuring) -> Result<Done<u64>, OpError> {
        match measuring {
            Measuring::Put { id, value } => self.put_measure(actor, id, *value).map(|done| done.map(|_| 1)),
            Measuring::Remove(id) => self.remove_measure(actor, id).map(|done| done.map(|()| 1)),
            Measuring::Import(values) => self.add_measures(actor, &values),
            Measuring::SetNeighbours(codes) => self.set_neighbours(actor, &codes).map(|done| done.map(|()| 0)),
        }
    }

    /// Adds values of measures that are not there yet; returns how many were new.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_measures(&mut self, actor: &Actor, values: &[MeasureValue]) -> Result<Done<u64>, OpError> {
        self.transact(actor, |change| {
            let present: Vec<MeasureValue> =
                change.db.list_measure_values()?.into_iter().map(|(_, value)| value).collect();
            let mut steps = Vec::new();
            for value in values.iter().filter(|value| !present.contains(value)) {
                let id = MeasureId(change.world.new_uuid());
                change.db.put_measure_value(id, value)?;
                steps.push(MeasureStep { id, before: None, after: Some(value.clone()) });
            }
            let added = steps.len() as u64;
            let undo = Undo::Step(Box::new(UndoStep::Measures(steps)));
            let entry = Entry::new("measures_added", json!({"added": added}), measure_changes()).undone_by(undo);
            Ok((added, (added > 0).then_some(entry)))
        })
    }

    /// Adds a value, or changes the one with this id; gives back its id.
    ///
    /// # Errors
    /// When it names no measure or no period, its figures cannot be, or there is none with this id.
    pub fn put_measure(
        &mut self,
        actor: &Actor,
        id: Option<MeasureId>,
        value: MeasureValue,
    ) -> Result<Done<MeasureId>, OpError> {
        check(&value)?;
        self.transact(actor, |change| {
            let present = change.db.list_measure_values()?;
            let before = match id {
                Some(id) => Some(present.into_iter().find(|(other, _)| *other == id).ok_or_else(|| missing(id))?.1),
                None => None,
            };
            let id = id.unwrap_or_else(|| MeasureId(change.world.new_uuid()));
            if before.as_ref() == Some(&value) {
                return Ok((id, None));
            }
            change.db.put_measure_value(id, &value)?;
            let event = if before.is_some() { "measure_changed" } else { "measure_added" };
            let content = json!({"from": before, "to": value});
            let entry = Entry::new(event, content, measure_changes()).undone_by(step(id, before, Some(value)));
            Ok((id, Some(entry)))
        })
    }

    /// Removes a value.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn remove_measure(&mut self, actor: &Actor, id: MeasureId) -> Result<Done<()>, OpError> {
        self.transact(actor, |change| {
            let before = change.db.list_measure_values()?.into_iter().find(|(other, _)| *other == id);
            let (_, before) = before.ok_or_else(|| missing(id))?;
            change.db.remove_measure_value(id)?;
            let content = json!({"from": before});
            let undo = step(id, Some(before), None);
            Ok(((), Some(Entry::new("measure_removed", content, measure_changes()).undone_by(undo))))
        })
    }

    /// Values of all measures.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_measures(&self) -> Result<Vec<MeasureValue>, OpError> {
        Ok(self.list_kept_measures()?.into_iter().map(|(_, value)| value).collect())
    }

    /// Values of all measures with their ids.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_kept_measures(&self) -> Result<Vec<(MeasureId, MeasureValue)>, OpError> {
        Ok(self.store.db().list_measure_values()?)
    }

    /// ONS codes of the authorities the area is set beside, in the order chosen.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn neighbours(&self) -> Result<Vec<String>, OpError> {
        let kept = self.store.db().get_file_fact(NEIGHBOURS)?.unwrap_or_default();
        Ok(kept.split_whitespace().map(str::to_owned).collect())
    }

    /// Chooses the authorities the area is set beside.
    ///
    /// # Errors
    /// When one of them is not among the published figures of the file.
    pub fn set_neighbours(&mut self, actor: &Actor, codes: &[String]) -> Result<Done<()>, OpError> {
        let known: BTreeSet<String> = self.list_benchmarks()?.into_iter().map(|figure| figure.ons_code).collect();
        if let Some(unknown) = codes.iter().find(|code| !known.contains(*code)) {
            return Err(RuleViolation::NotFound { what: Thing::Authority, name: unknown.clone() }.into());
        }
        let before = self.neighbours()?;
        self.transact(actor, |change| {
            if before == codes {
                return Ok(((), None));
            }
            change.db.set_file_fact(NEIGHBOURS, &codes.join(" "))?;
            let content = json!({"from": before, "to": codes});
            Ok(((), Some(Entry::new("neighbours_set", content, measure_changes()).undone_by(Undo::Aside))))
        })
    }

    /// Puts published figures beside the area's own.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_benchmarks(&mut self, actor: &Actor, figures: &[Benchmark]) -> Result<Done<()>, OpError> {
        self.transact(actor, |change| {
            for figure in figures {
                change.db.put_benchmark(figure)?;
            }
            Ok(((), Some(Entry::new("benchmarks_put", json!({"figures": figures.len()}), measure_changes()))))
        })
    }

    /// All published figures, by area, year and measure.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_benchmarks(&self) -> Result<Vec<Benchmark>, OpError> {
        Ok(self.store.db().list_benchmarks()?)
    }
}

fn missing(id: MeasureId) -> OpError {
    RuleViolation::NotFound { what: Thing::Measure, name: id.to_string() }.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, figure as value};

    #[test]
    fn each_change_of_a_measure_can_be_undone() {
        let (_file, mut session) = TestFile::new();
        let lead = Actor::Lead;
        let id = session.put_measure(&lead, None, value(60.0)).unwrap().value;
        session.put_measure(&lead, Some(id), value(70.0)).unwrap();
        session.remove_measure(&lead, id).unwrap();
        assert_eq!(session.list_measures().unwrap(), vec![]);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_measures().unwrap(), vec![value(70.0)]);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_measures().unwrap(), vec![value(60.0)]);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_measures().unwrap(), vec![]);
        assert_eq!(session.check().unwrap(), vec![]);
    }

    #[test]
    fn an_import_of_measures_is_taken_back_whole_and_taking_it_in_twice_adds_nothing() {
        let (_file, mut session) = TestFile::new();
        let lead = Actor::Lead;
        let values = [value(60.0), value(61.0)];
        assert_eq!(session.add_measures(&lead, &values).unwrap().value, 2);
        assert_eq!(session.add_measures(&lead, &values).unwrap().value, 0);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_measures().unwrap(), vec![]);
    }

    #[test]
    fn a_figure_that_cannot_be_is_refused() {
        let (_file, mut session) = TestFile::new();
        let lead = Actor::Lead;
        let more = MeasureValue { numerator: Some(101.0), ..value(60.0) };
        session.put_measure(&lead, None, more).unwrap_err();
        session.put_measure(&lead, None, MeasureValue { to: None, ..value(60.0) }).unwrap_err();
        session.put_measure(&lead, None, MeasureValue { quality: None, ..value(60.0) }).unwrap_err();
        session.put_measure(&lead, None, MeasureValue { measure: " ".to_owned(), ..value(60.0) }).unwrap_err();
    }

    #[test]
    fn a_neighbour_that_no_figure_is_known_of_is_refused() {
        let (_file, mut session) = TestFile::new();
        session.set_neighbours(&Actor::Lead, &["E09000021".to_owned()]).unwrap_err();
        assert_eq!(session.neighbours().unwrap(), Vec::<String>::new());
    }
}
