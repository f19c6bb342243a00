//! Audit tools being edited.

use super::audit_tool::from_content;
use super::{Db, StorageError, StorageErrorKind};
use crate::domain::ids::ToolDraftId;
use crate::domain::tool_draft::ToolDraft;
use rusqlite::params;

impl Db<'_> {
    /// All drafts, by code and id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_tool_drafts(&self) -> Result<Vec<ToolDraft>, StorageError> {
        let rows = self.list(include_str!("list.sql"), [], "reading the drafts of tools", |row| {
            let from_version: Option<u32> = row.get("from_version")?;
            let id: ToolDraftId = row.get("id")?;
            Ok((id, from_version, row.get::<_, String>("content")?, row.get::<_, i64>("changed_ms")?))
        })?;
        let draft = |(id, from_version, content, changed_ms): (_, _, String, _)| {
            Ok(ToolDraft { id, from_version, tool: from_content(&content)?, changed_ms })
        };
        rows.into_iter().map(draft).collect()
    }

    /// Writes or replaces a draft.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_tool_draft(&self, draft: &ToolDraft) -> Result<(), StorageError> {
        const DURING: &str = "saving the draft of a tool";
        let content = serde_json::to_string(&draft.tool)
            .map_err(|error| StorageError::new(StorageErrorKind::BadValue(error.to_string()), DURING))?;
        let values = params![draft.id, draft.tool.code, draft.from_version, content, draft.changed_ms];
        self.execute(include_str!("put.sql"), values, DURING)?;
        Ok(())
    }

    /// Removes a draft.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_tool_draft(&self, id: ToolDraftId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), [id], "removing the draft of a tool")?;
        Ok(())
    }
}
