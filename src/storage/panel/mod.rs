//! Panel members and their declared interests.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::MemberId;
use crate::domain::panel::{Member, MemberFacts};
use rusqlite::params;

const READING: &str = "reading the panel";
const WRITING: &str = "writing the panel";

impl Db<'_> {
    /// Adds a member, or replaces the facts of the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_member(&self, member: &Member) -> Result<(), StorageError> {
        let facts = &member.facts;
        let values = params![
            member.id,
            facts.name,
            facts.agency,
            facts.role,
            facts.email,
            facts.team,
            facts.duty,
            day(facts.undertaking_on),
            day(facts.trained_on),
            facts.sees_health
        ];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        self.execute(include_str!("remove_interests.sql"), [member.id], WRITING)?;
        for interest in &facts.interests {
            self.execute(include_str!("add_interest.sql"), params![member.id, interest], WRITING)?;
        }
        Ok(())
    }

    /// The panel, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_members(&self) -> Result<Vec<Member>, StorageError> {
        let mut members = self.list(include_str!("list.sql"), [], READING, |row| {
            let facts = MemberFacts {
                name: row.get("name")?,
                agency: row.get("agency")?,
                role: row.get("role")?,
                email: row.get("email")?,
                team: row.get("team")?,
                interests: Vec::new(),
                duty: row.get("duty")?,
                undertaking_on: get_day(row, "undertaking_on")?,
                trained_on: get_day(row, "trained_on")?,
                sees_health: row.get("sees_health")?,
            };
            Ok(Member { id: row.get("id")?, facts })
        })?;
        let interests = self.list(include_str!("list_interests.sql"), [], READING, |row| {
            Ok((row.get::<_, MemberId>(0)?, row.get::<_, String>(1)?))
        })?;
        for (id, interest) in interests {
            if let Some(member) = members.iter_mut().find(|m| m.id == id) {
                member.facts.interests.push(interest);
            }
        }
        Ok(members)
    }
}
