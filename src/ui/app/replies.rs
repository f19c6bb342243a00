//! What each reply of the worker changes.

use super::work::LoadOf;
use super::{App, BesideLoaded};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::round::Round;
use crate::jobs::worker::wants_passphrase;
use crate::jobs::{Failure, Reply, Request};
use crate::ops::{Command, Logo, OpError, Outcome};
use crate::platform::places;
use crate::storage::{StorageError, StorageErrorKind};
use crate::ui::action::Action;
use crate::ui::cx::Acting;
use crate::ui::dialogs::{Dialog, OpenDialog};
use crate::ui::loaded::{FileData, Loaded};
use crate::ui::notice::{Doing, explain_failure, explain_failure_of, in_short};
use crate::ui::route::{Route, Task};
use crate::words::{Explained, calls_for_a_copy};
use std::path::PathBuf;

impl App {
    pub(super) fn take_reply(&mut self, reply: Reply<Loaded>) {
        match reply {
            Reply::Settings(settings) => {
                self.settings = settings;
                self.knows_settings = true;
                self.look_for_recent();
            }
            Reply::SettingsNotWritten(failure) => self.notices.problem(explain_failure(&failure)),
            Reply::Opened { path, result } => self.opened(path, result),
            Reply::BackupNotMade(failure) => self.notices.problem(explain_failure(&failure)),
            Reply::Verified(Ok(())) => {
                self.work.is_checking = false;
                self.watch_again();
            }
            Reply::Verified(Err(failure)) => {
                self.leave_file();
                self.notices.problem(explain_failure(&failure));
            }
            Reply::Executed { tag, result, at } => self.executed(tag, result, at),
            Reply::Loaded { tag, result } => self.loaded(tag, result),
            Reply::Progress { tag, done, total } => self.work.progress(tag, done, total),
            Reply::PacksSeen(paths) => self.preview_packs(paths, LoadOf::PacksSeen),
            Reply::Printed(Ok(path)) => {
                let said = Explained::new("The report went to the printer.", path.display().to_string(), "");
                self.notices.done(said, None);
            }
            Reply::Printed(Err(failure)) => self.notices.problem(explain_failure(&failure)),
            Reply::NotShown(failure) => self.notices.problem(explain_failure(&failure)),
            Reply::Closed(why) => {
                if let Some(failure) = why {
                    self.leave_file();
                    self.notices.problem(explain_failure(&failure));
                }
            }
        }
    }

    fn opened(&mut self, path: PathBuf, result: Result<(), Failure>) {
        self.place.is_opening = false;
        let was_made = std::mem::take(&mut self.was_made);
        match result {
            Ok(()) => {
                self.leave_file();
                self.screens.start = Default::default();
                self.lock.retries.opened(&path);
                self.place.path = Some(path.clone());
                self.place.is_new = true;
                if was_made {
                    self.offer_sheet();
                }
                if places::is_synchronised(&path) {
                    self.notices.info(Explained::new(
                        "This file lies in a folder that is copied to a cloud.",
                        "Where two computers have it open, one of them loses work, and copies stay where you cannot erase them.",
                        "Close it and move it to a folder of this computer.",
                    ));
                }
                self.work.is_checking = true;
                self.settings.remember(&path, self.lock.world.now_ms());
                self.worker.send(Request::WriteSettings(self.settings.clone()));
            }
            Err(failure) if wants_passphrase(&failure) => {
                let kind = |kind: &StorageErrorKind| *kind == StorageErrorKind::WrongPassphrase;
                let was_wrong =
                    matches!(&failure, Failure::Op(OpError::Storage(StorageError { kind: k, .. })) if kind(k));
                if was_wrong {
                    let now = self.lock.world.moment();
                    self.lock.retries.was_wrong(&path, now.awake_ms);
                }
                self.dialog = Some(OpenDialog::new(Dialog::Passphrase { path, was_wrong }));
            }
            Err(failure) => self.notices.problem(explain_failure(&failure)),
        }
    }

    /// The folder that was watched for this file when it was closed.
    fn watch_again(&mut self) {
        let Some(folder) = self.place.path.as_deref().and_then(|file| self.settings.watched(file)) else { return };
        let folder = folder.to_owned();
        self.screens.packs.1.watched = Some(folder.display().to_string());
        self.worker.send(Request::WatchPacks(Some(folder)));
    }

    /// Nothing of the file stays.
    pub(super) fn leave_file(&mut self) {
        self.work.forget_file();
        self.notices.clear();
        self.dialog = None;
        self.concern = None;
        self.lock.forget_file();
        let start = std::mem::take(&mut self.screens.start);
        self.screens = super::Screens { start, ..Default::default() };
        self.place = super::Place::default();
        self.look_for_recent();
    }

    /// Looks, beside everything else, which of the files opened last are still where they were.
    fn look_for_recent(&mut self) {
        let paths: Vec<PathBuf> = self.settings.recent.iter().map(|recent| recent.path.clone()).collect();
        if paths.is_empty() {
            return;
        }
        let (tag, cancel) = self.work.begin_load(LoadOf::Recent);
        let compute = Box::new(move |_: &mut _| Ok(Loaded::RecentGone(places::not_found(paths))));
        self.worker.send(Request::Compute { tag, cancel, compute });
    }

    fn executed(&mut self, tag: u64, result: Result<Outcome, Failure>, at: String) {
        let told = result.as_ref().map(|outcome| (at, outcome)).map_err(in_short);
        let Some(doing) = self.work.end_command(tag, told) else { return };
        match result {
            Ok(outcome) => self.done(doing, &outcome),
            Err(failure) => {
                self.screens.sheet.1.forget(tag);
                self.screens.beside.forget(tag);
                self.screens.sheet.0.mark_stale();
                self.screens.agree.1.settle();
                self.screens.agree.1.threads.not_saved();
                self.not_carried_out(doing, &failure);
            }
        }
    }

    /// Says why, and offers a copy on another disk where this one takes no more.
    fn not_carried_out(&mut self, doing: Doing, failure: &Failure) {
        let said = explain_failure_of(failure, self.subject());
        self.keep_unsaved(&said);
        let Failure::Op(error) = failure else { return self.notices.problem(said) };
        if error.is_not_confirmed() {
            // The file was read back from the disk: so are the screens.
            self.place.file.mark_stale();
            self.screens.mark_all_stale();
        }
        if calls_for_a_copy(error) {
            // A copy that could not be made leaves what is saved as it is.
            if doing != Doing::Care {
                self.work.disk_refused(in_short(failure));
            }
            self.notices.problem_with(said, ("Save a copy elsewhere…".to_owned(), Action::SaveCopyElsewhere));
        } else {
            self.notices.problem(said);
        }
    }

    /// What the round looked at reads: plans, unless it is known to read something else.
    fn subject(&self) -> SubjectKind {
        let round = self.place.round.zip(self.place.file.get());
        round.and_then(|(id, file)| Some(file.subject_of(file.get_round(id)?))).unwrap_or_default()
    }

    fn done(&mut self, doing: Doing, outcome: &Outcome) {
        self.screens.mark_stale(outcome.changes);
        let changes = outcome.changes;
        if changes.file || changes.panel || changes.rounds || changes.tools || changes.cohort {
            self.place.file.mark_stale();
        }
        if let Some(said) = doing.done(&outcome.value, self.subject()) {
            // Where nothing changed, the last step is another one.
            let undo = (doing.offers_undo() && changes.any()).then(|| ("Undo".to_owned(), Action::Undo));
            self.notices.done(said, undo);
        }
        if doing == Doing::Care && outcome.value.get("did").is_some_and(|did| did == "passphrase") {
            self.offer_sheet();
        }
        match doing {
            Doing::Undo => {
                self.screens.sheet.1.undone();
                self.screens.agree.1.undone();
            }
            Doing::MakeRound => {
                if let Ok(round) = serde_json::from_value::<Round>(outcome.value.clone()) {
                    self.place.round = Some(round.id);
                    self.screens.forget_round();
                    self.place.route = Route::Overview;
                }
            }
            Doing::TakeInRound => {
                // The newest round is shown as soon as the file is read again.
                self.place.round = None;
                self.screens.prepare.1.bring_back = Default::default();
                self.place.route = Route::Overview;
            }
            Doing::EditTool => self.after_editing_tool(&outcome.value),
            Doing::ImportPlans => self.after_preparing(Task::Plans),
            Doing::PutPeople => self.after_preparing(Task::Panel),
            Doing::Submit => self.after_handing_in(),
            Doing::Draw => self.after_preparing(Task::Sample),
            _ => {}
        }
    }

    /// On the practice plan the agreed answers are shown at once.
    fn after_handing_in(&mut self) {
        let Route::Sheet(subject) = self.place.route else { return };
        if self.screens.sheet.0.get().is_some_and(|data| data.desk.subject == subject && data.desk.is_practice) {
            self.place.route = Route::Practice(subject);
        }
    }

    /// A step is done: its form is empty again, and the overview shows the next one.
    fn after_preparing(&mut self, task: Task) {
        let forms = &mut self.screens.prepare.1;
        match task {
            Task::Plans => forms.plans = Default::default(),
            Task::Panel => forms.panel = Default::default(),
            _ => {}
        }
        if self.place.route == Route::Prepare(task) {
            self.place.route = Route::Overview;
        }
    }

    fn loaded(&mut self, tag: u64, result: Result<Loaded, Failure>) {
        let Some(of) = self.work.end_load(tag) else { return };
        let loaded = match result {
            Ok(loaded) => Some(loaded),
            Err(Failure::WouldReplace(path)) if of == LoadOf::SaveReport => {
                self.ask_to_replace(path, "report", |path| Action::SaveReport { path, replace: true });
                None
            }
            Err(Failure::WouldReplace(path)) if of == LoadOf::Export => {
                let wanted = self.screens.reports.1.export.wanted;
                self.ask_to_replace(path, "export", |path| Action::ExportRound { wanted, path, replace: true });
                None
            }
            Err(Failure::WouldReplace(path)) if of == LoadOf::QuickCard => {
                self.ask_to_replace(path, "quick card", |path| Action::SaveQuickCard { path, replace: true });
                None
            }
            Err(Failure::WouldReplace(path)) if matches!(of, LoadOf::Tools(_)) => {
                self.ask_to_replace_tool(&path);
                None
            }
            Err(failure) => {
                if !matches!(failure, Failure::Cancelled) {
                    self.notices.problem(explain_failure(&failure));
                }
                None
            }
        };
        match loaded {
            Some(Loaded::File(data)) => {
                if self.place.file.finish(tag, Some(data)) {
                    self.file_read();
                }
            }
            Some(Loaded::RecentGone(gone)) => self.screens.start.gone = gone,
            Some(Loaded::Overview(data)) => drop(self.screens.overview.0.finish(tag, Some(*data))),
            Some(Loaded::Prepare(data)) => {
                self.screens.prepare.1.begin_with(&data);
                self.screens.prepare.0.finish(tag, Some(*data));
            }
            Some(Loaded::Plans(data)) => drop(self.screens.plans.0.finish(tag, Some(data))),
            Some(Loaded::Sheet(data)) => {
                if self.screens.sheet.0.finish(tag, Some(*data)) {
                    self.screens.sheet.1.settle(tag);
                }
            }
            Some(Loaded::Agree(data)) => {
                if self.screens.agree.0.finish(tag, Some(*data)) {
                    self.screens.agree.1.settle();
                }
            }
            Some(Loaded::Cohort(data)) => drop(self.screens.cohort.0.finish(tag, Some(*data))),
            Some(Loaded::Results(data)) => drop(self.screens.results.0.finish(tag, Some(*data))),
            Some(Loaded::Reports(data)) => {
                self.screens.reports.1.begin_with(&data);
                self.screens.reports.0.finish(tag, Some(*data));
            }
            Some(Loaded::ReportSaved(path)) => {
                let said = Explained::new("The report is saved.", path.display().to_string(), "");
                self.screens.reports.1.saved = Some(path.clone());
                self.notices.done(said, Some(("Open in viewer".to_owned(), Action::ShowFile(path))));
            }
            Some(Loaded::Exported { path, plan }) => {
                let of = plan.map_or_else(|| "the round".to_owned(), |plan| format!("plan {plan}"));
                let said = Explained::new(format!("The data of {of} is written."), path.display().to_string(), "");
                self.notices.done(said, Some(("Open it".to_owned(), Action::ShowFile(path))));
            }
            Some(Loaded::SheetsSaved(folder, count)) => {
                let sheets = crate::words::counted(count, "sheet is", "sheets are");
                let said = Explained::new(format!("{sheets} saved."), folder.display().to_string(), "");
                self.notices.done(said, Some(("Open the folder".to_owned(), Action::ShowFile(folder))));
            }
            Some(Loaded::Logo(picture)) => self.execute(Command::Logo(Logo::Set(picture))),
            Some(Loaded::RoundRead(copy)) => self.screens.prepare.1.bring_back.take(copy),
            Some(Loaded::PlansPreview(preview)) => self.screens.prepare.1.plans.preview = Some(*preview),
            Some(Loaded::ColumnsSaved(path)) => {
                let now = "Use it again here, or with --map on the command line.";
                let said = Explained::new("The columns file is saved.", path.display().to_string(), now);
                self.notices.done(said, None);
            }
            Some(Loaded::PanelPreview(preview)) => self.screens.prepare.1.panel.preview = Some(preview),
            Some(Loaded::Beside(BesideLoaded::DraftsWritten(path))) => {
                let said = Explained::new("The register of drafts is written.", path.display().to_string(), "");
                self.notices.done(said, None);
            }
            Some(Loaded::Beside(loaded)) => {
                if let LoadOf::Beside(of) = of {
                    self.screens.beside.loaded(of, tag, Some(loaded));
                }
            }
            Some(Loaded::Tools(loaded)) => self.tools_loaded(None, tag, Some(loaded)),
            Some(Loaded::Following(loaded)) => self.followed(tag, loaded),
            Some(Loaded::DrawPreview(made)) => {
                let (request, preview) = *made;
                let form = &mut self.screens.prepare.1.sample;
                form.preview = (form.request().as_ref() == Some(&request)).then_some(preview);
            }
            Some(Loaded::PanelWritten(path)) => {
                let said = Explained::new("The panel is written.", path.display().to_string(), "");
                self.notices.done(said, None);
            }
            Some(Loaded::Practice(data)) => drop(self.screens.practice.0.finish(tag, Some(*data))),
            Some(Loaded::Care(data)) => drop(self.screens.file.0.finish(tag, Some(*data))),
            Some(Loaded::CareTold(told)) => self.care_told(told),
            Some(Loaded::Packs(data)) => drop(self.screens.packs.0.finish(tag, Some(*data))),
            Some(Loaded::PacksPreview(preview)) => self.packs_read(of, preview),
            Some(Loaded::Help(loaded)) => self.helped(loaded),
            Some(Loaded::PassphrasesSaved(path)) => {
                let now = "Print it, hand the passphrases out one by one, then delete the file.";
                self.notices.done(Explained::new("The list is saved.", path.display().to_string(), now), None);
            }
            None => self.not_loaded(of, tag),
        }
    }

    fn not_loaded(&mut self, of: LoadOf, tag: u64) {
        match of {
            LoadOf::File => drop(self.place.file.finish(tag, None)),
            LoadOf::Overview => drop(self.screens.overview.0.finish(tag, None)),
            LoadOf::Prepare => drop(self.screens.prepare.0.finish(tag, None)),
            LoadOf::Plans => drop(self.screens.plans.0.finish(tag, None)),
            LoadOf::Sheet => drop(self.screens.sheet.0.finish(tag, None)),
            LoadOf::Agree => drop(self.screens.agree.0.finish(tag, None)),
            LoadOf::Cohort => drop(self.screens.cohort.0.finish(tag, None)),
            LoadOf::Results => drop(self.screens.results.0.finish(tag, None)),
            LoadOf::Beside(of) => self.screens.beside.loaded(of, tag, None),
            LoadOf::Tools(of) => self.tools_loaded(Some(of), tag, None),
            LoadOf::Following(of) => self.screens.following.not_loaded(of, tag),
            LoadOf::Practice => drop(self.screens.practice.0.finish(tag, None)),
            LoadOf::Reports => drop(self.screens.reports.0.finish(tag, None)),
            LoadOf::Care => drop(self.screens.file.0.finish(tag, None)),
            LoadOf::Packs => drop(self.screens.packs.0.finish(tag, None)),
            LoadOf::PlansPreview
            | LoadOf::RoundRead
            | LoadOf::PanelPreview
            | LoadOf::SaveColumns
            | LoadOf::DrawPreview
            | LoadOf::PanelWritten
            | LoadOf::CareTold
            | LoadOf::Erasing
            | LoadOf::PacksPreview
            | LoadOf::PacksSeen
            | LoadOf::Passphrases
            | LoadOf::Logo
            | LoadOf::SaveReport
            | LoadOf::Help
            | LoadOf::QuickCard
            | LoadOf::Recent
            | LoadOf::Export => {}
        }
    }

    /// Packs were read: somebody asked for it, or they are in the watched folder.
    fn packs_read(&mut self, of: LoadOf, preview: crate::jobs::packs::PacksPreview) {
        if of == LoadOf::PacksPreview {
            self.screens.packs.1.preview = Some(preview);
            return;
        }
        let back = preview.reports.iter().filter(|report| report.brings_anything()).count();
        if back == 0 {
            return;
        }
        let concerns: Vec<String> = preview.reports.iter().flat_map(|report| report.concerns.clone()).collect();
        let what = format!("{} back.", crate::words::counted(back, "pack is", "packs are"));
        let said = if concerns.is_empty() {
            Explained::new(what, "", "")
        } else {
            Explained::new(format!("Urgent concern raised in a pack: {}.", concerns.join("; ")), what, "")
        };
        self.notices.done(said, Some(("Look at them".to_owned(), Action::Go(Route::Packs))));
        self.screens.packs.1.preview = Some(preview);
    }

    fn ask_to_replace(&mut self, path: PathBuf, by: &str, act: impl FnOnce(PathBuf) -> Action) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.dialog = Some(OpenDialog::new(Dialog::Confirm {
            title: "Replace the file?".to_owned(),
            words: format!("There is a file {name} already. It would be replaced by the new {by}."),
            act: "Replace".to_owned(),
            action: Box::new(act(path)),
        }));
    }

    /// The file's own facts are read: a new file is begun with, a known one goes on.
    fn file_read(&mut self) {
        let Some(file) = self.place.file.get() else { return };
        let is_known = self.place.round.is_some_and(|round| file.get_round(round).is_some());
        let newest = file.rounds.first().map(|round| round.id);
        if !is_known && self.place.round != newest {
            self.place.round = newest;
            // What was read meanwhile is of no round, or of one that is gone.
            if !self.place.is_new {
                self.screens.forget_round();
            }
        }
        if let Acting::Member { id, .. } = self.place.acting
            && !file.members.iter().any(|member| member.id == id)
        {
            self.place.acting = Acting::Lead;
        }
        if let Some(member) = file.pack.and_then(|id| file.members.iter().find(|member| member.id == id)) {
            self.place.acting = Acting::Member { id: member.id, name: member.facts.name.clone() };
        }
        if std::mem::take(&mut self.place.is_new) {
            let is_encrypted = file.facts.is_encrypted;
            self.place.route = first_place(file);
            if is_encrypted {
                self.offer_pin();
            }
            if self.place.route != Route::Who {
                self.bring_back_held();
            }
        }
    }
}

/// Where there is a panel, somebody says who they are; before, it is the lead who prepares.
fn first_place(file: &FileData) -> Route {
    if file.pack.is_some() {
        return Route::Plans;
    }
    if file.members.is_empty() { Route::Overview } else { Route::Who }
}
