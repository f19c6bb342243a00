//! The register as whoever acts may see it.

use crate::domain::audit_tool::{AuditTool, SubjectKind};
use crate::domain::draft_check::to_mend;
use crate::domain::ids::{DraftCheckId, MemberId};
use crate::exchange::{DraftLine, drafts_table};
use crate::jobs::Failure;
use crate::ops::{DraftRegister, DraftRow, Session};
use crate::platform::atomic;
use std::path::Path;

/// The register of drafts.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftsData {
    /// What may be seen of it.
    pub register: DraftRegister,
    /// Who acts; none: whoever runs the register.
    pub me: Option<MemberId>,
    /// Whether there is a tool to check drafts against.
    pub has_tool: bool,
}

impl DraftsData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, me: Option<MemberId>) -> Result<Self, Failure> {
        let has_tool = session.list_tools()?.iter().any(|(_, tool)| tool.subject == SubjectKind::Draft);
        Ok(Self { register: session.draft_register(me)?, me, has_tool })
    }

    /// The check with this id and its tool.
    #[must_use]
    pub fn get(&self, id: DraftCheckId) -> Option<(&DraftRow, &AuditTool)> {
        let row = self.register.rows.iter().find(|row| row.check.id == id)?;
        Some((row, self.register.tools.get(&row.check.tool)?))
    }
}

/// Writes the register, as a member may see it or whoever runs it, as a table.
///
/// # Errors
/// When there is a file of that name, or it cannot be written.
pub fn write(session: &mut Session, me: Option<MemberId>, path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::WouldReplace(path.to_owned()));
    }
    let register = session.draft_register(me)?;
    let lines = register.rows.iter().map(|row| line(row, register.tools.get(&row.check.tool).map(AsRef::as_ref)));
    let failed = |why: String| Failure::Words("The register of drafts was not written", why);
    let csv = drafts_table(lines).to_csv().map_err(|e| failed(e.to_string()))?;
    atomic::write(path, &csv).map_err(|e| Failure::NotWritten(path.to_owned(), e))
}

fn line<'a>(row: &'a DraftRow, tool: Option<&AuditTool>) -> DraftLine<'a> {
    let codes = tool.map(|tool| to_mend(tool, &row.answers)).unwrap_or_default();
    let note = |code: &str| row.answers.get(code).map(|given| given.note.clone()).unwrap_or_default();
    DraftLine {
        check: &row.check,
        checker: &row.checker,
        decided_on: row.decided_on,
        days: row.days,
        to_mend: codes.into_iter().map(|code| (code.clone(), note(&code))).collect(),
        is_hidden: row.is_hidden,
    }
}
