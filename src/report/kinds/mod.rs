//! What each kind of report says: one module a kind, from a frozen round and its results to a plain document.

pub mod summary;
