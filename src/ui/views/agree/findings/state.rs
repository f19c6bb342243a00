//! The finding being written, and the notes ticked.

use super::data::{FindingsData, NoteRow};
use crate::domain::finding::FindingKind;
use crate::domain::ids::{FindingId, NoteId};
use crate::ops::FindingDraft;
use std::collections::BTreeSet;

/// The state of findings.
#[derive(Debug, Default)]
pub struct FindingsScreen {
    /// The finding being written.
    pub editing: Option<Editing>,
    /// Notes ticked.
    pub ticked: BTreeSet<NoteId>,
    /// Place of the section whose notes are shown; none: all.
    pub section: Option<usize>,
    /// The finding to which the keyboard comes back.
    pub back_to: Option<FindingId>,
}

/// A finding being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editing {
    /// Which; none: a new one.
    pub id: Option<FindingId>,
    /// As it is written now.
    pub draft: FindingDraft,
    /// As it is kept.
    pub kept: Option<FindingDraft>,
}

impl Editing {
    /// Whether something was written that is not kept.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.draft.text.trim().is_empty() && self.kept.as_ref() != Some(&self.draft)
    }
}

impl FindingsScreen {
    /// The notes that are ticked, in the order of the list.
    pub fn ticked_notes<'a>(&self, data: &'a FindingsData) -> Vec<&'a NoteRow> {
        data.notes.iter().filter(|note| self.ticked.contains(&note.id)).collect()
    }

    /// Begins a finding: an empty one, or one made of the ticked notes.
    pub fn begin_new(&mut self, data: &FindingsData) {
        let notes = self.ticked_notes(data);
        let kind = notes.first().map_or(FindingKind::Consideration, |note| note.kind);
        let mut draft = FindingDraft::blank(kind);
        draft.heading = notes.first().map(|note| note.heading.clone()).unwrap_or_default();
        self.editing = Some(Editing { id: None, draft, kept: None });
        self.add_ticked(data);
    }

    /// Begins to change a finding.
    pub fn begin(&mut self, data: &FindingsData, id: FindingId) {
        let found = data.findings.iter().find(|finding| finding.id == id).map(FindingDraft::from);
        self.editing = found.map(|draft| Editing { id: Some(id), kept: Some(draft.clone()), draft });
    }

    /// Adds the ticked notes to the finding being written: their texts, and the plans they are on.
    pub fn add_ticked(&mut self, data: &FindingsData) {
        let notes = self.ticked_notes(data);
        let Some(editing) = &mut self.editing else { return };
        for note in notes {
            let text = note.text.trim();
            if !editing.draft.text.contains(text) {
                if !editing.draft.text.trim().is_empty() {
                    editing.draft.text.push('\n');
                }
                editing.draft.text.push_str(text);
            }
            let source = (note.subject, note.criterion.clone());
            if !editing.draft.sources.contains(&source) {
                editing.draft.sources.push(source);
                editing.draft.sources.sort();
            }
        }
        self.ticked.clear();
    }

    /// What was written and is not kept, to be kept now.
    pub fn take_unsaved(&mut self) -> Option<(Option<FindingId>, FindingDraft)> {
        self.editing.take().filter(Editing::is_changed).map(|editing| (editing.id, editing.draft))
    }
}
