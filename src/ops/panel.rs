//! The panel: people, by import.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::ids::MemberId;
use crate::domain::panel::{Member, MemberFacts};
use crate::domain::rules::{RuleViolation, Thing};
use serde::Serialize;
use serde_json::json;

/// What an import of people did; counts are people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PeopleOutcome {
    /// New on the panel.
    pub added: u64,
    /// With other facts than before.
    pub updated: u64,
    /// As before.
    pub unchanged: u64,
}

impl Session {
    /// Adds people, or brings their facts up to date by name. Nobody is removed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_people(&mut self, actor: &Actor, people: Vec<MemberFacts>) -> Result<Done<PeopleOutcome>, OpError> {
        self.transact(actor, |change| {
            let present = change.db.list_members()?;
            let mut outcome = PeopleOutcome::default();
            let mut log = Vec::new();
            for mut facts in people {
                facts.interests.sort();
                facts.interests.dedup();
                let old = present.iter().find(|m| m.facts.name == facts.name);
                if old.is_some_and(|old| old.facts == facts) {
                    outcome.unchanged += 1;
                    continue;
                }
                log.push(json!({"from": old.map(|m| &m.facts), "to": facts}));
                let id = old.map_or_else(|| MemberId(change.world.new_uuid()), |m| m.id);
                *(if old.is_some() { &mut outcome.updated } else { &mut outcome.added }) += 1;
                change.db.put_member(&Member { id, facts })?;
            }
            let changes = Changes { panel: true, ..Changes::default() };
            let entry = (!log.is_empty()).then(|| Entry::new("people_put", json!(log), changes));
            Ok((outcome, entry))
        })
    }

    /// The panel, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_members(&self) -> Result<Vec<Member>, OpError> {
        Ok(self.store.db().list_members()?)
    }

    /// The panel member with this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn member(&self, name: &str) -> Result<Member, OpError> {
        let found = self.list_members()?.into_iter().find(|m| m.facts.name == name);
        found.ok_or_else(|| RuleViolation::NotFound { what: Thing::Member, name: name.to_owned() }.into())
    }
}
