//! Which family is written about.

use crate::domain::family::{FamilyConversation, FamilyState};
use crate::domain::ids::SubjectId;
use crate::ops::FamilyRow;
use crate::ui::day;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct FamiliesScreen {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The record being written.
    pub form: Option<FamilyForm>,
}

/// The record being written.
#[derive(Debug, Clone)]
pub struct FamilyForm {
    /// The plan.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// What the family said, so far.
    pub said: FamilyConversation,
    /// The day as typed.
    pub day: String,
    /// Whether there is a record already.
    pub is_there: bool,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

impl FamilyForm {
    /// The form of a plan.
    #[must_use]
    pub fn of(row: &FamilyRow) -> Self {
        let said = row.said.clone().unwrap_or(FamilyConversation {
            state: FamilyState::Asked,
            sounds_like_child: None,
            is_happening: None,
            worries_answered: None,
            note: String::new(),
            on: None,
        });
        Self {
            subject: row.subject,
            reference: row.reference.clone(),
            day: day::write_if_any(said.on),
            is_there: row.said.is_some(),
            was_drawn: false,
            said,
        }
    }
}
