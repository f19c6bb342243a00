//! What is shipped inside the program.

pub mod licences;

/// The default audit tool, as a tool file.
pub const DEFAULT_TOOL: &str = include_str!("../assets/audit-tools/ehc-plan-audit.toml");

/// The audit tools a new file begins with, one for each strand, as tool files; the default tool first.
pub const TOOLS: [&str; 5] = [
    DEFAULT_TOOL,
    include_str!("../assets/audit-tools/draft-before-issue.toml"),
    include_str!("../assets/audit-tools/advice-audit.toml"),
    include_str!("../assets/audit-tools/annual-review.toml"),
    include_str!("../assets/audit-tools/plan-in-practice.toml"),
];

/// How the plans of each authority divide: Department for Education, Education, health and care plans, January 2025
/// (Open Government Licence v3.0).
pub const DFE_COHORTS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-cohorts-2025.csv");

/// Figures of England, its regions and each authority from the same release (Open Government Licence v3.0).
pub const DFE_BENCHMARKS: &str = include_str!("../assets/benchmarks/dfe-ehc-plan-benchmarks-2025.csv");

/// The window's icon, a PNG.
pub const ICON: &[u8] = include_bytes!("../assets/desktop/golden-thread.png");

/// Help beside every page of it: keys that work everywhere.
pub const HELP_EVERYWHERE: &str = include_str!("../assets/help/everywhere.md");
/// Help on the window as a whole.
pub const HELP_START: &str = include_str!("../assets/help/start.md");
/// Help on a member's own plans.
pub const HELP_MY_WORK: &str = include_str!("../assets/help/my-work.md");
/// Help on the register of drafts.
pub const HELP_DRAFTS: &str = include_str!("../assets/help/drafts.md");
/// Help on what a round looks at.
pub const HELP_STRANDS: &str = include_str!("../assets/help/strands.md");
/// Help on clocks.
pub const HELP_CLOCKS: &str = include_str!("../assets/help/clocks.md");
/// Help on the score sheet.
pub const HELP_SCORE_SHEET: &str = include_str!("../assets/help/score-sheet.md");
/// Help on audit tools.
pub const HELP_TOOLS: &str = include_str!("../assets/help/tools.md");
/// What the file is protected against, against whom, and what not.
pub const HELP_SECURITY: &str = include_str!("../assets/help/security.md");
/// Where every byte lies and how long.
pub const HELP_DATA_PROTECTION: &str = include_str!("../assets/help/data-protection.md");
/// Help on the actions.
pub const HELP_ACTIONS: &str = include_str!("../assets/help/actions.md");
/// Help on the measures.
pub const HELP_MEASURES: &str = include_str!("../assets/help/measures.md");
/// Help on the year's page.
pub const HELP_YEAR: &str = include_str!("../assets/help/year.md");
/// What is printed on the quick card, and the way to it.
pub const HELP_QUICK_CARD: &str = include_str!("../assets/help/quick-card.md");

/// Pictures of the screens, as PNG, drawn by the test run:
/// `WRITE_PAGES=1 cargo test --locked --test it help_pictures`.
pub const HELP_PICTURES: [(&str, &[u8]); 12] = [
    ("overview", include_bytes!("../assets/help/pictures/overview.png")),
    ("plans", include_bytes!("../assets/help/pictures/plans.png")),
    ("sheet", include_bytes!("../assets/help/pictures/sheet.png")),
    ("health", include_bytes!("../assets/help/pictures/health.png")),
    ("projector", include_bytes!("../assets/help/pictures/projector.png")),
    ("agree", include_bytes!("../assets/help/pictures/agree.png")),
    ("results", include_bytes!("../assets/help/pictures/results.png")),
    ("reports", include_bytes!("../assets/help/pictures/reports.png")),
    ("packs", include_bytes!("../assets/help/pictures/packs.png")),
    ("measures", include_bytes!("../assets/help/pictures/measures.png")),
    ("tools", include_bytes!("../assets/help/pictures/tools.png")),
    ("allocate", include_bytes!("../assets/help/pictures/allocate.png")),
];

/// The picture with this name, as PNG.
#[must_use]
pub fn help_picture(name: &str) -> Option<&'static [u8]> {
    HELP_PICTURES.iter().find(|(own, _)| *own == name).map(|(_, png)| *png)
}
