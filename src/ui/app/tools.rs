//! The screen of the area's own tools.

use super::App;
use super::work::LoadOf;
use crate::jobs::tools::{read_tool_file, write_tool_file};
use crate::jobs::{Failure, Query, Slot, Work as Made};
use crate::ops::{Changes, Session};
use crate::ui::action::{Action, ToolsAct};
use crate::ui::cx::Saved;
use crate::ui::dialogs::{Dialog, OpenDialog};
use crate::ui::loaded::Loaded;
use crate::ui::path_field::typed_path;
use crate::ui::route::Route;
use crate::ui::views::tools::data::{ToolsData, TrialData};
use crate::ui::views::tools::state::{ToolFileRead, ToolsScreen};
use crate::words::Explained;
use std::path::PathBuf;

/// What was read for this screen.
#[derive(Debug)]
pub enum ToolsLoaded {
    /// The tools.
    Screen(Box<ToolsData>),
    /// The rounds a draft can be tried on.
    Trial(Box<TrialData>),
    /// A tool file.
    File(ToolFileRead),
    /// A tool file was written here.
    Written(PathBuf),
}

/// Which of them a load is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToolsOf {
    Screen,
    Trial,
    File,
    Written,
}

/// The data and state of this screen.
#[derive(Debug, Default)]
pub(super) struct Tools {
    pub(super) screen: Slot<ToolsData>,
    pub(super) trial: Slot<TrialData>,
    pub(super) state: ToolsScreen,
}

impl Tools {
    pub(super) fn mark_stale(&mut self, c: Changes) {
        if c.tools || c.tool_drafts || c.rounds || c.file {
            self.screen.mark_stale();
        }
        if c.tools || c.rounds || c.agreed || c.file {
            self.trial.mark_stale();
        }
    }

    fn not_loaded(&mut self, of: ToolsOf, tag: u64) {
        match of {
            ToolsOf::Screen => drop(self.screen.finish(tag, None)),
            ToolsOf::Trial => drop(self.trial.finish(tag, None)),
            ToolsOf::File | ToolsOf::Written => {}
        }
    }
}

impl App {
    /// Has loaded what the screen shows.
    pub(super) fn load_tools(&mut self) {
        let is_member = self.place.acting.member().is_some();
        if self.screens.tools.screen.wants_loading() {
            let query = done(move |s| Ok(ToolsLoaded::Screen(Box::new(ToolsData::read(s, is_member)?))));
            let tag = self.load(LoadOf::Tools(ToolsOf::Screen), query);
            self.screens.tools.screen.begin(tag);
        }
        let Some(draft) = self.screens.tools.state.tries().filter(|_| !is_member) else { return };
        let trial = &mut self.screens.tools.trial;
        if trial.get().is_some_and(|data| data.draft != draft) {
            trial.clear();
        }
        if self.screens.tools.trial.wants_loading() {
            let query = done(move |s| Ok(ToolsLoaded::Trial(Box::new(TrialData::read(s, draft)?))));
            let tag = self.load(LoadOf::Tools(ToolsOf::Trial), query);
            self.screens.tools.trial.begin(tag);
        }
    }

    /// Does what the screen asked for.
    pub(super) fn act_on_tools(&mut self, act: ToolsAct) {
        let state = &mut self.screens.tools.state;
        match act {
            ToolsAct::ReadFile => {
                state.read = None;
                let Some(path) = typed_path(&state.file_in) else { return };
                let query = done(move |_| {
                    Ok(ToolsLoaded::File(match read_tool_file(&path)? {
                        Ok(tool) => ToolFileRead::Good(Box::new(tool)),
                        Err(faults) => ToolFileRead::Faults(faults),
                    }))
                });
                self.load(LoadOf::Tools(ToolsOf::File), query);
            }
            ToolsAct::WriteFile { tool, replace } => {
                let Some(path) = typed_path(&state.file_out) else { return };
                let asked = tool.clone();
                let query = done(move |_| Ok(ToolsLoaded::Written(write_tool_file(path, &tool, replace)?)));
                self.load(LoadOf::Tools(ToolsOf::Written), query);
                self.screens.tools.state.writing = Some(asked);
            }
        }
    }

    /// A load of this screen came back; none: it failed.
    pub(super) fn tools_loaded(&mut self, of: Option<ToolsOf>, tag: u64, loaded: Option<ToolsLoaded>) {
        let is_saving = self.work.saved() == Saved::Saving;
        let tools = &mut self.screens.tools;
        match loaded {
            None => of.into_iter().for_each(|of| tools.not_loaded(of, tag)),
            Some(ToolsLoaded::Screen(data)) => {
                if tools.screen.finish(tag, Some(*data))
                    && let Some(data) = tools.screen.get()
                {
                    tools.state.settle(data, is_saving);
                }
            }
            Some(ToolsLoaded::Trial(data)) => {
                if tools.trial.finish(tag, Some(*data))
                    && let Some(editor) = &mut tools.state.editor
                {
                    editor.forget_tried();
                }
            }
            Some(ToolsLoaded::File(read)) => tools.state.read = Some(read),
            Some(ToolsLoaded::Written(path)) => {
                let said = Explained::new("The tool file is written.", path.display().to_string(), "");
                self.notices.done(said, None);
            }
        }
    }

    /// The file to write is there already.
    pub(super) fn ask_to_replace_tool(&mut self, path: &std::path::Path) {
        let Some(tool) = self.screens.tools.state.writing.take() else { return };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.dialog = Some(OpenDialog::new(Dialog::Confirm {
            title: "Replace the file?".to_owned(),
            words: format!("There is a file {name} already. It would be replaced by the tool."),
            act: "Replace".to_owned(),
            action: Box::new(Action::Tools(ToolsAct::WriteFile { tool, replace: true })),
        }));
    }

    /// A draft was begun or found: it is opened.
    pub(super) fn after_editing_tool(&mut self, value: &serde_json::Value) {
        let did = value.get("did").and_then(serde_json::Value::as_str);
        if !matches!(did, Some("edit" | "new")) {
            return;
        }
        let id = value.get("draft").cloned().and_then(|id| serde_json::from_value(id).ok());
        self.screens.tools.state.wanted = id;
        self.place.route = Route::Tools;
    }

    /// Sends what is being written on a draft.
    pub(super) fn save_tool_draft(&mut self) {
        let editor = self.screens.tools.state.editor.as_mut();
        if let Some(command) = editor.and_then(|editor| editor.take_unsaved()) {
            self.execute(command);
        }
    }
}

/// A query for this screen.
fn done(read: impl FnOnce(&mut Session) -> Result<ToolsLoaded, Failure> + Send + 'static) -> Query<Loaded> {
    Box::new(move |session, _| Ok(Made::Done(Loaded::Tools(read(session)?))))
}
