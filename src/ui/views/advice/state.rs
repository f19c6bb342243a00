//! What is listed of the register, and what is being written.

use super::data::AdviceData;
use crate::domain::advice::{Advice, Clock};
use crate::domain::ids::AdviceId;
use crate::exchange::AdviceRead;
use crate::ui::day;
use jiff::civil::Date;

/// Which requests are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    #[default]
    All,
    /// Late and overdue ones.
    Late,
    /// Those that have not come.
    NotReceived,
    /// Those with an exception.
    Excepted,
    /// Those whose dates say nothing.
    Unclear,
}

impl Which {
    /// All of them with their words.
    pub const ALL: [(Self, &str); 5] = [
        (Self::All, "All requests"),
        (Self::Late, "Late or overdue"),
        (Self::NotReceived, "Not received"),
        (Self::Excepted, "With an exception"),
        (Self::Unclear, "Dates missing or crossing"),
    ];

    fn holds(self, advice: &Advice, clock: Clock) -> bool {
        match self {
            Self::All => true,
            Self::Late => clock.counts() == Some(false),
            Self::NotReceived => advice.returned_on.is_none(),
            Self::Excepted => clock == Clock::Excepted,
            Self::Unclear => matches!(clock, Clock::DateMissing | Clock::DatesCross),
        }
    }
}

/// The state of the register's screen.
#[derive(Debug, Default)]
pub struct AdviceScreen {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// What is looked for.
    pub filter: String,
    /// Which are listed.
    pub which: Which,
    /// The request being written.
    pub form: Option<AdviceForm>,
    /// The file to bring in.
    pub path: String,
    /// What it holds.
    pub preview: Option<AdviceRead>,
    listed: Vec<usize>,
    listed_for: Option<(String, Which)>,
}

impl AdviceScreen {
    /// The register was read again: what is listed is sought anew.
    pub fn settle(&mut self) {
        self.listed_for = None;
    }

    /// Places of the requests listed. They are sought only when the words or the choice change.
    pub fn listed(&mut self, data: &AdviceData) -> &[usize] {
        let wanted = (self.filter.trim().to_lowercase(), self.which);
        if self.listed_for.as_ref() != Some(&wanted) {
            let (words, which) = &wanted;
            let holds = |(advice, clock): &(Advice, Clock)| {
                let texts = [&advice.reference, &advice.service, &advice.provider, &advice.outcome];
                which.holds(advice, *clock) && texts.iter().any(|text| text.to_lowercase().contains(words))
            };
            let rows = data.rows.iter().enumerate();
            self.listed = rows.filter(|(_, row)| holds(row)).map(|(at, _)| at).collect();
            self.listed_for = Some(wanted);
        }
        &self.listed
    }
}

/// A request being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdviceForm {
    /// Which; none: a new one.
    pub id: Option<AdviceId>,
    /// Reference of the case.
    pub reference: String,
    /// The service.
    pub service: String,
    /// The provider.
    pub provider: String,
    /// Job title of the author.
    pub author_role: String,
    /// Days as typed: requested, returned, checked by the provider.
    pub days: [String; 3],
    /// What came of it.
    pub outcome: String,
    /// The exception.
    pub exception: String,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

impl AdviceForm {
    /// The form of a request that is there.
    #[must_use]
    pub fn of(advice: &Advice) -> Self {
        let day = day::write_if_any;
        Self {
            id: Some(advice.id),
            reference: advice.reference.clone(),
            service: advice.service.clone(),
            provider: advice.provider.clone(),
            author_role: advice.author_role.clone(),
            days: [day(advice.requested_on), day(advice.returned_on), day(advice.checked_by_provider_on)],
            outcome: advice.outcome.clone(),
            exception: advice.exception.clone(),
            was_drawn: false,
        }
    }

    /// The day typed in a field; an error in words where it is none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn day(&self, at: usize) -> Result<Option<Date>, &'static str> {
        day::read_if_any(self.days.get(at).map_or("", String::as_str))
    }

    /// The request, if it can be recorded; else in a few words why not.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn advice(&self) -> Result<Advice, &'static str> {
        if self.reference.trim().is_empty() {
            return Err("Enter the reference of the case");
        }
        if self.service.trim().is_empty() {
            return Err("Enter the service");
        }
        let (requested_on, returned_on) = (self.day(0)?, self.day(1)?);
        if requested_on.zip(returned_on).is_some_and(|(requested, returned)| returned < requested) {
            return Err("It would have come before it was asked for");
        }
        Ok(Advice {
            id: self.id.unwrap_or(AdviceId(uuid::Uuid::nil())),
            reference: self.reference.trim().to_owned(),
            service: self.service.trim().to_owned(),
            provider: self.provider.trim().to_owned(),
            author_role: self.author_role.trim().to_owned(),
            requested_on,
            returned_on,
            outcome: self.outcome.trim().to_owned(),
            exception: self.exception.trim().to_owned(),
            checked_by_provider_on: self.day(2)?,
        })
    }
}
