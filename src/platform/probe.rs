//! Times of a start and of frames, for measurements: nothing is written unless [`NAMED_BY`] names a file. What is
//! written is times and names of places, never content of a file.

use std::fs::File;
use std::io::Write;
use std::time::Instant;

/// The environment variable that names the file the times go to.
pub const NAMED_BY: &str = "GOLDEN_THREAD_PROBE";
/// The environment variable that has every place visited, once a file is open.
pub const TOUR_BY: &str = "GOLDEN_THREAD_PROBE_TOUR";

/// The file the times go to.
#[derive(Debug)]
pub struct Probe {
    file: File,
}

impl Probe {
    /// Starts the file that [`NAMED_BY`] names; none where it names none or it cannot be written.
    #[must_use]
    pub fn from_env() -> Option<Self> {
        let path = std::env::var_os(NAMED_BY).filter(|path| !path.is_empty())?;
        File::create(path).ok().map(|file| Self { file })
    }

    /// Whether every place is to be visited.
    #[must_use]
    pub fn wants_tour() -> bool {
        std::env::var_os(TOUR_BY).is_some_and(|value| !value.is_empty())
    }

    /// Writes a line: the time (microseconds since 1970) and what it is of.
    pub fn mark(&mut self, what: &str) {
        // A measurement that cannot be written disturbs nobody.
        let _ = self.file.write_all(format!("{} {what}\n", jiff::Timestamp::now().as_microsecond()).as_bytes());
    }
}

/// How long a stretch of work took.
#[derive(Debug, Clone, Copy)]
pub struct Stretch(Instant);

impl Stretch {
    /// A stretch that begins now.
    #[must_use]
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// How long it has lasted, in microseconds.
    #[must_use]
    pub fn micros(self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
