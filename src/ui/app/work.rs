//! What is under way: commands being saved, screens being read, long jobs with their progress.

use super::beside::BesideOf;
use super::following::FollowingOf;
use crate::jobs::Cancel;
use crate::ops::Outcome;
use crate::ui::cx::Saved;
use crate::ui::notice::Doing;
use std::collections::BTreeMap;

/// What a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoadOf {
    File,
    Overview,
    Prepare,
    Plans,
    Sheet,
    Agree,
    Results,
    Cohort,
    Reports,
    SaveReport,
    Logo,
    Export,
    Help,
    Recent,
    QuickCard,
    PlansPreview,
    RoundRead,
    PanelPreview,
    SaveColumns,
    Beside(BesideOf),
    Tools(super::tools::ToolsOf),
    Following(FollowingOf),
    DrawPreview,
    PanelWritten,
    Practice,
    Care,
    CareTold,
    Erasing,
    Packs,
    PacksPreview,
    PacksSeen,
    Passphrases,
}

impl LoadOf {
    /// The words beside its progress.
    fn words(self) -> &'static str {
        match self {
            Self::Results => "Working out the results",
            Self::Reports => "Setting the report",
            Self::SaveReport => "Making the report",
            Self::Export => "Writing the round\u{2019}s data",
            Self::PlansPreview => "Reading the plans",
            Self::RoundRead => "Reading the round",
            Self::PanelPreview => "Reading the panel",
            Self::Erasing => "Erasing",
            Self::SaveColumns => "Saving the columns file",
            Self::PacksPreview | Self::PacksSeen => "Reading the packs",
            _ => "Reading",
        }
    }
}

/// A job that takes its time.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) words: &'static str,
    pub(super) cancel: Cancel,
    /// How much is done of how much; none: too soon to tell.
    pub(super) progress: Option<(u64, u64)>,
}

/// What is under way.
#[derive(Debug, Default)]
pub(super) struct Work {
    last_tag: u64,
    commands: BTreeMap<u64, Doing>,
    loads: BTreeMap<u64, LoadOf>,
    pub(super) jobs: BTreeMap<u64, Job>,
    saved_at: Option<String>,
    not_saved: Option<String>,
    undoable: usize,
    /// The log and the content of the file are being checked.
    pub(super) is_checking: bool,
}

impl Work {
    fn next_tag(&mut self) -> u64 {
        self.last_tag += 1;
        self.last_tag
    }

    /// A command is sent.
    pub(super) fn begin_command(&mut self, doing: Doing) -> u64 {
        let tag = self.next_tag();
        self.commands.insert(tag, doing);
        tag
    }

    /// A command came back: the time of day and what became of it, or in short why it was not carried out.
    pub(super) fn end_command(&mut self, tag: u64, result: Result<(String, &Outcome), String>) -> Option<Doing> {
        let doing = self.commands.remove(&tag)?;
        match result {
            // A copy or a backup saves nothing of what was not saved.
            Ok((_, outcome)) if doing == Doing::Care && !outcome.changes.any() => {}
            Ok((at, outcome)) => {
                let changed = outcome.changes.any();
                self.saved_at = Some(at);
                self.not_saved = None;
                match doing {
                    Doing::Undo => self.undoable = self.undoable.saturating_sub(1),
                    doing if doing.can_be_undone() => self.undoable += usize::from(changed),
                    doing if changed && doing.ends_undo(&outcome.value) => self.undoable = 0,
                    _ => {}
                }
            }
            // Nothing to undo is no work lost.
            Err(_) if doing == Doing::Undo => self.undoable = 0,
            // A refused step of preparing loses nothing that was written; its notice says what to do.
            Err(why) if doing.can_be_undone() => self.not_saved = Some(why),
            Err(_) => {}
        }
        Some(doing)
    }

    /// The disk took a step no more: whatever it was, it is not saved.
    pub(super) fn disk_refused(&mut self, why: String) {
        self.not_saved = Some(why);
    }

    /// A load is sent.
    pub(super) fn begin_load(&mut self, of: LoadOf) -> (u64, Cancel) {
        let (tag, cancel) = (self.next_tag(), Cancel::default());
        self.loads.insert(tag, of);
        self.jobs.insert(tag, Job { words: of.words(), cancel: cancel.clone(), progress: None });
        (tag, cancel)
    }

    /// A load came back.
    pub(super) fn end_load(&mut self, tag: u64) -> Option<LoadOf> {
        self.jobs.remove(&tag);
        self.loads.remove(&tag)
    }

    /// Loads of this kind that are under way are no longer wanted.
    pub(super) fn cancel_loads(&mut self, of: LoadOf) {
        for (tag, _) in self.loads.iter().filter(|(_, kind)| **kind == of) {
            if let Some(job) = self.jobs.get(tag) {
                job.cancel.ask();
            }
        }
    }

    /// A job is so far.
    pub(super) fn progress(&mut self, tag: u64, done: u64, total: u64) {
        if let Some(job) = self.jobs.get_mut(&tag) {
            job.progress = Some((done, total));
        }
    }

    /// Where saving stands.
    pub(super) fn saved(&self) -> Saved {
        match (&self.not_saved, &self.saved_at) {
            (Some(why), _) => Saved::Not(why.clone()),
            _ if !self.commands.is_empty() => Saved::Saving,
            _ if self.is_checking => Saved::Checking,
            (None, Some(at)) => Saved::At(at.clone()),
            (None, None) => Saved::Unchanged,
        }
    }

    /// Whether the last step can be taken back.
    pub(super) fn can_undo(&self) -> bool {
        self.undoable > 0 || self.commands.values().any(|doing| doing.can_be_undone())
    }

    /// Somebody else acts now: what the last one did is not theirs to undo.
    pub(super) fn forget_undo(&mut self) {
        self.undoable = 0;
    }

    /// Another file: nothing of the last one counts. Replies to what is under way find no tag and are dropped.
    pub(super) fn forget_file(&mut self) {
        for job in self.jobs.values() {
            job.cancel.ask();
        }
        *self = Self { last_tag: self.last_tag, ..Self::default() };
    }

    /// Whether anything sent to be saved has not come back.
    pub(super) fn has_commands(&self) -> bool {
        !self.commands.is_empty()
    }

    pub(super) fn is_busy(&self) -> bool {
        self.is_checking || !(self.commands.is_empty() && self.loads.is_empty() && self.jobs.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::Changes;

    fn changed() -> Outcome {
        Outcome { changes: Changes { sheets: true, ..Changes::default() }, ..Outcome::default() }
    }

    #[test]
    fn saved_is_said_only_when_everything_sent_came_back() {
        let mut work = Work::default();
        assert_eq!(work.saved(), Saved::Unchanged);
        let (one, two) = (work.begin_command(Doing::Write), work.begin_command(Doing::Write));
        work.end_command(one, Ok(("14:03".to_owned(), &changed())));
        assert_eq!(work.saved(), Saved::Saving);
        work.end_command(two, Ok(("14:04".to_owned(), &changed())));
        assert_eq!(work.saved(), Saved::At("14:04".to_owned()));
    }

    #[test]
    fn what_was_not_saved_stays_on_the_screen_until_something_is() {
        let mut work = Work::default();
        let one = work.begin_command(Doing::Write);
        work.end_command(one, Err("the disk is full".to_owned()));
        let two = work.begin_command(Doing::Write);
        assert_eq!(work.saved(), Saved::Not("the disk is full".to_owned()));
        work.end_command(two, Ok(("14:05".to_owned(), &changed())));
        assert_eq!(work.saved(), Saved::At("14:05".to_owned()));
    }

    #[test]
    fn handing_in_ends_what_can_be_undone() {
        let mut work = Work::default();
        for doing in [Doing::Write, Doing::Write, Doing::ChooseNote] {
            let tag = work.begin_command(doing);
            work.end_command(tag, Ok((String::new(), &changed())));
        }
        assert!(work.can_undo());
        let tag = work.begin_command(Doing::Submit);
        work.end_command(tag, Ok((String::new(), &changed())));
        assert!(!work.can_undo());
    }
}
