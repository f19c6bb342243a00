//! Choosing who is acting.

pub mod view;
