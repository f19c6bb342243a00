//! Time and randomness come from here and nowhere else, so that a run can be repeated.

use jiff::civil::Date;
use std::sync::OnceLock;
use std::time::Instant;
use uuid::Uuid;

/// Two readings of time at once. Where the machine slept, the first runs ahead of the second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// The clock on the wall, milliseconds UTC.
    pub wall_ms: i64,
    /// How long the program has run, milliseconds; stands still while the machine sleeps where the system counts so.
    pub awake_ms: i64,
}

/// What an operation needs of the outside: time, the local day, fresh ids and random bytes.
pub trait World: Send {
    /// Now, milliseconds UTC.
    fn now_ms(&mut self) -> i64;
    /// Today in the machine's time zone.
    fn today(&mut self) -> Date;
    /// Sixteen random bytes, for salts.
    fn random_16(&mut self) -> [u8; 16];
    /// Now, in the machine's time zone.
    fn now_local(&mut self) -> jiff::civil::DateTime {
        let now_ms = self.now_ms();
        local_datetime(now_ms).unwrap_or_default()
    }
    /// Now, by both clocks.
    fn moment(&mut self) -> Moment;
    /// A fresh UUIDv7.
    fn new_uuid(&mut self) -> Uuid {
        let now_ms = u64::try_from(self.now_ms()).unwrap_or(0);
        let bytes = self.random_16();
        let mut tail = [0_u8; 10];
        tail.copy_from_slice(&bytes[..10]);
        uuid::Builder::from_unix_timestamp_millis(now_ms, &tail).into_uuid()
    }
}

/// The real machine.
#[derive(Debug, Default)]
pub struct Machine;

impl World for Machine {
    fn now_ms(&mut self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    fn today(&mut self) -> Date {
        jiff::Zoned::now().date()
    }

    fn moment(&mut self) -> Moment {
        static START: OnceLock<Instant> = OnceLock::new();
        let awake = START.get_or_init(Instant::now).elapsed().as_millis();
        Moment { wall_ms: self.now_ms(), awake_ms: i64::try_from(awake).unwrap_or(i64::MAX) }
    }

    fn random_16(&mut self) -> [u8; 16] {
        let mut bytes = [0_u8; 16];
        // Without a source of randomness ids from the clock still differ; a salt is then weaker, not wrong.
        if getrandom::fill(&mut bytes).is_err() {
            let nanos = jiff::Timestamp::now().as_nanosecond().to_le_bytes();
            bytes.copy_from_slice(&nanos);
        }
        bytes
    }
}

/// The instant of a local date and time; none where the clock never showed it or it is out of range.
#[must_use]
pub fn local_ms(at: jiff::civil::DateTime) -> Option<i64> {
    Some(at.to_zoned(jiff::tz::TimeZone::system()).ok()?.timestamp().as_millisecond())
}

/// The local date and time of an instant, for people.
#[must_use]
pub fn local_datetime(at_ms: i64) -> Option<jiff::civil::DateTime> {
    let at = jiff::Timestamp::from_millisecond(at_ms).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::system()).datetime())
}

/// Random bytes for secrets; unlike salts, there is no substitute for them.
///
/// # Errors
/// When the machine has no source of randomness.
pub fn secret_bytes<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(std::io::Error::from)?;
    Ok(bytes)
}
