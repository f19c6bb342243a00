//! Which check is open, what is being written.

use crate::domain::draft_check::{DraftAnswer, DraftAnswers};
use crate::domain::ids::DraftCheckId;
use crate::ops::DraftRow;
use crate::ui::day;
use jiff::civil::Date;

/// The state of the register's screen.
#[derive(Debug, Default)]
pub struct DraftsScreen {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The month the keyboard stands on.
    pub month: usize,
    /// The check that is open.
    pub open: Option<DraftCheckId>,
    /// A check was begun: it opens as soon as it has been read.
    pub opens_when_loaded: bool,
    /// It has been read.
    pub opens_newest: bool,
    /// Place of the criterion that is asked.
    pub place: usize,
    /// A draft about to be checked.
    pub form: Option<BeginForm>,
    /// Answers on their way.
    pub pending: DraftAnswers,
    /// What is to be mended, as typed, and of which criterion.
    pub note: (String, String),
    /// Why a criterion does not apply, as typed; none: not asked.
    pub na: Option<String>,
    /// Why the draft is held, or issued all the same.
    pub reason: String,
    /// Where to write the register.
    pub out: String,
}

impl DraftsScreen {
    /// New data has come.
    pub fn settle(&mut self) {
        self.pending.clear();
        self.opens_newest |= std::mem::take(&mut self.opens_when_loaded);
    }

    /// Opens a check.
    pub fn open(&mut self, id: Option<DraftCheckId>) {
        let out = std::mem::take(&mut self.out);
        *self = Self { cursor: self.cursor, month: self.month, open: id, out, ..Self::default() };
    }

    /// The answer on a criterion, on its way or there.
    #[must_use]
    pub fn answer(&self, row: &DraftRow, criterion: &str) -> DraftAnswer {
        self.pending.get(criterion).or_else(|| row.answers.get(criterion)).cloned().unwrap_or_default()
    }

    /// All answers, those on their way among them.
    #[must_use]
    pub fn answers(&self, row: &DraftRow) -> DraftAnswers {
        let mut answers = row.answers.clone();
        answers.extend(self.pending.clone());
        answers
    }
}

/// A draft about to be checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginForm {
    /// Reference of the case.
    pub reference: String,
    /// The day on the draft, as typed.
    pub day: String,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

impl BeginForm {
    /// What can be begun with, or in a few words why not.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn made(&self) -> Result<(String, Date), &'static str> {
        if self.reference.trim().is_empty() {
            return Err("Enter the reference of the case");
        }
        let day = day::read(&self.day).ok_or("Write the day of the draft as day/month/year, such as 22/11/2026")?;
        Ok((self.reference.trim().to_owned(), day))
    }
}
