//! x
use crate::ops::OpError;
/// x
pub struct Explained {
    /// x
    pub what: String,
    /// x
    pub why: String,
    /// x
    pub now: String,
}
/// x
pub fn explain(e: &OpError) -> Explained {
    Explained { what: "It did not happen.".into(), why: format!("{e:?}"), now: String::new() }
}
