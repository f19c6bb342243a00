//! The facts of a plan one by one: which columns a source has, and how a record is brought up to date.

use super::coded::coded_enum;
use super::plan::PlanFacts;
use jiff::civil::Date;

coded_enum! {
    /// A fact about a plan besides its reference: what a column of a cohort file is about.
    Fact {
        /// [`PlanFacts::year_group`].
        YearGroup = "year_group", "Year group";
        /// [`PlanFacts::age`].
        Age = "age", "Age";
        /// [`PlanFacts::sex`].
        Sex = "sex", "Sex";
        /// [`PlanFacts::ethnicity`].
        Ethnicity = "ethnicity", "Ethnicity";
        /// [`PlanFacts::primary_need`].
        PrimaryNeed = "primary_need", "Primary need";
        /// [`PlanFacts::secondary_need`].
        SecondaryNeed = "secondary_need", "Secondary need";
        /// [`PlanFacts::setting`].
        Setting = "setting", "Setting";
        /// [`PlanFacts::setting_type`].
        SettingType = "setting_type", "Setting type";
        /// [`PlanFacts::sen_unit`].
        SenUnit = "sen_unit", "SEN unit";
        /// [`PlanFacts::resourced_provision`].
        ResourcedProvision = "resourced_provision", "Resourced provision";
        /// [`PlanFacts::placement`].
        Placement = "placement", "Placement";
        /// [`PlanFacts::plan_kind`].
        PlanKind = "plan_kind", "Plan kind";
        /// [`PlanFacts::requested_on`].
        RequestedOn = "requested_on", "Requested on";
        /// [`PlanFacts::issued_on`].
        IssuedOn = "issued_on", "Issued on";
        /// [`PlanFacts::last_review_on`].
        LastReviewOn = "last_review_on", "Last review on";
        /// [`PlanFacts::decision_on`].
        DecisionOn = "decision_on", "Decision on";
        /// [`PlanFacts::transferred_on`].
        TransferredOn = "transferred_on", "Transferred on";
        /// [`PlanFacts::phase_transfer_due_on`].
        PhaseTransferDueOn = "phase_transfer_due_on", "Phase transfer due on";
        /// [`PlanFacts::phase_transfer_final_on`].
        PhaseTransferFinalOn = "phase_transfer_final_on", "Phase transfer final on";
        /// [`PlanFacts::personal_budget`].
        PersonalBudget = "personal_budget", "Personal budget";
        /// [`PlanFacts::coordinator`].
        Coordinator = "coordinator", "Coordinator";
        /// Looked after by an authority.
        LookedAfter = "looked_after", "Looked after";
        /// Child in need.
        ChildInNeed = "child_in_need", "Child in need";
        /// Has a child protection plan.
        ProtectionPlan = "protection_plan", "Protection plan";
        /// Adopted.
        Adopted = "adopted", "Adopted";
        /// English as an additional language.
        Eal = "eal", "English as an additional language";
        /// Placed or living out of the area.
        OutOfArea = "out_of_area", "Out of area";
        /// Not in education.
        NotInEducation = "not_in_education", "Not in education";
    }
}

/// Writes the one match that says which field a fact is, so that it cannot differ from place to place.
macro_rules! each_fact {
    ($fact:expr, $even_unknown:expr, $from:expr, $to:expr, { $($variant:ident => $($field:ident).+;)+ }) => {
        match $fact {
            $(Fact::$variant => {
                if $even_unknown || $from.$($field).+.is_some() {
                    $to.$($field).+.clone_from(&$from.$($field).+);
                }
            })+
        }
    };
}

impl Fact {
    /// Copies this fact from one record to another if it is known there; an unknown fact changes nothing.
    pub fn copy_if_known(self, from: &PlanFacts, to: &mut PlanFacts) {
        self.copy_where(false, from, to);
    }

    /// Copies this fact from one record to another, unknown or not.
    pub fn copy(self, from: &PlanFacts, to: &mut PlanFacts) {
        self.copy_where(true, from, to);
    }

    fn copy_where(self, even_unknown: bool, from: &PlanFacts, to: &mut PlanFacts) {
        each_fact!(self, even_unknown, from, to, {
            YearGroup => year_group;
            Age => age;
            Sex => sex;
            Ethnicity => ethnicity;
            PrimaryNeed => primary_need;
            SecondaryNeed => secondary_need;
            Setting => setting;
            SettingType => setting_type;
            SenUnit => sen_unit;
            ResourcedProvision => resourced_provision;
            Placement => placement;
            PlanKind => plan_kind;
            RequestedOn => requested_on;
            IssuedOn => issued_on;
            LastReviewOn => last_review_on;
            DecisionOn => decision_on;
            TransferredOn => transferred_on;
            PhaseTransferDueOn => phase_transfer_due_on;
            PhaseTransferFinalOn => phase_transfer_final_on;
            PersonalBudget => personal_budget;
            Coordinator => coordinator;
            LookedAfter => flags.looked_after;
            ChildInNeed => flags.child_in_need;
            ProtectionPlan => flags.protection_plan;
            Adopted => flags.adopted;
            Eal => flags.eal;
            OutOfArea => flags.out_of_area;
            NotInEducation => flags.not_in_education;
        });
    }
}

/// The value of a fact; ordered as people would sort it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactValue<'a> {
    /// A number, such as an age.
    Number(i32),
    /// No or yes.
    Yes(bool),
    /// A day.
    Day(Date),
    /// A code or a name.
    Text(&'a str),
}

impl std::fmt::Display for FactValue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Yes(yes) => f.write_str(if *yes { "Yes" } else { "No" }),
            Self::Day(day) => write!(f, "{}", day.strftime("%-d %b %Y")),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl Fact {
    /// What a plan has of this fact; none: not known.
    #[must_use]
    pub fn value_of(self, plan: &PlanFacts) -> Option<FactValue<'_>> {
        let number = |value: Option<i32>| value.map(FactValue::Number);
        let day = |value: Option<Date>| value.map(FactValue::Day);
        let yes = |value: Option<bool>| value.map(FactValue::Yes);
        fn text(value: &Option<String>) -> Option<FactValue<'_>> {
            value.as_deref().map(FactValue::Text)
        }
        let flags = &plan.flags;
        match self {
            Self::YearGroup => number(plan.year_group),
            Self::Age => number(plan.age),
            Self::Sex => text(&plan.sex),
            Self::Ethnicity => text(&plan.ethnicity),
            Self::PrimaryNeed => text(&plan.primary_need),
            Self::SecondaryNeed => text(&plan.secondary_need),
            Self::Setting => text(&plan.setting),
            Self::SettingType => text(&plan.setting_type),
            Self::SenUnit => yes(plan.sen_unit),
            Self::ResourcedProvision => yes(plan.resourced_provision),
            Self::Placement => text(&plan.placement),
            Self::PlanKind => plan.plan_kind.map(|kind| FactValue::Text(kind.label())),
            Self::RequestedOn => day(plan.requested_on),
            Self::IssuedOn => day(plan.issued_on),
            Self::LastReviewOn => day(plan.last_review_on),
            Self::DecisionOn => day(plan.decision_on),
            Self::TransferredOn => day(plan.transferred_on),
            Self::PhaseTransferDueOn => day(plan.phase_transfer_due_on),
            Self::PhaseTransferFinalOn => day(plan.phase_transfer_final_on),
            Self::PersonalBudget => yes(plan.personal_budget),
            Self::Coordinator => text(&plan.coordinator),
            Self::LookedAfter => yes(flags.looked_after),
            Self::ChildInNeed => yes(flags.child_in_need),
            Self::ProtectionPlan => yes(flags.protection_plan),
            Self::Adopted => yes(flags.adopted),
            Self::Eal => yes(flags.eal),
            Self::OutOfArea => yes(flags.out_of_area),
            Self::NotInEducation => yes(flags.not_in_education),
        }
    }
}

/// Adds every fact that was read to what is known of a plan; what was not read stays.
pub fn add_known_facts(read: &PlanFacts, known: &mut PlanFacts) {
    for fact in Fact::ALL {
        fact.copy_if_known(read, known);
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::PlanKind;
    use super::*;

    #[test]
    fn facts_are_added_and_unknown_ones_change_nothing() {
        let mut known =
            PlanFacts { reference: "K1".into(), age: Some(9), sex: Some("F".into()), ..PlanFacts::default() };
        let mut read = PlanFacts { reference: "K1".into(), sex: Some("M".into()), ..PlanFacts::default() };
        read.flags.adopted = Some(true);
        read.plan_kind = Some(PlanKind::Amended);
        add_known_facts(&read, &mut known);
        let mut expected = PlanFacts { age: Some(9), ..read.clone() };
        expected.flags.adopted = Some(true);
        assert_eq!(known, expected);
    }

    #[test]
    fn every_fact_of_a_plan_can_be_copied() {
        let text = || Some("x".to_owned());
        let day = Some(jiff::civil::date(2020, 1, 1));
        let full = PlanFacts {
            reference: String::new(),
            year_group: Some(1),
            age: Some(6),
            sex: text(),
            ethnicity: text(),
            primary_need: text(),
            secondary_need: text(),
            setting: text(),
            setting_type: text(),
            sen_unit: Some(true),
            resourced_provision: Some(true),
            placement: text(),
            plan_kind: Some(PlanKind::New),
            requested_on: day,
            issued_on: day,
            last_review_on: day,
            decision_on: day,
            transferred_on: day,
            phase_transfer_due_on: day,
            phase_transfer_final_on: day,
            personal_budget: Some(true),
            coordinator: text(),
            service: None,
            flags: crate::domain::plan::PlanFlags {
                looked_after: Some(true),
                child_in_need: Some(true),
                protection_plan: Some(true),
                adopted: Some(true),
                eal: Some(true),
                out_of_area: Some(true),
                not_in_education: Some(true),
            },
        };
        let mut copy = PlanFacts::default();
        assert!(Fact::ALL.iter().all(|fact| fact.value_of(&copy).is_none()));
        add_known_facts(&full, &mut copy);
        assert_eq!(copy, full);
        for fact in Fact::ALL {
            let mut one = PlanFacts::default();
            fact.copy(&full, &mut one);
            let known: Vec<&Fact> = Fact::ALL.iter().filter(|fact| fact.value_of(&one).is_some()).collect();
            assert_eq!(known, [fact], "each fact is read from its own field");
        }
    }
}
