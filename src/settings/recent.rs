//! Audit files opened last. Only where they lie and when they were opened: what they are called inside, whose they
//! are, stays in them.

use serde::{Deserialize, Deserializer, Serialize};
use std::path::PathBuf;

/// An audit file opened last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recent {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was opened, in milliseconds since 1970; none: before that was kept.
    pub opened_at: Option<i64>,
}

impl<'de> Deserialize<'de> for Recent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Earlier programs kept the path alone.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Kept {
            Path(PathBuf),
            Whole { path: PathBuf, opened_at: Option<i64> },
        }
        Ok(match Kept::deserialize(deserializer)? {
            Kept::Path(path) => Self { path, opened_at: None },
            Kept::Whole { path, opened_at } => Self { path, opened_at },
        })
    }
}
