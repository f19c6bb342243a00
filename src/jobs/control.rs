//! What a piece of long work has in its hands: a way to tell how far it is, and to hear that it should stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Progress is told at most ten times a second.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Asks a piece of work to stop; cheap to copy.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the work to stop at its next step.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The side of the work: tells progress, hears "cancel".
pub struct Control {
    cancel: Cancel,
    tell: Box<dyn FnMut(u64, u64) + Send>,
    told: Option<Instant>,
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").field("cancel", &self.cancel).finish_non_exhaustive()
    }
}

impl Control {
    /// `tell` hears how much is done of how much.
    #[must_use]
    pub fn new(cancel: Cancel, tell: impl FnMut(u64, u64) + Send + 'static) -> Self {
        Self { cancel, tell: Box::new(tell), told: None }
    }

    /// Tells how much is done of how much; false when the work should stop.
    pub fn go_on(&mut self, done: u64, total: u64) -> bool {
        let now = Instant::now();
        if self.told.is_none_or(|told| now.duration_since(told) >= TELL_EVERY) {
            self.told = Some(now);
            (self.tell)(done, total);
        }
        !self.cancel.is_asked()
    }

    /// Whether the work should stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_asked()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn progress_is_told_at_most_ten_times_a_second() {
        let told = Arc::new(Mutex::new(0));
        let count = Arc::clone(&told);
        let mut control = Control::new(Cancel::default(), move |_, _| *count.lock().unwrap() += 1);
        let begin = Instant::now();
        for done in 0..100_000 {
            assert!(control.go_on(done, 100_000));
        }
        let most = begin.elapsed().as_millis() / 100 + 1;
        let told = *told.lock().unwrap();
        assert!(told >= 1 && u128::from(told as u64) <= most, "told {told} times");
    }

    #[test]
    fn work_hears_that_it_should_stop() {
        let cancel = Cancel::default();
        let mut control = Control::new(cancel.clone(), |_, _| {});
        assert!(control.go_on(1, 2));
        cancel.ask();
        assert!(!control.go_on(2, 2));
    }
}
