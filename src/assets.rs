//! What is shipped inside the program.

pub mod licences;

/// The default audit tool, as a tool file.
pub const DEFAULT_TOOL: &str = include_str!("../assets/audit-tools/ehc-plan-audit.toml");

/// How the plans of each authority divide: Department for Education, Education, health and care plans, January 2025
/// (Open Government Licence v3.0).
pub const DFE_COHORTS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-cohorts-2025.csv");

/// Figures of England, its regions and each authority from the same release (Open Government Licence v3.0).
pub const DFE_BENCHMARKS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-benchmarks-2025.csv");
/// Help beside every page of it: keys that work everywhere.
pub const HELP_EVERYWHERE: &str = include_str!("../assets/help/everywhere.md");
/// Help on the window as a whole.
pub const HELP_START: &str = include_str!("../assets/help/start.md");
/// Help on a member's own plans.
pub const HELP_MY_WORK: &str = include_str!("../assets/help/my-work.md");
/// Help on the score sheet.
pub const HELP_SCORE_SHEET: &str = include_str!("../assets/help/score-sheet.md");
/// What the file is protected against, against whom, and what not.
pub const HELP_SECURITY: &str = include_str!("../assets/help/security.md");
/// Where every byte lies and how long.
pub const HELP_DATA_PROTECTION: &str = include_str!("../assets/help/data-protection.md");
