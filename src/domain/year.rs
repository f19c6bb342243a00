//! A year on one page: its rounds, measures, actions, themes and training.

use super::audit_tool::SubjectKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A year on one page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPage {
    /// Such as "Academic year 2025/26".
    pub label: String,
    /// First and last day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Rounds drawn in it, oldest first.
    pub rounds: Vec<YearRound>,
    /// Measures with a value or a target in it, by where they come from and name.
    pub measures: Vec<YearMeasure>,
    /// Actions of it, those due first before the others.
    pub actions: Vec<YearAction>,
    /// Themes of its findings and actions, the most first.
    pub themes: Vec<YearTheme>,
    /// Training planned or given, as the actions name it.
    pub training: Vec<String>,
}

/// A round of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRound {
    /// Its title.
    pub title: String,
    /// The day it was drawn; none: not drawn yet.
    pub drawn_on: Option<Date>,
    /// Why these plans, in words.
    pub purpose: String,
    /// What was read.
    #[serde(default)]
    pub subject: SubjectKind,
    /// Plans of the sample, or what else was read.
    pub plans: u64,
    /// Plans fully agreed on which no score sheet is to come.
    pub agreed: u64,
    /// Those of them good or better; none: the tool gives no grades.
    pub good_or_better: Option<u64>,
    /// The interval of that share in words; empty: there is none.
    pub interval: String,
}

/// A measure in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearMeasure {
    /// What is measured.
    pub measure: String,
    /// Who is counted; may be empty.
    pub definition: String,
    /// The span of its value in words.
    pub span: String,
    /// Its newest value of the year in words, or that there is no data.
    pub value: String,
    /// Counts where this file works it out from what was read; none: it was published or typed.
    pub computed: Option<(u64, u64)>,
    /// "18 of 24"; empty: counts are not published.
    pub counts: String,
    /// The target of the same span and definition; empty: none.
    pub target: String,
    /// Whether the target was reached; none: there is no target, or no value.
    pub reached: Option<bool>,
    /// What can be said of the step from the value before; empty: nothing.
    pub step: String,
    /// Survey answers stand beside, never mixed.
    pub is_survey: bool,
}

/// An action in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearAction {
    /// What is done.
    pub what: String,
    /// How it stands, in words.
    pub state: String,
    /// Whether it is done.
    pub is_done: bool,
    /// Whether it is late.
    pub is_late: bool,
    /// When it is due.
    pub due_on: Option<Date>,
    /// Before and in the newest later round: plans that meet its criteria, of how many; none: not known yet.
    pub counts: Option<((u64, u64), (u64, u64))>,
    /// "9 of 20 → 15 of 20", with what can be said of it; empty: not known yet.
    pub effect: String,
    /// "You said, we did"; empty: not for publication.
    pub public_line: String,
}

/// A theme of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearTheme {
    /// In the area's words.
    pub theme: String,
    /// Findings of the year's rounds under it.
    pub findings: usize,
    /// Actions of the year under it.
    pub actions: usize,
}
