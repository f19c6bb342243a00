//! The machine: clock, randomness, paths, file locks, atomic writes, whether anybody is there, whether anything draws.

pub mod atomic;
pub mod clock;
pub mod file_lock;
pub mod graphics;
pub mod log_file;
pub mod places;
pub mod presence;
pub mod printing;
pub mod probe;
