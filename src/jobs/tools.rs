//! Tool files read and written beside the session.

use super::worker::{Failure, with_ending};
use crate::domain::audit_tool::AuditTool;
use crate::exchange::tool_file::{MAX_TOOL_FILE_BYTES, ToolFileError, parse_tool_bytes, tool_to_toml};
use crate::platform::atomic;
use std::path::{Path, PathBuf};

/// Reads a tool file. Inside: the tool, or a line for each fault of the file.
///
/// # Errors
/// When the file cannot be read at all.
pub fn read_tool_file(path: &Path) -> Result<Result<AuditTool, Vec<String>>, Failure> {
    const WHAT: &str = "The tool file was not read";
    let failed = |why: std::io::Error| Failure::Words(WHAT, format!("{}: {why}", path.display()));
    let bytes = std::fs::metadata(path).map_err(failed)?.len();
    let read = if bytes > MAX_TOOL_FILE_BYTES as u64 {
        Err(ToolFileError::TooLarge { bytes: usize::try_from(bytes).unwrap_or(usize::MAX) })
    } else {
        parse_tool_bytes(&std::fs::read(path).map_err(failed)?)
    };
    Ok(read.map_err(|error| error.to_string().lines().map(str::to_owned).collect()))
}

/// Writes a tool as a file; returns where it lies.
///
/// # Errors
/// When there is a file already and it is not to be replaced, or it cannot be written.
pub fn write_tool_file(path: PathBuf, tool: &AuditTool, replace: bool) -> Result<PathBuf, Failure> {
    let path = with_ending(path, "toml");
    if !replace && path.exists() {
        return Err(Failure::WouldReplace(path));
    }
    match atomic::write(&path, tool_to_toml(tool).as_bytes()) {
        Ok(()) => Ok(path),
        Err(error) => Err(Failure::NotWritten(path, error)),
    }
}
