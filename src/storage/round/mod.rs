//! Rounds and the record of how their samples were drawn.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::{MemberId, RoundId};
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
        lines_of_enquiry: row.get("lines_of_enquiry")?,
        held_back: row.get("held_back")?,
    })
}

fn draw_from(row: &Row<'_>) -> rusqlite::Result<Option<DrawRecord>> {
    let Some(algorithm) = row.get::<_, Option<String>>("algorithm")? else { return Ok(None) };
    let (by, filters): (String, String) = (row.get("stratified_by")?, row.get("filters")?);
    Ok(Some(DrawRecord {
        algorithm,
        method: row.get("method")?,
        // Text, because a seed may be larger than SQLite's integers.
        seed: row.get::<_, Option<String>>("seed")?.and_then(|seed| seed.parse().ok()),
        frame: row.get("frame")?,
        size: row.get("size")?,
        stratified_by: by.split(',').filter(|fact| !fact.is_empty()).map(str::to_owned).collect(),
        min_per_stratum: row.get("min_per_stratum")?,
        // The column holds JSON by its CHECK; a filter no longer known must not keep the file from opening.
        filters: serde_json::from_str(&filters).unwrap_or_default(),
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

    /// Sets what the panel is asked to look for.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_lines_of_enquiry(&self, round: RoundId, text: &str) -> Result<(), StorageError> {
        self.execute(include_str!("set_lines.sql"), params![round, text], WRITING)?;
        Ok(())
    }

    /// Keeps scoring shut, or opens it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_held_back(&self, round: RoundId, held_back: bool) -> Result<(), StorageError> {
        self.execute(include_str!("set_held_back.sql"), params![round, held_back], WRITING)?;
        Ok(())
    }

    /// The stored panel of a round, by name; empty: none was set.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_round_members(&self, round: RoundId) -> Result<Vec<MemberId>, StorageError> {
        self.list(include_str!("list_members.sql"), [round], READING, |row| row.get(0))
    }

    /// Sets the panel of a round.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_round_members(&self, round: RoundId, members: &[MemberId]) -> Result<(), StorageError> {
        self.execute(include_str!("remove_members.sql"), [round], WRITING)?;
        for member in members {
            self.execute(include_str!("add_member.sql"), params![round, member], WRITING)?;
        }
        Ok(())
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
            draw.drawn_ms,
            serde_json::to_string(&draw.filters).unwrap_or_else(|_| "[]".to_owned())
        ];
        self.execute(include_str!("put_draw.sql"), values, WRITING)?;
        for stratum in &draw.strata {
            let values = params![round, stratum.name, stratum.population, stratum.sampled];
            self.execute(include_str!("put_stratum.sql"), values, WRITING)?;
        }
        Ok(())
    }
}
