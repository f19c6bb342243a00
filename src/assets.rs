//! What is shipped inside the program.

/// The default audit tool, as a tool file.
pub const DEFAULT_TOOL: &str = include_str!("../assets/audit-tools/ehc-plan-audit.toml");

/// How the plans of each authority divide: Department for Education, Education, health and care plans, January 2025
/// (Open Government Licence v3.0).
pub const DFE_COHORTS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-cohorts-2025.csv");

/// Figures of England, its regions and each authority from the same release (Open Government Licence v3.0).
pub const DFE_BENCHMARKS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-benchmarks-2025.csv");
