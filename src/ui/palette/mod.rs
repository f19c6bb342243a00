//! Everything that can be gone to or done, in one list to search: places, acts, plans by reference, pages of help.

mod view;

pub use view::show;

use super::action::{Action, Preference};
use super::cx::Cx;
use super::dialogs::Dialog;
use super::help::PAGES;
use super::lock::LockAct;
use super::route::{Route, Task};
use super::views::plans::data::{PlansData, Standing};
use crate::domain::report::ReportKind;
use crate::settings::Appearance;

/// What kind of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somewhere to go.
    Place,
    /// Something to do.
    Act,
    /// A plan.
    Plan,
    /// A page of help.
    Help,
}

impl Kind {
    /// The words shown beside it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Place => "Place",
            Self::Act => "Act",
            Self::Plan => "Plan",
            Self::Help => "Help",
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its words.
    pub label: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The key that does the same; empty: none.
    pub key: &'static str,
    /// Why it cannot be done now; none: it can.
    pub blocked: Option<&'static str>,
    /// What it asks for.
    pub action: Action,
}

fn entry(label: &str, kind: Kind, key: &'static str, blocked: Option<&'static str>, action: Action) -> Entry {
    Entry { label: label.to_owned(), kind, key, blocked, action }
}

/// All entries for who is acting on what is open; `plans` are those of the round as this person may see them.
#[must_use]
pub fn entries(cx: &Cx<'_>, plans: Option<&PlansData>) -> Vec<Entry> {
    let mut all = Vec::new();
    if let Some(file) = cx.file {
        let is_pack = file.pack.is_some();
        places(&mut all, cx, is_pack);
        acts_on_the_file(&mut all, cx, is_pack);
    }
    acts_of_the_window(&mut all, cx);
    for plan in plans.into_iter().flat_map(|data| &data.plans) {
        let label = format!("Plan {}", plan.shown_reference());
        let (blocked, action) = match cx.acting.member() {
            Some(_) => {
                let blocked = plan.mine.is_none().then_some("It is not given to you");
                (blocked, Action::Go(Route::Sheet(plan.subject)))
            }
            None => {
                let is_open = matches!(plan.standing, Standing::Agreeing(..) | Standing::Agreed);
                let blocked = (!is_open).then_some("Its comparison is not open yet");
                (blocked, Action::AgreePlan(plan.subject))
            }
        };
        all.push(entry(&label, Kind::Plan, "", blocked, action));
    }
    all.extend(PAGES.iter().map(|page| {
        let action = Action::OpenDialog(Dialog::Help(page.text));
        entry(&format!("Help: {}", page.name), Kind::Help, "", None, action)
    }));
    all
}

fn places(all: &mut Vec<Entry>, cx: &Cx<'_>, is_pack: bool) {
    let needs_round = |route: Route| !matches!(route, Route::Overview | Route::Cohort | Route::File | Route::Advice);
    let no_round = cx.round.is_none().then_some("There is no round yet");
    for (label, route) in Route::PLACES {
        let blocked = no_round.filter(|_| needs_round(*route));
        if !is_pack || *route == Route::Plans {
            all.push(entry(label, Kind::Place, "", blocked, Action::Go(*route)));
        }
    }
    if !is_pack {
        all.push(entry("Choose who is acting", Kind::Place, "", None, Action::Go(Route::Who)));
    }
}

fn acts_on_the_file(all: &mut Vec<Entry>, cx: &Cx<'_>, is_pack: bool) {
    let no_round = cx.round.is_none().then_some("There is no round yet");
    if !is_pack {
        let steps = [
            ("Import the plans", Task::Plans, None),
            ("Bring the panel in", Task::Panel, None),
            ("New round", Task::Round, None),
            ("Draw the sample", Task::Sample, no_round),
            ("Get the plans ready", Task::Ready, no_round),
            ("Allocate the plans", Task::Allocate, no_round),
        ];
        for (label, task, blocked) in steps {
            all.push(entry(label, Kind::Act, "", blocked, Action::Go(Route::Prepare(task))));
        }
        for round in cx.file.iter().flat_map(|file| file.rounds.iter()) {
            let label = format!("Show the round {}", round.facts.title);
            let blocked = cx.round.filter(|shown| shown.id == round.id).map(|_| "It is shown now");
            all.push(entry(&label, Kind::Act, "", blocked, Action::ChooseRound(round.id)));
        }
    }
    for kind in ReportKind::ALL.iter().filter(|_| !is_pack) {
        let label = format!("See the report: {}", kind.label());
        all.push(entry(&label, Kind::Act, "", no_round, Action::SeeReport(*kind)));
    }
    let undo = (!cx.can_undo).then_some("There is nothing to take back");
    all.push(entry("Undo the last step", Kind::Act, "Ctrl+Z", undo, Action::Undo));
    all.push(entry("Record an urgent concern", Kind::Act, "Ctrl+Shift+U", None, Action::RaiseConcern));
    all.push(entry("Lock: hide the screen", Kind::Act, "Ctrl+L", None, Action::Lock(LockAct::Hide)));
    all.push(entry("Choose a session PIN", Kind::Act, "", None, Action::Lock(LockAct::ChoosePin)));
    all.push(entry("Close the file", Kind::Act, "", None, Action::CloseFile));
}

fn acts_of_the_window(all: &mut Vec<Entry>, cx: &Cx<'_>) {
    if cx.file.is_none() {
        all.push(entry("Open the sample", Kind::Act, "", None, Action::OpenSample { anew: false }));
    }
    for path in cx.settings.recent.iter().map(|recent| &recent.path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let blocked = cx.file.is_some_and(|file| file.name == name).then_some("It is open now");
        all.push(entry(&format!("Open the file {name}"), Kind::Act, "", blocked, Action::Open(path.clone())));
    }
    for (label, appearance) in [
        ("Light colours", Appearance::Light),
        ("Dark colours", Appearance::Dark),
        ("High contrast", Appearance::HighContrast),
    ] {
        let blocked = (cx.settings.appearance == appearance).then_some("It is so now");
        all.push(entry(label, Kind::Act, "", blocked, Action::Prefer(Preference::Appearance(appearance))));
    }
    let sizes = [
        ("Larger", "Ctrl++", Preference::ZoomBy(1)),
        ("Smaller", "Ctrl+-", Preference::ZoomBy(-1)),
        ("Size: as designed", "Ctrl+0", Preference::ZoomReset),
    ];
    for (label, key, preference) in sizes {
        all.push(entry(label, Kind::Act, key, None, Action::Prefer(preference)));
    }
    let (advance, label) = match cx.settings.auto_advance {
        true => (false, "Next criterion comes by itself: turn off"),
        false => (true, "Next criterion comes by itself: turn on"),
    };
    all.push(entry(label, Kind::Act, "", None, Action::Prefer(Preference::AutoAdvance(advance))));
    all.push(entry("Help and keys of this screen", Kind::Help, "F1", None, Action::Help));
    let tour = Action::Prefer(Preference::TourSeen(false));
    all.push(entry("First steps", Kind::Help, "", None, tour));
    all.push(entry("About and licences", Kind::Help, "", None, Action::OpenDialog(Dialog::About)));
}

/// The entries that every typed word fits, the best first: a word begins with it, then it stands inside a word, then
/// its letters come in this order. Equal ones keep their order.
#[must_use]
pub fn matching<'a>(entries: &'a [Entry], typed: &str) -> Vec<&'a Entry> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(usize, &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let label = entry.label.to_lowercase();
            words.iter().map(|word| distance(&label, word)).sum::<Option<usize>>().map(|distance| (distance, entry))
        })
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How far a typed word is from a label, both in small letters; none: it does not fit.
fn distance(label: &str, word: &str) -> Option<usize> {
    let mut parts = label.split(|c: char| !c.is_alphanumeric());
    if parts.any(|part| part.starts_with(word)) {
        return Some(0);
    }
    if label.contains(word) {
        return Some(1);
    }
    let mut letters = label.chars();
    let in_order = word.chars().all(|wanted| letters.any(|letter| letter == wanted));
    // Two letters in some order fit nearly anything.
    (in_order && word.chars().count() > 2).then_some(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(typed: &str) -> Vec<String> {
        let names =
            ["Plans", "Import the plans", "Allocate the plans", "Reports", "Plan K-0041", "Help: Run a workshop"];
        let all: Vec<Entry> = names.map(|name| entry(name, Kind::Act, "", None, Action::Help)).into();
        matching(&all, typed).into_iter().map(|entry| entry.label.clone()).collect()
    }

    #[test]
    fn words_are_found_in_any_order_and_by_their_beginnings() {
        assert_eq!(labels("plans imp"), ["Import the plans"]);
        assert_eq!(labels("WORK run"), ["Help: Run a workshop"]);
        assert_eq!(labels("0041"), ["Plan K-0041"]);
        assert_eq!(labels("").len(), 6);
    }

    #[test]
    fn letters_left_out_are_forgiven_but_come_last() {
        assert_eq!(labels("rprt"), ["Reports"]);
        assert_eq!(labels("port"), ["Import the plans", "Reports"]);
        assert_eq!(labels("zebra"), Vec::<String>::new());
        assert_eq!(labels("xq"), Vec::<String>::new());
    }
}
