//! Golden Thread.

pub mod domain;
pub mod platform;
pub mod storage;
