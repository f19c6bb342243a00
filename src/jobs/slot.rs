//! A value that keeps the last good one while a newer is loading.

/// A value with its loading state. Loads are told apart by ever larger tags.
#[derive(Debug)]
pub struct Slot<T> {
    value: Option<T>,
    asked: Option<u64>,
    arrived: u64,
    stale: bool,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { value: None, asked: None, arrived: 0, stale: true }
    }
}

impl<T> Slot<T> {
    /// The last good value.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether it should be loaded: something it depends on changed, or it never was.
    #[must_use]
    pub fn wants_loading(&self) -> bool {
        self.stale
    }

    /// Whether a load is under way.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.asked.is_some()
    }

    /// What it depends on has changed.
    pub fn mark_stale(&mut self) {
        self.stale = true;
    }

    /// A load was asked for under this tag; earlier ones no longer count.
    pub fn begin(&mut self, tag: u64) {
        self.asked = Some(tag);
        self.stale = false;
    }

    /// A load came back. True: it was the one asked for last. A failed one leaves the last good value.
    pub fn finish(&mut self, tag: u64, value: Option<T>) -> bool {
        if self.asked != Some(tag) {
            return false;
        }
        self.asked = None;
        if let Some(value) = value {
            self.value = Some(value);
            self.arrived = tag;
        }
        true
    }

    /// Tag of the load the value came with; 0 before the first.
    #[must_use]
    pub fn arrived(&self) -> u64 {
        self.arrived
    }

    /// Forgets the value: it belonged to another file, round or person. A load under way no longer counts.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_good_value_stays_while_a_newer_loads_and_when_it_fails() {
        let mut slot = Slot::default();
        assert!(slot.wants_loading());
        slot.begin(1);
        assert!(slot.is_loading() && !slot.wants_loading());
        assert!(slot.finish(1, Some("one")));
        slot.mark_stale();
        slot.begin(2);
        assert_eq!(slot.get(), Some(&"one"));
        assert!(slot.finish(2, None));
        assert_eq!((slot.get(), slot.arrived()), (Some(&"one"), 1));
    }

    #[test]
    fn an_overtaken_load_does_not_count() {
        let mut slot = Slot::default();
        slot.begin(1);
        slot.begin(2);
        assert!(!slot.finish(1, Some("old")));
        assert!(slot.finish(2, Some("new")));
        assert_eq!(slot.get(), Some(&"new"));
    }

    #[test]
    fn nothing_of_the_last_person_comes_in_after_clearing() {
        let mut slot = Slot::default();
        slot.begin(1);
        slot.clear();
        assert!(!slot.finish(1, Some("theirs")));
        assert_eq!(slot.get(), None);
    }
}
