//! Measures and published benchmarks: put into the file.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Benchmark, MeasureValue};
use serde_json::json;

impl Session {
    /// Adds values of measures that are not there yet; returns how many were new.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_measures(&mut self, actor: &Actor, values: &[MeasureValue]) -> Result<Done<u64>, OpError> {
        self.transact(actor, |change| {
            let present = change.db.list_measure_values()?;
            let mut added = 0;
            for value in values.iter().filter(|value| !present.contains(value)) {
                change.db.add_measure_value(MeasureId(change.world.new_uuid()), value)?;
                added += 1;
            }
            let changes = Changes { measures: true, ..Changes::default() };
            let entry = (added > 0).then(|| Entry::new("measures_added", json!({"added": added}), changes));
            Ok((added, entry))
        })
    }

    /// Values of all measures.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_measures(&self) -> Result<Vec<MeasureValue>, OpError> {
        Ok(self.store.db().list_measure_values()?)
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
            let changes = Changes { measures: true, ..Changes::default() };
            Ok(((), Some(Entry::new("benchmarks_put", json!({"figures": figures.len()}), changes))))
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
