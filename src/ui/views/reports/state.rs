//! What is chosen and being typed on the screen of reports.

use super::data::{ReportsData, Wanted};
use crate::domain::ids::SubjectId;
use crate::domain::report::ReportKind;
use crate::jobs::exports::{ExportForm, ExportWanted};
use crate::ui::action::KeepAs;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Steps of the size of the preview, in percent of paper at 96 points an inch.
pub const ZOOMS: [u32; 6] = [50, 75, 100, 125, 150, 200];

/// The state of the screen.
#[derive(Debug)]
pub struct ReportsScreen {
    /// What is asked for.
    pub wanted: Wanted,
    /// Place in [`ZOOMS`].
    pub zoom: usize,
    /// What is searched for.
    pub search: String,
    /// The page to bring into view, from 0.
    pub go_to: Option<usize>,
    /// The page last gone to.
    pub page: usize,
    /// Words being typed, by name.
    pub words: BTreeMap<&'static str, String>,
    /// Wording of the learning note being typed, by name.
    pub wording: BTreeMap<String, String>,
    /// For what the words were read.
    pub read_for: Option<Wanted>,
    /// The form for saving is shown: one report, or all sheets.
    pub saving: Option<Saving>,
    /// Where to.
    pub path: String,
    /// Path of a picture to be the logo.
    pub logo: String,
    /// Where the report was saved last.
    pub saved: Option<PathBuf>,
    /// Data of the round.
    pub export: ExportState,
    /// What is to be saved as soon as the report is there.
    pub keeping: Option<KeepAs>,
}

/// What is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// The report shown.
    One,
    /// A feedback sheet for every plan.
    All,
}

/// What is chosen for an export.
#[derive(Debug)]
pub struct ExportState {
    /// What.
    pub wanted: ExportWanted,
    /// Where to.
    pub path: String,
    /// Its form is shown.
    pub is_open: bool,
    /// It is to be brought into view once.
    pub bring: bool,
}

impl Default for ExportState {
    fn default() -> Self {
        let wanted = ExportWanted { form: ExportForm::Workbook, plan: None, letters: false };
        Self { wanted, path: String::new(), is_open: false, bring: false }
    }
}

impl Default for ReportsScreen {
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            zoom: 1,
            search: String::new(),
            go_to: None,
            page: 0,
            words: BTreeMap::new(),
            wording: BTreeMap::new(),
            read_for: None,
            saving: None,
            path: String::new(),
            logo: String::new(),
            saved: None,
            export: ExportState::default(),
            keeping: None,
        }
    }
}

impl ReportsScreen {
    /// Begins saving the whole record of a plan: its form opens when the record is there.
    pub fn keep(&mut self, plan: SubjectId, form: KeepAs) {
        self.wanted = Wanted { kind: ReportKind::Record, plan: Some(plan) };
        self.read_for = None;
        self.export = ExportState::default();
        self.keeping = Some(form);
    }

    /// Another report came: its words replace what was typed for the last one.
    pub fn begin_with(&mut self, data: &ReportsData) {
        if self.read_for == Some(data.wanted) {
            return;
        }
        self.read_for = Some(data.wanted);
        self.words.clear();
        self.wording.clear();
        self.saving = None;
        self.saved = None;
        self.page = 0;
        match self.keeping.take_if(|_| data.wanted == self.wanted) {
            Some(KeepAs::Pdf) => {
                self.saving = Some(Saving::One);
                self.path.clone_from(&data.path);
            }
            Some(KeepAs::Data) => {
                let wanted = ExportWanted { form: ExportForm::Document, plan: self.wanted.plan, letters: false };
                let path = data.data_path(self.wanted.plan);
                self.export = ExportState { wanted, path, is_open: true, bring: true };
            }
            None => {}
        }
    }
}
