//! What is chosen and being written on the screen of the tools.

use super::data::{ToolsData, TrialData};
use super::tried::TriedOn;
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{ToolDraftId, ToolId};
use crate::domain::tool_check::{Place, ToolFault};
use crate::domain::tool_compare::ToolChange;
use crate::domain::tool_trial::{TrialRow, try_on};
use crate::exchange::tool_rows::Pasted;
use crate::ops::{Command, Tooling};
use std::collections::BTreeMap;

/// Typing is saved when nothing was typed for this long, in seconds.
pub const SAVES_AFTER_S: f64 = 1.0;

/// A part of the editor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// Title, subject, source.
    Head,
    /// Sections and their criteria.
    #[default]
    Sections,
    /// Ways to answer.
    Answers,
    /// Grades and the rule.
    Grades,
    /// Groups and views.
    Groups,
    /// Rows pasted from a worksheet.
    Paste,
    /// What would change in a past round.
    Trial,
    /// Against the grades of plans the area knows.
    Calibrate,
    /// Against another version.
    Compare,
}

impl Part {
    /// All of them, in order, with their words.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Head, "The tool"),
        (Self::Sections, "Sections and criteria"),
        (Self::Answers, "Answers"),
        (Self::Grades, "Grades and rule"),
        (Self::Groups, "Groups and views"),
        (Self::Paste, "Paste rows"),
        (Self::Trial, "Try it"),
        (Self::Calibrate, "Calibrate"),
        (Self::Compare, "Compare"),
    ];

    /// Where a part of the tool is edited.
    #[must_use]
    pub fn of(place: Place, field: &str) -> Self {
        match (place, field) {
            (Place::Tool, "answer") | (Place::Answer(_), _) => Self::Answers,
            (Place::Tool, "grade") | (Place::Grade(_) | Place::Rule, _) => Self::Grades,
            (Place::Tool, "group" | "view") | (Place::Group(_) | Place::View(_), _) => Self::Groups,
            (Place::Tool, "heading") => Self::Sections,
            (Place::Section(_) | Place::Criterion(..) | Place::Reference(..), _) => Self::Sections,
            (Place::Tool, _) => Self::Head,
        }
    }
}

/// A new tool being named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTool {
    /// Whose content it takes.
    pub from: ToolId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// A tool file that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum ToolFileRead {
    /// It can be published.
    Good(Box<AuditTool>),
    /// Its faults, a line each.
    Faults(Vec<String>),
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct ToolsScreen {
    /// The row of the list the keyboard stands on.
    pub cursor: usize,
    /// The version that is opened under the list.
    pub chosen: Option<ToolId>,
    /// The other one it is compared with.
    pub against: Option<ToolId>,
    /// A new tool being named.
    pub new_tool: Option<NewTool>,
    /// The draft to open when it is there.
    pub wanted: Option<ToolDraftId>,
    /// Path of a tool file to bring in.
    pub file_in: String,
    /// What was in it.
    pub read: Option<ToolFileRead>,
    /// Path of the file to write.
    pub file_out: String,
    /// The tool a file is being written of: asked about again where a file is there.
    pub writing: Option<Box<AuditTool>>,
    /// The draft being edited.
    pub editor: Option<Editor>,
}

/// A draft being edited.
#[derive(Debug)]
pub struct Editor {
    /// Which.
    pub id: ToolDraftId,
    /// As it stands here.
    pub tool: AuditTool,
    /// What is wrong with it.
    pub faults: Vec<ToolFault>,
    /// Whether something was changed that is not sent yet, and since when, in seconds of the window.
    pub changed_at_s: Option<f64>,
    /// Counts changes: what is worked out from the tool holds for one of them.
    pub revision: u64,
    /// The part on the screen.
    pub part: Part,
    /// The section on the screen.
    pub section: usize,
    /// The criterion on the screen, by its place in the section.
    pub criterion: usize,
    /// What stands in fields that are not texts of the tool themselves: numbers, codes, lists.
    pub typed: BTreeMap<String, String>,
    /// The field to give the keyboard to.
    pub focus: Option<(Place, &'static str)>,
    /// Whether all faults are listed.
    pub lists_faults: bool,
    /// Rows pasted and what was read from them.
    pub pasted: String,
    /// What they are.
    pub preview: Option<Pasted>,
    /// The round it is tried on, by its place.
    pub round: usize,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The one plan, and the one sheet of it, that is looked at.
    pub tried_on: TriedOn,
    /// What would change in each round, and of which revision it is.
    tried: Option<(u64, Vec<Vec<TrialRow>>)>,
    /// The version it is compared with.
    pub against: Option<ToolId>,
    /// The differences, and of which revision and version they are.
    pub compared: Option<(u64, ToolId, Vec<ToolChange>)>,
}

impl Editor {
    /// Opens a draft.
    #[must_use]
    pub fn new(id: ToolDraftId, tool: AuditTool) -> Self {
        let faults = tool.validate().err().unwrap_or_default();
        Self {
            id,
            tool,
            faults,
            changed_at_s: None,
            revision: 0,
            part: Part::default(),
            section: 0,
            criterion: 0,
            typed: BTreeMap::new(),
            focus: None,
            lists_faults: false,
            pasted: String::new(),
            preview: None,
            round: 0,
            cursor: 0,
            tried_on: TriedOn::default(),
            tried: None,
            against: None,
            compared: None,
        }
    }

    /// Takes what the file holds.
    fn adopt(&mut self, tool: &AuditTool) {
        if self.tool != *tool {
            self.tool = tool.clone();
            self.typed.clear();
            self.touched();
        }
    }

    /// The tool is another now: what was worked out from it no longer holds.
    fn touched(&mut self) {
        self.revision += 1;
        self.faults = self.tool.validate().err().unwrap_or_default();
        self.section = self.section.min(self.tool.headings.len().saturating_sub(1));
        let criteria = self.tool.headings.get(self.section).map_or(0, |section| section.criteria.len());
        self.criterion = self.criterion.min(criteria.saturating_sub(1));
    }

    /// Something was changed here at this time of the window.
    pub fn change(&mut self, now_s: f64) {
        self.touched();
        self.changed_at_s = Some(now_s);
    }

    /// What is to be saved now.
    pub fn take_unsaved(&mut self) -> Option<Command> {
        self.changed_at_s.take()?;
        let tool = Box::new(self.tool.clone());
        Some(Command::Tools(Tooling::SetDraft { id: self.id, tool }))
    }

    /// Goes to where a fault is.
    pub fn jump(&mut self, place: Place, field: &'static str) {
        self.part = Part::of(place, field);
        match place {
            Place::Section(section) => (self.section, self.criterion) = (section, 0),
            Place::Criterion(section, criterion) | Place::Reference(section, criterion, _) => {
                (self.section, self.criterion) = (section, criterion);
            }
            _ => {}
        }
        self.focus = Some((place, field));
        self.lists_faults = false;
    }

    /// What would change in each round; worked out once for each change of the tool.
    pub fn tried(&mut self, data: &TrialData) -> &[Vec<TrialRow>] {
        if self.tried.as_ref().is_none_or(|(revision, _)| *revision != self.revision) {
            let of_round = |round: &crate::ops::TrialRound| {
                try_on((&round.tool, &self.tool), (round.depth, round.evidence), &round.plans)
            };
            let rows = data.rounds.iter().map(of_round).collect();
            self.tried = Some((self.revision, rows));
        }
        self.tried.as_ref().map_or(&[], |(_, rows)| rows.as_slice())
    }

    /// The rounds were read again.
    pub fn forget_tried(&mut self) {
        self.tried = None;
        self.tried_on.forget();
    }
}

impl ToolsScreen {
    /// The tools were read again. What is being written stays; with a change on its way, the next reading counts.
    pub fn settle(&mut self, data: &ToolsData, is_saving: bool) {
        if let Some(editor) = &mut self.editor {
            match data.get_draft(editor.id) {
                None => self.editor = None,
                Some(draft) if !is_saving && editor.changed_at_s.is_none() => editor.adopt(&draft.tool),
                Some(_) => {}
            }
        }
    }

    /// Opens the draft that was asked for, when it is there.
    pub fn open_wanted(&mut self, data: &ToolsData) {
        let Some(draft) = self.wanted.and_then(|id| data.get_draft(id)) else { return };
        self.wanted = None;
        if self.editor.as_ref().is_none_or(|editor| editor.id != draft.id) {
            self.editor = Some(Editor::new(draft.id, draft.tool.clone()));
        }
    }

    /// The draft that rounds are to be read for, if its part is on the screen.
    #[must_use]
    pub fn tries(&self) -> Option<ToolDraftId> {
        let editor = self.editor.as_ref()?;
        matches!(editor.part, Part::Trial | Part::Calibrate).then_some(editor.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::test_tool::default_tool;
    use crate::domain::tool_draft::ToolDraft;
    use uuid::Uuid;

    fn data(tool: AuditTool) -> ToolsData {
        let draft = ToolDraft { id: ToolDraftId(Uuid::nil()), from_version: Some(1), tool, changed_ms: 0 };
        ToolsData { tools: Vec::new(), drafts: vec![draft], known: BTreeMap::new() }
    }

    #[test]
    fn what_is_being_written_is_never_overwritten_by_what_was_read() {
        let mut screen = ToolsScreen { wanted: Some(ToolDraftId(Uuid::nil())), ..ToolsScreen::default() };
        screen.open_wanted(&data(default_tool()));
        let mut other = default_tool();
        other.title = "Undone".to_owned();
        let title = |screen: &ToolsScreen| screen.editor.as_ref().map(|e| e.tool.title.clone()).unwrap_or_default();
        if let Some(editor) = &mut screen.editor {
            editor.tool.title = "Typed".to_owned();
            editor.change(1.0);
        }
        screen.settle(&data(other.clone()), false);
        assert_eq!(title(&screen), "Typed");
        assert!(screen.editor.as_mut().is_some_and(|editor| editor.take_unsaved().is_some()));
        screen.settle(&data(other.clone()), true);
        assert_eq!(title(&screen), "Typed");
        screen.settle(&data(other), false);
        assert_eq!(title(&screen), "Undone");
    }

    #[test]
    fn a_fault_leads_to_its_part_and_place() {
        let mut tool = default_tool();
        tool.headings[2].criteria[1].question.clear();
        tool.grades[1].from_percent = 101;
        let mut editor = Editor::new(ToolDraftId(Uuid::nil()), tool);
        let fault = editor.faults.iter().find(|f| f.field == "question").cloned();
        let place = fault.map(|fault| fault.place);
        assert_eq!(place, Some(Place::Criterion(2, 1)));
        editor.part = Part::Answers;
        editor.jump(Place::Criterion(2, 1), "question");
        assert_eq!((editor.part, editor.section, editor.criterion), (Part::Sections, 2, 1));
        assert_eq!(Part::of(Place::Grade(1), "from_percent"), Part::Grades);
        assert_eq!(Part::of(Place::Tool, "title"), Part::Head);
    }
}
