//! Golden Thread: multi-agency panels score sampled Education, Health and Care plans, agree the result and print
//! a report. Everything stays in one encrypted SQLite file.

pub mod domain;
pub mod report;
