//! The register as whoever acts may see it.

use crate::domain::audit_tool::{AuditTool, SubjectKind};
use crate::domain::ids::{DraftCheckId, MemberId};
use crate::jobs::Failure;
use crate::ops::{DraftRegister, DraftRow, Session};

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
