//! Golden Thread.

pub mod assets;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod jobs;
pub mod ops;
pub mod platform;
pub mod report;
pub mod sample_file;
pub mod settings;
pub mod stats;
pub mod storage;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod ui;
pub mod window;
pub mod words;
