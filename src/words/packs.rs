//! Words for packs that are not taken in.

use super::{Explained, explain_rule};
use crate::domain::pack::PackRefusal;

/// Words for a pack that is not taken in. Nothing of it was.
#[must_use]
pub fn explain_refusal(refusal: &PackRefusal) -> Explained {
    use PackRefusal as R;
    let ask_again = "Ask for the file again: the one on the member’s machine may be sound.";
    let (why, now) = match refusal {
        R::NoSuchFile => {
            ("There is no such file.".to_owned(), "It may have been moved. Check the folder and the name.")
        }
        R::NotReadable(why) => (
            format!("The file cannot be read: {}.", why.trim_end_matches('.')),
            "Copy it to this machine and try again.",
        ),
        R::Open(who) if who.is_empty() => {
            ("It is open somewhere.".to_owned(), "Close it there, then bring it in again.")
        }
        R::Open(who) => (format!("It is open: {who}."), "Close it there, then bring it in again."),
        R::NotAPack => {
            ("This file is not a pack.".to_owned(), "Choose the file with the ending .gtpack that came back.")
        }
        R::Unknown => (
            "This pack was not made from this audit file: it belongs to another local area or another file, or its \
             beginning is damaged."
                .to_owned(),
            "Open the audit file it was made from to bring it in.",
        ),
        R::Damaged(place) => (format!("It is damaged ({place})."), ask_again),
        R::TooLarge(what) => (
            format!("It cannot be a pack of ours: {what} is far larger than a pack can hold."),
            "Do not use this file. Ask the member how it came about.",
        ),
        R::OtherVersion { pack, ours } if pack > ours => (
            "It was last opened with a newer version of this program.".to_owned(),
            "Install the newer version here, then bring it in.",
        ),
        R::OtherVersion { .. } => (
            "It was made by an earlier version of this program.".to_owned(),
            "Open it once with this version and its passphrase, close it, then bring it in.",
        ),
        R::SchemaDiffers(what) => (
            format!("Its inner form is not that of a pack ({}): somebody changed it.", what.replace('_', " ")),
            "Do not use this file. Ask the member how it came about.",
        ),
        R::NotWhatWentOut => (
            "It does not say the same of itself as the pack that went out: somebody changed it.".to_owned(),
            "Do not use this file. Ask the member how it came about.",
        ),
        R::WrongRound(title) => (
            format!("This pack belongs to another round ({title})."),
            "Open the audit file of that round to bring it in.",
        ),
        R::WrongArea(area) => (
            format!("This pack belongs to another local area ({area})."),
            "Open the audit file of that area to bring it in.",
        ),
        R::RoundClosed(title) => {
            (format!("The round “{title}” is closed."), "A closed round stays as it is: the work came too late.")
        }
        R::ForeignMember(name) if name.is_empty() => (
            "The member it belongs to is not on the panel.".to_owned(),
            "Check who was given this pack, and make a new one if need be.",
        ),
        R::ForeignMember(name) => (
            format!("It was made for {name}, and another member’s work is in it."),
            "Do not use this file. Ask the member how it came about.",
        ),
        R::NotAssigned(plan) => (
            format!("It has work on plan {plan}, which is not given to its member now."),
            "Give the plan to them again, then bring the pack in; or go on without it.",
        ),
        R::Rule(plan, rule) => {
            let said = explain_rule(rule);
            let why = if said.why.is_empty() { said.what } else { said.why };
            (format!("On plan {plan}: {why}"), "Ask the member to open the pack, put it right and send it again.")
        }
    };
    Explained::new("The pack was not taken in.", why, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_why_and_what_to_do() {
        let text = || "trigger x".to_owned();
        let rule = crate::domain::rules::RuleViolation::UnknownCriterion("Z9".to_owned());
        for refusal in [
            PackRefusal::NoSuchFile,
            PackRefusal::NotReadable(text()),
            PackRefusal::Open(text()),
            PackRefusal::NotAPack,
            PackRefusal::Unknown,
            PackRefusal::Damaged(text()),
            PackRefusal::TooLarge("a note"),
            PackRefusal::OtherVersion { pack: 1, ours: 2 },
            PackRefusal::OtherVersion { pack: 3, ours: 2 },
            PackRefusal::SchemaDiffers(text()),
            PackRefusal::NotWhatWentOut,
            PackRefusal::WrongRound(text()),
            PackRefusal::WrongArea(text()),
            PackRefusal::RoundClosed(text()),
            PackRefusal::ForeignMember(text()),
            PackRefusal::NotAssigned(text()),
            PackRefusal::Rule(text(), Box::new(rule)),
        ] {
            let said = explain_refusal(&refusal);
            assert!(said.why.ends_with('.') && said.now.ends_with('.'), "{said:?}");
        }
    }
}
