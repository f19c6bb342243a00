//! Audit tools, each version once.

use super::{Db, StorageError, StorageErrorKind};
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::ToolId;
use rusqlite::params;

const DURING: &str = "reading the audit tools";

pub(super) fn from_content(content: &str) -> Result<AuditTool, StorageError> {
    serde_json::from_str(content)
        .map_err(|error| StorageError::new(StorageErrorKind::BadValue(format!("audit tool: {error}")), DURING))
}

impl Db<'_> {
    /// Adds a version of a tool.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_tool(&self, id: ToolId, tool: &AuditTool, published_ms: i64) -> Result<(), StorageError> {
        let content = serde_json::to_string(tool)
            .map_err(|error| StorageError::new(StorageErrorKind::BadValue(error.to_string()), "writing a tool"))?;
        let values = params![id, tool.code, tool.version, tool.title, tool.subject, content, published_ms];
        self.execute(include_str!("add.sql"), values, "writing a tool")?;
        Ok(())
    }

    /// A tool by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_tool(&self, id: ToolId) -> Result<Option<AuditTool>, StorageError> {
        let content: Option<String> = self.get(include_str!("get.sql"), [id], DURING, |row| row.get(0))?;
        content.map(|c| from_content(&c)).transpose()
    }

    /// All versions of all tools, by code and version.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_tools(&self) -> Result<Vec<(ToolId, AuditTool)>, StorageError> {
        let rows = self.list(include_str!("list.sql"), [], DURING, |row| {
            Ok((row.get::<_, ToolId>("id")?, row.get::<_, String>("content")?))
        })?;
        rows.into_iter().map(|(id, content)| Ok((id, from_content(&content)?))).collect()
    }

    /// When each version was published, milliseconds UTC.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_tool_days(&self) -> Result<Vec<(ToolId, i64)>, StorageError> {
        self.list(include_str!("list_days.sql"), [], DURING, |row| Ok((row.get("id")?, row.get("published_ms")?)))
    }
}
