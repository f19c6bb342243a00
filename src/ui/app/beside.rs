//! The screens beside scoring and agreeing: the disciplines, the advice register, urgent concerns, families.

use super::App;
use super::work::LoadOf;
use crate::domain::ids::SubjectId;
use crate::exchange::AdviceRead;
use crate::jobs::{Query, Slot, Work as Made};
use crate::ops::{Changes, ClockBoard, Command, ConcernRow, FamilyRow, Scoring, Session};
use crate::ui::loaded::Loaded;
use crate::ui::path_field::typed_path;
use crate::ui::route::{Discipline, Route};
use crate::ui::views::advice::{data::AdviceData, state::AdviceScreen};
use crate::ui::views::clocks::state::ClocksScreen;
use crate::ui::views::concerns::form::ConcernForm;
use crate::ui::views::discipline::{data::DisciplineData, state::DisciplineScreen};
use crate::ui::views::drafts::{data::DraftsData, state::DraftsScreen};
use crate::ui::views::families::state::FamiliesScreen;
use crate::words::Explained;
use std::path::PathBuf;

/// What was read for one of these screens.
#[derive(Debug)]
pub enum BesideLoaded {
    /// A discipline.
    Discipline(Box<DisciplineData>),
    /// The advice register.
    Advice(Box<AdviceData>),
    /// A file of advice.
    AdvicePreview(AdviceRead),
    /// Urgent concerns.
    Concerns(Vec<ConcernRow>),
    /// Families.
    Families(Vec<FamilyRow>),
    /// The register of drafts.
    Drafts(Box<DraftsData>),
    /// The register of drafts was written there.
    DraftsWritten(PathBuf),
    /// Clocks of all plans.
    Clocks(Box<ClockBoard>),
}

/// Which of them a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BesideOf {
    Discipline(Discipline),
    Advice,
    AdvicePreview,
    Concerns,
    Families,
    Drafts,
    DraftsWritten,
    Clocks,
}

/// One slot of data and one state for each of these screens.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) health: (Slot<DisciplineData>, DisciplineScreen),
    pub(super) social_care: (Slot<DisciplineData>, DisciplineScreen),
    pub(super) advice: (Slot<AdviceData>, AdviceScreen),
    pub(super) concerns: (Slot<Vec<ConcernRow>>, usize),
    pub(super) families: (Slot<Vec<FamilyRow>>, FamiliesScreen),
    pub(super) drafts: (Slot<DraftsData>, DraftsScreen),
    pub(super) clocks: (Slot<ClockBoard>, ClocksScreen),
}

impl Beside {
    pub(super) fn discipline(&mut self, of: Discipline) -> &mut (Slot<DisciplineData>, DisciplineScreen) {
        match of {
            Discipline::Health => &mut self.health,
            Discipline::SocialCare => &mut self.social_care,
        }
    }

    pub(super) fn mark_stale(&mut self, c: Changes) {
        let round = c.rounds || c.assignments || c.sheets || c.agreed || c.tools || c.panel || c.cohort;
        if round || c.advice || c.measures || c.file {
            self.health.0.mark_stale();
            self.social_care.0.mark_stale();
        }
        if c.advice || c.file {
            self.advice.0.mark_stale();
        }
        if c.drafts || c.tools || c.panel || c.file {
            self.drafts.0.mark_stale();
        }
        if c.clocks || c.cohort || c.advice || c.file {
            self.clocks.0.mark_stale();
        }
        if c.concerns || c.rounds || c.panel || c.file {
            self.concerns.0.mark_stale();
        }
        if round || c.family {
            self.families.0.mark_stale();
        }
    }

    /// An answer shows at once.
    pub(super) fn echo(&mut self, tag: u64, scoring: &Scoring) {
        self.health.1.echo(tag, scoring);
        self.social_care.1.echo(tag, scoring);
    }

    /// What was sent under this tag was not saved.
    pub(super) fn forget(&mut self, tag: u64) {
        for of in Discipline::ALL {
            let (slot, state) = self.discipline(of);
            state.forget(tag);
            slot.mark_stale();
        }
        self.drafts.1.pending.clear();
        self.drafts.1.opens_when_loaded = false;
        self.drafts.0.mark_stale();
    }

    fn slot_not_loaded(&mut self, of: BesideOf, tag: u64) {
        match of {
            BesideOf::Discipline(discipline) => drop(self.discipline(discipline).0.finish(tag, None)),
            BesideOf::Advice => drop(self.advice.0.finish(tag, None)),
            BesideOf::AdvicePreview | BesideOf::DraftsWritten => {}
            BesideOf::Concerns => drop(self.concerns.0.finish(tag, None)),
            BesideOf::Families => drop(self.families.0.finish(tag, None)),
            BesideOf::Drafts => drop(self.drafts.0.finish(tag, None)),
            BesideOf::Clocks => drop(self.clocks.0.finish(tag, None)),
        }
    }

    /// A load came back; none: it failed.
    pub(super) fn loaded(&mut self, of: BesideOf, tag: u64, loaded: Option<BesideLoaded>) {
        match loaded {
            None => self.slot_not_loaded(of, tag),
            Some(BesideLoaded::Discipline(data)) => {
                let (slot, state) = self.discipline(data.discipline);
                if slot.finish(tag, Some(*data)) {
                    state.settle(tag);
                }
            }
            Some(BesideLoaded::Advice(data)) => {
                if self.advice.0.finish(tag, Some(*data)) {
                    self.advice.1.settle();
                }
            }
            Some(BesideLoaded::AdvicePreview(read)) => self.advice.1.preview = Some(read),
            Some(BesideLoaded::Concerns(rows)) => drop(self.concerns.0.finish(tag, Some(rows))),
            Some(BesideLoaded::Drafts(data)) => {
                if self.drafts.0.finish(tag, Some(*data)) {
                    self.drafts.1.settle();
                }
            }
            // Said by the window, which has the notices.
            Some(BesideLoaded::DraftsWritten(_)) => {}
            Some(BesideLoaded::Clocks(board)) => {
                if self.clocks.0.finish(tag, Some(*board)) {
                    self.clocks.1.settle();
                }
            }
            Some(BesideLoaded::Families(rows)) => drop(self.families.0.finish(tag, Some(rows))),
        }
    }
}

impl App {
    /// Has the screen that is shown loaded, if it is one of these.
    pub(super) fn load_beside(&mut self) {
        let member = self.place.acting.member();
        match self.place.route {
            Route::Drafts if self.screens.beside.drafts.0.wants_loading() => {
                let query = done(move |s| Ok(BesideLoaded::Drafts(Box::new(DraftsData::read(s, member)?))));
                let tag = self.load(LoadOf::Beside(BesideOf::Drafts), query);
                self.screens.beside.drafts.0.begin(tag);
            }
            Route::Clocks if self.screens.beside.clocks.0.wants_loading() => {
                let query = done(|s| Ok(BesideLoaded::Clocks(Box::new(s.clock_board(None)?))));
                let tag = self.load(LoadOf::Beside(BesideOf::Clocks), query);
                self.screens.beside.clocks.0.begin(tag);
            }
            _ => {}
        }
        let Some(round) = self.place.round.filter(|_| self.place.route != Route::Advice) else {
            if self.place.route == Route::Advice && self.screens.beside.advice.0.wants_loading() {
                let query = done(|s| Ok(BesideLoaded::Advice(Box::new(AdviceData::read(s)?))));
                let tag = self.load(LoadOf::Beside(BesideOf::Advice), query);
                self.screens.beside.advice.0.begin(tag);
            }
            return;
        };
        match self.place.route {
            Route::Discipline(of) if self.screens.beside.discipline(of).0.wants_loading() => {
                let query =
                    done(move |s| Ok(BesideLoaded::Discipline(Box::new(DisciplineData::read(s, round, of, member)?))));
                let tag = self.load(LoadOf::Beside(BesideOf::Discipline(of)), query);
                self.screens.beside.discipline(of).0.begin(tag);
            }
            Route::Concerns if self.screens.beside.concerns.0.wants_loading() => {
                let query = done(move |s| Ok(BesideLoaded::Concerns(s.concerns_seen(round, member)?)));
                let tag = self.load(LoadOf::Beside(BesideOf::Concerns), query);
                self.screens.beside.concerns.0.begin(tag);
            }
            Route::Families if self.screens.beside.families.0.wants_loading() => {
                let query = done(move |s| Ok(BesideLoaded::Families(s.families(round)?)));
                let tag = self.load(LoadOf::Beside(BesideOf::Families), query);
                self.screens.beside.families.0.begin(tag);
            }
            _ => {}
        }
    }

    /// Reads the file of advice named on the screen.
    pub(super) fn preview_advice(&mut self) {
        let screen = &mut self.screens.beside.advice.1;
        screen.preview = None;
        let Some(path) = typed_path(&screen.path) else { return };
        let query = done(move |s| Ok(BesideLoaded::AdvicePreview(crate::ui::views::advice::data::preview(s, &path)?)));
        self.load(LoadOf::Beside(BesideOf::AdvicePreview), query);
    }

    /// Writes the register of drafts, as whoever acts may see it, into the file named on its screen.
    pub(super) fn write_drafts(&mut self) {
        let member = self.place.acting.member();
        let Some(path) = typed_path(&self.screens.beside.drafts.1.out) else { return };
        let query = done(move |s| {
            crate::ui::views::drafts::data::write(s, member, &path)?;
            Ok(BesideLoaded::DraftsWritten(path))
        });
        self.load(LoadOf::Beside(BesideOf::DraftsWritten), query);
    }

    /// The plan that is open on the screen, with its reference: what an urgent concern would be about.
    #[must_use]
    pub fn open_plan(&self) -> Option<(SubjectId, String)> {
        match self.place.route {
            Route::Sheet(subject) => {
                let desk = &self.screens.sheet.0.get()?.desk;
                (desk.subject == subject).then(|| (subject, desk.facts.reference.clone()))
            }
            Route::Agree => {
                let plan = self.screens.agree.1.plan(self.screens.agree.0.get()?)?;
                Some((plan.subject, plan.reference.clone()))
            }
            Route::Discipline(of) => {
                let (slot, state) = match of {
                    Discipline::Health => &self.screens.beside.health,
                    Discipline::SocialCare => &self.screens.beside.social_care,
                };
                let plan = slot.get()?.board.as_ref()?.plans.get(state.grid.cursor.0)?;
                Some((plan.subject, plan.facts.reference.clone()))
            }
            Route::Families => {
                let (slot, state) = &self.screens.beside.families;
                let row = slot.get()?.get(state.cursor)?;
                Some((row.subject, row.reference.clone()))
            }
            Route::Concerns => {
                let (slot, cursor) = &self.screens.beside.concerns;
                let row = slot.get()?.get(*cursor)?;
                Some((row.concern.subject, row.reference.clone()))
            }
            _ => None,
        }
    }

    /// Begins the record of an urgent concern about the plan that is open.
    pub(super) fn raise_concern(&mut self) {
        if self.concern.is_some() {
            return;
        }
        self.save_what_is_being_written();
        match (self.place.round, self.open_plan()) {
            (Some(round), Some((subject, reference))) => {
                self.concern = Some(ConcernForm::new(round, subject, reference));
            }
            _ => self.notices.info(Explained::new(
                "An urgent concern is about a plan, and none is open here.",
                "",
                "Open the plan first, then press Ctrl+Shift+U.",
            )),
        }
    }

    /// The note being written on a board, to be saved before the person goes on.
    pub(super) fn save_board_note(&mut self) {
        for of in Discipline::ALL {
            let (slot, state) = self.screens.beside.discipline(of);
            let known = slot.get().and_then(|data| data.board.as_ref());
            let Some((round, member)) = known.and_then(|board| Some((board.round.id, board.member?))) else { continue };
            if let Some((subject, criterion, note)) = state.take_unsaved_note() {
                self.execute(Command::Scoring(Scoring::SetNote { round, subject, member, criterion, note }));
            }
        }
    }
}

/// A query for one of these screens.
fn done(
    read: impl FnOnce(&mut Session) -> Result<BesideLoaded, crate::jobs::Failure> + Send + 'static,
) -> Query<Loaded> {
    Box::new(move |session, _| Ok(Made::Done(Loaded::Beside(read(session)?))))
}
