//! Where the person stands on the board, which way answers go on, and what is being written.

use super::data::is_open;
use crate::domain::ids::SubjectId;
use crate::domain::sheet::{GivenAnswer, NoteKind};
use crate::ops::{Board, NoteDraft, Scoring};
use crate::ui::widgets::ScoreGridState;

/// Where an answer leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Along {
    /// To the next plan on the same question.
    #[default]
    Criterion,
    /// To the next question on the same plan.
    Plan,
}

/// The state of a board.
#[derive(Debug, Default)]
pub struct DisciplineScreen {
    /// Where the cursor is.
    pub grid: ScoreGridState,
    /// Which way answers go on.
    pub along: Along,
    /// "Not applicable" was chosen and waits for its reason: what is added to it.
    pub na: Option<String>,
    /// The note being written.
    pub note: NoteEdit,
    /// The note is to have the keyboard.
    pub focus_note: bool,
    /// The grid has had the keyboard since the screen was entered.
    pub was_focused: bool,
    /// The target being typed.
    pub target: Option<String>,
    /// Which of the members the view is given to.
    pub give_to: usize,
    echoes: Vec<Echo>,
    trail: Vec<(usize, usize)>,
}

/// The note on the cell under the cursor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NoteEdit {
    /// Plan and criterion it is on.
    on: Option<(SubjectId, String)>,
    /// As written.
    pub draft: Option<NoteDraft>,
    saved: Option<NoteDraft>,
}

/// Something given and sent, but not read back yet.
#[derive(Debug, Clone, PartialEq)]
struct Echo {
    tag: u64,
    subject: SubjectId,
    criterion: String,
    answer: Option<GivenAnswer>,
}

impl DisciplineScreen {
    /// What was given and sent under `tag` shows at once.
    pub fn echo(&mut self, tag: u64, scoring: &Scoring) {
        if let Scoring::SetAnswer { subject, criterion, answer, .. } = scoring {
            let (subject, criterion, answer) = (*subject, criterion.clone(), answer.clone());
            self.echoes.push(Echo { tag, subject, criterion, answer });
        }
    }

    /// What was sent under `tag` was not saved: it no longer shows.
    pub fn forget(&mut self, tag: u64) {
        self.echoes.retain(|echo| echo.tag != tag);
    }

    /// The board was read again under `tag`: what was sent before is in it.
    pub fn settle(&mut self, tag: u64) {
        self.echoes.retain(|echo| echo.tag > tag);
    }

    /// The answer in a cell, given but not read back ones too.
    #[must_use]
    pub fn answer_at<'a>(&'a self, board: &'a Board, (row, column): (usize, usize)) -> Option<&'a GivenAnswer> {
        let plan = board.plans.get(row)?;
        let code = super::data::asked(board, column).map(|(_, criterion)| criterion.code.as_str())?;
        let echoed = self.echoes.iter().rev().find(|echo| echo.subject == plan.subject && echo.criterion == code);
        echoed.map_or_else(|| plan.cells.get(column)?.answer.as_ref(), |echo| echo.answer.as_ref())
    }

    /// How many cells of a plan have no answer.
    #[must_use]
    pub fn missing(&self, board: &Board, row: usize) -> usize {
        (0..board.criteria.len()).filter(|column| self.answer_at(board, (row, *column)).is_none()).count()
    }

    /// The next open cell without an answer, the way answers go on, from the beginning again at the end.
    #[must_use]
    pub fn next_gap(&self, board: &Board) -> Option<(usize, usize)> {
        let (rows, columns) = (board.plans.len(), board.criteria.len());
        let (row, column) = self.grid.cursor;
        let (major, minor, at) = match self.along {
            Along::Criterion => (columns, rows, column * rows + row),
            Along::Plan => (rows, columns, row * columns + column),
        };
        let cell = |at: usize| match self.along {
            Along::Criterion => (at % minor, at / minor),
            Along::Plan => (at / minor, at % minor),
        };
        let all = major * minor;
        let is_gap = |cell: &(usize, usize)| {
            board.plans.get(cell.0).is_some_and(is_open) && self.answer_at(board, *cell).is_none()
        };
        (1..all).map(|by| cell((at + by) % all)).find(is_gap)
    }

    /// Goes to a cell; Backspace comes back.
    pub fn go_to(&mut self, cell: (usize, usize)) {
        if cell != self.grid.cursor {
            self.trail.push(self.grid.cursor);
            self.grid.cursor = cell;
        }
        self.grid.follow = true;
        self.na = None;
    }

    /// Goes back to where one was before.
    pub fn go_back(&mut self) {
        if let Some(cell) = self.trail.pop() {
            self.grid.cursor = cell;
            self.grid.follow = true;
            self.na = None;
        }
    }

    /// Brings the note of the cell under the cursor into the field. What was being written on another is given back,
    /// to be saved.
    pub fn turn_note(&mut self, board: &Board) -> Option<(SubjectId, String, NoteDraft)> {
        let (row, column) = self.grid.cursor;
        let plan = board.plans.get(row)?;
        let (_, criterion) = super::data::asked(board, column)?;
        let read = plan.cells.get(column).and_then(|cell| cell.note.as_ref());
        let read = read.map(|n| NoteDraft { kind: n.kind, text: n.text.clone(), place: n.place.clone() });
        let on = Some((plan.subject, criterion.code.clone()));
        if self.note.on != on {
            let unsaved = self.take_unsaved_note();
            self.note = NoteEdit { on, draft: read.clone(), saved: read };
            self.na = None;
            return unsaved;
        }
        if self.note.draft == self.note.saved && self.note.draft != read && self.note.saved.is_none() {
            self.note.draft.clone_from(&read);
            self.note.saved = read;
        }
        None
    }

    /// What was written and not sent yet, counted as sent from now on.
    pub fn take_unsaved_note(&mut self) -> Option<(SubjectId, String, NoteDraft)> {
        if self.note.draft == self.note.saved {
            return None;
        }
        let (subject, criterion) = self.note.on.clone()?;
        self.note.saved.clone_from(&self.note.draft);
        let empty = NoteDraft { kind: NoteKind::Consideration, text: String::new(), place: String::new() };
        Some((subject, criterion, self.note.draft.clone().unwrap_or(empty)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ops::Actor;
    use crate::testing::{TestFile, round};

    fn board() -> Board {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        session.put_people(&Actor::Lead, crate::testing::panel(5)).unwrap();
        let fifth = session.member("Member 05").unwrap().id;
        session.assign_view(&Actor::Lead, round.id, fifth, "health").unwrap();
        session.board(round.id, "health", Some(fifth)).unwrap()
    }

    fn given(board: &Board, (row, column): (usize, usize)) -> Scoring {
        let (_, criterion) = super::super::data::asked(board, column).unwrap();
        Scoring::SetAnswer {
            round: board.round.id,
            subject: board.plans[row].subject,
            member: board.member.unwrap(),
            criterion: criterion.code.clone(),
            answer: Some(GivenAnswer { answer: "met".to_owned(), na_reason: None }),
        }
    }

    #[test]
    fn answers_go_on_along_a_criterion_or_along_a_plan_and_pass_over_what_is_answered() {
        let board = board();
        let mut state = DisciplineScreen::default();
        assert_eq!(state.next_gap(&board), Some((1, 0)));
        state.along = Along::Plan;
        assert_eq!(state.next_gap(&board), Some((0, 1)));
        state.echo(1, &given(&board, (0, 1)));
        assert_eq!(state.next_gap(&board), Some((0, 2)));
        state.along = Along::Criterion;
        state.go_to((2, 0));
        assert_eq!(state.next_gap(&board), Some((1, 1)), "the top of the next criterion, the answered one passed over");
        state.go_back();
        assert_eq!(state.grid.cursor, (0, 0));
    }

    #[test]
    fn an_answer_shows_at_once_and_goes_when_it_was_not_saved() {
        let board = board();
        let mut state = DisciplineScreen::default();
        state.echo(7, &given(&board, (1, 3)));
        assert_eq!(state.missing(&board, 1), board.criteria.len() - 1);
        state.settle(6);
        assert!(state.answer_at(&board, (1, 3)).is_some());
        state.forget(7);
        assert!(state.answer_at(&board, (1, 3)).is_none());
    }

    #[test]
    fn a_note_is_given_back_to_be_saved_when_the_cursor_moves() {
        let board = board();
        let mut state = DisciplineScreen::default();
        assert_eq!(state.turn_note(&board), None);
        let draft = NoteDraft { kind: NoteKind::Strength, text: "Page 4".to_owned(), place: String::new() };
        state.note.draft = Some(draft.clone());
        state.go_to((1, 0));
        let (subject, criterion, saved) = state.turn_note(&board).unwrap();
        assert_eq!((subject, saved), (board.plans[0].subject, draft));
        assert_eq!(criterion, super::super::data::asked(&board, 0).unwrap().1.code);
        assert_eq!(state.note.draft, None);
    }
}
