//! Readers as letters: who gave which answer is not known until the panel asks.

use super::ids::{MemberId, RoundId, SubjectId};
use sha2::{Digest, Sha256};

/// Puts the readers of a plan into the order of their letters: the same each time, another for each plan, and not that
/// of their names.
pub fn shuffle(round: RoundId, subject: SubjectId, readers: &mut [MemberId]) {
    readers.sort_by_cached_key(|member| {
        let mut digest = Sha256::new();
        for id in [round.0, subject.0, member.0] {
            digest.update(id.as_bytes());
        }
        let digest: [u8; 32] = digest.finalize().into();
        digest
    });
}

/// The letter of the reader at a place, from 0: A to Z, then AA.
#[must_use]
pub fn letter(place: usize) -> String {
    let mut letters = String::new();
    let mut rest = place;
    loop {
        let digit = u8::try_from(rest % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => return letters,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 1, 25, 26, 27, 51, 52].map(letter), ["A", "B", "Z", "AA", "AB", "AZ", "BA"]);
    }

    #[test]
    fn the_order_is_the_same_each_time_and_differs_from_plan_to_plan() {
        let members: Vec<MemberId> = (1..=3).map(|n| MemberId(Uuid::from_u128(n))).collect();
        let order = |plan: u128| {
            let mut readers = members.clone();
            shuffle(RoundId(Uuid::from_u128(9)), SubjectId(Uuid::from_u128(plan)), &mut readers);
            readers
        };
        let mut backwards: Vec<MemberId> = members.iter().rev().copied().collect();
        shuffle(RoundId(Uuid::from_u128(9)), SubjectId(Uuid::from_u128(1)), &mut backwards);
        assert_eq!(backwards, order(1), "whoever is named first does not matter");
        let orders: BTreeSet<Vec<MemberId>> = (1..40).map(order).collect();
        assert_eq!(orders.len(), 6, "every order comes up");
    }
}
