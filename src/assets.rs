//! What is shipped inside the program.

/// The default audit tool, as a tool file.
pub const DEFAULT_TOOL: &str = include_str!("../assets/audit-tools/ehc-plan-audit.toml");
