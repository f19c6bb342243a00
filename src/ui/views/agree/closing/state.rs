//! What is being written about replies.

use crate::domain::ids::ReplyId;
use crate::ui::day;
use jiff::civil::Date;

/// The state of closing.
#[derive(Debug, Default)]
pub struct ClosingScreen {
    /// To whom the findings went.
    pub sent_to: String,
    /// When, as typed; empty: today.
    pub sent_on: String,
    /// The sending whose reply is being written.
    pub replying: Option<ReplyId>,
    /// When the reply came, as typed; empty: today.
    pub replied_on: String,
    /// What it says.
    pub reply: String,
    /// What was changed for it.
    pub changed: String,
}

impl ClosingScreen {
    /// A typed day; empty is today.
    #[must_use]
    pub fn day(typed: &str, today: Date) -> Option<Date> {
        let typed = typed.trim();
        if typed.is_empty() { Some(today) } else { day::read(typed) }
    }

    /// Begins to write the reply to a sending.
    pub fn begin_reply(&mut self, id: ReplyId, reply: &str, changed: &str) {
        self.replying = Some(id);
        self.replied_on.clear();
        reply.clone_into(&mut self.reply);
        changed.clone_into(&mut self.changed);
    }
}
