//! Who of a plan's readers leads which of its sections: a mark, not a limit on what the others score.
//!
//! A section is led by a reader whose agency leads it. Where several are, those of the leading agency itself come
//! before those who stand in for it, then whoever leads fewest sections of the round so far, then the name. A lead
//! chosen earlier stays as long as they read the plan.

use super::audit_tool::{AuditTool, Lead};
use super::ids::{MemberId, SubjectId};
use super::panel::{Agency, Member};
use std::collections::BTreeMap;

/// A plan with its readers, in the order in which leads are given.
#[derive(Debug, Clone)]
pub struct PlanReaders {
    /// What is read.
    pub subject: SubjectId,
    /// Who reads the whole of it or the section: by section code where a reader has only some.
    pub readers: Vec<Reader>,
}

/// A reader of a plan.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who.
    pub member: MemberId,
    /// Sections put to them; none: all.
    pub headings: Option<Vec<String>>,
}

impl Reader {
    fn reads(&self, heading: &str) -> bool {
        self.headings.as_ref().is_none_or(|codes| codes.iter().any(|code| code == heading))
    }
}

/// Leads by plan and section code.
pub type Leads = BTreeMap<(SubjectId, String), MemberId>;

/// Gives each section its lead where there is one; `chosen` are those set earlier.
#[must_use]
pub fn section_leads(tool: &AuditTool, plans: &[PlanReaders], members: &[Member], chosen: &Leads) -> Leads {
    let member = |id: MemberId| members.iter().find(|m| m.id == id);
    let mut led: BTreeMap<MemberId, usize> = BTreeMap::new();
    let mut leads = Leads::new();
    for plan in plans {
        for heading in &tool.headings {
            let key = (plan.subject, heading.code.clone());
            let readers = || plan.readers.iter().filter(|reader| reader.reads(&heading.code));
            let kept = chosen.get(&key).copied().filter(|lead| readers().any(|reader| reader.member == *lead));
            let found = kept.or_else(|| {
                let able = readers().filter_map(|reader| member(reader.member));
                let able = able.filter(|m| m.facts.agency.leads(heading.lead));
                let rank = |m: &&Member| {
                    let so_far = led.get(&m.id).copied().unwrap_or(0);
                    (!is_itself(m.facts.agency, heading.lead), so_far, m.facts.name.clone())
                };
                able.min_by_key(rank).map(|m| m.id)
            });
            if let Some(lead) = found {
                *led.entry(lead).or_default() += 1;
                leads.insert(key, lead);
            }
        }
    }
    leads
}

fn is_itself(agency: Agency, lead: Lead) -> bool {
    matches!(
        (lead, agency),
        (Lead::Education, Agency::Education) | (Lead::Health, Agency::Health) | (Lead::SocialCare, Agency::SocialCare)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{default_tool, panel};
    use uuid::Uuid;

    fn members() -> Vec<Member> {
        let id = |n: usize| MemberId(Uuid::from_u128(n as u128));
        panel(6).into_iter().enumerate().map(|(n, facts)| Member { id: id(n), facts }).collect()
    }

    fn plan(n: u128, readers: &[usize], members: &[Member]) -> PlanReaders {
        let reader = |&m: &usize| Reader { member: members[m].id, headings: None };
        PlanReaders { subject: SubjectId(Uuid::from_u128(1_000 + n)), readers: readers.iter().map(reader).collect() }
    }

    #[test]
    fn each_section_is_led_by_a_reader_of_its_agency_and_by_nobody_where_there_is_none() {
        let (tool, members) = (default_tool(), members());
        let plans = [plan(0, &[0, 1], &members)];
        let leads = section_leads(&tool, &plans, &members, &Leads::new());
        for heading in &tool.headings {
            let lead = leads.get(&(plans[0].subject, heading.code.clone()));
            let expected = match heading.lead {
                Lead::Education => Some(&members[0].id),
                Lead::Health => Some(&members[1].id),
                Lead::SocialCare | Lead::All => None,
            };
            assert_eq!(lead, expected, "section {}", heading.code);
        }
    }

    #[test]
    fn education_leads_before_those_who_stand_in_for_it_and_a_chosen_lead_stays() {
        let (tool, members) = (default_tool(), members());
        let code = tool.headings.iter().find(|h| h.lead == Lead::Education).unwrap().code.clone();
        let plans = [plan(0, &[3, 0], &members)];
        let key = (plans[0].subject, code);
        assert_eq!(section_leads(&tool, &plans, &members, &Leads::new()).get(&key), Some(&members[0].id));
        let chosen = Leads::from([(key.clone(), members[3].id)]);
        assert_eq!(section_leads(&tool, &plans, &members, &chosen).get(&key), Some(&members[3].id));
        let gone = Leads::from([(key.clone(), members[5].id)]);
        assert_eq!(section_leads(&tool, &plans, &members, &gone).get(&key), Some(&members[0].id));
    }
}
