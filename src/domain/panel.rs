//! The panel: people, the agencies they come from, and the interests that keep them from a plan.

use super::audit_tool::Lead;
use super::coded::coded_enum;
use super::ids::MemberId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Whom a panel member comes from.
    Agency {
        /// The council's education side.
        Education = "education", "Education";
        /// Educational psychology.
        EducationalPsychology = "educational_psychology", "Educational psychology";
        /// The NHS.
        Health = "health", "Health";
        /// Children's social care.
        SocialCare = "social_care", "Social care";
        /// Adult social care.
        AdultSocialCare = "adult_social_care", "Adult social care";
        /// A school.
        School = "school", "School";
        /// A college.
        College = "college", "College";
        /// A parent carer.
        ParentCarer = "parent_carer", "Parent carer";
        /// A young person.
        YoungPerson = "young_person", "Young person";
        /// An advice service or voluntary body.
        AdviceService = "advice_service", "Advice service";
        /// A peer from another area.
        Peer = "peer", "Peer from another area";
        /// Anyone else.
        Other = "other", "Other";
    }
}

impl Agency {
    /// Whether this agency leads what the tool gives to `lead`. Educational psychology, schools and colleges
    /// stand in for education and adult social care for social care: they are asked for the same sections.
    #[must_use]
    pub fn leads(self, lead: Lead) -> bool {
        match lead {
            Lead::All => false,
            Lead::Education => {
                matches!(self, Self::Education | Self::EducationalPsychology | Self::School | Self::College)
            }
            Lead::Health => self == Self::Health,
            Lead::SocialCare => matches!(self, Self::SocialCare | Self::AdultSocialCare),
        }
    }
}

coded_enum! {
    /// What somebody does in rounds; decides which screens stand out, never what is true.
    Duty {
        /// Scores plans.
        Member = "none", "Panel member";
        /// Runs the round.
        AuditLead = "lead", "Audit lead";
        /// Designated Clinical Officer.
        Dco = "dco", "Designated Clinical Officer";
        /// Designated Social Care Officer.
        Dsco = "dsco", "Designated Social Care Officer";
    }
}

/// A panel member as typed or imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFacts {
    /// Unique in the audit file.
    pub name: String,
    /// Whom they come from.
    pub agency: Agency,
    /// Job title.
    pub role: String,
    /// May be empty.
    pub email: String,
    /// Team within the agency; may be empty.
    pub team: String,
    /// Plans, settings and coordinators they worked with: never assigned to them.
    pub interests: Vec<String>,
    /// What they do in rounds.
    pub duty: Duty,
    /// When they signed the confidentiality undertaking; none: not known to have.
    pub undertaking_on: Option<Date>,
    /// When they were last trained for auditing; none: not known to be.
    pub trained_on: Option<Date>,
    /// May see health records.
    pub sees_health: bool,
}

/// A panel member as kept in the audit file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their id in this and every merged file.
    pub id: MemberId,
    /// Who they are.
    pub facts: MemberFacts,
}

impl MemberFacts {
    /// A member of whom nothing is known but the name and whom they come from.
    #[must_use]
    pub fn named(name: impl Into<String>, agency: Agency) -> Self {
        Self {
            name: name.into(),
            agency,
            role: String::new(),
            email: String::new(),
            team: String::new(),
            interests: Vec::new(),
            duty: Duty::Member,
            undertaking_on: None,
            trained_on: None,
            sees_health: false,
        }
    }

    /// Whether a declared interest keeps them from a plan: its reference, setting or coordinator.
    #[must_use]
    pub fn has_interest_in(&self, plan: &super::plan::PlanFacts) -> bool {
        self.interests.iter().any(|interest| {
            let is = |fact: Option<&str>| fact.is_some_and(|f| f.eq_ignore_ascii_case(interest));
            is(Some(super::plan::plan_reference(&plan.reference)))
                || is(plan.setting.as_deref())
                || is(plan.coordinator.as_deref())
        })
    }
}
