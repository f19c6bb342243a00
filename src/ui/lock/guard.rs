//! When the screen hides, how it comes back, when the file closes. Plain data moved by moments: no window, no clock.

use crate::platform::clock::Moment;
use crate::platform::presence::{Away, slept};

/// Digits of a session PIN.
pub const PIN_DIGITS: usize = 6;
/// So many wrong PINs close the file.
pub const MOST_TRIES: u32 = 5;
/// Hidden for so long, the file closes; in milliseconds.
const CLOSE_AFTER_MS: i64 = 2 * 60 * 60 * 1_000;
/// Somebody who hid the screen without a PIN has so long to choose one; in milliseconds.
const CHOOSE_WITHIN_MS: i64 = 60_000;
/// The warning stands at most so long; in milliseconds.
const WARN_MS: i64 = 60_000;

/// How the screen stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is shown.
    #[default]
    Shown,
    /// It is shown and says that it will hide.
    Warned,
    /// It is hidden.
    Hidden(Back),
}

/// What brings a hidden screen back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// The session PIN.
    Pin,
    /// A PIN is to be chosen first, by whoever hid the screen.
    Choose,
    /// Nothing: the file is not encrypted, and no PIN was chosen.
    Anybody,
}

/// Why the file is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It was hidden for two hours.
    Hidden,
    /// Nobody was there, and no PIN was chosen.
    NoPin,
    /// Too many wrong PINs.
    WrongPins,
    /// The machine slept.
    Slept,
    /// The system's screen was locked.
    SystemLocked,
    /// Somebody asked for it on the hidden screen.
    Asked,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Stay,
    /// A warning was answered: the key is not meant for the screen.
    Answered,
    /// The screen has just hidden.
    Hide,
    /// The file is to be closed.
    Close(Why),
}

/// Why a PIN was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPin {
    /// Not six digits.
    NotSixDigits,
    /// One digit six times, or six in a row.
    TooPlain,
}

/// Watches over one open file. Its `Debug` leaves the PIN out.
#[derive(Default)]
pub struct Guard {
    standing: Standing,
    pin: Option<String>,
    wrong: u32,
    /// By the clock that stands still in sleep.
    last_input_ms: i64,
    hidden_ms: i64,
    seen: Option<Moment>,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("standing", &self.standing).field("wrong", &self.wrong).finish_non_exhaustive()
    }
}

impl Guard {
    /// How the screen stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// Whether a PIN was chosen.
    #[must_use]
    pub fn has_pin(&self) -> bool {
        self.pin.is_some()
    }

    /// How many wrong PINs may follow before the file closes.
    #[must_use]
    pub fn tries_left(&self) -> u32 {
        MOST_TRIES.saturating_sub(self.wrong)
    }

    /// Time goes by. `minutes`: how long the screen waits for a key or the mouse before it hides.
    pub fn pass(&mut self, now: Moment, had_input: bool, minutes: u32, is_encrypted: bool, away: Option<Away>) -> Step {
        let before = self.seen.replace(now);
        let Some(before) = before else {
            self.last_input_ms = now.awake_ms;
            return Step::Stay;
        };
        match away {
            Some(Away::Locked) => return Step::Close(Why::SystemLocked),
            Some(Away::Slept) => return Step::Close(Why::Slept),
            None if slept(before, now) => return Step::Close(Why::Slept),
            None => {}
        }
        if let Standing::Hidden(back) = self.standing {
            return self.pass_hidden(back, now, had_input, is_encrypted);
        }
        let (idle, limit) = (now.awake_ms - self.last_input_ms, limit_ms(minutes));
        match () {
            () if idle >= CLOSE_AFTER_MS => Step::Close(Why::Hidden),
            () if idle >= limit => self.hide_by_itself(now, is_encrypted),
            () if had_input => {
                self.last_input_ms = now.awake_ms;
                let was_warned = self.standing == Standing::Warned;
                self.standing = Standing::Shown;
                if was_warned { Step::Answered } else { Step::Stay }
            }
            () => {
                let is_near = idle >= limit - warn_ms(limit);
                self.standing = if is_near { Standing::Warned } else { Standing::Shown };
                Step::Stay
            }
        }
    }

    fn pass_hidden(&mut self, back: Back, now: Moment, had_input: bool, is_encrypted: bool) -> Step {
        if now.awake_ms - self.hidden_ms >= CLOSE_AFTER_MS {
            return Step::Close(Why::Hidden);
        }
        let is_left = back == Back::Choose && now.awake_ms - self.last_input_ms >= CHOOSE_WITHIN_MS;
        if had_input && !is_left {
            self.last_input_ms = now.awake_ms;
        }
        match (is_left, is_encrypted) {
            // Whoever comes next must not choose the PIN.
            (true, true) => Step::Close(Why::NoPin),
            (true, false) => {
                self.standing = Standing::Hidden(Back::Anybody);
                Step::Stay
            }
            (false, _) => Step::Stay,
        }
    }

    fn hide_by_itself(&mut self, now: Moment, is_encrypted: bool) -> Step {
        let back = match (self.has_pin(), is_encrypted) {
            (true, _) => Back::Pin,
            (false, true) => return Step::Close(Why::NoPin),
            (false, false) => Back::Anybody,
        };
        self.hidden_ms = now.awake_ms;
        self.standing = Standing::Hidden(back);
        Step::Hide
    }

    /// Somebody hides the screen. Returns whether it was shown.
    pub fn hide(&mut self, now: Moment) -> bool {
        if matches!(self.standing, Standing::Hidden(_)) {
            return false;
        }
        (self.hidden_ms, self.last_input_ms) = (now.awake_ms, now.awake_ms);
        self.standing = Standing::Hidden(if self.has_pin() { Back::Pin } else { Back::Choose });
        true
    }

    /// Somebody chooses the PIN: on the screen, or on the page they hid it with.
    ///
    /// # Errors
    /// Where it is none; nothing changes then.
    pub fn choose(&mut self, pin: &str) -> Result<(), NotAPin> {
        check_pin(pin)?;
        self.pin = Some(pin.to_owned());
        self.wrong = 0;
        if self.standing == Standing::Hidden(Back::Choose) {
            self.standing = Standing::Hidden(Back::Pin);
        }
        Ok(())
    }

    /// Somebody wants the screen back. Whether it is shown is in [`Self::standing`].
    pub fn show(&mut self, pin: &str, now: Moment) -> Step {
        let is_right = match self.standing {
            Standing::Hidden(Back::Pin) => self.pin.as_deref() == Some(pin),
            Standing::Hidden(Back::Anybody) => true,
            Standing::Hidden(Back::Choose) | Standing::Shown | Standing::Warned => return Step::Stay,
        };
        if is_right {
            (self.wrong, self.last_input_ms) = (0, now.awake_ms);
            self.standing = Standing::Shown;
            return Step::Stay;
        }
        self.wrong += 1;
        if self.tries_left() == 0 { Step::Close(Why::WrongPins) } else { Step::Stay }
    }

    /// The file is about to close: what is on the screen hides until then.
    pub fn cover(&mut self, now: Moment) {
        if !matches!(self.standing, Standing::Hidden(_)) {
            self.hidden_ms = now.awake_ms;
            self.standing = Standing::Hidden(Back::Pin);
        }
    }

    /// After so many milliseconds something changes by itself.
    #[must_use]
    pub fn next_ms(&self, now: Moment, minutes: u32) -> i64 {
        let limit = limit_ms(minutes);
        let at = match self.standing {
            Standing::Shown => self.last_input_ms + limit - warn_ms(limit),
            Standing::Warned => self.last_input_ms + limit,
            Standing::Hidden(Back::Choose) => self.last_input_ms + CHOOSE_WITHIN_MS,
            Standing::Hidden(Back::Pin | Back::Anybody) => self.hidden_ms + CLOSE_AFTER_MS,
        };
        (at - now.awake_ms).max(0)
    }
}

fn limit_ms(minutes: u32) -> i64 {
    i64::from(minutes.max(1)) * 60_000
}

/// How long before hiding the warning comes: a minute, or half of a shorter wait.
fn warn_ms(limit: i64) -> i64 {
    WARN_MS.min(limit / 2)
}

/// Whether this can be a session PIN.
///
/// # Errors
/// Why not.
pub fn check_pin(pin: &str) -> Result<(), NotAPin> {
    let digits: Vec<u8> = pin.bytes().collect();
    if digits.len() != PIN_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NotAPin::NotSixDigits);
    }
    let goes = |step: i16| digits.windows(2).all(|two| i16::from(two[1]) - i16::from(two[0]) == step);
    if goes(0) || goes(1) || goes(-1) { Err(NotAPin::TooPlain) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PIN: &str = "270419";
    const MINUTE: i64 = 60_000;

    fn at(awake_ms: i64) -> Moment {
        Moment { wall_ms: 1_000_000 + awake_ms, awake_ms }
    }

    /// An encrypted file, opened at nought, with fifteen minutes to wait.
    fn watched(has_pin: bool) -> Guard {
        let mut guard = Guard::default();
        assert_eq!(quiet(&mut guard, 0), Step::Stay);
        if has_pin {
            guard.choose(PIN).unwrap();
        }
        guard
    }

    fn quiet(guard: &mut Guard, ms: i64) -> Step {
        guard.pass(at(ms), false, 15, true, None)
    }

    #[test]
    fn it_warns_a_minute_before_and_any_key_answers() {
        let mut guard = watched(true);
        assert_eq!(guard.next_ms(at(0), 15), 14 * MINUTE);
        quiet(&mut guard, 14 * MINUTE - 1);
        assert_eq!(guard.standing(), Standing::Shown);
        quiet(&mut guard, 14 * MINUTE);
        assert_eq!((guard.standing(), guard.next_ms(at(14 * MINUTE), 15)), (Standing::Warned, MINUTE));
        assert_eq!(guard.pass(at(14 * MINUTE + 5), true, 15, true, None), Step::Answered);
        assert_eq!(guard.standing(), Standing::Shown);
        quiet(&mut guard, 28 * MINUTE);
        assert_eq!(guard.standing(), Standing::Shown, "the fifteen minutes begin again");
    }

    #[test]
    fn it_hides_after_the_minutes_and_comes_back_with_the_pin() {
        let mut guard = watched(true);
        assert_eq!(quiet(&mut guard, 15 * MINUTE), Step::Hide);
        assert_eq!(guard.standing(), Standing::Hidden(Back::Pin));
        assert_eq!(guard.show("270418", at(16 * MINUTE)), Step::Stay);
        assert_eq!((guard.standing(), guard.tries_left()), (Standing::Hidden(Back::Pin), 4));
        assert_eq!(guard.show(PIN, at(17 * MINUTE)), Step::Stay);
        assert_eq!((guard.standing(), guard.tries_left()), (Standing::Shown, 5));
        assert_eq!(quiet(&mut guard, 17 * MINUTE + 1), Step::Stay, "idle counts from coming back");
    }

    #[test]
    fn a_key_that_comes_too_late_does_not_keep_the_screen() {
        let mut guard = watched(true);
        assert_eq!(guard.pass(at(20 * MINUTE), true, 15, true, None), Step::Hide);
        let mut guard = watched(true);
        assert_eq!(guard.pass(at(121 * MINUTE), true, 15, true, None), Step::Close(Why::Hidden));
    }

    #[test]
    fn five_wrong_pins_close_the_file() {
        let mut guard = watched(true);
        guard.hide(at(1));
        let steps: Vec<Step> = (0..5).map(|_| guard.show("000001", at(2))).collect();
        assert_eq!(steps[..4], [Step::Stay; 4]);
        assert_eq!(steps[4], Step::Close(Why::WrongPins));
    }

    #[test]
    fn without_a_pin_nobody_finds_an_encrypted_file_open() {
        let mut guard = watched(false);
        assert_eq!(quiet(&mut guard, 15 * MINUTE), Step::Close(Why::NoPin));
        // Hidden by hand, the one who hid it chooses at once or not at all.
        let mut guard = watched(false);
        assert!(guard.hide(at(MINUTE)));
        assert_eq!(guard.standing(), Standing::Hidden(Back::Choose));
        assert_eq!(guard.show("", at(MINUTE + 1)), Step::Stay);
        assert_eq!(guard.standing(), Standing::Hidden(Back::Choose));
        assert_eq!(guard.pass(at(2 * MINUTE), true, 15, true, None), Step::Close(Why::NoPin));
    }

    #[test]
    fn a_file_that_is_not_encrypted_hides_too_and_comes_back_for_anybody() {
        let mut guard = Guard::default();
        guard.pass(at(0), false, 15, false, None);
        assert_eq!(guard.pass(at(15 * MINUTE), false, 15, false, None), Step::Hide);
        assert_eq!(guard.standing(), Standing::Hidden(Back::Anybody));
        guard.show("", at(16 * MINUTE));
        assert_eq!(guard.standing(), Standing::Shown);
    }

    #[test]
    fn two_hours_hidden_sleep_and_the_system_lock_close_the_file() {
        let mut guard = watched(true);
        guard.hide(at(MINUTE));
        assert_eq!(guard.pass(at(100 * MINUTE), true, 15, true, None), Step::Stay);
        assert_eq!(guard.next_ms(at(100 * MINUTE), 15), 21 * MINUTE);
        assert_eq!(quiet(&mut guard, 121 * MINUTE), Step::Close(Why::Hidden));
        let mut guard = watched(true);
        let woke = Moment { wall_ms: 1_000_000 + 10 * MINUTE, awake_ms: MINUTE };
        assert_eq!(guard.pass(woke, true, 15, true, None), Step::Close(Why::Slept));
        let mut guard = watched(true);
        assert_eq!(guard.pass(at(1), false, 15, true, Some(Away::Locked)), Step::Close(Why::SystemLocked));
        let mut guard = watched(true);
        assert_eq!(guard.pass(at(1), false, 15, true, Some(Away::Slept)), Step::Close(Why::Slept));
    }

    #[test]
    fn a_pin_has_six_digits_and_is_not_the_first_one_tries() {
        for plain in ["111111", "123456", "987654"] {
            assert_eq!(check_pin(plain), Err(NotAPin::TooPlain), "{plain}");
        }
        for other in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(check_pin(other), Err(NotAPin::NotSixDigits), "{other}");
        }
        assert_eq!(check_pin(PIN), Ok(()));
    }

    #[test]
    fn a_wait_of_one_minute_warns_half_way() {
        let mut guard = watched(true);
        guard.pass(at(30_000), false, 1, true, None);
        assert_eq!(guard.standing(), Standing::Warned);
        assert_eq!(guard.pass(at(60_000), false, 1, true, None), Step::Hide);
    }
}
