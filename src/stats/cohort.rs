//! How the cohort divides, beside the Department's figures for the same authority, its region and England.

use crate::domain::fact::Fact;
use crate::domain::plan::{Phase, Plan, PlanFacts, PlanKind};
use std::collections::BTreeMap;

/// By what the cohort is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// Primary need.
    Need,
    /// Phase of education.
    Phase,
    /// Age.
    Age,
    /// Type of setting, or the placement where there is none.
    Setting,
    /// Placement other than in a setting.
    Placement,
    /// How the plan came about.
    Kind,
}

impl Division {
    /// All of them, in the order shown.
    pub const ALL: [Self; 6] = [Self::Need, Self::Phase, Self::Age, Self::Setting, Self::Placement, Self::Kind];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Need => "Primary need",
            Self::Phase => "Phase of education",
            Self::Age => "Age",
            Self::Setting => "Type of setting or placement",
            Self::Placement => "Placement other than in a setting",
            Self::Kind => "How the plan came about",
        }
    }

    /// The Department's name for the same division; none: it publishes none.
    #[must_use]
    pub const fn published(self) -> Option<&'static str> {
        match self {
            Self::Need => Some("need"),
            Self::Age => Some("age"),
            Self::Setting => Some("placement"),
            Self::Phase | Self::Placement | Self::Kind => None,
        }
    }

    /// The group of a plan, as a code; none: not known.
    fn group_of(self, plan: &PlanFacts) -> Option<String> {
        match self {
            Self::Need => plan.primary_need.as_deref().map(|need| need.trim().to_uppercase()),
            Self::Phase => plan.phase().map(|phase| phase.code().to_owned()),
            Self::Age => plan.age.map(|age| age_band(age).to_owned()),
            Self::Setting => setting_of(plan),
            Self::Placement => plan.placement.as_deref().map(|code| code.trim().to_uppercase()),
            Self::Kind => plan.plan_kind.map(|kind| kind.code().to_owned()),
        }
        .filter(|code| !code.is_empty())
    }

    /// The group of a category as published; none: it is left out.
    fn group_of_published(self, category: &str) -> Option<String> {
        match self {
            Self::Need => Some(category.to_owned()),
            Self::Age => {
                let digits: String = category.chars().filter(char::is_ascii_digit).collect();
                let years: i32 = digits.parse().ok()?;
                Some(age_band(if category.starts_with("under") { years - 1 } else { years }).to_owned())
            }
            Self::Setting => Some(setting_group(category)),
            Self::Phase | Self::Placement | Self::Kind => None,
        }
    }

    /// The words for a group.
    #[must_use]
    pub fn words(self, code: &str) -> String {
        let known = match self {
            Self::Need => need_words(code),
            Self::Phase => Phase::from_code(code).map(Phase::label),
            Self::Kind => PlanKind::from_code(code).map(PlanKind::label),
            Self::Placement => placement_words(code),
            Self::Setting => setting_words(code),
            Self::Age => None,
        };
        known.map_or_else(|| sentence(code), str::to_owned)
    }

    /// Groups that have an order of their own.
    fn order_of(self, code: &str) -> usize {
        let of = |codes: &[&str]| codes.iter().position(|c| *c == code).unwrap_or(usize::MAX);
        match self {
            Self::Age => of(&AGES),
            Self::Phase => Phase::ALL.iter().position(|phase| phase.code() == code).unwrap_or(usize::MAX),
            _ => 0,
        }
    }
}

/// The Department's bands.
const AGES: [&str; 5] = ["Under 5", "5 to 10", "11 to 15", "16 to 19", "20 to 25"];

fn age_band(age: i32) -> &'static str {
    match age {
        ..=4 => AGES[0],
        5..=10 => AGES[1],
        11..=15 => AGES[2],
        16..=19 => AGES[3],
        20.. => AGES[4],
    }
}

/// The Department counts a placement without a setting among the types of settings.
fn setting_of(plan: &PlanFacts) -> Option<String> {
    let kind = plan.setting_type.as_deref().map(|kind| kind.trim().to_lowercase().replace([' ', '-'], "_"));
    if let Some(kind) = kind.filter(|kind| !kind.is_empty()) {
        let has = |flag: Option<bool>| flag == Some(true) && kind.starts_with("mainstream");
        return Some(setting_group(&match () {
            () if has(plan.sen_unit) => format!("{kind}_senunit"),
            () if has(plan.resourced_provision) => format!("{kind}_resourced_provision"),
            () => kind,
        }));
    }
    let group = match plan.placement.as_deref()?.trim().to_uppercase().as_str() {
        "EHE" => "elective_home_education",
        "NEET" | "NIEC" | "NIEO" => "not_in_education",
        "OLA" | "OPA" => "other_arrangements",
        "EYP" => "early_years",
        _ => return None,
    };
    Some(group.to_owned())
}

/// Types of settings are grouped: thirty bars say less than fifteen.
fn setting_group(category: &str) -> String {
    match category {
        c if c.starts_with("mainstream") && c.ends_with("senunit") => "mainstream_unit",
        c if c.starts_with("mainstream") && c.ends_with("resourced_provision") => "mainstream_resourced",
        "mainstream_academy" | "mainstream_free_school" => "mainstream_academy_free",
        c if c.starts_with("ap_pru") => "alternative_provision",
        c if c.starts_with("neet") => "not_in_education",
        c if c.starts_with("other_arrangements") => "other_arrangements",
        "nm_early_years" => "early_years",
        "placement_unknown" | "other_placement_settings" | "other_schools" | "online_provider" | "w_settings" => {
            "other"
        }
        c => c,
    }
    .to_owned()
}

fn setting_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "mainstream_academy_free" => "Mainstream academy or free school",
        "mainstream_academy" => "Mainstream academy",
        "mainstream_free_school" => "Mainstream free school",
        "mainstream_academy_senunit" => "Mainstream academy, SEN unit",
        "mainstream_academy_resourced_provision" => "Mainstream academy, resourced provision",
        "mainstream_free_school_senunit" => "Mainstream free school, SEN unit",
        "mainstream_free_school_resourced_provision" => "Mainstream free school, resourced provision",
        "mainstream_la_maintained_senunit" => "Mainstream maintained, SEN unit",
        "mainstream_la_maintained_resourced_provision" => "Mainstream maintained, resourced provision",
        "mainstream_la_maintained" => "Mainstream maintained school",
        "mainstream_independent" => "Mainstream independent school",
        "mainstream_unit" => "SEN unit in a mainstream school",
        "mainstream_resourced" => "Resourced provision in a mainstream school",
        "special_academy_free" => "Special academy or free school",
        "special_la_maintained" => "Special maintained school",
        "special_independent" => "Special independent school",
        "special_non_maintained" => "Non-maintained special school",
        "general_fe_tertiary_colleges" => "General further education or tertiary college",
        "specialist_post_16_institutions" => "Specialist post-16 institution",
        "alternative_provision" => "Alternative provision or pupil referral unit",
        "elective_home_education" => "Elective home education",
        "not_in_education" => "Not in education, employment or training",
        "other_arrangements" => "Education other than in a setting",
        "early_years" => "Early years setting",
        "ukrlp_provider" => "Other further education provider",
        "other" => "Other or not known to the authority",
        _ => return None,
    })
}

fn need_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "ASD" => "Autistic spectrum disorder",
        "SEMH" => "Social, emotional and mental health",
        "SLCN" => "Speech, language and communication",
        "MLD" => "Moderate learning difficulty",
        "SLD" => "Severe learning difficulty",
        "PMLD" => "Profound and multiple learning difficulty",
        "SPLD" => "Specific learning difficulty",
        "PD" => "Physical disability",
        "HI" => "Hearing impairment",
        "VI" => "Vision impairment",
        "MSI" => "Multi-sensory impairment",
        "DS" => "Down syndrome",
        "OTH" => "Other difficulty or disability",
        _ => return None,
    })
}

fn placement_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "EHE" => "Elective home education",
        "NEET" => "Not in education, employment or training",
        "NIEC" => "Not in education: notice to cease",
        "NIEO" => "Not in education: other",
        "OLA" => "Other arrangements by the local authority",
        "OPA" => "Other arrangements by parents",
        "EYP" => "Early years provider",
        "OTH" => "Other",
        _ => return None,
    })
}

/// A code as words: without underscores, with a capital.
#[must_use]
pub fn sentence(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How published plans of one area divide: division → group → plans.
pub type Divided = BTreeMap<Division, BTreeMap<String, u64>>;

/// One line of the Department's figures: area code, division, category, plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published<'a> {
    /// Three-digit code of the authority.
    pub la_code: &'a str,
    /// The division, by the Department's name.
    pub dimension: &'a str,
    /// The category.
    pub category: &'a str,
    /// Plans.
    pub plans: u64,
}

/// Adds up published figures for the areas wanted.
#[must_use]
pub fn divide_published<'a>(lines: impl Iterator<Item = Published<'a>>, wanted: impl Fn(&str) -> bool) -> Divided {
    let mut divided = Divided::new();
    for line in lines.filter(|line| wanted(line.la_code)) {
        let Some(division) = Division::ALL.into_iter().find(|d| d.published() == Some(line.dimension)) else {
            continue;
        };
        if let Some(group) = division.group_of_published(line.category) {
            *divided.entry(division).or_default().entry(group).or_default() += line.plans;
        }
    }
    divided
}

/// One group of a division.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its words.
    pub words: String,
    /// Plans of the cohort in it.
    pub plans: u64,
    /// Their share of the plans of which it is known, from 0 to 1; none where it is known of none.
    pub share: Option<f64>,
    /// The same share of each area beside, in the order given; none: not published.
    pub beside: Vec<Option<f64>>,
}

/// How the cohort divides by one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Divides {
    /// By what.
    pub by: Division,
    /// The groups: those with an order of their own in it, others the largest first.
    pub groups: Vec<Group>,
    /// Plans of which it is known.
    pub known: u64,
    /// Plans of which it is not.
    pub not_known: u64,
}

/// Divides the plans that are in the cohort; `areas` are published figures to set beside.
#[must_use]
pub fn divide(plans: &[Plan], by: Division, areas: &[Divided]) -> Divides {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut not_known = 0;
    for plan in plans.iter().filter(|plan| plan.left_on.is_none()) {
        match by.group_of(&plan.facts) {
            Some(code) => *counts.entry(code).or_default() += 1,
            None => not_known += 1,
        }
    }
    let known: u64 = counts.values().sum();
    if known > 0 {
        for area in areas {
            for code in area.get(&by).into_iter().flat_map(BTreeMap::keys) {
                counts.entry(code.clone()).or_default();
            }
        }
    }
    let share = |count: u64, of: u64| (of > 0).then(|| count as f64 / of as f64);
    let share_in = |area: &Divided, code: &str| {
        let groups = area.get(&by)?;
        share(groups.get(code).copied().unwrap_or(0), groups.values().sum())
    };
    let mut groups: Vec<Group> = counts
        .iter()
        .map(|(code, plans)| Group {
            words: by.words(code),
            plans: *plans,
            share: share(*plans, known),
            beside: areas.iter().map(|area| share_in(area, code)).collect(),
            code: code.clone(),
        })
        .collect();
    groups.sort_by_key(|group| (by.order_of(&group.code), std::cmp::Reverse(group.plans), group.code.clone()));
    Divides { by, groups, known, not_known }
}

/// The facts of the cohort that have a value for at least one plan, in the order of [`Fact::ALL`].
#[must_use]
pub fn known_facts(plans: &[Plan]) -> Vec<Fact> {
    let is_known = |fact: &Fact| plans.iter().any(|plan| fact.value_of(&plan.facts).is_some());
    Fact::ALL.iter().copied().filter(is_known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::PlanId;

    fn plan(facts: PlanFacts) -> Plan {
        Plan { id: PlanId(uuid::Uuid::nil()), facts, left_on: None }
    }

    fn of_need(need: &str) -> Plan {
        plan(PlanFacts { primary_need: Some(need.to_owned()), ..PlanFacts::default() })
    }

    fn figures() -> [Divided; 2] {
        let line = |la_code, dimension, category, plans| Published { la_code, dimension, category, plans };
        let lines = [
            line("314", "need", "ASD", 30),
            line("314", "need", "HI", 10),
            line("886", "need", "ASD", 60),
            line("314", "age", "under 3", 1),
            line("314", "age", "age 4", 2),
            line("314", "age", "age 25", 3),
            line("314", "age_at_start", "age 4", 99),
            line("314", "placement", "ap_pru_academy", 4),
            line("314", "placement", "ap_pru_la_maintained", 5),
        ];
        [divide_published(lines.iter().copied(), |code| code == "314"), divide_published(lines.into_iter(), |_| true)]
    }

    #[test]
    fn published_figures_are_added_up_for_the_areas_wanted() {
        let [one, all] = figures();
        assert_eq!(one[&Division::Need], BTreeMap::from([("ASD".to_owned(), 30), ("HI".to_owned(), 10)]));
        assert_eq!(all[&Division::Need]["ASD"], 90);
        assert_eq!(one[&Division::Age], BTreeMap::from([("Under 5".to_owned(), 3), ("20 to 25".to_owned(), 3)]));
        assert_eq!(one[&Division::Setting]["alternative_provision"], 9);
    }

    #[test]
    fn the_cohort_divides_into_shares_of_what_is_known_beside_the_areas() {
        let mut gone = of_need("ASD");
        gone.left_on = Some(jiff::civil::date(2025, 1, 1));
        let plans = [of_need("asd"), of_need("ASD"), of_need("ASD"), of_need("SLCN"), plan(PlanFacts::default()), gone];
        let divides = divide(&plans, Division::Need, &figures());
        assert_eq!((divides.known, divides.not_known), (4, 1));
        let seen: Vec<_> =
            divides.groups.iter().map(|g| (g.code.as_str(), g.plans, g.share, g.beside.clone())).collect();
        assert_eq!(
            seen,
            [
                ("ASD", 3, Some(0.75), vec![Some(0.75), Some(0.9)]),
                ("SLCN", 1, Some(0.25), vec![Some(0.0), Some(0.0)]),
                ("HI", 0, Some(0.0), vec![Some(0.25), Some(0.1)]),
            ]
        );
    }

    #[test]
    fn ages_and_phases_stand_in_their_own_order_and_what_is_not_published_has_no_share_beside() {
        let of =
            |age, year_group| plan(PlanFacts { age: Some(age), year_group: Some(year_group), ..PlanFacts::default() });
        let plans = [of(22, 17), of(22, 17), of(3, -2), of(12, 7)];
        let ages = divide(&plans, Division::Age, &[]);
        let words: Vec<&str> = ages.groups.iter().map(|g| g.words.as_str()).collect();
        assert_eq!(words, ["Under 5", "11 to 15", "20 to 25"]);
        let phases = divide(&plans, Division::Phase, &figures());
        let words: Vec<&str> = phases.groups.iter().map(|g| g.words.as_str()).collect();
        assert_eq!(words, ["Early years", "Secondary", "Post-19"]);
        assert_eq!(phases.groups[0].beside, [None, None]);
    }

    #[test]
    fn a_unit_is_told_from_the_school_it_is_in_and_a_placement_stands_for_a_missing_setting() {
        let of = |kind: Option<&str>, unit, placement: Option<&str>| PlanFacts {
            setting_type: kind.map(str::to_owned),
            sen_unit: unit,
            placement: placement.map(str::to_owned),
            ..PlanFacts::default()
        };
        let group = |facts: PlanFacts| setting_of(&facts);
        let text = |t: &str| Some(t.to_owned());
        assert_eq!(group(of(Some("Mainstream academy"), Some(true), None)), text("mainstream_unit"));
        assert_eq!(group(of(Some("mainstream_academy"), Some(false), None)), text("mainstream_academy_free"));
        assert_eq!(group(of(None, None, Some("ehe"))), text("elective_home_education"));
        assert_eq!(group(of(None, None, None)), None);
        assert_eq!(Division::Setting.words("special_something_new"), "Special something new");
    }

    #[test]
    fn nothing_known_gives_no_groups() {
        let divides = divide(&[plan(PlanFacts::default())], Division::Need, &figures());
        assert!(divides.groups.is_empty());
        assert_eq!((divides.known, divides.not_known), (0, 1));
    }
}
