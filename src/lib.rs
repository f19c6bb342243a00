//! Golden Thread.

pub mod domain;
pub mod exchange;
pub mod ops;
pub mod platform;
pub mod sample_file;
pub mod stats;
pub mod storage;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
