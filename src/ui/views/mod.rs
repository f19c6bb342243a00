//! The screens. Each has `data` (made on the file's thread, knows no egui), `state` (drafts, cursor) and `view`
//! (draws, and queues actions; knows no storage).

pub mod agree;
pub mod overview;
pub mod plans;
pub mod prepare;
pub mod results;
pub mod sheet;
pub mod start;
pub mod who;
