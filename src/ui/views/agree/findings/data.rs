//! Findings of the round, and the notes they are gathered from: only of plans whose comparison is open.

use crate::domain::access::Viewer;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::ids::{NoteId, SubjectId};
use crate::domain::sheet::{NoteKind, SheetState};
use crate::ops::Comparison;

/// Findings and notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingsData {
    /// By kind and place.
    pub findings: Vec<Finding>,
    /// Notes for strengths and areas for consideration, by section, criterion and plan.
    pub notes: Vec<NoteRow>,
    /// Sections of the tool: code and title.
    pub sections: Vec<(String, String)>,
    /// Plans of the sample: what is read and its reference.
    pub plans: Vec<(SubjectId, String)>,
    /// Themes in use, each once.
    pub themes: Vec<String>,
}

/// A note that may go into a finding. Whose it is is not said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Its id.
    pub id: NoteId,
    /// The plan it is on.
    pub subject: SubjectId,
    /// The plan's reference.
    pub plan: String,
    /// Its criterion.
    pub criterion: String,
    /// Code of its section.
    pub heading: String,
    /// Strength or area for consideration.
    pub kind: FindingKind,
    /// What it says.
    pub text: String,
    /// Where in the plan.
    pub place: String,
    /// A finding rests on it already.
    pub is_used: bool,
}

impl FindingsData {
    /// Of a round as it is compared.
    #[must_use]
    pub fn new(comparison: &Comparison) -> Self {
        let snapshot = &comparison.snapshot;
        let reference = |subject| snapshot.get_plan(subject).map(|p| p.facts.reference.clone()).unwrap_or_default();
        let shown = snapshot
            .shown_sheets(Viewer::Round)
            .filter(|sheet| sheet.state == SheetState::Submitted && !comparison.hidden.contains(&sheet.subject));
        let mut notes = Vec::new();
        for sheet in shown {
            for note in &sheet.notes {
                let kind = match note.kind {
                    NoteKind::Strength => FindingKind::Strength,
                    NoteKind::Consideration => FindingKind::Consideration,
                    NoteKind::PanelOnly => continue,
                };
                let Some((heading, _)) = snapshot.tool.get_criterion(&note.criterion) else { continue };
                let source = (sheet.subject, note.criterion.clone());
                let rests = |f: &Finding| f.sources.contains(&source) && matches(f.kind, kind);
                notes.push(NoteRow {
                    id: note.id,
                    subject: sheet.subject,
                    plan: reference(sheet.subject),
                    criterion: note.criterion.clone(),
                    heading: heading.code.clone(),
                    kind,
                    text: note.text.clone(),
                    place: note.place.clone(),
                    is_used: snapshot.findings.iter().any(rests),
                });
            }
        }
        let order = |code: &str| snapshot.tool.criteria().position(|(_, c)| c.code == code);
        notes.sort_by_cached_key(|note| (order(&note.criterion), note.kind, note.plan.clone(), note.id));
        let mut themes: Vec<String> = snapshot.findings.iter().map(|f| f.theme.clone()).collect();
        themes.sort();
        themes.dedup();
        themes.retain(|theme| !theme.is_empty());
        Self {
            findings: snapshot.findings.clone(),
            notes,
            sections: snapshot.tool.headings.iter().map(|h| (h.code.clone(), h.title.clone())).collect(),
            plans: snapshot.sampled().map(|p| (p.sampled.subject, p.facts.reference.clone())).collect(),
            themes,
        }
    }

    /// Notes of a section that no finding rests on yet; none: of all sections.
    pub fn open_notes<'a>(&'a self, heading: Option<&'a str>) -> impl Iterator<Item = &'a NoteRow> {
        self.notes.iter().filter(move |note| !note.is_used && heading.is_none_or(|heading| note.heading == heading))
    }

    /// The title of a section; empty code: the round as a whole.
    #[must_use]
    pub fn section_title(&self, code: &str) -> String {
        let found = self.sections.iter().find(|(heading, _)| heading == code);
        found.map_or_else(|| "The round as a whole".to_owned(), |(code, title)| format!("{code} {title}"))
    }
}

/// Whether a finding of a kind can rest on a note of a kind: a gap in service is found in what is to be mended.
fn matches(finding: FindingKind, note: FindingKind) -> bool {
    finding == note || (finding == FindingKind::GapInService && note == FindingKind::Consideration)
}
