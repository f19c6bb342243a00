//! The screens of what is followed over time: actions, measures, the year.

use super::App;
use super::work::LoadOf;
use crate::domain::measure::MeasureValue;
use crate::domain::year::YearPage;
use crate::jobs::{Failure, Query, Slot, Work as Made};
use crate::ops::{ActionDraft, Changes, Session};
use crate::ui::loaded::Loaded;
use crate::ui::path_field::typed_path;
use crate::ui::route::Route;
use crate::ui::views::actions::data::{ActionsData, FollowAsk};
use crate::ui::views::actions::state::{ActionForm, ActionsScreen};
use crate::ui::views::measures::data::MeasuresData;
use crate::ui::views::measures::state::MeasuresScreen;
use crate::ui::views::year::state::YearScreen;
use crate::words::Explained;
use std::path::PathBuf;

/// What was read for one of these screens.
#[derive(Debug)]
pub enum FollowingLoaded {
    /// The actions.
    Actions(Box<ActionsData>),
    /// A file of actions.
    ActionsPreview(Vec<ActionDraft>),
    /// The actions were written there.
    ActionsWritten(PathBuf),
    /// The measures.
    Measures(Box<MeasuresData>),
    /// A file of measures.
    MeasuresPreview(Vec<MeasureValue>),
    /// The year.
    Year(Box<YearPage>),
}

/// Which of them a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FollowingOf {
    Actions,
    Measures,
    Year,
    File,
}

/// One slot of data and one state for each of these screens.
#[derive(Debug, Default)]
pub(super) struct Following {
    pub(super) actions: (Slot<ActionsData>, ActionsScreen),
    pub(super) measures: (Slot<MeasuresData>, MeasuresScreen),
    pub(super) year: (Slot<YearPage>, YearScreen),
}

impl Following {
    pub(super) fn mark_stale(&mut self, c: Changes) {
        let round = c.rounds || c.assignments || c.sheets || c.agreed || c.tools || c.findings;
        if round || c.actions || c.file {
            self.actions.0.mark_stale();
        }
        if round || c.measures || c.advice || c.file {
            self.measures.0.mark_stale();
        }
        if round || c.actions || c.measures || c.advice || c.file {
            self.year.0.mark_stale();
        }
    }

    pub(super) fn not_loaded(&mut self, of: FollowingOf, tag: u64) {
        match of {
            FollowingOf::Actions => drop(self.actions.0.finish(tag, None)),
            FollowingOf::Measures => drop(self.measures.0.finish(tag, None)),
            FollowingOf::Year => drop(self.year.0.finish(tag, None)),
            FollowingOf::File => {}
        }
    }
}

impl App {
    /// Has the screen that is shown loaded, if it is one of these.
    pub(super) fn load_following(&mut self) {
        let member = self.place.acting.member();
        match self.place.route {
            Route::Actions if self.screens.following.actions.0.wants_loading() => {
                let query = done(move |s| Ok(FollowingLoaded::Actions(Box::new(ActionsData::read(s, member)?))));
                let tag = self.load(LoadOf::Following(FollowingOf::Actions), query);
                self.screens.following.actions.0.begin(tag);
            }
            Route::Measures if self.screens.following.measures.0.wants_loading() => {
                let query = done(|s| Ok(FollowingLoaded::Measures(Box::new(MeasuresData::read(s)?))));
                let tag = self.load(LoadOf::Following(FollowingOf::Measures), query);
                self.screens.following.measures.0.begin(tag);
            }
            Route::Year if self.screens.following.year.0.wants_loading() => {
                let (kind, start) = (self.screens.following.year.1.kind, self.screens.following.year.1.start);
                let query = done(move |s| {
                    let page = crate::ui::views::year::data::read(s, kind, start, member)?;
                    Ok(FollowingLoaded::Year(Box::new(page)))
                });
                let tag = self.load(LoadOf::Following(FollowingOf::Year), query);
                self.screens.following.year.0.begin(tag);
            }
            _ => {}
        }
    }

    /// Something of these screens came back.
    pub(super) fn followed(&mut self, tag: u64, loaded: FollowingLoaded) {
        let following = &mut self.screens.following;
        match loaded {
            FollowingLoaded::Actions(data) => drop(following.actions.0.finish(tag, Some(*data))),
            FollowingLoaded::ActionsPreview(drafts) => following.actions.1.preview = Some(drafts),
            FollowingLoaded::ActionsWritten(path) => {
                let said = Explained::new("The actions are written.", path.display().to_string(), "");
                self.notices.done(said, None);
            }
            FollowingLoaded::Measures(data) => drop(following.measures.0.finish(tag, Some(*data))),
            FollowingLoaded::MeasuresPreview(values) => following.measures.1.preview = Some(values),
            FollowingLoaded::Year(page) => {
                following.year.1.begin_with(&page);
                following.year.0.finish(tag, Some(*page));
            }
        }
    }

    /// Does what one of these screens asks for.
    pub(super) fn follow(&mut self, ask: FollowAsk) {
        let file = LoadOf::Following(FollowingOf::File);
        match ask {
            FollowAsk::PreviewActions => {
                let screen = &mut self.screens.following.actions.1;
                screen.preview = None;
                let Some(path) = typed_path(&screen.path) else { return };
                let query = done(move |_| {
                    Ok(FollowingLoaded::ActionsPreview(crate::ui::views::actions::data::preview(&path)?))
                });
                self.load(file, query);
            }
            FollowAsk::WriteActions => {
                let Some(path) = typed_path(&self.screens.following.actions.1.out) else { return };
                let query = done(move |s| {
                    crate::ui::views::actions::data::write(s, &path)?;
                    Ok(FollowingLoaded::ActionsWritten(path))
                });
                self.load(file, query);
            }
            FollowAsk::PreviewMeasures => {
                let screen = &mut self.screens.following.measures.1;
                screen.preview = None;
                let Some(path) = typed_path(&screen.path) else { return };
                let query = done(move |_| Ok(FollowingLoaded::MeasuresPreview(crate::exchange::read_measures(&path)?)));
                self.load(file, query);
            }
            FollowAsk::ShowYear => self.screens.following.year.0.mark_stale(),
            FollowAsk::PlanAction(action) => {
                self.act(crate::ui::action::Action::Go(Route::Actions));
                let screen = &mut self.screens.following.actions.1;
                screen.came_from = action.finding;
                screen.open = None;
                screen.form = Some(ActionForm::of(&action, true));
            }
            FollowAsk::BackToFinding(finding) => {
                self.act(crate::ui::action::Action::Go(Route::Agree));
                self.screens.agree.1.findings.back_to = Some(finding);
            }
        }
    }
}

/// A query for one of these screens.
fn done(read: impl FnOnce(&mut Session) -> Result<FollowingLoaded, Failure> + Send + 'static) -> Query<Loaded> {
    Box::new(move |session, _| Ok(Made::Done(Loaded::Following(read(session)?))))
}
