//! A report on its pages, with what was chosen for it.

use crate::domain::access::Viewer;
use crate::domain::ids::SubjectId;
use crate::domain::report::{ReportKind, text};
use crate::exchange::Look;
use crate::jobs::exports::{self, ExportWanted};
use crate::jobs::reports::{Asked, Frozen, Paged};
use crate::jobs::{Control, Failure, Query, Work};
use crate::report::kinds::parts;
use crate::ui::loaded::Loaded;
use crate::words::{Explained, no_report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The kind.
    pub kind: ReportKind,
    /// The plan, for feedback and for the record of one plan.
    pub plan: Option<SubjectId>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { kind: ReportKind::Summary, plan: None }
    }
}

/// A report as the screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportsData {
    /// What was asked for.
    pub wanted: Wanted,
    /// Its pages, or why there are none.
    pub pages: Result<Paged, Explained>,
    /// The text of each page, in lower case, to be searched.
    pub page_texts: Vec<String>,
    /// Plans of the sample: subject and reference, in draw order.
    pub plans: Vec<(SubjectId, String)>,
    /// Parts of the kind: code, title, whether printed.
    pub parts: Vec<(&'static str, &'static str, bool)>,
    /// Words kept for this kind, by name.
    pub words: BTreeMap<String, String>,
    /// Words kept for every kind, by name.
    pub words_for_all: BTreeMap<String, String>,
    /// Whether the file keeps a logo.
    pub has_logo: bool,
    /// Themes of the learning note: the name under which wording is kept, and what is shown.
    pub themes: Vec<(String, String)>,
    /// Where it is proposed to be saved.
    pub path: String,
    /// What looks like a person in all that may leave the round.
    pub looks: Vec<Look>,
    /// Where data of the round is proposed to be written, without an ending.
    pub export_path: String,
}

/// Freezes the round on the file's thread and sets the report on pages beside it.
#[must_use]
pub fn query(asked: Asked, wanted: Wanted) -> Query<Loaded> {
    Box::new(move |session, _| {
        let frozen = Frozen::of(session, asked)?;
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            let data = ReportsData::new(&frozen, wanted, viewer(asked), control)?;
            Ok(Loaded::Reports(Box::new(data)))
        })))
    })
}

/// Writes the report as PDF.
#[must_use]
pub fn save_query(asked: Asked, wanted: Wanted, path: PathBuf, replace: bool) -> Query<Loaded> {
    Box::new(move |session, _| {
        let frozen = Frozen::to_go_out(session, asked)?;
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            let path = frozen.save((wanted.kind, wanted.plan), &path, replace, control)?;
            Ok(Loaded::ReportSaved(path))
        })))
    })
}

/// Writes data of the round, under the rule of what whoever asks may see.
#[must_use]
pub fn export_query(asked: Asked, wanted: ExportWanted, to: (PathBuf, bool)) -> Query<Loaded> {
    Box::new(move |session, _| {
        let frozen = Frozen::with_own(session, asked)?;
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            let plan = wanted.plan.and_then(|subject| frozen.snapshot.get_plan(subject));
            let plan = plan.map(|plan| plan.facts.reference.clone());
            let path = exports::write(&frozen, viewer(asked), wanted, to, control)?;
            Ok(Loaded::Exported { path, plan })
        })))
    })
}

fn viewer(asked: Asked) -> Viewer {
    asked.by.map_or(Viewer::Round, Viewer::Member)
}

/// Writes a feedback sheet for every plan that is fully agreed.
#[must_use]
pub fn save_all_query(asked: Asked, folder: PathBuf) -> Query<Loaded> {
    Box::new(move |session, _| {
        let frozen = Frozen::to_go_out(session, asked)?;
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            let count = frozen.save_all(&folder, control)?;
            Ok(Loaded::SheetsSaved(folder, count))
        })))
    })
}

impl ReportsData {
    fn new(frozen: &Frozen, wanted: Wanted, viewer: Viewer, control: &mut Control) -> Result<Self, Failure> {
        let snapshot = &frozen.snapshot;
        let results = frozen.results(control)?;
        let pages = frozen.pages(&results, wanted.kind, wanted.plan)?.map_err(no_report);
        let page_texts =
            pages.as_ref().map_or_else(|_| Vec::new(), |paged| paged.laid.pages.iter().map(page_text).collect());
        let words = snapshot.report_texts.get(wanted.kind.code()).cloned().unwrap_or_default();
        let left_out: BTreeSet<&str> =
            words.get(text::LEFT_OUT).map(|w| w.split_whitespace().collect()).unwrap_or_default();
        let is_of_one_plan = wanted.kind == ReportKind::Record && wanted.plan.is_some();
        Ok(Self {
            page_texts,
            plans: snapshot.sampled().map(|p| (p.sampled.subject, p.facts.reference.clone())).collect(),
            parts: parts(wanted.kind)
                .iter()
                .filter(|_| !is_of_one_plan)
                .map(|part| (part.code, part.title, !left_out.contains(part.code)))
                .collect(),
            words_for_all: snapshot.report_texts.get("").cloned().unwrap_or_default(),
            has_logo: snapshot.logo.is_some(),
            themes: frozen.themes(&results, wanted.kind),
            path: frozen.proposed(wanted.kind, wanted.plan).to_string_lossy().into_owned(),
            looks: frozen.looks(viewer),
            export_path: frozen.proposed_export().to_string_lossy().into_owned(),
            words,
            pages,
            wanted,
        })
    }

    /// Where data of a plan, or of the whole round, is proposed to be written, without an ending.
    #[must_use]
    pub fn data_path(&self, plan: Option<SubjectId>) -> String {
        let reference = self.plans.iter().find(|(subject, _)| Some(*subject) == plan).map(|(_, reference)| reference);
        let Some(reference) = reference else { return self.export_path.clone() };
        let letters = reference.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' });
        format!("{}-{}", self.export_path, letters.collect::<String>())
    }

    /// Pages on which `needle` stands, from 0.
    #[must_use]
    pub fn find(&self, needle: &str) -> Vec<usize> {
        let needle = needle.trim().to_lowercase();
        if needle.is_empty() {
            return Vec::new();
        }
        let has = |(_, text): &(usize, &String)| text.contains(&needle);
        self.page_texts.iter().enumerate().filter(has).map(|(page, _)| page).collect()
    }

    /// The parts left out once `code` is printed or not.
    #[must_use]
    pub fn left_out_with(&self, code: &str, printed: bool) -> String {
        let left = self.parts.iter().filter(|(own, _, is)| if *own == code { !printed } else { !is });
        left.map(|(code, _, _)| *code).collect::<Vec<_>>().join(" ")
    }
}

/// The words of a page in their order, in lower case.
fn page_text(page: &crate::report::Page) -> String {
    use crate::report::Mark;
    let runs = page.marks.iter().filter_map(|mark| if let Mark::Text(run) = mark { Some(run) } else { None });
    let mut text = String::new();
    let mut last_y = f32::NAN;
    for run in runs {
        // A new line or a new cell: words of the two are not one.
        if !text.ends_with(' ') && (run.y_mm - last_y).abs() > 0.01 {
            text.push(' ');
        }
        last_y = run.y_mm;
        text.push_str(run.stands_for.as_deref().unwrap_or(&run.text));
    }
    text.to_lowercase()
}
