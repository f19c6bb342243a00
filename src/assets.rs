//! What is shipped inside the program.

/// The default audit tool, as a tool file.
pub const DEFAULT_TOOL: &str = include_str!("../assets/audit-tools/ehc-plan-audit.toml");

/// Help beside every page of it: keys that work everywhere.
pub const HELP_EVERYWHERE: &str = include_str!("../assets/help/everywhere.md");
/// Help on the window as a whole.
pub const HELP_START: &str = include_str!("../assets/help/start.md");
/// Help on a member's own plans.
pub const HELP_MY_WORK: &str = include_str!("../assets/help/my-work.md");
/// Help on the score sheet.
pub const HELP_SCORE_SHEET: &str = include_str!("../assets/help/score-sheet.md");
