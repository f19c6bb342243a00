//! Publishing audit tools.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::ToolId;
use crate::domain::rules::{RuleViolation, Thing};
use crate::platform::clock::local_datetime;
use serde_json::json;
use std::collections::BTreeMap;

impl Session {
    /// Publishes a version of a tool that has been checked. The same version with the same content changes nothing.
    ///
    /// # Errors
    /// When this code and version is there with other content.
    pub fn publish_tool(&mut self, actor: &Actor, tool: &AuditTool) -> Result<Done<ToolId>, OpError> {
        if let Err(faults) = tool.validate() {
            return Err(RuleViolation::ToolFaults(faults.iter().map(ToString::to_string).collect()).into());
        }
        self.transact(actor, |change| {
            let tools = change.db.list_tools()?;
            if let Some((id, old)) = tools.iter().find(|(_, t)| t.code == tool.code && t.version == tool.version) {
                if old == tool {
                    return Ok((*id, None));
                }
                return Err(RuleViolation::ToolVersionTaken { code: tool.code.clone(), version: tool.version }.into());
            }
            let id = ToolId(change.world.new_uuid());
            change.db.add_tool(id, tool, change.world.now_ms())?;
            let content = json!({"code": tool.code, "version": tool.version});
            let changes = Changes { tools: true, ..Changes::default() };
            Ok((id, Some(Entry::new("tool_published", content, changes))))
        })
    }

    /// All versions of all tools, by code and version.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_tools(&self) -> Result<Vec<(ToolId, AuditTool)>, OpError> {
        Ok(self.store.db().list_tools()?)
    }

    /// The day each version was published, in words, by its id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tool_days(&self) -> Result<BTreeMap<ToolId, String>, OpError> {
        let days = self.store.db().list_tool_days()?.into_iter().map(|(id, at_ms)| {
            let day = local_datetime(at_ms).map(|at| at.strftime("%-d %B %Y").to_string());
            (id, day.unwrap_or_default())
        });
        Ok(days.collect())
    }

    /// A version of a tool; without a version, the newest.
    ///
    /// # Errors
    /// When there is none.
    pub fn find_tool(&self, code: &str, version: Option<u32>) -> Result<(ToolId, AuditTool), OpError> {
        let tools = self.list_tools()?.into_iter();
        let mut fitting = tools.filter(|(_, t)| t.code == code && version.is_none_or(|v| v == t.version));
        let name = version.map_or_else(|| code.to_owned(), |v| format!("{code} version {v}"));
        fitting.next_back().ok_or_else(|| RuleViolation::NotFound { what: Thing::Tool, name }.into())
    }
}
