//! Wrong passphrases are slowed: one second after the first, then two, four and so on up to thirty. Nothing is wiped.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The longest wait, in seconds.
const LONGEST_S: i64 = 30;

/// What was tried since the program was started, by file.
#[derive(Debug, Default)]
pub struct Retries(BTreeMap<PathBuf, Tried>);

#[derive(Debug, Clone, Copy, Default)]
struct Tried {
    wrong: u32,
    until_ms: i64,
}

impl Retries {
    /// A passphrase was wrong.
    pub fn was_wrong(&mut self, path: &Path, now_ms: i64) {
        let tried = self.0.entry(path.to_owned()).or_default();
        let wait_s = 1_i64.checked_shl(tried.wrong).unwrap_or(LONGEST_S).clamp(1, LONGEST_S);
        tried.wrong = (tried.wrong + 1).min(16);
        tried.until_ms = now_ms + wait_s * 1_000;
    }

    /// The file was opened: nothing is counted against it any more.
    pub fn opened(&mut self, path: &Path) {
        self.0.remove(path);
    }

    /// So many seconds until it can be tried again; none: now.
    #[must_use]
    pub fn wait_s(&self, path: &Path, now_ms: i64) -> Option<i64> {
        let left_ms = self.0.get(path)?.until_ms - now_ms;
        (left_ms > 0).then_some((left_ms + 999) / 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_passphrase_waits_twice_as_long_up_to_thirty_seconds() {
        let (mut retries, path) = (Retries::default(), Path::new("/a.gthread"));
        assert_eq!(retries.wait_s(path, 0), None);
        let waits: Vec<Option<i64>> = (0..40)
            .map(|_| {
                retries.was_wrong(path, 5_000);
                retries.wait_s(path, 5_000)
            })
            .collect();
        assert_eq!(waits[..7], [1, 2, 4, 8, 16, 30, 30].map(Some));
        assert_eq!(waits[39], Some(30));
        assert_eq!(retries.wait_s(path, 34_001), Some(1), "a begun second is a second");
        assert_eq!(retries.wait_s(path, 35_000), None);
        assert_eq!(retries.wait_s(Path::new("/b.gthread"), 5_000), None, "another file is not slowed");
        retries.opened(path);
        retries.was_wrong(path, 90_000);
        assert_eq!(retries.wait_s(path, 90_000), Some(1));
    }
}
