//! A plan of the cohort: its reference and the few facts sampling needs. Never a name.

use super::coded::coded_enum;
use super::ids::PlanId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Phase of education, from age on the last 31 August before the as-of date.
    Phase {
        /// Under 4.
        EarlyYears = "early_years", "Early years";
        /// Years R to 6.
        Primary = "primary", "Primary";
        /// Years 7 to 11.
        Secondary = "secondary", "Secondary";
        /// Years 12 to 14.
        Post16 = "post_16", "Post-16";
        /// Beyond year 14.
        Post19 = "post_19", "Post-19";
    }
}

coded_enum! {
    /// How the present plan came about.
    PlanKind {
        /// Issued after an assessment here.
        New = "new", "New";
        /// Amended since.
        Amended = "amended", "Amended";
        /// Moved in from another area.
        TransferredIn = "transferred_in", "Transferred in";
    }
}

/// Local flags on a plan. `None` means "not known", which is not "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFlags {
    /// Looked after by an authority.
    pub looked_after: Option<bool>,
    /// Child in need.
    pub child_in_need: Option<bool>,
    /// Has a child protection plan.
    pub protection_plan: Option<bool>,
    /// Adopted.
    pub adopted: Option<bool>,
    /// English as an additional language.
    pub eal: Option<bool>,
    /// Placed or living out of the area.
    pub out_of_area: Option<bool>,
    /// Not in education.
    pub not_in_education: Option<bool>,
}

/// What is known of a plan. Every fact but the reference may be unknown.
///
/// National curriculum year: −4..=−1 before reception by years, 0 reception, 1..=14 years, above: post-19.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFacts {
    /// The case system's reference: no space, comma or quote, at most 64 characters.
    pub reference: String,
    /// National curriculum year group; 0 is reception.
    pub year_group: Option<i32>,
    /// Age in whole years on the as-of date.
    pub age: Option<i32>,
    /// `F`, `M` or the source's own code.
    pub sex: Option<String>,
    /// Ethnicity code of the school census, or a local group.
    pub ethnicity: Option<String>,
    /// Primary need code, such as `ASD`.
    pub primary_need: Option<String>,
    /// Secondary need code.
    pub secondary_need: Option<String>,
    /// URN or name of the setting; never a person's address.
    pub setting: Option<String>,
    /// Kind of setting, such as `special_academy`.
    pub setting_type: Option<String>,
    /// In a SEN unit at the setting.
    pub sen_unit: Option<bool>,
    /// In resourced provision at the setting.
    pub resourced_provision: Option<bool>,
    /// Placement kind other than a setting, such as `EHE` or `NEET`.
    pub placement: Option<String>,
    /// How the plan came about.
    pub plan_kind: Option<PlanKind>,
    /// When the assessment was asked for.
    pub requested_on: Option<Date>,
    /// When the plan was first issued.
    pub issued_on: Option<Date>,
    /// Last review meeting.
    pub last_review_on: Option<Date>,
    /// Decision after the last review meeting.
    pub decision_on: Option<Date>,
    /// When the plan came from another area.
    pub transferred_on: Option<Date>,
    /// By when the plan must be finished for the next phase of education; may lie ahead.
    pub phase_transfer_due_on: Option<Date>,
    /// When it was finished for the next phase.
    pub phase_transfer_final_on: Option<Date>,
    /// Whether there is a personal budget.
    pub personal_budget: Option<bool>,
    /// Code of the EHC coordinator; not a name.
    pub coordinator: Option<String>,
    /// Which service gave the piece of advice that is read; none where something else is read. No fact of the plan:
    /// it is filled in where a round reads advice, and never kept with the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Local flags.
    #[serde(flatten)]
    pub flags: PlanFlags,
}

/// A plan as kept in the audit file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id in this and every merged file.
    pub id: PlanId,
    /// What is known of it.
    pub facts: PlanFacts,
    /// The date from which it is no longer in the source; none: still in the cohort.
    pub left_on: Option<Date>,
}

/// Between a plan's reference and the label of what is read of it; a reference holds no space.
const LABEL_FOLLOWS: &str = ": ";

/// The name of something read of a plan where the reference alone would not tell it from another.
#[must_use]
pub fn labelled_reference(reference: &str, label: &str) -> String {
    format!("{reference}{LABEL_FOLLOWS}{label}")
}

/// The plan's own reference in a name that may carry a label.
#[must_use]
pub fn plan_reference(shown: &str) -> &str {
    shown.split_once(LABEL_FOLLOWS).map_or(shown, |(reference, _)| reference)
}

/// The label in a name that may carry one; empty without.
#[must_use]
pub fn label_in(shown: &str) -> &str {
    shown.split_once(LABEL_FOLLOWS).map_or("", |(_, label)| label)
}

/// The last 31 August before (not on) the as-of date: what school years are counted from.
#[must_use]
pub fn last_31_august_before(as_of: Date) -> Date {
    let year = if (as_of.month(), as_of.day()) > (8, 31) { as_of.year() } else { as_of.year() - 1 };
    jiff::civil::date(year, 8, 31)
}

/// Whole years from birth to a day.
#[must_use]
pub fn age_on(birth: Date, day: Date) -> i32 {
    let before_birthday = (day.month(), day.day()) < (birth.month(), birth.day());
    i32::from(day.year()) - i32::from(birth.year()) - i32::from(before_birthday)
}

/// The year group that goes with an age on the last 31 August: age 4 is reception (0).
#[must_use]
pub fn year_group_of_age(age_on_31_august: i32) -> i32 {
    age_on_31_august - 4
}

/// The phase of a year group.
#[must_use]
pub fn phase_of_year_group(year_group: i32) -> Phase {
    match year_group {
        ..=-1 => Phase::EarlyYears,
        0..=6 => Phase::Primary,
        7..=11 => Phase::Secondary,
        12..=14 => Phase::Post16,
        15.. => Phase::Post19,
    }
}

impl PlanFacts {
    /// The phase of education, from the year group.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        self.year_group.map(phase_of_year_group)
    }
}
