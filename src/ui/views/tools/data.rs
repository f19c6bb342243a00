//! The tools of the file, published and in drafts, and the agreed answers a draft can be tried on.

use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{SubjectId, ToolDraftId, ToolId};
use crate::domain::tool_draft::ToolDraft;
use crate::jobs::Failure;
use crate::ops::{Session, TrialRound};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolsData {
    /// Published versions, by code, newest first.
    pub tools: Vec<ToolRow>,
    /// Drafts, by code. Empty for a member.
    pub drafts: Vec<ToolDraft>,
    /// Grades the area gave plans it knows, by the code of a draft's tool.
    pub known: BTreeMap<String, BTreeMap<SubjectId, String>>,
}

/// A published version.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolRow {
    /// Its id.
    pub id: ToolId,
    /// The tool.
    pub tool: Arc<AuditTool>,
    /// The day it was published, for people.
    pub published: String,
    /// Titles of the rounds that use it, newest first.
    pub rounds: Vec<String>,
    /// Whether it is the newest version of its code.
    pub is_newest: bool,
}

/// The rounds a draft can be tried on.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialData {
    /// The draft they were sought for.
    pub draft: ToolDraftId,
    /// The rounds, newest first.
    pub rounds: Vec<TrialRound>,
}

impl ToolsData {
    /// Reads it. A member gets what is published.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, is_member: bool) -> Result<Self, Failure> {
        let rounds = session.list_rounds()?;
        let published = session.tool_days()?;
        let mut tools = Vec::new();
        for (id, tool) in session.list_tools()? {
            let used = rounds.iter().filter(|round| round.facts.tool == id);
            tools.push(ToolRow {
                id,
                published: published.get(&id).cloned().unwrap_or_default(),
                rounds: used.map(|round| round.facts.title.clone()).collect(),
                is_newest: false,
                tool: Arc::new(tool),
            });
        }
        tools.sort_by(|a, b| (&a.tool.code, b.tool.version).cmp(&(&b.tool.code, a.tool.version)));
        let mut last: Option<String> = None;
        for row in &mut tools {
            row.is_newest = last.as_ref() != Some(&row.tool.code);
            last = Some(row.tool.code.clone());
        }
        let drafts = if is_member { Vec::new() } else { session.list_tool_drafts()? };
        let mut known = BTreeMap::new();
        for draft in &drafts {
            known.insert(draft.tool.code.clone(), session.known_grades(&draft.tool.code)?);
        }
        Ok(Self { tools, drafts, known })
    }

    /// The draft with this id.
    #[must_use]
    pub fn get_draft(&self, id: ToolDraftId) -> Option<&ToolDraft> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    /// The published version with this id.
    #[must_use]
    pub fn get_tool(&self, id: ToolId) -> Option<&ToolRow> {
        self.tools.iter().find(|row| row.id == id)
    }
}

impl TrialData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, draft: ToolDraftId) -> Result<Self, Failure> {
        let drafts = session.list_tool_drafts()?;
        let rounds = match drafts.into_iter().find(|d| d.id == draft) {
            Some(found) => session.trial_rounds(&found.tool)?,
            None => Vec::new(),
        };
        Ok(Self { draft, rounds })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ops::Actor;
    use crate::testing::{TestFile, round};

    #[test]
    fn a_version_says_which_rounds_use_it_and_a_member_gets_no_draft() {
        let (_file, mut session) = TestFile::new();
        round(&mut session, 2, 2);
        let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
        session.edit_tool(&Actor::Lead, tool).unwrap();
        let data = ToolsData::read(&mut session, false).unwrap();
        let row = data.get_tool(tool).unwrap();
        assert_eq!((row.rounds.clone(), row.is_newest), (vec!["Autumn 2026".to_owned()], true));
        assert_eq!(row.published, "22 November 2026");
        assert_eq!(data.drafts.len(), 1);
        assert!(ToolsData::read(&mut session, true).unwrap().drafts.is_empty());
    }
}
