//! What the help asks for: its pictures, decoded when a page with one is opened, and the quick card.

use super::App;
use super::work::LoadOf;
use crate::assets::DEFAULT_TOOL;
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::RoundId;
use crate::exchange::picture::Pixels;
use crate::exchange::tool_file::parse_tool;
use crate::jobs::{Failure, Query, Request, Work, help};
use crate::platform::clock::local_datetime;
use crate::report::quick_card::{QuickCard, quick_card};
use crate::ui::action::Action;
use crate::ui::dialogs::{Dialog, OpenDialog};
use crate::ui::loaded::Loaded;
use crate::ui::views::sheet::{answer_keys, handed_key};
use crate::ui::widgets::help_pictures;
use crate::words::Explained;
use jiff::civil::DateTime;
use std::path::PathBuf;

/// What was made for the help.
#[derive(Debug)]
pub enum HelpLoaded {
    /// Pictures by name.
    Pictures(Vec<(String, Pixels)>),
    /// The quick card was written here.
    CardSaved(PathBuf),
}

impl App {
    /// Puts a dialog in front. The pictures of a page of help are decoded beside, never while drawing.
    pub(super) fn open_dialog(&mut self, dialog: Dialog) {
        if let Dialog::Help(text) = dialog {
            let names: Vec<String> = help_pictures(text).map(|(_, name)| name.to_owned()).collect();
            if !names.is_empty() {
                let (tag, cancel) = self.work.begin_load(LoadOf::Help);
                let compute = Box::new(move |_: &mut _| Ok(Loaded::Help(HelpLoaded::Pictures(help::pictures(&names)))));
                self.worker.send(Request::Compute { tag, cancel, compute });
            }
        }
        let path = self.place.path.as_deref().map(|file| file.with_file_name("quick card.pdf"));
        let path = path.map(|path| path.display().to_string()).unwrap_or_default();
        self.dialog = Some(OpenDialog { path, ..OpenDialog::new(dialog) });
    }

    pub(super) fn save_quick_card(&mut self, path: PathBuf, replace: bool) {
        let at = local_datetime(self.lock.world.now_ms()).unwrap_or_default();
        match self.place.round.filter(|_| self.place.path.is_some()) {
            Some(round) => drop(self.load(LoadOf::QuickCard, of_round(round, at, path, replace))),
            None => {
                let (tag, cancel) = self.work.begin_load(LoadOf::QuickCard);
                let compute = Box::new(move |_: &mut _| in_general(at, &path, replace));
                self.worker.send(Request::Compute { tag, cancel, compute });
            }
        }
    }

    pub(super) fn helped(&mut self, loaded: HelpLoaded) {
        match loaded {
            HelpLoaded::Pictures(pictures) => {
                if let Some(open) = &mut self.dialog {
                    open.pictures.take(pictures);
                }
            }
            HelpLoaded::CardSaved(path) => {
                self.dialog = None;
                let said = Explained::new("The quick card is saved.", path.display().to_string(), "");
                self.notices.done(said, Some(("Open the quick card".to_owned(), Action::ShowFile(path))));
            }
        }
    }
}

fn write(card: &QuickCard<'_>, path: &std::path::Path, replace: bool) -> Result<Loaded, Failure> {
    Ok(Loaded::Help(HelpLoaded::CardSaved(help::save_quick_card(&quick_card(card), path, replace)?)))
}

fn keys_of(tool: &AuditTool) -> Vec<String> {
    answer_keys(tool).into_iter().map(|(_, key)| key).collect()
}

fn of_round(round: RoundId, at: DateTime, path: PathBuf, replace: bool) -> Query<Loaded> {
    Box::new(move |session, _| {
        let local_area = session.file_facts()?.local_area;
        let round = session.round(Some(&round.to_string()))?;
        let tools = session.list_tools()?;
        let found = tools.into_iter().find(|(id, _)| *id == round.facts.tool);
        Ok(Work::Compute(Box::new(move |_| {
            let Some((_, tool)) = found else { return in_general(at, &path, replace) };
            let card = QuickCard {
                round: Some((&local_area, &round.facts.title)),
                tool: &tool,
                keys: &keys_of(&tool),
                handed_key: handed_key(&tool),
                asked: Some(tool.tested(round.facts.depth, round.facts.evidence).count()),
                at,
            };
            write(&card, &path, replace)
        })))
    })
}

/// The card on the default tool.
fn in_general(at: DateTime, path: &std::path::Path, replace: bool) -> Result<Loaded, Failure> {
    let tool = parse_tool(DEFAULT_TOOL);
    let tool = tool.map_err(|e| Failure::Words("The quick card was not made", e.to_string()))?;
    let card =
        QuickCard { round: None, tool: &tool, keys: &keys_of(&tool), handed_key: handed_key(&tool), asked: None, at };
    write(&card, path, replace)
}
