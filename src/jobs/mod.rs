//! Background work: the one thread on which the open file lives, work beside it with progress and cancel, values
//! that keep the last good one while a newer is on its way. No egui here: whoever waits gives a `wake` closure.

pub mod care;
pub mod control;
pub mod dialogs;
pub mod exports;
pub mod help;
pub mod logo;
pub mod packs;
pub mod reports;
pub mod slot;
pub mod tools;
pub mod worker;

pub use control::{Cancel, Control};
pub use dialogs::{DialogKind, FakeDialogs, FileAnswer, FileDialogs, FileQuestion, SystemDialogs};
pub use slot::Slot;
pub use worker::{Config, Failure, Query, Reply, Request, SampleMaker, Wake, Work, Worker};
