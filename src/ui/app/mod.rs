//! The app: who acts, where the window stands, the queue, and one slot of data for each screen.
//!
//! [`App::logic`] takes replies and carries out what was queued; [`App::ui`] only draws. egui may draw a frame twice
//! and brings events only the first time, so the queue is never cleared while drawing.

mod beside;
mod caring;
mod carry_out;
mod following;
mod frame;
mod helping;
mod loading;
mod locking;
mod replies;
mod tools;
mod tour;
mod work;

#[cfg(test)]
pub(crate) use frame::menu_actions;

pub use beside::BesideLoaded;
pub use following::FollowingLoaded;
pub use frame::{more_menu, saved_ui};
pub use helping::HelpLoaded;
pub use tools::ToolsLoaded;
pub use tour::first_card;

use super::action::Action;
use super::cx::{Acting, Support};
use super::dialogs::OpenDialog;
use super::loaded::{FileData, Loaded};
use super::notice::Notices;
use super::route::Route;
use super::theme::Theme;
use super::views::agree::{data::AgreeData, state::AgreeScreen};
use super::views::cohort::{data::CohortData, state::CohortScreen};
use super::views::concerns::form::ConcernForm;
use super::views::file::{data::CareData, state::CareScreen};
use super::views::overview::{data::OverviewData, state::OverviewScreen};
use super::views::packs::{data::PacksData, state::PacksScreen};
use super::views::plans::{data::PlansData, state::PlansScreen};
use super::views::practice::{data::PracticeData, state::PracticeScreen};
use super::views::prepare::{data::PrepareData, state::PrepareScreen};
use super::views::reports::{data::ReportsData, state::ReportsScreen};
use super::views::results::{data::ResultsData, state::ResultsScreen};
use super::views::sheet::{data::SheetData, state::SheetScreen};
use super::views::start::state::StartScreen;
use crate::domain::ids::RoundId;
use crate::jobs::{Config, FileDialogs, Request, Slot, Worker};
use crate::settings::{Appearance, Settings, WindowPlace};
use beside::Beside;
use locking::Lock;
use std::path::PathBuf;
use tour::Tour;
use work::Work;

/// The window's app, without the window: tests run it as it is.
pub struct App {
    worker: Worker<Loaded>,
    dialogs: Box<dyn FileDialogs>,
    queue: Vec<Action>,
    settings: Settings,
    support: Support,
    place: Place,
    screens: Screens,
    work: Work,
    notices: Notices,
    dialog: Option<OpenDialog>,
    /// The record of an urgent concern in front of the screen.
    concern: Option<ConcernForm>,
    lock: Lock,
    /// The file being opened was just made.
    was_made: bool,
    /// The preferences of this machine were read.
    knows_settings: bool,
    tour: Tour,
    drawn: Drawn,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("route", &self.place.route).finish_non_exhaustive()
    }
}

/// Where the window stands.
#[derive(Debug, Default)]
struct Place {
    route: Route,
    acting: Acting,
    round: Option<RoundId>,
    path: Option<PathBuf>,
    file: Slot<FileData>,
    /// A file is on its way.
    is_opening: bool,
    /// The file was just opened: it is not known yet where to begin.
    is_new: bool,
}

/// One slot of data and one state for each screen.
#[derive(Debug, Default)]
struct Screens {
    start: StartScreen,
    who: usize,
    overview: (Slot<OverviewData>, OverviewScreen),
    prepare: (Slot<PrepareData>, PrepareScreen),
    plans: (Slot<PlansData>, PlansScreen),
    practice: (Slot<PracticeData>, PracticeScreen),
    sheet: (Slot<SheetData>, SheetScreen),
    agree: (Slot<AgreeData>, AgreeScreen),
    results: (Slot<ResultsData>, ResultsScreen),
    cohort: (Slot<CohortData>, CohortScreen),
    beside: Beside,
    tools: tools::Tools,
    following: following::Following,
    file: (Slot<CareData>, CareScreen),
    packs: (Slot<PacksData>, PacksScreen),
    reports: (Slot<ReportsData>, ReportsScreen),
}

/// What the window was last told about itself.
#[derive(Debug, Default)]
struct Drawn {
    theme: Option<Theme>,
    zoom_percent: Option<u32>,
    title: String,
}

impl App {
    /// Starts the app; opens a file at once where one is named.
    #[must_use]
    pub fn new(config: Config, dialogs: Box<dyn FileDialogs>, file: Option<PathBuf>) -> Self {
        let lock = Lock::new((config.world)());
        let worker = Worker::start(config);
        worker.send(Request::ReadSettings);
        let queue = file.map(Action::Open).into_iter().collect();
        Self {
            worker,
            dialogs,
            queue,
            settings: Settings::default(),
            support: Support::default(),
            place: Place::default(),
            screens: Screens::default(),
            work: Work::default(),
            notices: Notices::default(),
            dialog: None,
            concern: None,
            lock,
            was_made: false,
            knows_settings: false,
            tour: Tour::default(),
            drawn: Drawn::default(),
        }
    }

    /// Says what draws the window and where the log lies, for whoever asks the help desk.
    #[must_use]
    pub fn supported(mut self, support: Support) -> Self {
        self.support = support;
        self
    }

    /// Takes replies, carries out what was queued, has loaded what is shown. Call it before each [`App::ui`].
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.watch(ctx);
        while let Some(reply) = self.worker.take_reply() {
            self.take_reply(reply);
        }
        while let Some(answer) = self.dialogs.take_answer() {
            self.take_path(answer);
        }
        for action in std::mem::take(&mut self.queue) {
            match action {
                Action::Lock(act) => self.act_on_lock(act, ctx),
                other => self.carry_out(other),
            }
        }
        self.leave_when_saved();
        self.load_what_is_shown();
        self.tell_window(ctx);
        if !self.queue.is_empty() {
            ctx.request_repaint();
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        // The window's title does not reach a screen reader by itself.
        ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Golden Thread"));
        self.lock_key(ui);
        if !self.covered(ui) {
            self.frame(ui);
            self.warn_of_hiding(ui);
        }
        if !self.queue.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// The window is closing: what is being written is sent to be saved. Dropping the app waits until it is.
    pub fn finish(&mut self) {
        self.save_what_is_being_written();
    }

    /// Remembers where the window stood, for the next start.
    pub fn keep_window(&mut self, place: WindowPlace) {
        // What is not known yet must not be written over.
        if self.knows_settings && self.settings.window != Some(place) {
            self.settings.window = Some(place);
            self.worker.send(Request::WriteSettings(self.settings.clone()));
        }
    }

    /// Whether anything was asked for that has not come back: what tests wait for.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !self.queue.is_empty() || self.place.is_opening || self.lock.is_leaving() || self.work.is_busy()
    }

    /// Where the window stands.
    #[must_use]
    pub fn route(&self) -> Route {
        self.place.route
    }

    /// Whether a file is open.
    #[must_use]
    pub fn has_file(&self) -> bool {
        self.place.file.get().is_some()
    }

    /// The score sheet on the screen.
    #[must_use]
    pub fn sheet_data(&self) -> Option<&SheetData> {
        self.screens.sheet.0.get()
    }

    /// The results on the screen.
    #[must_use]
    pub fn results_data(&self) -> Option<&ResultsData> {
        self.screens.results.0.get()
    }

    /// The report on the screen.
    #[must_use]
    pub fn reports_data(&self) -> Option<&ReportsData> {
        self.screens.reports.0.get()
    }

    /// Asks for something as a screen would.
    pub fn act(&mut self, action: Action) {
        self.queue.push(action);
    }

    fn theme(&self) -> Theme {
        match self.settings.appearance {
            Appearance::Light => Theme::Light,
            Appearance::Dark => Theme::Dark,
            Appearance::HighContrast => Theme::HighContrast,
        }
    }

    /// Brings theme, size and title of the window up to date.
    fn tell_window(&mut self, ctx: &egui::Context) {
        let theme = self.theme();
        if self.drawn.theme != Some(theme) {
            self.drawn.theme = Some(theme);
            theme.install(ctx);
            ctx.set_theme(if theme.tokens().is_dark { egui::Theme::Dark } else { egui::Theme::Light });
            // Keys for the size are ours: the size is remembered.
            ctx.options_mut(|options| options.zoom_with_keyboard = false);
        }
        if self.drawn.zoom_percent != Some(self.settings.zoom_percent) {
            self.drawn.zoom_percent = Some(self.settings.zoom_percent);
            ctx.set_zoom_factor(self.settings.zoom_percent as f32 / 100.0);
        }
        let title = match self.place.file.get().filter(|_| !self.lock.is_hidden()) {
            Some(file) => format!("{} – {} – Golden Thread", file.facts.local_area, file.name),
            None => "Golden Thread".to_owned(),
        };
        if self.drawn.title != title {
            self.drawn.title.clone_from(&title);
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
        }
    }

    fn save_what_is_being_written(&mut self) {
        self.save_finding();
        self.save_board_note();
        self.save_tool_draft();
        if let Some(data) = self.screens.sheet.0.get() {
            for command in self.screens.sheet.1.take_unsaved(data) {
                self.execute(command);
            }
        }
        let round = self.place.round;
        if let Some(command) = round.and_then(|round| self.screens.agree.1.threads.take_unsaved(round)) {
            self.execute(command);
        }
    }

    /// Keeps the finding being written, when its screen is left.
    fn save_finding(&mut self) {
        use crate::ops::{Command, Moderating};
        let is_open = |round: &RoundId| {
            let round = self.place.file.get().and_then(|file| file.get_round(*round));
            round.is_some_and(|round| round.state == crate::domain::round::RoundState::Open)
        };
        let Some(round) = self.place.round.filter(is_open) else { return };
        if let Some((id, draft)) = self.screens.agree.1.findings.take_unsaved() {
            self.execute(Command::Moderating(Moderating::PutFinding { round, id, draft: Box::new(draft) }));
        }
    }
}
