//! Reports of a round: their kinds, and what the audit lead chose for each.

use super::coded::coded_enum;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Longest covering text or other words of a report, in characters.
pub const MAX_REPORT_TEXT_CHARS: usize = 4_000;

coded_enum! {
    /// Whom a report is for.
    ReportKind {
        /// The panel's edition for managers: everything of the round by plan reference.
        Summary = "summary", "Summary";
        /// For the board; may be published.
        Board = "board", "Board report";
        /// For the Designated Clinical Officer.
        Health = "health", "Health";
        /// For the Designated Social Care Officer.
        SocialCare = "social-care", "Social care";
        /// For whoever wrote one plan.
        Plan = "plan", "Plan feedback";
        /// For the panel: how far its readers agree.
        Agreement = "agreement", "Agreement report";
        /// For training.
        Learning = "learning", "Learning note";
        /// For inspectors: how the round was made, and everything it rests on.
        Record = "record", "Round record";
    }
}

impl ReportKind {
    /// Whether it may leave the panel and its managers, so that it names no plan and carries no marking.
    #[must_use]
    pub fn may_be_published(self) -> bool {
        matches!(self, Self::Board | Self::Learning)
    }

    /// What it is, in a sentence.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Summary => "The panel's edition for managers: everything of the round, by plan reference.",
            Self::Board => "For the board. It may be published: no plan is named and small counts are hidden.",
            Self::Health => {
                "For the Designated Clinical Officer: the standard, the advice, the weakest criteria first."
            }
            Self::SocialCare => {
                "For the Designated Social Care Officer: the standard, the advice, the weakest criteria first."
            }
            Self::Plan => "For whoever wrote one plan: strengths first, then three things to mend.",
            Self::Agreement => "For the panel: how far its readers agreed before anything was discussed.",
            Self::Learning => "For training: five themes, with wording before and after.",
            Self::Record => "For inspectors: how the round was made and what every figure rests on.",
        }
    }
}

/// Names under which choices are kept; the kind "" holds for every kind.
pub mod text {
    /// Covering text, printed first.
    pub const COVERING: &str = "covering";
    /// Local details, printed last: whom to ask, where the method is published.
    pub const LOCAL_DETAILS: &str = "local_details";
    /// Codes of the parts left out, separated by spaces.
    pub const LEFT_OUT: &str = "left_out";
    /// "off": small counts are printed.
    pub const SUPPRESSION: &str = "suppression";
    /// "on": grades are named on feedback sheets.
    pub const GRADE_WORDS: &str = "grade_words";
    /// Day on which the area set its own thresholds, as YYYY-MM-DD.
    pub const THRESHOLDS_SET_ON: &str = "thresholds_set_on";
    /// Share of plans aimed at, in percent.
    pub const TARGET_PERCENT: &str = "target_percent";
    /// Decisions asked of the board, one a line.
    pub const DECISIONS: &str = "decisions";
    /// Before the code of a criterion or a theme: wording before.
    pub const BEFORE: &str = "before/";
    /// Before the code of a criterion or a theme: wording after.
    pub const AFTER: &str = "after/";
}

/// What was chosen for one kind of report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReportOptions {
    /// Codes of the parts left out.
    pub left_out: BTreeSet<String>,
    /// Covering text; may be empty.
    pub covering: String,
    /// Local details; may be empty.
    pub local_details: String,
    /// Whether counts under five and their complements are hidden.
    pub suppresses: bool,
    /// Whether a feedback sheet names the grade.
    pub names_grade: bool,
    /// Day on which the area set its own thresholds.
    pub thresholds_set_on: Option<Date>,
    /// Share of plans aimed at, 0 to 100.
    pub target_percent: Option<f64>,
    /// Decisions asked of the board.
    pub decisions: Vec<String>,
    /// Wording before and after, by criterion code or theme.
    pub wording: BTreeMap<String, (String, String)>,
}

impl ReportOptions {
    /// The choices kept for a kind: its own, else those for every kind.
    #[must_use]
    pub fn of(kind: ReportKind, texts: &BTreeMap<String, BTreeMap<String, String>>) -> Self {
        let get = |name: &str| {
            let own = texts.get(kind.code()).and_then(|values| values.get(name));
            own.or_else(|| texts.get("").and_then(|values| values.get(name))).map(|value| value.trim()).unwrap_or("")
        };
        let mut wording: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (name, value) in texts.get(ReportKind::Learning.code()).into_iter().flatten() {
            if let Some(of) = name.strip_prefix(text::BEFORE) {
                wording.entry(of.to_owned()).or_default().0.clone_from(value);
            } else if let Some(of) = name.strip_prefix(text::AFTER) {
                wording.entry(of.to_owned()).or_default().1.clone_from(value);
            }
        }
        let target: Option<f64> = get(text::TARGET_PERCENT).parse().ok();
        Self {
            left_out: get(text::LEFT_OUT).split_whitespace().map(str::to_owned).collect(),
            covering: get(text::COVERING).to_owned(),
            local_details: get(text::LOCAL_DETAILS).to_owned(),
            suppresses: kind.may_be_published() && get(text::SUPPRESSION) != "off",
            names_grade: get(text::GRADE_WORDS) == "on",
            thresholds_set_on: get(text::THRESHOLDS_SET_ON).parse().ok(),
            target_percent: target.filter(|target| (0.0..=100.0).contains(target)),
            decisions: get(text::DECISIONS)
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .map(str::to_owned)
                .collect(),
            wording,
        }
    }
}

/// A line of the log as a report prints it: without content, and without the name of whoever acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Its number in the chain.
    pub number: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// What happened, as kept: `answers_agreed`.
    pub event: String,
    /// The plan it was about.
    pub subject: Option<super::ids::SubjectId>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn texts(values: &[(&str, &str, &str)]) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut texts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (kind, name, value) in values {
            texts.entry((*kind).to_owned()).or_default().insert((*name).to_owned(), (*value).to_owned());
        }
        texts
    }

    #[test]
    fn a_kinds_own_words_go_before_those_for_every_kind() {
        let texts = texts(&[("", text::COVERING, "For all"), ("board", text::COVERING, "For the board")]);
        assert_eq!(ReportOptions::of(ReportKind::Board, &texts).covering, "For the board");
        assert_eq!(ReportOptions::of(ReportKind::Summary, &texts).covering, "For all");
    }

    #[test]
    fn small_counts_are_hidden_in_what_may_be_published_unless_switched_off() {
        let none = BTreeMap::new();
        assert!(ReportOptions::of(ReportKind::Board, &none).suppresses);
        assert!(!ReportOptions::of(ReportKind::Summary, &none).suppresses);
        let off = texts(&[("board", text::SUPPRESSION, "off")]);
        assert!(!ReportOptions::of(ReportKind::Board, &off).suppresses);
        assert!(ReportOptions::of(ReportKind::Learning, &off).suppresses);
    }

    #[test]
    fn a_target_off_the_scale_is_none() {
        let of = |value| ReportOptions::of(ReportKind::Board, &texts(&[("", text::TARGET_PERCENT, value)]));
        assert_eq!(of("65").target_percent, Some(65.0));
        assert_eq!(of("650").target_percent, None);
        assert_eq!(of("two thirds").target_percent, None);
    }
}
