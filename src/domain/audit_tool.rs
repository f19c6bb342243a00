//! The audit tool: sections with criteria, answers, grades and the rule between them.
//!
//! Answers and grades are the tool's data, not enums: any codes, 2 to 9 answers, 0 or 2 to 6 grades. Only the
//! codes [`NOT_MET`], [`PARTLY`], [`NOT_EVIDENCED`] and [`NOT_APPLICABLE`] have a meaning of their own, where
//! present. A published version never changes, so everything here is read-only after [`AuditTool::validate`].

use super::coded::coded_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Answer code: in a must criterion this is a gap.
pub const NOT_MET: &str = "not_met";
/// Answer code: in a must criterion this is a gap in part.
pub const PARTLY: &str = "partly";
/// Answer code: the reviewer could not see whether it was done; in a must criterion, to be confirmed.
pub const NOT_EVIDENCED: &str = "not_evidenced";
/// Answer code: allowed only where the criterion says when.
pub const NOT_APPLICABLE: &str = "na";

coded_enum! {
    /// How binding a criterion is.
    Kind {
        /// Statute or regulations.
        Must = "must", "Must";
        /// Code of Practice or case law.
        Should = "should", "Should";
        /// Good practice named in inspections and reviews.
        Local = "local", "Local";
    }
}

coded_enum! {
    /// How much is asked. Ordered: a criterion is asked when its own depth is not beyond the round's.
    Depth {
        /// The smallest set, about 30 minutes a plan.
        Workshop = "workshop", "Workshop";
        /// The usual set.
        Core = "core", "Core";
        /// Everything: a deep dive of one to three plans.
        Full = "full", "Full";
    }
}

coded_enum! {
    /// What the panel holds. Ordered: each holds all before it.
    Evidence {
        /// The plan alone.
        Plan = "plan", "The plan";
        /// The plan and the advice attached to it.
        Appendices = "appendices", "The plan and its appendices";
        /// The plan, its appendices and the case file.
        File = "file", "The plan, its appendices and the case file";
    }
}

coded_enum! {
    /// What a tool looks at.
    SubjectKind {
        /// A plan.
        Plan = "plan", "Plan";
        /// A draft before issue.
        Draft = "draft", "Draft before issue";
        /// A piece of advice.
        Advice = "advice", "Advice";
        /// An annual review.
        Review = "review", "Annual review";
        /// The plan in practice.
        Practice = "practice", "Plan in practice";
    }
}

impl Evidence {
    /// What the panel holds, in the words of what it reads: "The record and the reports to the meeting".
    #[must_use]
    pub fn given(self, subject: SubjectKind) -> &'static str {
        match (subject, self) {
            (SubjectKind::Plan, _) => self.label(),
            (SubjectKind::Draft, Self::Plan) => "The draft",
            (SubjectKind::Draft, Self::Appendices) => "The draft and the advice behind it",
            (SubjectKind::Draft, Self::File) => "The draft, the advice and the case file",
            (SubjectKind::Advice, Self::Plan) => "The piece of advice",
            (SubjectKind::Advice, Self::Appendices) => "The advice and the plan it was for",
            (SubjectKind::Advice, Self::File) => "The advice, the request, the plan and the case file",
            (SubjectKind::Review, Self::Plan) => "The record of the review",
            (SubjectKind::Review, Self::Appendices) => "The record, the plan and the reports to the meeting",
            (SubjectKind::Review, Self::File) => "The record, the plan, the reports and the case file",
            (SubjectKind::Practice, Self::Plan) => "The plan, and what is seen and said at the setting",
            (SubjectKind::Practice, Self::Appendices) => "The plan, what is seen, and the setting\u{2019}s records",
            (SubjectKind::Practice, Self::File) => "The plan, what is seen, the records and the case file",
        }
    }
}

/// What is read unless it is said otherwise.
impl Default for SubjectKind {
    fn default() -> Self {
        Self::Plan
    }
}

impl SubjectKind {
    /// What one of them is called in a sentence, such as "piece of advice".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Draft => "draft",
            Self::Advice => "piece of advice",
            Self::Review => "annual review",
            Self::Practice => "plan in practice",
        }
    }

    /// What several of them are called in a sentence.
    #[must_use]
    pub const fn nouns(self) -> &'static str {
        match self {
            Self::Plan => "plans",
            Self::Draft => "drafts",
            Self::Advice => "pieces of advice",
            Self::Review => "annual reviews",
            Self::Practice => "plans in practice",
        }
    }

    /// So many of them: "1 plan", "1,958 pieces of advice".
    #[must_use]
    pub fn count(self, n: u64) -> String {
        super::numerals::counted(n, self.noun(), self.nouns())
    }

    /// So many of them as the beginning of a sentence: "1 plan is", "12 annual reviews are".
    #[must_use]
    pub fn count_are(self, n: u64) -> String {
        format!("{} {}", self.count(n), if n == 1 { "is" } else { "are" })
    }

    /// One of them with its article: "a plan", "an annual review".
    #[must_use]
    pub const fn any(self) -> &'static str {
        match self {
            Self::Plan => "a plan",
            Self::Draft => "a draft",
            Self::Advice => "a piece of advice",
            Self::Review => "an annual review",
            Self::Practice => "a plan in practice",
        }
    }

    /// One of them with its article at the beginning of a sentence: "A plan", "An annual review".
    #[must_use]
    pub const fn any_head(self) -> &'static str {
        match self {
            Self::Plan => "A plan",
            Self::Draft => "A draft",
            Self::Advice => "A piece of advice",
            Self::Review => "An annual review",
            Self::Practice => "A plan in practice",
        }
    }

    /// One of them at the head of a column: "Piece of advice".
    #[must_use]
    pub const fn head(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Draft => "Draft",
            Self::Advice => "Piece of advice",
            Self::Review => "Annual review",
            Self::Practice => "Plan in practice",
        }
    }

    /// Several of them at the head of a column or the beginning of a sentence: "Pieces of advice".
    #[must_use]
    pub const fn heads(self) -> &'static str {
        match self {
            Self::Plan => "Plans",
            Self::Draft => "Drafts",
            Self::Advice => "Pieces of advice",
            Self::Review => "Annual reviews",
            Self::Practice => "Plans in practice",
        }
    }

    /// What is read of a plan, named: "Advice from Physiotherapy, 2026-03-02 on K0012". The plan itself goes by its
    /// reference alone.
    #[must_use]
    pub fn title(self, shown_reference: &str, label: &str) -> String {
        let plan = super::plan::plan_reference(shown_reference);
        match self {
            Self::Plan => shown_reference.to_owned(),
            Self::Draft => format!("Draft of {plan}"),
            Self::Advice => format!("Advice from {label} on {plan}"),
            Self::Review if label.is_empty() => format!("Annual review of {plan}"),
            Self::Review => format!("Annual review of {plan}, {label}"),
            Self::Practice => format!("{plan} in practice"),
        }
    }
}

coded_enum! {
    /// Who leads a section or a criterion.
    Lead {
        /// No single agency.
        All = "all", "All agencies";
        /// Education.
        Education = "education", "Education";
        /// Health.
        Health = "health", "Health";
        /// Social care.
        SocialCare = "social_care", "Social care";
    }
}

coded_enum! {
    /// How far a reference was checked.
    Verified {
        /// Read in the law or the report itself.
        Primary = "primary", "read at the source";
        /// Read in a source quoting it.
        Secondary = "secondary", "read in a source quoting it";
        /// Not checked: never shown as law.
        Unchecked = "none", "not checked";
    }
}

/// Where a criterion comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The citation as printed.
    pub text: String,
    /// How far it was checked.
    pub verified: Verified,
}

/// One question of the tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Unique in the tool, such as `C1` or `H-a`.
    pub code: String,
    /// How binding it is.
    pub kind: Kind,
    /// The smallest depth that asks it.
    pub depth: Depth,
    /// What the reader must hold to answer.
    pub evidence: Evidence,
    /// The question as put.
    pub question: String,
    /// What good looks like.
    #[serde(default)]
    pub good: String,
    /// Agencies that lead it; empty: those of its section.
    #[serde(default)]
    pub lead: Vec<Lead>,
    /// When "not applicable" may be chosen; none: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na: Option<String>,
    /// Criteria that must be met for "not applicable" to hold; else it counts as not evidenced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub na_needs: Vec<String>,
    /// Where it comes from.
    #[serde(default)]
    pub references: Vec<Reference>,
}

impl Criterion {
    /// References that may be shown as a source: those checked at all.
    pub fn shown_references(&self) -> impl Iterator<Item = &Reference> {
        self.references.iter().filter(|r| r.verified != Verified::Unchecked)
    }
}

/// A section of the plan ("heading" in code and data for ever, "section" on screen and paper).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Unique in the tool, such as `A` or `W`.
    pub code: String,
    /// The title as printed.
    pub title: String,
    /// Who leads it.
    #[serde(default = "all_agencies")]
    pub lead: Lead,
    /// Multiplies the section's points in the plan grade; 1 or more.
    #[serde(default = "one")]
    pub weight: u32,
    /// Its criteria in the order asked.
    #[serde(rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// A way to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Unique in the tool.
    pub code: String,
    /// The words shown.
    pub label: String,
    /// What it earns; without points the criterion leaves the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
    /// Its place on the scale of agreement figures; without a level it counts as missing there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// The key on the score sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// A grade: a local word, never an inspectorate's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Unique in the tool.
    pub code: String,
    /// The words shown.
    pub label: String,
    /// Reached from this share of the points in the base, in percent.
    pub from_percent: u32,
    /// Whether it counts as "good or better".
    #[serde(default)]
    pub good_or_better: bool,
}

/// The rule between answers and grades. Every part is optional: absent means no such rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// Fewer answers in the base than this: the section (or group) has no grade.
    pub heading_grade_needs_answers: Option<u32>,
    /// A gap caps its section (and its group) at this grade.
    pub must_not_met_caps_heading_at: Option<String>,
    /// A gap in `must_caps_headings` caps the plan at this grade.
    pub must_not_met_caps_plan_at: Option<String>,
    /// Sections whose gaps and gaps in part hold the plan; absent: all of them.
    pub must_caps_headings: Option<Vec<String>>,
    /// A gap in part caps the plan at this grade.
    pub must_partly_caps_plan_at: Option<String>,
    /// The top grade is reached only when no criterion has this answer.
    pub top_grade_allows_no: Option<String>,
    /// The plan is at most this many grades above its weakest group.
    pub steps_above_weakest_group: Option<u32>,
    /// A grade is provisional when less than this share of the criteria of the depth was tested.
    pub provisional_under_percent: Option<u32>,
}

/// Sections that hold a plan back together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Unique in the tool.
    pub code: String,
    /// Codes of its sections.
    pub headings: Vec<String>,
}

/// What one discipline looks at across all plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Unique in the tool, such as `health`.
    pub code: String,
    /// The words shown.
    pub title: String,
    /// Codes of its criteria.
    pub criteria: Vec<String>,
    /// The share of its points that meets the standard, in percent.
    pub standard_from_percent: u32,
}

/// One version of one audit tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditTool {
    /// The tool's code; with the version it is unique in an audit file.
    pub code: String,
    /// The title as printed.
    pub title: String,
    /// Counts from 1.
    pub version: u32,
    /// What it looks at.
    #[serde(default = "plan_subject")]
    pub subject: SubjectKind,
    /// Where the tool comes from, in words.
    #[serde(default)]
    pub source: String,
    /// How to read "each" and "every", shown beside the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The day the area set thresholds of its own; none: the thresholds it came with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds_set_on: Option<Date>,
    /// Ways to answer, best first.
    #[serde(rename = "answer")]
    pub answers: Vec<Answer>,
    /// Grades, best first; empty: a tool without grades.
    #[serde(rename = "grade", default)]
    pub grades: Vec<Grade>,
    /// The rule between answers and grades.
    #[serde(default)]
    pub rule: Rule,
    /// Groups that hold a plan back.
    #[serde(rename = "group", default)]
    pub groups: Vec<Group>,
    /// Views of single disciplines.
    #[serde(rename = "view", default)]
    pub views: Vec<View>,
    /// Its sections in order.
    #[serde(rename = "heading", default)]
    pub headings: Vec<Heading>,
}

fn one() -> u32 {
    1
}

fn all_agencies() -> Lead {
    Lead::All
}

fn plan_subject() -> SubjectKind {
    SubjectKind::Plan
}

impl AuditTool {
    /// The tool as every screen and report names it: "EHC plan audit, version 2 (local thresholds, set on 22 November
    /// 2026)".
    #[must_use]
    pub fn full_name(&self) -> String {
        let local = self.thresholds_words().map(|words| format!(" ({words})")).unwrap_or_default();
        format!("{}, version {}{local}", self.title, self.version)
    }

    /// "local thresholds, set on 22 November 2026"; none: the thresholds it came with.
    #[must_use]
    pub fn thresholds_words(&self) -> Option<String> {
        let on = self.thresholds_set_on?;
        Some(format!("local thresholds, set on {}", on.strftime("%-d %B %Y")))
    }

    /// All criteria with their sections, in the tool's order.
    pub fn criteria(&self) -> impl Iterator<Item = (&Heading, &Criterion)> {
        self.headings.iter().flat_map(|h| h.criteria.iter().map(move |c| (h, c)))
    }

    /// The criterion with this code and its section.
    #[must_use]
    pub fn get_criterion(&self, code: &str) -> Option<(&Heading, &Criterion)> {
        self.criteria().find(|(_, c)| c.code == code)
    }

    /// The section with this code.
    #[must_use]
    pub fn get_heading(&self, code: &str) -> Option<&Heading> {
        self.headings.iter().find(|h| h.code == code)
    }

    /// The answer with this code.
    #[must_use]
    pub fn get_answer(&self, code: &str) -> Option<&Answer> {
        self.answers.iter().find(|a| a.code == code)
    }

    /// The grade with this code.
    #[must_use]
    pub fn get_grade(&self, code: &str) -> Option<&Grade> {
        self.grades.iter().find(|g| g.code == code)
    }

    /// The view with this code.
    #[must_use]
    pub fn get_view(&self, code: &str) -> Option<&View> {
        self.views.iter().find(|v| v.code == code)
    }

    /// Place of a grade in the table, 0 for the best.
    #[must_use]
    pub fn grade_place(&self, code: &str) -> Option<usize> {
        self.grades.iter().position(|g| g.code == code)
    }

    /// The most points one answer can earn; 0 when no answer earns any.
    #[must_use]
    pub fn most_points(&self) -> u32 {
        self.answers.iter().filter_map(|a| a.points).max().unwrap_or(0)
    }

    /// Whether this answer counts as "met": it earns all the points there are.
    #[must_use]
    pub fn is_met(&self, answer: &str) -> bool {
        let most = self.most_points();
        most > 0 && self.get_answer(answer).and_then(|a| a.points) == Some(most)
    }

    /// The declared levels, lowest first: the scale of the agreement figures.
    #[must_use]
    pub fn levels(&self) -> Vec<u32> {
        let mut levels: Vec<u32> = self.answers.iter().filter_map(|a| a.level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Agencies that lead a criterion: its own, else those of its section.
    #[must_use]
    pub fn leads_of<'a>(&self, heading: &'a Heading, criterion: &'a Criterion) -> Vec<Lead> {
        if criterion.lead.is_empty() { vec![heading.lead] } else { criterion.lead.clone() }
    }

    /// Criteria of this depth, in the tool's order.
    pub fn asked(&self, depth: Depth) -> impl Iterator<Item = (&Heading, &Criterion)> {
        self.criteria().filter(move |(_, c)| c.depth <= depth)
    }

    /// Criteria of this depth whose evidence was given: those put to the panel.
    pub fn tested(&self, depth: Depth, evidence: Evidence) -> impl Iterator<Item = (&Heading, &Criterion)> {
        self.asked(depth).filter(move |(_, c)| c.evidence <= evidence)
    }

    /// Whether a criterion is put to the panel at this depth and evidence.
    #[must_use]
    pub fn is_tested(&self, code: &str, depth: Depth, evidence: Evidence) -> bool {
        self.get_criterion(code).is_some_and(|(_, c)| c.depth <= depth && c.evidence <= evidence)
    }
}
