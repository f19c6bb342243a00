//! Whether anybody can still be at the machine: it went to sleep, or somebody locked the system's screen.
//!
//! On Linux the system says so on its message bus, where there is one. Windows and macOS have no call for it that is
//! safe in Rust; there, as everywhere, a sleep is noticed by a thread that wakes later than it asked to.

use super::clock::{Machine, Moment, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// How often the clocks are compared.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// The clock on the wall is put right by less than this; a sleep is longer. In milliseconds.
const LEAST_SLEEP_MS: i64 = 60_000;

/// Why nobody is at the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Away {
    /// The machine slept.
    Slept,
    /// The system's screen was locked.
    Locked,
}

/// What was noticed last and not taken yet; copies are the same box.
#[derive(Debug, Clone, Default)]
pub struct Noticed(Arc<AtomicU8>);

impl Noticed {
    /// Puts it in.
    pub fn put(&self, away: Away) {
        let code = match away {
            Away::Slept => 1,
            Away::Locked => 2,
        };
        self.0.store(code, Ordering::SeqCst);
    }

    /// Takes it out.
    #[must_use]
    pub fn take(&self) -> Option<Away> {
        match self.0.swap(0, Ordering::SeqCst) {
            1 => Some(Away::Slept),
            2 => Some(Away::Locked),
            _ => None,
        }
    }
}

/// Whether the machine slept between two moments: the clock on the wall ran ahead of the other.
#[must_use]
pub fn slept(before: Moment, now: Moment) -> bool {
    let wall = now.wall_ms.saturating_sub(before.wall_ms);
    wall.saturating_sub(now.awake_ms.saturating_sub(before.awake_ms)) > LEAST_SLEEP_MS
}

/// Watches for as long as the program runs; `wake` is called after something was noticed. Where a thread or a bus is
/// not to be had, nothing is noticed by it.
pub fn watch(noticed: &Noticed, wake: &Arc<dyn Fn() + Send + Sync>) {
    let tell = {
        let (noticed, wake) = (noticed.clone(), Arc::clone(wake));
        move |away| {
            noticed.put(away);
            wake();
        }
    };
    let told = tell.clone();
    in_thread("sleep", move || compare_clocks(&told));
    #[cfg(target_os = "linux")]
    bus::watch(&tell);
}

fn in_thread(name: &str, run: impl FnOnce() + Send + 'static) {
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(run) {
        tracing::warn!("{name} is not watched: {error}");
    }
}

fn compare_clocks(tell: &impl Fn(Away)) {
    let mut before = Machine.moment();
    loop {
        std::thread::sleep(LOOK_EVERY);
        let now = Machine.moment();
        // Some systems count sleep on both clocks, and not in what a thread waits.
        let asked = i64::try_from(LOOK_EVERY.as_millis()).unwrap_or_default();
        let expected = Moment { wall_ms: now.wall_ms, awake_ms: before.awake_ms + asked };
        if slept(before, expected) {
            tell(Away::Slept);
        }
        before = now;
    }
}

#[cfg(target_os = "linux")]
mod bus {
    use super::{Away, in_thread};
    use zbus::blocking::{Connection, MessageIterator};
    use zbus::message::Message;

    /// Listens on both buses, each where it exists.
    pub(super) fn watch(tell: &(impl Fn(Away) + Clone + Send + 'static)) {
        let told = tell.clone();
        in_thread("sleep and lock", move || {
            let heard = Connection::system().and_then(|bus| listen_to_login(&bus, &told));
            tracing::debug!("the system's bus: {heard:?}");
        });
        let told = tell.clone();
        in_thread("screen lock", move || {
            let heard = Connection::session().and_then(|bus| listen_to_screen(&bus, &told));
            tracing::debug!("the session's bus: {heard:?}");
        });
    }

    /// The machine goes to sleep, or this session is locked.
    fn listen_to_login(bus: &Connection, tell: &impl Fn(Away)) -> zbus::Result<()> {
        let ours = our_session(bus);
        for message in MessageIterator::for_match_rule("type='signal',sender='org.freedesktop.login1'", bus, None)? {
            let message = message?;
            let header = message.header();
            let path = header.path().map(|path| path.as_str().to_owned());
            match header.member().map(|member| member.as_str()) {
                Some("PrepareForSleep") if says_true(&message) => tell(Away::Slept),
                Some("Lock") if ours.is_some() && path == ours => tell(Away::Locked),
                _ => {}
            }
        }
        Ok(())
    }

    /// The path of the session this program runs in; others on the machine may lock theirs.
    fn our_session(bus: &Connection) -> Option<String> {
        let (to, path) = ("org.freedesktop.login1", "/org/freedesktop/login1");
        let with = Some("org.freedesktop.login1.Manager");
        let reply = bus.call_method(Some(to), path, with, "GetSessionByPID", &(std::process::id(),)).ok()?;
        let session: zbus::zvariant::OwnedObjectPath = reply.body().deserialize().ok()?;
        Some(session.as_str().to_owned())
    }

    /// The screen saver, which locks, has come on.
    pub(super) fn listen_to_screen(bus: &Connection, tell: &impl Fn(Away)) -> zbus::Result<()> {
        for message in MessageIterator::for_match_rule("type='signal',member='ActiveChanged'", bus, None)? {
            let message = message?;
            let of = message.header().interface().map(|interface| interface.as_str().to_owned());
            let is_screen = of.is_some_and(|of| of.ends_with(".ScreenSaver"));
            if is_screen && says_true(&message) {
                tell(Away::Locked);
            }
        }
        Ok(())
    }

    fn says_true(message: &Message) -> bool {
        message.body().deserialize::<bool>().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_is_told_from_a_clock_put_right_and_from_time_going_by() {
        let before = Moment { wall_ms: 1_000_000, awake_ms: 500 };
        let after = |wall: i64, awake: i64| Moment { wall_ms: 1_000_000 + wall, awake_ms: 500 + awake };
        assert!(slept(before, after(3_600_000, 2_000)));
        assert!(!slept(before, after(3_600_000, 3_600_000)), "an hour awake");
        assert!(!slept(before, after(45_000, 1_000)), "the clock was put right");
        assert!(!slept(before, after(-3_600_000, 1_000)), "the clock was put back");
    }

    #[test]
    fn what_was_noticed_is_taken_once() {
        let noticed = Noticed::default();
        noticed.clone().put(Away::Locked);
        assert_eq!((noticed.take(), noticed.take()), (Some(Away::Locked), None));
    }
}
