//! Where the member stands on the sheet, what they gave that is not read back yet, and what they are writing.

use super::data::SheetData;
use crate::domain::grading::{Judgement, PlanGrading};
use crate::domain::sheet::{Because, GivenAnswer, HANDED, NoteKind, SheetOverride, SheetState};
use crate::ops::{Command, DeskCriterion, Marking, NoteDraft, Scoring};
use crate::ui::widgets::ThreadsEdit;
use std::collections::{BTreeMap, BTreeSet};

/// How long after the last key a note is saved, in seconds.
pub const NOTE_SAVES_AFTER_S: f64 = 1.0;

/// What stands in front of the sheet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// Handing in: what is missing, or the question.
    HandIn,
    /// What is missing and what is to be come back to.
    Check,
    /// A grade of the member's own.
    OwnGrade,
    /// Phrases the member keeps.
    Phrases,
    /// Where the plan's document lies.
    Document,
}

/// A grade of the member's own, being chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnGradeDraft {
    /// The section; "" is the whole plan.
    pub heading: String,
    /// Code of the grade.
    pub grade: Option<String>,
    /// Why, from the short list.
    pub because: Option<Because>,
    /// Why, in words.
    pub reason: String,
}

/// The state of the score sheet.
#[derive(Debug, Default)]
pub struct SheetScreen {
    current: Option<String>,
    trail: Vec<String>,
    acts: Vec<String>,
    echoes: Vec<Echo>,
    /// "Not applicable" was chosen and waits for its reason.
    pub na: Option<NaDraft>,
    /// The note being written.
    pub note: NoteEdit,
    /// What stands in front.
    pub overlay: Overlay,
    /// The criterion just answered and the words of its answer.
    pub last: Option<(String, String)>,
    /// The note is to have the keyboard.
    pub focus_note: bool,
    /// The sheet is to be scrolled to its question.
    pub scroll_up: bool,
    /// The golden thread is on the screen in place of the question.
    pub shows_threads: bool,
    /// The golden threads being written.
    pub threads: ThreadsEdit,
    /// A grade of the member's own, being chosen.
    pub own_grade: OwnGradeDraft,
    /// Where the plan's document lies, being typed.
    pub document_path: String,
}

/// "Not applicable" on its way: the tool's reason, and what the member adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NaDraft {
    /// The criterion.
    pub criterion: String,
    /// What is added to the tool's reason.
    pub addition: String,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

/// The note on the current criterion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NoteEdit {
    /// The criterion it is on.
    pub criterion: String,
    /// As written.
    pub draft: Option<NoteDraft>,
    /// As last sent to be saved, or as read.
    saved: Option<NoteDraft>,
    /// When it was last changed, seconds of the window's clock.
    pub changed_at_s: Option<f64>,
}

/// Something given and sent, but not read back yet: shown at once.
#[derive(Debug, Clone, PartialEq)]
struct Echo {
    tag: u64,
    criterion: String,
    what: Given,
}

#[derive(Debug, Clone, PartialEq)]
enum Given {
    Answer(Option<GivenAnswer>),
    Note(NoteDraft),
    Flag(bool),
    OwnGrade(Option<SheetOverride>),
}

/// How far a section is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SectionCount {
    /// Place of the section in the tool.
    pub heading: usize,
    /// Criteria asked.
    pub total: usize,
    /// Criteria answered.
    pub done: usize,
    /// Criteria to come back to.
    pub flagged: usize,
}

impl SheetScreen {
    /// What was given and sent under `tag` shows at once.
    pub fn echo(&mut self, tag: u64, scoring: &Scoring) {
        let (criterion, what) = match scoring {
            Scoring::SetAnswer { criterion, answer, .. } => (criterion, Given::Answer(answer.clone())),
            Scoring::SetNote { criterion, note, .. } => (criterion, Given::Note(note.clone())),
            _ => return,
        };
        self.acts.push(criterion.clone());
        self.echoes.push(Echo { tag, criterion: criterion.clone(), what });
    }

    /// What was marked and sent under `tag` shows at once.
    pub fn echo_mark(&mut self, tag: u64, marking: &Marking) {
        let (at, what) = match marking {
            Marking::Flag { criterion, flagged, .. } => (criterion.clone(), Given::Flag(*flagged)),
            Marking::OwnGrade { heading, own, .. } => (heading.clone(), Given::OwnGrade(own.clone())),
            // Taken back, the member stays where they are.
            Marking::Threads { .. } => return self.acts.push(String::new()),
            Marking::AgreeThreads { .. } | Marking::KeepPhrase { .. } | Marking::RemovePhrase { .. } => return,
        };
        let is_flag = matches!(what, Given::Flag(_));
        self.acts.push(if is_flag { at.clone() } else { String::new() });
        self.echoes.push(Echo { tag, criterion: at, what });
    }

    /// What was sent under `tag` was not saved: it no longer shows.
    pub fn forget(&mut self, tag: u64) {
        self.threads.not_saved();
        if let Some(at) = self.echoes.iter().position(|echo| echo.tag == tag) {
            let echo = self.echoes.remove(at);
            if let Some(at) = self.acts.iter().rposition(|criterion| *criterion == echo.criterion) {
                self.acts.remove(at);
            }
            // There is no answer to go back from.
            let is_last = self.last.as_ref().is_some_and(|(code, _)| *code == echo.criterion);
            if matches!(echo.what, Given::Answer(_)) && is_last {
                self.last = None;
            }
            if let (Given::Note(_), true) = (&echo.what, self.note.criterion == echo.criterion) {
                // The text stays in the field; it counts as changed, so that it is sent again with the next key.
                self.note.saved = None;
            }
        }
    }

    /// The sheet was read again under `tag`: what was sent before is in it.
    pub fn settle(&mut self, tag: u64) {
        self.echoes.retain(|echo| echo.tag > tag);
    }

    /// The last step was taken back: the member is brought to where it was.
    pub fn undone(&mut self) {
        if let Some(criterion) = self.acts.pop().filter(|criterion| !criterion.is_empty()) {
            self.last = None;
            self.note = NoteEdit::default();
            self.current = Some(criterion);
            self.scroll_up = true;
        }
    }

    /// The answer on a criterion, given but not read back ones too.
    #[must_use]
    pub fn answer_of<'a>(&'a self, on_desk: &'a DeskCriterion) -> Option<&'a GivenAnswer> {
        let echoed = self.echoes.iter().rev().filter(|echo| echo.criterion == on_desk.code);
        let mut echoed = echoed.filter_map(|echo| match &echo.what {
            Given::Answer(answer) => Some(answer.as_ref()),
            _ => None,
        });
        echoed.next().unwrap_or(on_desk.answer.as_ref())
    }

    /// The note on a criterion, written but not read back ones too; none where it is empty.
    #[must_use]
    pub fn note_of(&self, on_desk: &DeskCriterion) -> Option<NoteDraft> {
        let echoed = self.echoes.iter().rev().filter(|echo| echo.criterion == on_desk.code);
        let mut echoed = echoed.filter_map(|echo| match &echo.what {
            Given::Note(note) => Some(note.clone()),
            _ => None,
        });
        let read = || {
            let note = on_desk.note.as_ref()?;
            Some(NoteDraft { kind: note.kind, text: note.text.clone(), place: note.place.clone() })
        };
        echoed.next().or_else(read).filter(|note| !note.text.trim().is_empty())
    }

    /// Whether the member wants to come back to a criterion.
    #[must_use]
    pub fn is_flagged(&self, on_desk: &DeskCriterion) -> bool {
        let mut echoed = self.echoes.iter().rev().filter(|echo| echo.criterion == on_desk.code);
        let echoed = echoed.find_map(|echo| if let Given::Flag(flagged) = echo.what { Some(flagged) } else { None });
        echoed.unwrap_or(on_desk.flagged)
    }

    /// Criteria to come back to, in order.
    #[must_use]
    pub fn flagged<'a>(&self, data: &'a SheetData) -> Vec<&'a DeskCriterion> {
        data.desk.criteria.iter().filter(|c| self.is_flagged(c)).collect()
    }

    /// The member's own grade of a section; "" is the whole plan.
    #[must_use]
    pub fn own_grade_of<'a>(&'a self, data: &'a SheetData, heading: &str) -> Option<&'a SheetOverride> {
        let mut echoed = self.echoes.iter().rev().filter(|echo| echo.criterion == heading);
        let echoed =
            echoed.find_map(|echo| if let Given::OwnGrade(own) = &echo.what { Some(own.as_ref()) } else { None });
        echoed.unwrap_or_else(|| data.desk.own_grades.get(heading))
    }

    /// Everything written that is not sent yet, as commands; counted as sent from now on.
    pub fn take_unsaved(&mut self, data: &SheetData) -> Vec<Command> {
        let (round, subject, member) = (data.desk.round.id, data.desk.subject, data.desk.member);
        let note = self
            .take_unsaved_note()
            .map(|(criterion, note)| Command::Scoring(Scoring::SetNote { round, subject, member, criterion, note }));
        let threads = self
            .threads
            .take_unsaved()
            .map(|threads| Command::Marking(Marking::Threads { round, subject, member, threads }));
        note.into_iter().chain(threads).collect()
    }

    /// Shows the golden thread in place of the question, or the question again.
    pub fn turn_threads(&mut self, data: &SheetData) {
        if !data.has_threads() {
            return;
        }
        // The criterion stays the current one, gap or not.
        self.current = self.current(data).map(|c| c.code.clone());
        self.shows_threads = !self.shows_threads;
        self.scroll_up = true;
    }

    /// Puts something in front of the sheet, or nothing.
    pub fn put_in_front(&mut self, overlay: Overlay) {
        self.overlay = overlay;
    }

    /// The place of the criterion asked now; when the sheet is opened, the gap after the answer given last.
    #[must_use]
    pub fn position(&self, data: &SheetData) -> usize {
        let current = self.current.as_deref().and_then(|code| data.position(code));
        let last = || data.desk.last_answered.as_deref().and_then(|code| data.position(code));
        current.or_else(|| self.next_gap(data, last())).unwrap_or(0)
    }

    /// The criterion asked now.
    #[must_use]
    pub fn current<'a>(&self, data: &'a SheetData) -> Option<&'a DeskCriterion> {
        data.desk.criteria.get(self.position(data))
    }

    /// How many criteria have an answer.
    #[must_use]
    pub fn answered(&self, data: &SheetData) -> usize {
        data.desk.criteria.iter().filter(|c| self.answer_of(c).is_some()).count()
    }

    /// Criteria without an answer, in order.
    #[must_use]
    pub fn missing<'a>(&self, data: &'a SheetData) -> Vec<&'a DeskCriterion> {
        data.desk.criteria.iter().filter(|c| self.answer_of(c).is_none()).collect()
    }

    /// The next place without an answer after `after`, from the beginning again at the end.
    #[must_use]
    pub fn next_gap(&self, data: &SheetData, after: Option<usize>) -> Option<usize> {
        let criteria = &data.desk.criteria;
        let from = after.map_or(0, |at| at + 1);
        let order = (from..criteria.len()).chain(0..from.min(criteria.len()));
        let mut gaps = order.filter(|at| criteria.get(*at).is_some_and(|c| self.answer_of(c).is_none()));
        gaps.next()
    }

    /// Whether an answer is missing on this plan or the member's next.
    #[must_use]
    pub fn has_next_gap(&self, data: &SheetData) -> bool {
        self.next_gap(data, None).is_some() || data.desk.next_plan.as_ref().is_some_and(|next| next.has_gap)
    }

    /// Goes to a place; Backspace comes back.
    pub fn go_to(&mut self, data: &SheetData, place: usize) {
        let Some(to) = data.desk.criteria.get(place).map(|c| c.code.clone()) else { return };
        let from = self.current(data).map(|c| c.code.clone());
        if from.as_ref() == Some(&to) {
            return;
        }
        self.trail.extend(from);
        self.arrive(to);
    }

    /// Goes back to where the member was before; to the criterion before this one where they were nowhere else.
    pub fn go_back(&mut self, data: &SheetData) {
        match self.trail.pop() {
            Some(code) => self.arrive(code),
            None => self.step(data, -1),
        }
    }

    /// Goes so many criteria on; stops at the ends.
    pub fn step(&mut self, data: &SheetData, by: isize) {
        let last = data.desk.criteria.len().saturating_sub(1);
        self.go_to(data, self.position(data).saturating_add_signed(by).min(last));
    }

    fn arrive(&mut self, code: String) {
        self.current = Some(code);
        self.shows_threads = false;
        self.na = None;
        self.last = None;
        self.scroll_up = true;
    }

    /// An answer was given on the current criterion: the next gap comes by itself, where that is wanted.
    pub fn answered_current(&mut self, data: &SheetData, words: &str, auto_advance: bool) {
        self.na = None;
        let at = self.position(data);
        let Some(code) = data.desk.criteria.get(at).map(|c| c.code.clone()) else { return };
        // The echo comes with the next frame: this place counts as answered already.
        let next = self.next_gap(data, Some(at)).filter(|gap| *gap != at);
        match next.filter(|_| auto_advance) {
            Some(next) => {
                self.go_to(data, next);
                self.last = Some((code, words.to_owned()));
            }
            // Standing still, the criterion is the current one from now on, gap or not.
            None => self.current = Some(code),
        }
    }

    /// How far each section is; sections of which nothing is asked are left out.
    #[must_use]
    pub fn sections(&self, data: &SheetData) -> Vec<SectionCount> {
        let mut sections: Vec<SectionCount> = Vec::new();
        for criterion in &data.desk.criteria {
            if sections.last().is_none_or(|section| section.heading != criterion.heading) {
                sections.push(SectionCount { heading: criterion.heading, ..SectionCount::default() });
            }
            if let Some(section) = sections.last_mut() {
                section.total += 1;
                section.done += usize::from(self.answer_of(criterion).is_some());
                section.flagged += usize::from(self.is_flagged(criterion));
            }
        }
        sections
    }

    /// What the answers so far come to.
    #[must_use]
    pub fn grading(&self, data: &SheetData) -> PlanGrading {
        let (mut answers, mut handed) = (BTreeMap::new(), BTreeSet::new());
        for criterion in &data.desk.criteria {
            match self.answer_of(criterion) {
                Some(given) if given.answer == HANDED => {
                    handed.insert(criterion.code.clone());
                }
                Some(given) => {
                    answers.insert(criterion.code.clone(), given.answer.clone());
                }
                None => {}
            }
        }
        let facts = &data.desk.round.facts;
        if data.is_whole {
            return Judgement::of_plan(data.tool(), facts.depth, facts.evidence).grade(&answers, &handed);
        }
        let scope: BTreeSet<String> = data.desk.criteria.iter().map(|c| c.code.clone()).collect();
        Judgement::of_part(data.tool(), facts.depth, facts.evidence, &scope).grade(&answers, &handed)
    }

    /// Whether answers may be changed.
    #[must_use]
    pub fn is_open(&self, data: &SheetData) -> bool {
        data.desk.state == SheetState::Draft
    }

    /// Brings the note of the current criterion into the field. What was being written on another is given back, to
    /// be saved.
    pub fn turn_note(&mut self, data: &SheetData) -> Option<(String, NoteDraft)> {
        let on_desk = self.current(data)?;
        let read = self.note_of(on_desk);
        if self.note.criterion != on_desk.code {
            let unsaved = self.take_unsaved_note();
            let criterion = on_desk.code.clone();
            self.note = NoteEdit { criterion, draft: read.clone(), saved: read, changed_at_s: None };
            return unsaved;
        }
        if self.note.changed_at_s.is_none() && self.note.saved == self.note.draft && self.note.draft != read {
            // Undone, or saved by another way: the field follows.
            self.note.draft.clone_from(&read);
            self.note.saved = read;
        }
        None
    }

    /// What was written and not sent yet, counted as sent from now on.
    pub fn take_unsaved_note(&mut self) -> Option<(String, NoteDraft)> {
        self.note.changed_at_s = None;
        if self.note.draft == self.note.saved || self.note.criterion.is_empty() {
            return None;
        }
        self.note.saved.clone_from(&self.note.draft);
        let draft = self.note.draft.clone().unwrap_or_else(|| empty_note(NoteKind::Consideration));
        Some((self.note.criterion.clone(), draft))
    }

    /// Whether something was written that is not sent yet.
    #[must_use]
    pub fn has_unsaved_note(&self) -> bool {
        self.note.draft != self.note.saved
    }
}

/// A note without words.
#[must_use]
pub fn empty_note(kind: NoteKind) -> NoteDraft {
    NoteDraft { kind, text: String::new(), place: String::new() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, round};

    fn sheet() -> SheetData {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 2, 2);
        let progress = session.round_progress(&round).unwrap();
        let task = &progress.plans[0].sheets[0].assignment;
        SheetData::read(&mut session, round.id, task.subject, task.member).unwrap()
    }

    fn set(data: &SheetData, at: usize, answer: &str) -> Scoring {
        let desk = &data.desk;
        Scoring::SetAnswer {
            round: desk.round.id,
            subject: desk.subject,
            member: desk.member,
            criterion: desk.criteria[at].code.clone(),
            answer: Some(GivenAnswer { answer: answer.to_owned(), na_reason: None }),
        }
    }

    #[test]
    fn an_answer_shows_at_once_and_goes_when_it_was_not_saved() {
        let data = sheet();
        let mut state = SheetScreen::default();
        state.echo(5, &set(&data, 0, "met"));
        assert_eq!(state.answer_of(&data.desk.criteria[0]).unwrap().answer, "met");
        state.settle(4);
        assert_eq!(state.answered(&data), 1, "a sheet read before the answer was sent says nothing of it");
        state.forget(5);
        assert_eq!(state.answered(&data), 0);
    }

    #[test]
    fn after_an_answer_the_next_gap_comes_and_backspace_goes_back() {
        let data = sheet();
        let mut state = SheetScreen::default();
        state.echo(1, &set(&data, 1, "met"));
        state.answered_current(&data, "Met", true);
        assert_eq!(state.position(&data), 2, "the answered one between is passed over");
        assert_eq!(state.last.as_ref().unwrap().1, "Met");
        state.go_back(&data);
        assert_eq!(state.position(&data), 0);
        state.answered_current(&data, "Met", false);
        assert_eq!(state.position(&data), 0, "where it does not come by itself, one stays");
    }

    #[test]
    fn the_last_gap_leads_back_to_the_first_and_then_nowhere() {
        let data = sheet();
        let last = data.desk.criteria.len() - 1;
        let mut state = SheetScreen::default();
        for at in 1..last {
            state.echo(at as u64, &set(&data, at, "met"));
        }
        state.go_to(&data, last);
        assert_eq!(state.next_gap(&data, Some(last)), Some(0));
        state.echo(90, &set(&data, 0, "met"));
        state.echo(91, &set(&data, last, "met"));
        assert_eq!(state.next_gap(&data, Some(last)), None);
        assert!(state.missing(&data).is_empty());
        let sections = state.sections(&data);
        assert!(sections.iter().all(|s| s.done == s.total) && sections.len() > 8);
    }

    #[test]
    fn a_note_is_given_back_to_be_saved_when_one_goes_on() {
        let data = sheet();
        let mut state = SheetScreen::default();
        assert_eq!(state.turn_note(&data), None);
        let note = NoteDraft { text: "Page 4".to_owned(), ..empty_note(NoteKind::Strength) };
        state.note.draft = Some(note.clone());
        state.step(&data, 1);
        assert_eq!(state.turn_note(&data), Some((data.desk.criteria[0].code.clone(), note)));
        assert_eq!(state.note.draft, None);
        assert!(!state.has_unsaved_note());
    }

    #[test]
    fn a_suggested_grade_follows_the_answers() {
        let data = sheet();
        let mut state = SheetScreen::default();
        assert_eq!(state.grading(&data).grade, None);
        for at in 0..data.desk.criteria.len() {
            state.echo(at as u64 + 1, &set(&data, at, "met"));
        }
        assert_eq!(state.grading(&data).grade.as_deref(), Some("outstanding"));
        state.echo(200, &set(&data, 0, "not_met"));
        assert_ne!(state.grading(&data).grade.as_deref(), Some("outstanding"));
    }
}
