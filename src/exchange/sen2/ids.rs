//! Ids of the tables, and where the plan of an id is.

use std::collections::HashMap;

/// An id of one of the tables: a whole number as it stands, or the number given to a text.
pub(super) type Id = u64;

/// Ids are numbers in all known exports; others are numbered as they come.
#[derive(Default)]
pub(super) struct Ids {
    texts: HashMap<Vec<u8>, Id>,
}

impl Ids {
    /// Beyond all ids of 18 digits.
    const FIRST_TEXT: Id = 1 << 63;

    /// None for an empty cell.
    pub(super) fn get(&mut self, cell: &[u8]) -> Option<Id> {
        let first = cell.first()?;
        // 007 and 7 are two ids.
        let is_number = cell.len() <= 18 && *first != b'0' && cell.iter().all(u8::is_ascii_digit);
        if is_number {
            return Some(cell.iter().fold(0, |n, b| n * 10 + Id::from(b - b'0')));
        }
        if let Some(id) = self.texts.get(cell) {
            return Some(*id);
        }
        let id = Self::FIRST_TEXT + self.texts.len() as Id;
        self.texts.insert(cell.to_vec(), id);
        Some(id)
    }
}

/// The place of the plan to which an id belongs. Exports number their rows one after another, so nearly all ids lie
/// close together in one array; the few others are in a map.
#[derive(Default)]
pub(super) struct Index {
    /// The id of the first entry of `close`.
    first: Id,
    close: Vec<u32>,
    /// How many entries of `close` are not gaps, at most.
    filled: u64,
    far: HashMap<Id, usize>,
}

const NONE: u32 = u32::MAX;

impl Index {
    pub(super) fn get(&self, id: Id) -> Option<usize> {
        let at = usize::try_from(id.wrapping_sub(self.first)).unwrap_or(usize::MAX);
        match self.close.get(at) {
            Some(&place) if place != NONE => Some(place as usize),
            _ if self.far.is_empty() => None,
            _ => self.far.get(&id).copied(),
        }
    }

    /// Sets the place of an id that has none, or gives it another.
    pub(super) fn insert(&mut self, id: Id, place: usize) {
        if self.close.is_empty() {
            self.first = id;
        }
        // Gaps may make the array four times as long as it would be without, never more: ids are foreign.
        let room = 4 * (self.filled + 1024);
        match (u32::try_from(place), id.checked_sub(self.first)) {
            (Ok(place), Some(at)) if at < room && place != NONE && !self.far.contains_key(&id) => {
                let at = at as usize;
                if at >= self.close.len() {
                    self.close.resize(at + 1, NONE);
                }
                self.close[at] = place;
                self.filled += 1;
            }
            _ => _ = self.far.insert(id, place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_are_numbers_as_they_stand_or_texts() {
        let mut ids = Ids::default();
        assert_eq!(ids.get(b""), None);
        assert_eq!(ids.get(b"700001"), Some(700_001));
        assert_eq!(ids.get(b"999999999999999999"), Some(999_999_999_999_999_999));
        let guid = ids.get(b"9f0e-1");
        assert_eq!(ids.get(b"9f0e-1"), guid);
        let all = [guid, ids.get(b"007"), ids.get(b"7"), ids.get(b"0"), ids.get(b"1999999999999999999")];
        for (i, one) in all.iter().enumerate() {
            assert!(!all[..i].contains(one), "{all:?}");
        }
    }

    #[test]
    fn ids_far_apart_do_not_make_the_array_long() {
        let mut index = Index::default();
        for power in 0..60 {
            index.insert(1 << power, power);
        }
        assert!(index.close.len() <= 4 * (60 + 1024));
        assert!((0..60).all(|power| index.get(1 << power) == Some(power)));
    }

    proptest! {
        #[test]
        fn an_index_is_a_map(entries in proptest::collection::vec((prop_oneof![0u64..50, 5_000..5_100u64, any::<u64>()], 0usize..9), 0..60)) {
            let (mut index, mut map) = (Index::default(), HashMap::new());
            for (id, place) in &entries {
                // Far from where it began, too.
                for id in [*id, id.wrapping_add(1), id.wrapping_mul(1_000)] {
                    prop_assert_eq!(index.get(id), map.get(&id).copied());
                }
                index.insert(*id, *place);
                map.insert(*id, *place);
            }
            for (id, place) in map {
                prop_assert_eq!(index.get(id), Some(place));
            }
        }
    }
}
