//! Hiding the screen: the key, the waiting time, the session PIN, and when the file closes by itself.
//!
//! The PIN guards the screen, not the open file: whoever can read the program's memory needs none.

pub mod guard;
pub mod retries;
pub mod view;

use crate::ops::Secret;
use crate::words::Explained;
use guard::Why;

/// What a person asks of the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LockAct {
    /// To hide the screen.
    Hide,
    /// To see the page on which a PIN is chosen.
    ChoosePin,
    /// To take this PIN.
    SetPin(Secret),
    /// To leave that page.
    LeavePin,
    /// To have the screen back.
    Show(Secret),
    /// To close the file from the hidden screen.
    Close,
}

/// Words for a file that was closed by itself, said where it is opened again.
#[must_use]
pub fn closed_words(why: Why, is_encrypted: bool) -> Explained {
    let reason = match why {
        Why::Hidden => "Nobody came back for two hours.",
        Why::NoPin => "Nobody was there, and no session PIN was chosen to come back with.",
        Why::WrongPins => "Five wrong session PINs were entered.",
        Why::Slept => "The computer was asleep.",
        Why::SystemLocked => "The screen of this computer was locked.",
        Why::Asked => "It was closed on the hidden screen.",
    };
    let now = if is_encrypted { "Enter the passphrase to go on." } else { "Open it again to go on." };
    Explained::new("The file was closed.", reason, now)
}
