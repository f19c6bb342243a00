//! Rounds and the record of how their samples were drawn.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::RoundId;
use crate::domain::round::{DrawRecord, Round, RoundFacts, RoundState, StratumRecord};
use rusqlite::{Row, params};

const READING: &str = "reading the rounds";
const WRITING: &str = "writing the round";

fn round_from(row: &Row<'_>) -> rusqlite::Result<Round> {
    let facts = RoundFacts {
        title: row.get("title")?,
        tool: row.get("tool_id")?,
        depth: row.get("depth")?,
        evidence: row.get("evidence")?,
        purpose: row.get("purpose")?,
    };
    Ok(Round {
        id: row.get("id")?,
        facts,
        state: row.get("state")?,
        created_ms: row.get("created_ms")?,
        draw: draw_from(row)?,
        caution: row.get("caution")?,
    })
}

fn draw_from(row: &Row<'_>) -> rusqlite::Result<Option<DrawRecord>> {
    let Some(algorithm) = row.get::<_, Option<String>>("algorithm")? else { return Ok(None) };
    let by: String = row.get("stratified_by")?;
    Ok(Some(DrawRecord {
        algorithm,
        method: row.get("method")?,
        // Text, because a seed may be larger than SQLite's integers.
        seed: row.get::<_, Option<String>>("seed")?.and_then(|seed| seed.parse().ok()),
        frame: row.get("frame")?,
        size: row.get("size")?,
        stratified_by: by.split(',').filter(|fact| !fact.is_empty()).map(str::to_owned).collect(),
        min_per_stratum: row.get("min_per_stratum")?,
        issued_since: get_day(row, "issued_since")?,
        exclude_last_rounds: row.get("exclude_last_rounds")?,
        reserves: row.get("reserves")?,
        strata: Vec::new(),
        cohort_as_of: get_day(row, "cohort_as_of")?,
        cohort_digest: row.get("cohort_digest")?,
        drawn_ms: row.get("drawn_ms")?,
    }))
}

impl Db<'_> {
    /// Adds a round without its draw.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_round(&self, round: &Round) -> Result<(), StorageError> {
        let facts = &round.facts;
        let values = params![
            round.id,
            facts.title,
            facts.tool,
            facts.depth,
            facts.evidence,
            facts.purpose,
            round.state,
            round.created_ms,
            round.caution
        ];
        self.execute(include_str!("add.sql"), values, WRITING)?;
        Ok(())
    }

    /// All rounds with their draws, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_rounds(&self) -> Result<Vec<Round>, StorageError> {
        let mut rounds = self.list(include_str!("list.sql"), [], READING, round_from)?;
        for round in &mut rounds {
            if let Some(draw) = &mut round.draw {
                draw.strata = self.list(include_str!("list_strata.sql"), [round.id], READING, |row| {
                    Ok(StratumRecord { name: row.get(0)?, population: row.get(1)?, sampled: row.get(2)? })
                })?;
            }
        }
        Ok(rounds)
    }

    /// Opens or closes a round; `closed_ms` says when it was closed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_round_state(
        &self,
        round: RoundId,
        state: RoundState,
        closed_ms: Option<i64>,
    ) -> Result<(), StorageError> {
        self.execute(include_str!("set_state.sql"), params![round, state, closed_ms], WRITING)?;
        Ok(())
    }

    /// Records a draw, or replaces the record after a top-up.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_draw(&self, round: RoundId, draw: &DrawRecord) -> Result<(), StorageError> {
        let values = params![
            round,
            draw.algorithm,
            draw.method,
            draw.seed.map(|seed| seed.to_string()),
            draw.frame,
            draw.size,
            draw.stratified_by.join(","),
            draw.min_per_stratum,
            day(draw.issued_since),
            draw.exclude_last_rounds,
            draw.reserves,
            day(draw.cohort_as_of),
            draw.cohort_digest,
            draw.drawn_ms
        ];
        self.execute(include_str!("put_draw.sql"), values, WRITING)?;
        for stratum in &draw.strata {
            let values = params![round, stratum.name, stratum.population, stratum.sampled];
            self.execute(include_str!("put_stratum.sql"), values, WRITING)?;
        }
        Ok(())
    }
}
