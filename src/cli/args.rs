//! The arguments of the command line.

use crate::domain::audit_tool::{Depth, Evidence};
use crate::domain::report::ReportKind;
use crate::domain::round::Purpose;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Score sampled Education, Health and Care plans, agree the result, print the summary. Without a command: opens the
/// window.
#[derive(Debug, Parser)]
#[command(name = "golden-thread", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// The audit file to open in the window.
    pub file: Option<PathBuf>,
    /// How the window is drawn.
    #[arg(long, value_enum, default_value = "auto")]
    pub renderer: Renderer,
    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub command: Option<Task>,
    /// Switches of all commands.
    #[command(flatten)]
    pub common: Common,
}

/// How the window is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// The first that works.
    Auto,
    /// Vulkan, DirectX 12 or Metal.
    Wgpu,
    /// OpenGL.
    Glow,
    /// The processor alone, without a graphics driver.
    Software,
}

/// Switches of all commands.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Print one JSON document on standard output, and nothing else there.
    #[arg(long, global = true)]
    pub json: bool,
    /// A file that holds the passphrase (UTF-8; one line break at its end is removed).
    #[arg(long, global = true, value_name = "PATH")]
    pub passphrase_file: Option<PathBuf>,
    /// Who acts, for the log.
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub acting: Option<String>,
}

/// Which round; left out, the newest.
#[derive(Debug, Clone, Args)]
pub struct RoundName {
    /// Title or id of the round; left out: the newest.
    #[arg(long, value_name = "ROUND")]
    pub round: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Make the sample audit file; without FILE its summary too, and then open the window.
    Demo {
        /// Where to write the sample file; nothing else is done then.
        file: Option<PathBuf>,
    },
    /// Make a new audit file with the default audit tools.
    New(New),
    /// Take in the cohort from a CSV, or the files or folder of a SEN2 export.
    ImportPlans(ImportPlans),
    /// Take in the advice register: what was asked of whom, and when it came.
    ImportAdvice {
        /// The audit file.
        file: PathBuf,
        /// `reference,service,provider,author_role,requested_on,returned_on,outcome,exception,checked_by_provider_on`.
        advice: PathBuf,
    },
    /// The panel.
    People {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: PeopleTask,
    },
    /// Audit tools.
    Tool {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: ToolTask,
    },
    /// Rounds.
    Round {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: RoundTask,
    },
    /// Draw the sample of a round, or add to it.
    Sample(Sample),
    /// Take a plan out of the sample, with the reason; the next reserve of its stratum comes in.
    Withdraw {
        /// The audit file.
        file: PathBuf,
        /// The round.
        #[command(flatten)]
        round: RoundName,
        /// Reference of the plan.
        #[arg(long)]
        plan: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Give each plan of the sample its readers.
    Allocate {
        /// The audit file.
        file: PathBuf,
        /// The round.
        #[command(flatten)]
        round: RoundName,
        /// Members on each plan.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=50))]
        per_plan: u16,
    },
    /// Score sheets.
    Answers {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: AnswersTask,
    },
    /// Agree answers: where all sheets say the same, by rule, or from a file.
    Agree(Agree),
    /// Make a pack for each member who reads plans: a small encrypted file with their work and nobody else's.
    Pack(Pack),
    /// Take in packs that came back; merging again changes nothing.
    Merge(Merge),
    /// Results and agreement of a round.
    Stats {
        /// The audit file.
        file: PathBuf,
        /// The round.
        #[command(flatten)]
        round: RoundName,
    },
    /// Write a report as PDF.
    Report(Report),
    /// Write the content of a round.
    Export(Export),
    /// Figures followed over time.
    Measures {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: MeasuresTask,
    },
    /// What someone will do about a finding.
    Actions {
        /// The audit file.
        file: PathBuf,
        /// What to do.
        #[command(subcommand)]
        task: ActionsTask,
    },
    /// Make a large filled file for measurements: sample data, no real person.
    BenchData {
        /// Where to make it; must not exist.
        file: PathBuf,
        /// Plans of the cohort.
        #[arg(long)]
        plans: usize,
        /// Rounds; the newest at full depth, the others at core.
        #[arg(long)]
        rounds: usize,
        /// Plans in the sample of each round.
        #[arg(long)]
        sampled: usize,
        /// Members who read each plan.
        #[arg(long)]
        members: usize,
        /// Seed of the draws and of the answers.
        #[arg(long)]
        seed: u64,
    },
    /// Erase a plan or a round, and write the certificate.
    Erase(EraseArgs),
    /// Write a verified copy of the file.
    Backup {
        /// The audit file.
        file: PathBuf,
        /// Where the copy goes; must not exist.
        #[arg(long)]
        out: PathBuf,
    },
    /// Check the whole file; changes nothing.
    Check {
        /// The audit file.
        file: PathBuf,
    },
    /// The log: who changed what, when.
    History {
        /// The audit file.
        file: PathBuf,
        /// Verify the chain and the digest of the content too.
        #[arg(long)]
        verify: bool,
    },
}

/// A new audit file.
#[derive(Debug, Args)]
pub struct New {
    /// Where to make it; must not exist.
    pub file: PathBuf,
    /// Name of the local area.
    #[arg(long)]
    pub local_area: String,
    /// Its three-digit code.
    #[arg(long, value_parser = parse_la_code)]
    pub la_code: Option<String>,
    /// Leave the file unencrypted: for tests and drills only.
    #[arg(long)]
    pub no_passphrase: bool,
}

/// The cohort.
#[derive(Debug, Args)]
pub struct ImportPlans {
    /// The audit file.
    pub file: PathBuf,
    /// A CSV or XLSX, or the files or the folder of a SEN2 export.
    #[arg(required = true)]
    pub source: Vec<PathBuf>,
    /// The day the source speaks of; left out: the return's reference date, else today.
    #[arg(long)]
    pub as_of: Option<Date>,
    /// Other names of columns: a TOML file with a table `columns` of `"name in the file" = "name here"`.
    #[arg(long)]
    pub map: Option<PathBuf>,
    /// `upn,reference`: gives the plans of a SEN2 export their case numbers; used in memory and discarded.
    #[arg(long)]
    pub key: Option<PathBuf>,
    /// `urn,name,type`: the kinds of settings.
    #[arg(long)]
    pub settings: Option<PathBuf>,
    /// Take the rest although rows are rejected.
    #[arg(long)]
    pub skip_rejected: bool,
    /// Say what would happen and write nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// The panel.
#[derive(Debug, Subcommand)]
pub enum PeopleTask {
    /// Add people from a CSV, or bring their facts up to date by name.
    Import {
        /// `name,agency,role,email` and optionally `team,interests,duty,undertaking_on,trained_on,sees_health`.
        panel: PathBuf,
    },
    /// Write the panel as a CSV that `import` reads back.
    Export {
        /// Where to; must not exist.
        panel: PathBuf,
    },
    /// List the panel.
    List,
}

/// Audit tools.
#[derive(Debug, Subcommand)]
pub enum ToolTask {
    /// List all versions.
    List,
    /// Publish a tool from a file.
    Import {
        /// A tool file.
        tool: PathBuf,
    },
    /// Write a tool as a file.
    Export {
        /// Its code.
        code: String,
        /// Its version; left out: the newest.
        #[arg(long = "version", id = "tool_version")]
        version: Option<u32>,
    },
}

/// Rounds.
#[derive(Debug, Subcommand)]
pub enum RoundTask {
    /// Make a round.
    New {
        /// Its title.
        #[arg(long)]
        title: String,
        /// Code of the audit tool; the newest version is taken.
        #[arg(long, default_value = "ehc-plan-audit")]
        tool: String,
        /// How much is asked.
        #[arg(long, default_value = "core", value_parser = parse_depth)]
        depth: Depth,
        /// What the panel holds.
        #[arg(long, default_value = "appendices", value_parser = parse_evidence)]
        evidence: Evidence,
        /// Why these plans.
        #[arg(long, default_value = "random", value_parser = parse_purpose)]
        purpose: Purpose,
    },
    /// List the rounds, newest first.
    List,
    /// Take in a round written by export --format json: its tool, sample, score sheets, agreed answers, findings.
    Import {
        /// The document.
        export: PathBuf,
        /// Another title than its own.
        #[arg(long)]
        title: Option<String>,
    },
    /// Close a round.
    Close {
        /// The round.
        #[command(flatten)]
        round: RoundName,
    },
}

/// A sample.
#[derive(Debug, Args)]
pub struct Sample {
    /// The audit file.
    pub file: PathBuf,
    /// The round.
    #[command(flatten)]
    pub round: RoundName,
    /// Plans to draw.
    #[arg(long, required_unless_present = "add", requires = "seed")]
    pub size: Option<usize>,
    /// The seed: the same seed draws the same plans.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Facts to stratify by, such as `phase,primary_need`; `service` where advice is read.
    #[arg(long, default_value = "")]
    pub stratify: String,
    /// At least so many plans from each stratum.
    #[arg(long, default_value_t = 0)]
    pub min_per_stratum: usize,
    /// Only plans first issued on or after this day.
    #[arg(long)]
    pub issued_since: Option<Date>,
    /// Leave out plans sampled in so many earlier rounds.
    #[arg(long, default_value_t = 0)]
    pub exclude_last_rounds: usize,
    /// Reserves to draw at the same time.
    #[arg(long, default_value_t = 0)]
    pub reserves: usize,
    /// Add plans to a drawn sample in the same order.
    #[arg(long, conflicts_with_all = ["size", "seed"])]
    pub add: Option<usize>,
}

/// Score sheets.
#[derive(Debug, Subcommand)]
pub enum AnswersTask {
    /// Take in score sheets, all or nothing.
    Import {
        /// `plan,member,criterion,answer,na_reason,note`, or a round written by `export --format json`.
        answers: PathBuf,
        /// The round.
        #[command(flatten)]
        round: RoundName,
        /// Hand in the sheets the file has rows for.
        #[arg(long)]
        submit: bool,
    },
    /// Save answers one by one from standard input: `plan,criterion,answer` lines.
    Stream {
        /// The round.
        #[command(flatten)]
        round: RoundName,
    },
}

/// Packs out.
#[derive(Debug, Args)]
pub struct Pack {
    /// The audit file.
    pub file: PathBuf,
    /// The round.
    #[command(flatten)]
    pub round: RoundName,
    /// The folder to write the packs to.
    #[arg(long)]
    pub out: PathBuf,
    /// Write `member,file,passphrase` here: each pack has a fresh passphrase, also kept in the audit file.
    #[arg(long, value_name = "FILE.csv", required_unless_present = "member", conflicts_with = "member")]
    pub passphrases_out: Option<PathBuf>,
    /// Only this member's pack.
    #[arg(long, value_name = "NAME", requires = "pack_passphrase_file")]
    pub member: Option<String>,
    /// A file that holds the passphrase of the one pack.
    #[arg(long, value_name = "PATH", requires = "member")]
    pub pack_passphrase_file: Option<PathBuf>,
}

/// Packs back.
#[derive(Debug, Args)]
pub struct Merge {
    /// The audit file.
    pub file: PathBuf,
    /// The packs.
    #[arg(required = true)]
    pub packs: Vec<PathBuf>,
}

/// Agreed answers.
#[derive(Debug, Args)]
#[group(id = "how", required = true, multiple = false, args = ["unanimous", "by_rule", "import"])]
pub struct Agree {
    /// The audit file.
    pub file: PathBuf,
    /// The round.
    #[command(flatten)]
    pub round: RoundName,
    /// Where all sheets say the same.
    #[arg(long)]
    pub unanimous: bool,
    /// The splits that triage leaves to the rule: the lead agency's answer, else the lower.
    #[arg(long)]
    pub by_rule: bool,
    /// From a file: `plan,criterion,answer,reason`, or a round written by `export --format json`.
    #[arg(long, value_name = "AGREED")]
    pub import: Option<PathBuf>,
}

/// Reports.
#[derive(Debug, Args)]
pub struct Report {
    /// The audit file.
    pub file: PathBuf,
    /// The round.
    #[command(flatten)]
    pub round: RoundName,
    /// Which report: summary, board, health, social-care, plan, agreement, learning or record.
    #[arg(long, value_parser = parse_report_kind)]
    pub kind: ReportKind,
    /// The plan: for plan feedback, or the record of one plan.
    #[arg(long, conflicts_with = "all_plans")]
    pub plan: Option<String>,
    /// Feedback on every plan that is fully agreed; OUT is a folder.
    #[arg(long)]
    pub all_plans: bool,
    /// Where to write the PDF.
    #[arg(long)]
    pub out: PathBuf,
}

/// The content of a round.
#[derive(Debug, Args)]
pub struct Export {
    /// The audit file.
    pub file: PathBuf,
    /// The round.
    #[command(flatten)]
    pub round: RoundName,
    /// Only this plan.
    #[arg(long)]
    pub plan: Option<String>,
    /// Members as A, B, C instead of names.
    #[arg(long)]
    pub letters: bool,
    /// The form.
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Where to write it.
    #[arg(long)]
    pub out: PathBuf,
}

/// Measures.
#[derive(Debug, Subcommand)]
pub enum MeasuresTask {
    /// Take figures in from a CSV; those that are there already change nothing.
    Import {
        /// The CSV.
        source: PathBuf,
    },
    /// List all figures.
    List,
}

/// Actions.
#[derive(Debug, Subcommand)]
pub enum ActionsTask {
    /// List them, those due first before the others.
    List,
    /// Take them in from a CSV; the same act by the same owner is brought up to date.
    Import {
        /// The CSV.
        source: PathBuf,
    },
    /// Write them as a CSV.
    #[group(required = true, multiple = false)]
    Export {
        /// Where to write it.
        path: Option<PathBuf>,
        /// The same, by name.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// What is to be erased.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ToErase {
    /// This round, by title or id.
    #[arg(long)]
    pub round: Option<String>,
    /// This plan, by reference: from the cohort and every round.
    #[arg(long)]
    pub plan: Option<String>,
}

/// An erasure.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The audit file.
    pub file: PathBuf,
    /// What.
    #[command(flatten)]
    pub what: ToErase,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// Where the certificate goes, a PDF; must not exist.
    #[arg(long)]
    pub certificate: PathBuf,
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A folder, one file a table.
    Csv,
    /// One workbook, one sheet a table.
    Xlsx,
    /// One JSON document.
    Json,
}

fn parse_la_code(text: &str) -> Result<String, String> {
    let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    if is_code { Ok(text.to_owned()) } else { Err("a local authority code has three digits, such as 314".to_owned()) }
}

fn codes(all: impl Iterator<Item = &'static str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

fn parse_report_kind(text: &str) -> Result<ReportKind, String> {
    ReportKind::from_code(text).ok_or_else(|| format!("one of {}", codes(ReportKind::ALL.iter().map(|k| k.code()))))
}

fn parse_depth(text: &str) -> Result<Depth, String> {
    Depth::from_code(text).ok_or_else(|| format!("one of {}", codes(Depth::ALL.iter().map(|d| d.code()))))
}

fn parse_evidence(text: &str) -> Result<Evidence, String> {
    Evidence::from_code(text).ok_or_else(|| format!("one of {}", codes(Evidence::ALL.iter().map(|e| e.code()))))
}

fn parse_purpose(text: &str) -> Result<Purpose, String> {
    Purpose::from_code(text).ok_or_else(|| format!("one of {}", codes(Purpose::ALL.iter().map(|p| p.code()))))
}
