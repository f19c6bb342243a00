//! Values of measures, and published benchmarks.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Benchmark, MeasureValue};
use rusqlite::params;

impl Db<'_> {
    /// Adds a value of a measure, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_measure_value(&self, id: MeasureId, value: &MeasureValue) -> Result<(), StorageError> {
        let values = params![
            id,
            value.measure,
            value.definition,
            value.kind,
            value.better,
            day(value.from),
            day(value.to),
            value.part_year,
            value.numerator,
            value.denominator,
            value.value,
            value.unit,
            value.quality,
            value.source,
            value.note
        ];
        self.execute(include_str!("put.sql"), values, "saving the measures")?;
        Ok(())
    }

    /// Removes a value of a measure.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_measure_value(&self, id: MeasureId) -> Result<(), StorageError> {
        self.execute("DELETE FROM measure_value WHERE id = ?1", [id], "removing a figure")?;
        Ok(())
    }

    /// All values of all measures, by measure, definition and period, with their ids.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_measure_values(&self) -> Result<Vec<(MeasureId, MeasureValue)>, StorageError> {
        self.list(include_str!("list.sql"), [], "reading the measures", |row| {
            let value = MeasureValue {
                measure: row.get("measure")?,
                definition: row.get("definition")?,
                kind: row.get("kind")?,
                better: row.get("better")?,
                from: get_day(row, "from_on")?,
                to: get_day(row, "to_on")?,
                part_year: row.get("part_year")?,
                numerator: row.get("numerator")?,
                denominator: row.get("denominator")?,
                value: row.get("value")?,
                unit: row.get("unit")?,
                quality: row.get("quality")?,
                source: row.get("source")?,
                note: row.get("note")?,
            };
            Ok((row.get("id")?, value))
        })
    }

    /// Adds a published figure, or replaces the one of this area, year and measure.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_benchmark(&self, figure: &Benchmark) -> Result<(), StorageError> {
        let values = params![
            figure.ons_code,
            figure.year,
            figure.measure,
            figure.level,
            figure.la_code,
            figure.name,
            figure.region,
            figure.value
        ];
        self.execute(include_str!("put_benchmark.sql"), values, "saving the benchmarks")?;
        Ok(())
    }

    /// All published figures, by area, year and measure.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_benchmarks(&self) -> Result<Vec<Benchmark>, StorageError> {
        self.list(include_str!("list_benchmarks.sql"), [], "reading the benchmarks", |row| {
            Ok(Benchmark {
                level: row.get("level")?,
                ons_code: row.get("ons_code")?,
                la_code: row.get("la_code")?,
                name: row.get("name")?,
                region: row.get("region")?,
                year: row.get("year")?,
                measure: row.get("measure")?,
                value: row.get("value")?,
            })
        })
    }
}
