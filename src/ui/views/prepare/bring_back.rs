//! Bringing a round in from the data that an audit file wrote of it: what it holds is shown before anything is taken in.

use super::data::PrepareData;
use crate::domain::round::RoundState;
use crate::domain::round_copy::RoundCopy;
use crate::exchange::round_json;
use crate::jobs::{DialogKind, Failure, Query, Work};
use crate::ops::{Command, Prepare};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::loaded::Loaded;
use crate::ui::path_field::{PathField, typed_path};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, quiet, section_title, small, small_title};
use crate::words::{counted, thousands};
use egui::Ui;
use std::path::PathBuf;

/// What was typed, and the document that was read.
#[derive(Debug, Default)]
pub struct BringBack {
    /// The path typed.
    pub path: String,
    /// The round read from it.
    pub read: Option<Box<RoundCopy>>,
    /// The title it is to have here.
    title: String,
}

impl BringBack {
    /// A document was read.
    pub fn take(&mut self, copy: Box<RoundCopy>) {
        self.title.clone_from(&copy.round.title);
        self.read = Some(copy);
    }
}

/// Reads the document named; nothing is taken in.
#[must_use]
pub fn read_query(path: PathBuf) -> Query<Loaded> {
    Box::new(move |_, _| {
        Ok(Work::Compute(Box::new(move |_| {
            let copy = round_json::read_file(&path).map_err(|why| {
                let now = "Choose a document (JSON) that was exported on the reports screen.";
                Failure::Words("The round was not read", format!("{why}. {now}"))
            })?;
            Ok(Loaded::RoundRead(Box::new(copy)))
        })))
    })
}

/// Draws the part below the form of a new round.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut BringBack) {
    ui.add_space(space::GROUP);
    section_title(ui, "Bring a round in");
    quiet(
        ui,
        "From the data of a round that this program exported as a document: sheets, agreed answers, sample and all.",
    );
    let field = PathField {
        label: "Data of the round",
        hint: "A .json file",
        error: None,
        path_for: PathFor::RoundData,
        kind: DialogKind::Open,
        title: "Bring a round in",
        files: ("Data of a round", &["json"]),
        suggested: "",
    };
    field.show(ui, cx, &mut form.path);
    let path = typed_path(&form.path);
    let reason = path.is_none().then_some("Enter the path of the file, or browse for it");
    if Button::quiet("Look at the round").disabled_because(reason).show(ui).clicked() {
        form.read = None;
        cx.act(Action::PreviewRound);
    }
    let Some(copy) = &form.read else { return };
    ui.add_space(space::STEP);
    small_title(ui, &copy.round.title);
    holds(ui, copy);
    let taken = data.titles.contains(&form.title.trim().to_owned());
    let error = taken.then_some("There is a round with this title. Give it another.");
    TextField::new("Title here").error(error).show(ui, &mut form.title);
    let reason = match () {
        () if taken => Some("Give it another title"),
        () if form.title.trim().is_empty() => Some("Enter a title"),
        () => None,
    };
    if Button::primary("Take the round in").disabled_because(reason).show(ui).clicked() {
        let (copy, title) = (copy.clone(), Some(form.title.trim().to_owned()));
        cx.run(Command::Prepare(Prepare::TakeInRound { copy, title }));
    }
    small(
        ui,
        "What is there already stays as it is. Plans that are not in the cohort come in by their reference alone.",
    );
}

/// What the document holds, in words.
fn holds(ui: &mut Ui, copy: &RoundCopy) {
    let subject = copy.tool.subject;
    let state = if copy.round.state == RoundState::Closed { "Closed" } else { "Open" };
    let answers: usize = copy.sheets.iter().map(|sheet| sheet.answers.len()).sum();
    body(ui, &format!("{state}. {}, version {}.", copy.tool.title, copy.tool.version));
    body(
        ui,
        &format!(
            "{} in the sample, {} with {}, {} agreed, {}.",
            subject.count(copy.sample.len() as u64),
            counted(copy.sheets.len(), "score sheet", "score sheets"),
            counted(answers, "answer", "answers"),
            thousands(copy.agreed.len() as u64),
            counted(copy.findings.len(), "finding", "findings"),
        ),
    );
}
