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
use crate::domain::round::RoundState;
use crate::settings::{Appearance, Renderer};
use crate::ui::views::agree::closing::view::ask_to_close;
use crate::ui::views::file::{keeping::YEARS, lock::WAITS};
use crate::ui::views::start::view::ask_to_open;
use crate::words::counted;

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
            let label = Route::place_words(label, *route, cx.subject());
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
        let nouns = cx.subject().nouns();
        let (ready, allocate) = (format!("Get the {nouns} ready"), format!("Allocate the {nouns}"));
        let steps = [
            ("Import the plans", Task::Plans, None),
            ("Bring the panel in", Task::Panel, None),
            ("New round", Task::Round, None),
            ("Make the round", Task::Round, None),
            ("Draw the sample", Task::Sample, no_round),
            (ready.as_str(), Task::Ready, no_round),
            (allocate.as_str(), Task::Allocate, no_round),
        ];
        for (label, task, blocked) in steps {
            all.push(entry(label, Kind::Act, "", blocked, Action::Go(Route::Prepare(task))));
        }
        steps_of_the_round(all, cx, no_round);
        for (label, route) in BEGUN_ON_A_SCREEN {
            let of_round = matches!(route, Route::Packs | Route::Reports | Route::Prepare(Task::Ready));
            let blocked = no_round.filter(|_| of_round);
            all.push(entry(label, Kind::Act, "", blocked, Action::Go(*route)));
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

/// What is begun with a button of a screen: the list leads to the screen, where what belongs to it can be seen first.
const BEGUN_ON_A_SCREEN: &[(&str, Route)] = &[
    ("Papers, lines of enquiry, practice plan", Route::Prepare(Task::Ready)),
    ("Add a person to the panel", Route::Prepare(Task::Panel)),
    ("Record a request for advice", Route::Advice),
    ("Check a draft", Route::Drafts),
    ("Write an action", Route::Actions),
    ("Add a figure to the measures", Route::Measures),
    ("Edit an audit tool", Route::Tools),
    ("Make packs, bring packs in", Route::Packs),
    ("Export the round’s data", Route::Reports),
    ("Make a backup, or go back to one", Route::File),
    ("Save a copy of the file elsewhere", Route::File),
    ("Change the passphrase, print the emergency sheet", Route::File),
    ("Erase a plan or a round", Route::File),
];

/// The later steps as the overview names them, and the last one.
fn steps_of_the_round(all: &mut Vec<Entry>, cx: &Cx<'_>, no_round: Option<&'static str>) {
    let score = format!("Score the {}", cx.subject().nouns());
    for (label, route) in
        [(score.as_str(), Route::Plans), ("Agree the result", Route::Agree), ("Print the report", Route::Results)]
    {
        all.push(entry(label, Kind::Act, "", no_round, Action::Go(route)));
    }
    let Some(round) = cx.round else { return };
    let blocked = match () {
        () if round.state == RoundState::Closed => Some("It is closed: nothing of it changes any more"),
        () if cx.acting.member().is_some() => Some("Only the audit lead closes a round"),
        () => None,
    };
    all.push(entry("Close the round", Kind::Act, "", blocked, ask_to_close(round.id, &round.facts.title)));
}

fn acts_of_the_window(all: &mut Vec<Entry>, cx: &Cx<'_>) {
    all.push(entry("Open an audit file", Kind::Act, "", None, ask_to_open()));
    all.push(entry("Make a new audit file", Kind::Act, "", None, Action::BeginFile));
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
    preferences_of_choice(all, cx);
    all.push(entry("Help and keys of this screen", Kind::Help, "F1", None, Action::Help));
    let tour = Action::Prefer(Preference::TourSeen(false));
    all.push(entry("First steps", Kind::Help, "", None, tour));
    all.push(entry("About and licences", Kind::Help, "", None, Action::OpenDialog(Dialog::About)));
}

/// Preferences with a few values to choose from: when the screen hides, how long rounds are kept, what draws.
fn preferences_of_choice(all: &mut Vec<Entry>, cx: &Cx<'_>) {
    let now = |is_so: bool| is_so.then_some("It is so now");
    let prefer = Action::Prefer;
    for wait in WAITS {
        let label = format!("Hide the screen after {}", counted(wait as usize, "idle minute", "idle minutes"));
        let blocked = now(cx.settings.idle_minutes == wait);
        all.push(entry(&label, Kind::Act, "", blocked, prefer(Preference::IdleMinutes(wait))));
    }
    let only_lead = cx.acting.member().map(|_| "Only the audit lead sets this");
    for years in YEARS {
        let label = format!("Propose to keep rounds for {}", counted(years as usize, "year", "years"));
        let blocked = only_lead.or(now(cx.settings.keep_years == years));
        all.push(entry(&label, Kind::Act, "", blocked, prefer(Preference::KeepYears(years))));
    }
    for renderer in Renderer::ALL {
        let label = match renderer {
            Renderer::Auto => "Draw the window from the next start with whatever works",
            Renderer::Glow => "Draw the window from the next start with OpenGL",
            Renderer::Wgpu => "Draw the window from the next start with Vulkan, DirectX or Metal",
            Renderer::Software => "Draw the window from the next start with the processor alone",
        };
        let blocked = now(cx.settings.renderer == renderer);
        all.push(entry(label, Kind::Act, "", blocked, prefer(Preference::Renderer(renderer))));
    }
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
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::settings::Settings;
    use crate::testing::{TestFile, round};
    use crate::ui::app::menu_actions;
    use crate::ui::cx::{Acting, Saved, Support};
    use crate::ui::loaded::FileData;
    use crate::ui::views::overview::data::OverviewData;

    /// All actions of the list and of the menu, for the audit lead of this file.
    fn actions(settings: &Settings, file: Option<&FileData>) -> (Vec<Action>, Vec<Action>) {
        let (mut queue, support) = (Vec::new(), Support::default());
        let cx = Cx {
            queue: &mut queue,
            settings,
            support: &support,
            acting: &Acting::Lead,
            file,
            round: file.and_then(|file| file.rounds.first()),
            saved: &Saved::Unchanged,
            can_undo: false,
            is_blocked: false,
        };
        (entries(&cx, None).into_iter().map(|entry| entry.action).collect(), menu_actions(&cx))
    }

    /// A number for each kind of preference: a new one does not compile before it stands here.
    fn kind(preference: Preference) -> usize {
        match preference {
            Preference::Appearance(_) => 0,
            Preference::ZoomBy(_) => 1,
            Preference::ZoomReset => 2,
            Preference::AutoAdvance(_) => 3,
            Preference::KeepYears(_) => 4,
            Preference::IdleMinutes(_) => 5,
            Preference::Renderer(_) => 6,
            Preference::TourSeen(_) => 7,
        }
    }

    fn preferences(settings: &Settings) -> Vec<Preference> {
        let mut all = vec![
            Preference::ZoomBy(1),
            Preference::ZoomBy(-1),
            Preference::ZoomReset,
            Preference::AutoAdvance(!settings.auto_advance),
            Preference::TourSeen(false),
        ];
        all.extend([Appearance::Light, Appearance::Dark, Appearance::HighContrast].map(Preference::Appearance));
        all.extend(Renderer::ALL.map(Preference::Renderer));
        all.extend(YEARS.map(Preference::KeepYears));
        all.extend(WAITS.map(Preference::IdleMinutes));
        let kinds: std::collections::BTreeSet<usize> = all.iter().map(|preference| kind(*preference)).collect();
        assert!(kinds.into_iter().eq(0..8), "one of each kind");
        all
    }

    fn missing(found: &[Action], wanted: impl IntoIterator<Item = Action>) -> Vec<Action> {
        wanted.into_iter().filter(|action| !found.contains(action)).collect()
    }

    #[test]
    fn every_place_menu_line_step_of_the_overview_and_preference_has_a_line_that_does_the_same() {
        let (_file, mut session) = TestFile::new();
        let mut steps = 0;
        for with_round in [false, true] {
            if with_round {
                round(&mut session, 2, 3);
            }
            let data = FileData::read(&mut session).unwrap();
            for auto_advance in [false, true] {
                let settings = Settings { auto_advance, ..Settings::default() };
                let (found, menu) = actions(&settings, Some(&data));
                let places = Route::PLACES.iter().map(|(_, route)| Action::Go(*route));
                let none: Vec<Action> = Vec::new();
                assert_eq!(missing(&found, places.chain([Action::Go(Route::Who)])), none);
                // The list itself is not among what it does.
                let mut menu = missing(&found, menu);
                menu.retain(|action| *action != Action::OpenDialog(Dialog::Palette));
                assert_eq!(menu, none);
                assert_eq!(missing(&found, preferences(&settings).into_iter().map(Action::Prefer)), none);
                let wanted = [Action::BeginFile, ask_to_open(), Action::CloseFile, Action::Undo, Action::RaiseConcern];
                assert_eq!(missing(&found, wanted), none);
                let rounds = data.rounds.iter();
                let of_rounds = rounds.flat_map(|r| [Action::ChooseRound(r.id), ask_to_close(r.id, &r.facts.title)]);
                assert_eq!(missing(&found, of_rounds), none);
                let overview = OverviewData::read(&mut session, data.rounds.first().map(|round| round.id)).unwrap();
                let to = overview.steps.iter().map(|step| step.to).chain(overview.again.iter().map(|(_, to)| *to));
                let to: Vec<Action> = to.map(Action::Go).collect();
                steps += to.len();
                assert_eq!(missing(&found, to), none);
            }
        }
        assert!(steps > 4 * 8, "the steps were there: {steps}");
        let settings = Settings::default();
        let (found, menu) = actions(&settings, None);
        let wanted = [Action::BeginFile, ask_to_open(), Action::OpenSample { anew: false }];
        assert_eq!(missing(&found, wanted), Vec::<Action>::new());
        assert_eq!(missing(&found, menu), [Action::OpenDialog(Dialog::Palette)]);
    }

    #[test]
    fn each_step_of_the_overview_is_found_by_its_own_words() {
        let (_file, mut session) = TestFile::new();
        round(&mut session, 2, 3);
        let data = FileData::read(&mut session).unwrap();
        let overview = OverviewData::read(&mut session, data.rounds.first().map(|round| round.id)).unwrap();
        let settings = Settings::default();
        let (mut queue, support) = (Vec::new(), Support::default());
        let cx = Cx {
            queue: &mut queue,
            settings: &settings,
            support: &support,
            acting: &Acting::Lead,
            file: Some(&data),
            round: data.rounds.first(),
            saved: &Saved::Unchanged,
            can_undo: false,
            is_blocked: false,
        };
        let all = entries(&cx, None);
        for step in &overview.steps {
            let found = matching(&all, &step.title);
            assert!(found.iter().any(|entry| entry.action == Action::Go(step.to)), "{}", step.title);
        }
    }

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
