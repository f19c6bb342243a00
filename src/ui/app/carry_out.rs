//! What each action does. Everything that is not the window's own goes to the worker.

use super::App;
use super::tour::Tour;
use super::work::LoadOf;
use crate::jobs::reports::Asked;
use crate::jobs::{FileAnswer, Query, Request};
use crate::ops::Command;
use crate::ui::action::{Action, PathFor, Preference};
use crate::ui::cx::Acting;
use crate::ui::dialogs::Dialog;
use crate::ui::loaded::Loaded;
use crate::ui::notice::Doing;
use crate::ui::path_field::typed_path;
use crate::ui::route::Route;
use crate::ui::views::actions::data::FollowAsk;
use crate::ui::views::{prepare, reports};
use std::path::PathBuf;

impl App {
    fn asks_for_reports(&self) -> Option<Asked> {
        Some(Asked { round: self.place.round?, by: self.place.acting.member() })
    }

    pub(super) fn carry_out(&mut self, action: Action) {
        match action {
            Action::Go(route) => self.go(route),
            Action::Open(path) => self.open(path, None),
            Action::OpenWithPassphrase => self.open_with_passphrase(),
            Action::Create => self.create(),
            Action::OpenSample { anew } => {
                self.begin_opening();
                self.worker.send(Request::OpenSample { anew });
            }
            Action::ForgetRecent(path) => {
                self.settings.forget(&path);
                self.worker.send(Request::WriteSettings(self.settings.clone()));
            }
            Action::AgreePlan(subject) => {
                self.go(Route::Agree);
                self.screens.agree.1.part = crate::ui::views::agree::state::Part::Answers;
                self.screens.agree.1.go_to_plan(subject);
            }
            Action::CloseFile => self.close_file(),
            Action::BeginFile => {
                if self.place.path.is_some() {
                    self.close_file();
                }
                self.screens.start.is_making = true;
            }
            Action::ActAs(acting) => self.act_as(acting),
            Action::ChooseRound(round) => {
                self.save_what_is_being_written();
                self.place.round = Some(round);
                self.screens.forget_round();
                if matches!(self.place.route, Route::Sheet(_)) {
                    self.place.route = Route::Plans;
                }
            }
            Action::Run(command) => self.execute(command),
            Action::Undo => {
                self.save_what_is_being_written();
                self.execute(Command::Undo);
            }
            Action::Ask(question) => self.dialogs.ask(question),
            Action::PreviewPlans => self.preview_plans(),
            Action::PreviewRound => {
                if let Some(path) = typed_path(&self.screens.prepare.1.bring_back.path) {
                    self.work.cancel_loads(LoadOf::RoundRead);
                    self.load(LoadOf::RoundRead, prepare::bring_back::read_query(path));
                }
            }
            Action::SaveColumns { replace } => self.save_columns(replace),
            Action::PreviewPanel => self.preview_panel(),
            Action::PreviewAdvice => self.preview_advice(),
            Action::WriteDrafts => self.write_drafts(),
            Action::Follow(ask) => self.follow(ask),
            Action::RaiseConcern => self.raise_concern(),
            Action::WriteConcern(form) => self.concern = Some(*form),
            Action::LeaveConcern => self.concern = None,
            Action::PreviewDraw => self.preview_draw(),
            Action::WritePanel => self.write_panel(),
            Action::SaveCopyElsewhere => {
                self.go(Route::File);
                self.screens.file.1.copy_first = true;
                self.dialogs.ask(crate::ui::views::file::view::where_to_save_a_copy());
            }
            Action::AskCare(ask) => self.ask_care(ask),
            Action::PreviewPacks(paths) => self.preview_packs(paths, LoadOf::PacksPreview),
            Action::SavePassphrases(path) => self.save_passphrases(path),
            Action::Tools(act) => self.act_on_tools(act),
            Action::WatchPacks(folder) => {
                if let Some(file) = &self.place.path {
                    self.settings.set_watched(file, folder.as_deref());
                    self.worker.send(Request::WriteSettings(self.settings.clone()));
                }
                self.worker.send(Request::WatchPacks(folder));
            }
            Action::SeeReport(kind) => {
                self.screens.reports.1.wanted = reports::data::Wanted { kind, ..Default::default() };
                self.screens.reports.0.mark_stale();
                self.go(Route::Reports);
            }
            Action::KeepPlan { plan, form } => {
                self.screens.reports.1.keep(plan, form);
                self.screens.reports.0.mark_stale();
                self.go(Route::Reports);
            }
            Action::ShowReport => self.screens.reports.0.mark_stale(),
            Action::SaveReport { path, replace } => {
                let path = crate::jobs::worker::with_ending(path, "pdf");
                if let Some(asked) = self.asks_for_reports() {
                    let wanted = self.screens.reports.1.wanted;
                    self.load(LoadOf::SaveReport, reports::data::save_query(asked, wanted, path, replace));
                }
            }
            Action::SaveAllSheets(folder) => {
                if let Some(asked) = self.asks_for_reports() {
                    self.load(LoadOf::SaveReport, reports::data::save_all_query(asked, folder));
                }
            }
            Action::TakeLogo(path) => {
                let query: Query<Loaded> = Box::new(move |_, _| {
                    Ok(crate::jobs::Work::Compute(Box::new(move |_| Ok(Loaded::Logo(crate::jobs::logo::read(&path)?)))))
                });
                self.load(LoadOf::Logo, query);
            }
            Action::ShowFile(path) => self.worker.send(Request::ShowFile(path)),
            Action::PrintFile(path) => self.worker.send(Request::PrintFile(path)),
            Action::ExportRound { wanted, path, replace } => {
                if let Some(asked) = self.asks_for_reports() {
                    self.load(LoadOf::Export, reports::data::export_query(asked, wanted, (path, replace)));
                }
            }
            Action::SetDocument { reference, path } => self.set_document(&reference, path),
            Action::Prefer(preference) => self.prefer(preference),
            Action::CancelJob(tag) => {
                if let Some(job) = self.work.jobs.get(&tag) {
                    job.cancel.ask();
                }
            }
            Action::Dismiss(id) => self.notices.dismiss(id),
            Action::OpenDialog(dialog) => self.open_dialog(dialog),
            Action::Help => self.open_dialog(Dialog::Help(crate::ui::help::help_of(self.place.route))),
            Action::SaveQuickCard { path, replace } => self.save_quick_card(path, replace),
            // These need the window: `App::logic` carries them out.
            Action::Lock(_) => {}
            Action::CloseDialog => self.dialog = None,
            Action::Tell(said) => self.notices.info(said),
            Action::Reload => self.screens.mark_all_stale(),
        }
    }

    /// Reads packs; `of` says whether somebody asked for it or they were seen in the watched folder.
    pub(super) fn preview_packs(&mut self, paths: Vec<PathBuf>, of: LoadOf) {
        let query: Query<Loaded> = Box::new(move |session, control| {
            let preview = crate::jobs::packs::preview(session, &paths, control)?;
            Ok(crate::jobs::Work::Done(Loaded::PacksPreview(preview)))
        });
        self.load(of, query);
    }

    fn save_passphrases(&mut self, path: PathBuf) {
        let Some(round) = self.place.round else { return };
        let query: Query<Loaded> = Box::new(move |session, _| {
            let path = crate::jobs::packs::save_passphrases(session, round, path)?;
            Ok(crate::jobs::Work::Done(Loaded::PassphrasesSaved(path)))
        });
        self.load(LoadOf::Passphrases, query);
    }

    /// Whether the open file is a pack: its member scores, and nothing else is done.
    fn is_pack(&self) -> bool {
        self.place.file.get().is_some_and(|file| file.pack.is_some())
    }

    fn go(&mut self, route: Route) {
        let route = if self.is_pack() && !matches!(route, Route::Sheet(_)) { Route::Plans } else { route };
        self.save_what_is_being_written();
        self.notices.leave_screen();
        if let Route::Sheet(subject) = route {
            let is_other = self.screens.sheet.0.get().is_none_or(|data| data.desk.subject != subject);
            if is_other {
                self.screens.sheet = Default::default();
            }
        }
        if self.place.route != route {
            self.screens.forget_many(self.place.route);
        }
        self.place.route = route;
    }

    fn begin_opening(&mut self) {
        self.save_what_is_being_written();
        self.notices.clear();
        self.place.is_opening = true;
    }

    pub(super) fn open(&mut self, path: PathBuf, passphrase: Option<String>) {
        self.begin_opening();
        self.worker.send(Request::Open { path, passphrase });
    }

    fn open_with_passphrase(&mut self) {
        let is_slowed = self.dialog.as_ref().is_some_and(|open| open.wait_s.is_some());
        let Some(open) = self.dialog.take_if(|_| !is_slowed) else { return };
        if let Dialog::Passphrase { path, .. } = open.dialog {
            self.open(path, Some(open.text));
        }
    }

    fn create(&mut self) {
        let form = &self.screens.start.new_file;
        let Some(path) = typed_path(&form.path).filter(|_| form.fault().is_none()) else { return };
        let la_code = Some(form.la_code.trim().to_owned()).filter(|code| !code.is_empty());
        let (local_area, passphrase) = (form.local_area.trim().to_owned(), form.passphrase.clone());
        self.begin_opening();
        self.was_made = true;
        self.worker.send(Request::Create { path, local_area, la_code, passphrase });
    }

    fn act_as(&mut self, acting: Acting) {
        if self.is_pack() {
            return;
        }
        self.save_what_is_being_written();
        self.notices.clear();
        self.work.forget_undo();
        self.work.cancel_loads(LoadOf::Sheet);
        self.concern = None;
        // Nothing of what the last one saw or wrote stays on the screen or behind it.
        self.screens.forget_person();
        self.place.route = if acting.member().is_some() { Route::Plans } else { Route::Overview };
        self.place.acting = acting;
        self.bring_back_held();
    }

    /// Sends a command; what it gives shows at once.
    pub(super) fn execute(&mut self, command: Command) {
        let doing = Doing::of(&command);
        // "Undo" in a notice is about the step it tells of, not about a later one.
        self.notices.end_undo();
        let tag = self.work.begin_command(doing);
        if let Command::Scoring(scoring) = &command {
            self.screens.sheet.1.echo(tag, scoring);
            self.screens.beside.echo(tag, scoring);
        }
        if let Command::Marking(marking) = &command {
            self.screens.sheet.1.echo_mark(tag, marking);
        }
        let actor = self.place.acting.actor();
        self.worker.send(Request::Execute { tag, actor, command });
    }

    pub(super) fn load(&mut self, of: LoadOf, query: Query<Loaded>) -> u64 {
        let (tag, cancel) = self.work.begin_load(of);
        // The first screen of a file comes while its log and content are being checked; all else waits.
        let only_shown = matches!(of, LoadOf::File | LoadOf::Overview);
        self.worker.send(Request::Load { tag, only_shown, cancel, query });
        tag
    }

    fn close_file(&mut self) {
        self.save_what_is_being_written();
        self.worker.send(Request::Close);
        self.leave_file();
    }

    fn preview_plans(&mut self) {
        let form = &mut self.screens.prepare.1.plans;
        form.preview = None;
        let Some(source) = form.source() else { return };
        self.work.cancel_loads(LoadOf::PlansPreview);
        self.load(LoadOf::PlansPreview, prepare::plans_data::plans_query(source));
    }

    fn save_columns(&mut self, replace: bool) {
        let form = &self.screens.prepare.1.plans;
        let Some(path) = typed_path(&form.save_map) else { return };
        let Some(columns) = form.preview.as_ref().and_then(|preview| preview.columns.clone()) else { return };
        self.load(LoadOf::SaveColumns, prepare::plans_data::save_columns_query(path, columns, replace));
    }

    fn preview_panel(&mut self) {
        let form = &mut self.screens.prepare.1.panel;
        form.preview = None;
        let Some(path) = typed_path(&form.path) else { return };
        self.load(LoadOf::PanelPreview, prepare::data::panel_query(path));
    }

    fn preview_draw(&mut self) {
        let form = &mut self.screens.prepare.1.sample;
        form.preview = None;
        let (Some(round), Some(request)) = (self.place.round, form.request()) else { return };
        self.load(LoadOf::DrawPreview, prepare::data::draw_query(round, request));
    }

    fn write_panel(&mut self) {
        let Some(path) = typed_path(&self.screens.prepare.1.panel.out) else { return };
        self.load(LoadOf::PanelWritten, prepare::data::write_panel_query(path));
    }

    fn prefer(&mut self, preference: Preference) {
        match preference {
            Preference::Appearance(appearance) => self.settings.appearance = appearance,
            Preference::ZoomBy(steps) => self.settings.zoom_by(steps),
            Preference::ZoomReset => self.settings.zoom_percent = 100,
            Preference::AutoAdvance(auto_advance) => self.settings.auto_advance = auto_advance,
            Preference::KeepYears(years) => self.settings.keep_years = years,
            Preference::IdleMinutes(minutes) => self.settings.idle_minutes = minutes,
            Preference::Renderer(renderer) => self.settings.renderer = renderer,
            Preference::TourSeen(seen) => {
                self.settings.tour_seen = seen;
                self.tour = Tour::default();
            }
        }
        self.worker.send(Request::WriteSettings(self.settings.clone()));
    }

    /// Remembers on this machine, never in the audit file, where the document of a plan lies.
    fn set_document(&mut self, reference: &str, path: Option<PathBuf>) {
        let Some(file) = self.place.path.clone() else { return };
        self.settings.set_document(&file, reference, path.as_deref());
        self.worker.send(Request::WriteSettings(self.settings.clone()));
        if let Some(path) = path {
            self.worker.send(Request::ShowFile(path));
        }
    }

    /// A path was chosen in the system's dialog.
    pub(super) fn take_path(&mut self, answer: FileAnswer) {
        let (Some(path), Some(path_for)) = (answer.path, PathFor::from_number(answer.field)) else { return };
        let text = path.to_string_lossy().into_owned();
        match path_for {
            PathFor::Copy | PathFor::CopyNow => self.screens.file.1.copy = text,
            PathFor::EmergencySheet => self.screens.file.1.sheet = text,
            PathFor::Certificate => {
                if let Some(form) = &mut self.screens.file.1.erase {
                    form.path = text;
                }
            }
            PathFor::Log => self.screens.file.1.log.out = text,
            PathFor::Open => self.screens.start.open_path = text,
            PathFor::New => self.screens.start.new_file.path = text,
            PathFor::Plans => {
                self.screens.prepare.1.plans.path = text;
                self.screens.prepare.1.plans.forget_source();
            }
            PathFor::PlansKey => self.screens.prepare.1.plans.key = text,
            PathFor::PlansSettings => self.screens.prepare.1.plans.settings = text,
            PathFor::PlansMap => {
                self.screens.prepare.1.plans.map = text;
                self.screens.prepare.1.plans.columns = None;
            }
            PathFor::SaveMap => self.screens.prepare.1.plans.save_map = text,
            PathFor::Panel => self.screens.prepare.1.panel.path = text,
            PathFor::RoundData => self.screens.prepare.1.bring_back.path = text,
            PathFor::PanelOut => self.screens.prepare.1.panel.out = text,
            PathFor::Advice => self.screens.beside.advice.1.path = text,
            PathFor::Actions => self.screens.following.actions.1.path = text,
            PathFor::ActionsOut => self.screens.following.actions.1.out = text,
            PathFor::DraftsOut => self.screens.beside.drafts.1.out = text,
            PathFor::Measures => self.screens.following.measures.1.path = text,
            PathFor::PacksFolder => self.screens.packs.1.folder = text,
            PathFor::Pack => self.screens.packs.1.bring = text,
            PathFor::Passphrases => self.screens.packs.1.list = text,
            PathFor::WatchFolder => self.screens.packs.1.watch = text,
            PathFor::ToolIn => self.screens.tools.state.file_in = text,
            PathFor::ToolOut => self.screens.tools.state.file_out = text,
            PathFor::Document => self.screens.sheet.1.document_path = text,
            PathFor::Report => self.screens.reports.1.path = text,
            PathFor::Logo => self.screens.reports.1.logo = text,
            PathFor::Export => self.screens.reports.1.export.path = text,
            PathFor::QuickCard => {
                if let Some(open) = &mut self.dialog {
                    open.path = text;
                }
            }
        }
        // A chosen file is meant to be read; a typed one waits for its button.
        match path_for {
            PathFor::Open => self.queue.push(Action::Open(path)),
            PathFor::Plans | PathFor::PlansKey | PathFor::PlansSettings | PathFor::PlansMap => {
                self.queue.push(Action::PreviewPlans)
            }
            PathFor::Panel => self.queue.push(Action::PreviewPanel),
            PathFor::RoundData => self.queue.push(Action::PreviewRound),
            // The system's own dialog has asked whether to replace a file.
            PathFor::SaveMap => self.queue.push(Action::SaveColumns { replace: true }),
            PathFor::ToolIn => self.queue.push(Action::Tools(crate::ui::action::ToolsAct::ReadFile)),
            PathFor::Advice => self.queue.push(Action::PreviewAdvice),
            PathFor::Actions => self.queue.push(Action::Follow(FollowAsk::PreviewActions)),
            PathFor::Measures => self.queue.push(Action::Follow(FollowAsk::PreviewMeasures)),
            PathFor::Pack => self.queue.push(Action::PreviewPacks(vec![path])),
            PathFor::CopyNow => {
                self.queue.push(Action::Run(Command::Care(crate::ops::Care::SaveCopy(path))));
            }
            PathFor::New
            | PathFor::Copy
            | PathFor::EmergencySheet
            | PathFor::Certificate
            | PathFor::Log
            | PathFor::PanelOut
            | PathFor::ActionsOut
            | PathFor::DraftsOut
            | PathFor::PacksFolder
            | PathFor::Passphrases
            | PathFor::WatchFolder
            | PathFor::Document
            | PathFor::ToolOut
            | PathFor::Report
            | PathFor::Logo
            | PathFor::QuickCard
            | PathFor::Export => {}
        }
    }
}
