//! Which data each screen needs, and when it is read again: only what is shown, and only what depends on a change.

use super::work::LoadOf;
use super::{App, Screens};
use crate::domain::ids::RoundId;
use crate::jobs::reports::Asked;
use crate::jobs::{Query, Slot, Work as Made};
use crate::ops::{Changes, Session};
use crate::ui::loaded::{FileData, Loaded};
use crate::ui::route::Route;
use crate::ui::views::agree::data::AgreeData;
use crate::ui::views::cohort;
use crate::ui::views::file::data::CareData;
use crate::ui::views::overview::data::OverviewData;
use crate::ui::views::packs::data::PacksData;
use crate::ui::views::packs::state::PacksScreen;
use crate::ui::views::plans::data::PlansData;
use crate::ui::views::practice::data::PracticeData;
use crate::ui::views::prepare::data::PrepareData;
use crate::ui::views::reports;
use crate::ui::views::results;
use crate::ui::views::sheet::data::SheetData;

/// More rows than these are not kept for a screen that is not shown.
const MANY_ROWS: usize = 5_000;

impl Screens {
    /// What depends on a change is read again when it is next shown.
    pub(super) fn mark_stale(&mut self, changes: Changes) {
        let c = changes;
        let round = c.rounds || c.assignments || c.sheets || c.agreed || c.concerns || c.tools || c.findings;
        if round || c.cohort || c.panel || c.file {
            self.overview.0.mark_stale();
            self.prepare.0.mark_stale();
        }
        if round || c.cohort || c.panel {
            self.plans.0.mark_stale();
        }
        // What is no person is a fact of the file.
        if c.sheets || c.rounds || c.assignments || c.agreed || c.file {
            self.sheet.0.mark_stale();
            self.practice.0.mark_stale();
        }
        // Every change is in the log.
        self.file.0.mark_stale();
        self.beside.mark_stale(c);
        self.tools.mark_stale(c);
        self.following.mark_stale(c);
        if round || c.panel {
            self.agree.0.mark_stale();
            self.results.0.mark_stale();
        }
        if c.cohort || c.file {
            self.cohort.0.mark_stale();
        }
        if round || c.panel || c.packs {
            self.packs.0.mark_stale();
        }
        if round || c.panel || c.reports || c.file {
            self.reports.0.mark_stale();
        }
    }

    /// A county's rows are read again when they are shown again: they are too many to be kept for every screen.
    pub(super) fn forget_many(&mut self, left: Route) {
        match left {
            Route::Cohort if self.cohort.0.get().is_some_and(|data| data.plans.len() > MANY_ROWS) => {
                self.cohort.0 = Slot::default();
            }
            Route::Clocks if self.beside.clocks.0.get().is_some_and(|board| board.rows.len() > MANY_ROWS) => {
                self.beside.clocks.0 = Slot::default();
            }
            _ => {}
        }
    }

    pub(super) fn mark_all_stale(&mut self) {
        let all = Changes { file: true, cohort: true, panel: true, rounds: true, sheets: true, ..Changes::default() };
        self.mark_stale(all);
    }

    /// Another round: what was read is of the one before.
    pub(super) fn forget_round(&mut self) {
        // The folder that is watched is the file's, not the round's or the person's.
        let watched = self.packs.1.watched.take();
        *self = Self {
            packs: (Default::default(), PacksScreen { watched, ..Default::default() }),
            start: std::mem::take(&mut self.start),
            prepare: (Default::default(), std::mem::take(&mut self.prepare.1)),
            ..Self::default()
        };
    }

    /// Another person: nothing of what the last one saw or wrote stays.
    pub(super) fn forget_person(&mut self) {
        self.forget_round();
    }
}

impl App {
    pub(super) fn load_what_is_shown(&mut self) {
        if self.place.path.is_none() {
            return;
        }
        if self.place.file.wants_loading() {
            let tag = self.load(LoadOf::File, done(|session| Ok(Loaded::File(FileData::read(session)?))));
            self.place.file.begin(tag);
        }
        if self.place.is_new {
            return;
        }
        let round = self.place.round;
        // The next step is marked beside every screen with places.
        let has_places = !matches!(self.place.route, Route::Start | Route::Who | Route::Sheet(_));
        if has_places && self.screens.overview.0.wants_loading() {
            let query = done(move |session| Ok(Loaded::Overview(Box::new(OverviewData::read(session, round)?))));
            let tag = self.load(LoadOf::Overview, query);
            self.screens.overview.0.begin(tag);
        }
        // The list to search has the plans in it, whatever is behind it.
        let is_searching = self.dialog.as_ref().is_some_and(|open| open.dialog == crate::ui::dialogs::Dialog::Palette);
        if let Some(round) = round.filter(|_| is_searching && self.screens.plans.0.wants_loading()) {
            self.load_plans(round);
        }
        match self.place.route {
            Route::Start | Route::Who | Route::Overview => {}
            Route::Prepare(_) => {
                if self.screens.prepare.0.wants_loading() {
                    let query = done(move |session| Ok(Loaded::Prepare(Box::new(PrepareData::read(session, round)?))));
                    let tag = self.load(LoadOf::Prepare, query);
                    self.screens.prepare.0.begin(tag);
                }
            }
            Route::Cohort => {
                if self.screens.cohort.0.wants_loading() {
                    let tag = self.load(LoadOf::Cohort, cohort::data::query());
                    self.screens.cohort.0.begin(tag);
                }
            }
            Route::File => {
                if self.screens.file.0.wants_loading() {
                    let own = self.place.acting.member().map(|_| self.place.acting.name().to_owned());
                    let query =
                        done(move |session| Ok(Loaded::Care(Box::new(CareData::read(session, own.as_deref())?))));
                    let tag = self.load(LoadOf::Care, query);
                    self.screens.file.0.begin(tag);
                }
            }
            Route::Tools => self.load_tools(),
            Route::Discipline(_)
            | Route::Advice
            | Route::Drafts
            | Route::Clocks
            | Route::Concerns
            | Route::Families => self.load_beside(),
            Route::Actions | Route::Measures | Route::Year => self.load_following(),
            Route::Plans
            | Route::Sheet(_)
            | Route::Practice(_)
            | Route::Agree
            | Route::Results
            | Route::Packs
            | Route::Reports => {
                if let Some(round) = round {
                    self.load_of_round(round);
                }
            }
        }
    }

    fn load_plans(&mut self, round: RoundId) {
        let member = self.place.acting.member();
        let query = done(move |session| Ok(Loaded::Plans(PlansData::read(session, round, member)?)));
        let tag = self.load(LoadOf::Plans, query);
        self.screens.plans.0.begin(tag);
    }

    fn load_of_round(&mut self, round: RoundId) {
        let member = self.place.acting.member();
        match self.place.route {
            Route::Plans if self.screens.plans.0.wants_loading() => self.load_plans(round),
            Route::Sheet(subject) if self.screens.sheet.0.wants_loading() => {
                let Some(member) = member else { return };
                let query = done(move |s| Ok(Loaded::Sheet(Box::new(SheetData::read(s, round, subject, member)?))));
                let tag = self.load(LoadOf::Sheet, query);
                self.screens.sheet.0.begin(tag);
            }
            Route::Practice(subject) if self.screens.practice.0.wants_loading() => {
                let query =
                    done(move |s| Ok(Loaded::Practice(Box::new(PracticeData::read(s, round, subject, member)?))));
                let tag = self.load(LoadOf::Practice, query);
                self.screens.practice.0.begin(tag);
            }
            Route::Agree if self.screens.agree.0.wants_loading() => {
                let tag = self.load(
                    LoadOf::Agree,
                    done(move |s| Ok(Loaded::Agree(Box::new(AgreeData::read(s, round, member)?)))),
                );
                self.screens.agree.0.begin(tag);
            }
            Route::Packs if self.screens.packs.0.wants_loading() => {
                let viewer = self.place.acting.viewer();
                let query = done(move |s| Ok(Loaded::Packs(Box::new(PacksData::read(s, round, viewer)?))));
                let tag = self.load(LoadOf::Packs, query);
                self.screens.packs.0.begin(tag);
            }
            Route::Results if self.screens.results.0.wants_loading() => {
                self.work.cancel_loads(LoadOf::Results);
                let tag = self.load(LoadOf::Results, results::data::query(round));
                self.screens.results.0.begin(tag);
            }
            Route::Reports if self.screens.reports.0.wants_loading() => {
                self.work.cancel_loads(LoadOf::Reports);
                let asked = Asked { round, by: self.place.acting.member() };
                let query = reports::data::query(asked, self.screens.reports.1.wanted);
                let tag = self.load(LoadOf::Reports, query);
                self.screens.reports.0.begin(tag);
            }
            _ => {}
        }
    }
}

/// A query that computes nothing beside.
fn done(read: impl FnOnce(&mut Session) -> Result<Loaded, crate::jobs::Failure> + Send + 'static) -> Query<Loaded> {
    Box::new(move |session, _| Ok(Made::Done(read(session)?)))
}
