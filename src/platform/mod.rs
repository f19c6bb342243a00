//! The machine: clock, randomness, paths, file locks, atomic writes.

pub mod atomic;
pub mod clock;
pub mod file_lock;
pub mod places;
pub mod printing;
