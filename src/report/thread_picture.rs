//! Golden threads as a picture: hope, need, outcome and provision, and whether one follows from the other.

use super::doc::{Chip, ColourToken, Column, Table};
use serde::Serialize;

/// The heads of its columns, beads and links in turn.
pub(crate) const HEADS: [&str; 4] = ["Hope (A)", "Need (B to D)", "Outcome (E)", "Provision (F to H)"];

/// The head over each link.
pub(crate) const LINK: &str = "Link";

/// Threads through one plan, each a row of four beads with three links between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadPicture {
    /// What is shown.
    pub title: String,
    /// What the picture says, in a sentence.
    pub alt: String,
    /// Threads, top to bottom.
    pub rows: Vec<ThreadRow>,
}

/// One thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadRow {
    /// Short labels of hope, need, outcome, provision.
    pub beads: [String; 4],
    /// The links between them.
    pub links: [LinkState; 3],
}

/// Whether one follows from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum LinkState {
    /// It does.
    Followed,
    /// It does not.
    Broken,
    /// Nobody looked.
    NotChecked,
}

impl LinkState {
    /// In a word.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Broken => "broken",
            Self::NotChecked => "not checked",
        }
    }

    /// Its mark.
    #[must_use]
    pub fn chip(self) -> Chip {
        let colour = match self {
            Self::Followed => ColourToken::Met,
            Self::Broken => ColourToken::NotMet,
            Self::NotChecked => ColourToken::NotEvidenced,
        };
        Chip::new("", colour, format!("link {}", self.words()))
    }
}

impl ThreadPicture {
    /// The same as a table of words.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns = Vec::new();
        for (at, head) in HEADS.iter().enumerate() {
            if at > 0 {
                columns.push(Column::left(LINK, 0.8));
            }
            columns.push(Column::left(*head, 2.0));
        }
        let mut table = Table::new(columns).caption(self.title.clone());
        for row in &self.rows {
            let mut cells = Vec::new();
            for (at, bead) in row.beads.iter().enumerate() {
                if at > 0 {
                    cells.push(row.links[at - 1].words().to_owned());
                }
                cells.push(bead.clone());
            }
            table.row(cells);
        }
        table
    }
}
