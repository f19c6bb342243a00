//! What stands around the screens: the list to search, help, licences, undo in notices, the places in their groups;
//! and that every control of every screen can be named and reached.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::settings::Appearance;
use golden_thread::testing::{TestFile, round};
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::{Discipline, Route, Task};

/// A round of three plans, two readers on each, nothing answered.
fn three_plans() -> TestFile {
    let (file, mut session) = TestFile::new();
    round(&mut session, 3, 2);
    session.close().unwrap();
    file
}

#[test]
fn the_list_to_search_goes_to_a_place_by_a_few_letters_and_enter() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.ctrl(Key::K);
    window.heading("Search and do");
    picture(&mut window.harness, "palette");
    window.type_text("fam");
    assert!(window.says("Families, Place. 1 of"), "it says what is chosen: {:?}", window.all_words());
    window.key(Key::Enter);
    assert_eq!(window.harness.state().route(), Route::Families);
    for (typed, route) in [
        ("draw sam", Route::Prepare(Task::Sample)),
        ("papers", Route::Prepare(Task::Ready)),
        ("add figure", Route::Measures),
        ("write action", Route::Actions),
        ("check draft", Route::Drafts),
        ("emergency", Route::File),
    ] {
        window.press("Search places, acts, plans and help");
        window.type_text(typed);
        window.key(Key::Enter);
        assert_eq!(window.harness.state().route(), route, "{typed}");
    }
}

/// What of a menu, of the top bar or of the places at the left can be pressed must be in the list to search too.
#[test]
fn everything_in_the_menu_the_top_bar_and_the_places_is_in_the_list_to_search() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    let mut wanted: Vec<String> = Route::PLACES.iter().map(|(label, _)| (*label).to_owned()).collect();
    window.press("Menu");
    wanted.extend(window.harness.query_all_by_role(Role::MenuItem).filter_map(|item| item.accesskit_node().label()));
    assert!(wanted.len() > Route::PLACES.len() + 8, "{wanted:?}");
    window.key(Key::Escape);
    wanted.extend(["Lock: hide the screen", "Choose who is acting", "Show the round"].map(str::to_owned));
    for words in wanted {
        // What a menu adds beside the words stands in brackets; the list to search stands in the list itself.
        let words = words.split('(').next().unwrap().trim_end_matches([' ', '…']).to_owned();
        if words == "Search" {
            continue;
        }
        window.ctrl(Key::K);
        window.type_text(&words);
        assert!(!window.says("Nothing found"), "{words}: {:?}", window.all_words());
        window.key(Key::Escape);
    }
}

#[test]
fn a_new_file_is_begun_and_the_round_closed_from_the_list_to_search() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    let search = |window: &mut Window<'_>, words: &str| {
        window.ctrl(Key::K);
        window.type_text(words);
        window.key(Key::Enter);
    };
    search(&mut window, "close the round");
    window.heading("Close the round?");
    window.key(Key::Escape);
    search(&mut window, "hide after 3 idle");
    window.ctrl(Key::K);
    window.type_text("hide after 3 idle");
    assert!(window.says("not now: It is so now"), "{:?}", window.all_words());
    window.key(Key::Escape);
    search(&mut window, "make new audit file");
    window.heading("Make a new audit file");
    assert!(window.says("Local area") && !window.says("Testshire"), "{:?}", window.all_words());
}

#[test]
fn a_report_is_seen_and_the_screen_hidden_from_the_list_to_search() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    window.ctrl(Key::K);
    window.type_text("see report learning");
    window.key(Key::Enter);
    assert_eq!(window.harness.state().route(), Route::Reports);
    assert!(window.says("For training: five themes"), "{:?}", window.all_words());
    window.ctrl(Key::K);
    window.type_text("about lic");
    window.key(Key::Enter);
    window.heading("About Golden Thread");
    window.key(Key::Escape);
    window.ctrl(Key::K);
    window.type_text("lock hide");
    window.key(Key::Enter);
    assert!(!window.says("For training: five themes"), "{:?}", window.all_words());
}

#[test]
fn the_list_to_search_says_why_not_and_what_to_do_where_nothing_fits() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.ctrl(Key::K);
    window.type_text("plan k");
    assert!(window.says("Not now: Its comparison is not open yet"), "{:?}", window.all_words());
    window.key(Key::Enter);
    window.heading("Search and do");
    window.type_text(" zzz");
    assert!(window.says("Nothing fits all these words."));
    assert!(window.says("Nothing found"));
    window.key(Key::Escape);
    assert_eq!(window.harness.state().route(), Route::Overview);
}

#[test]
fn arrows_choose_a_line_and_a_member_is_offered_only_plans_given_to_them() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Hazel Brightwater");
    window.ctrl(Key::K);
    window.type_text("plan");
    window.key(Key::ArrowDown);
    assert!(window.says(". 2 of "), "{:?}", window.all_words());
    window.key(Key::ArrowUp);
    assert!(window.says(". 1 of "));
    assert!(window.says("Not now: It is not given to you"), "{:?}", window.all_words());
}

#[test]
fn help_is_searched_and_every_page_is_one_press_away() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    window.key(Key::F1);
    window.heading("Bring packs together");
    picture(&mut window.harness, "help-packs");
    window.fill("Search the help", "projector");
    assert!(window.says("Run a workshop") && !window.says("Print the summary"), "{:?}", window.all_words());
    window.press("Run a workshop");
    window.heading("Run a workshop");
    window.fill("Search the help", "zebra");
    assert!(window.says("No page holds all these words."));
}

#[test]
fn the_licences_of_all_packages_are_found_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), None);
    window.press("Menu");
    window.press("About and licences");
    window.heading("About Golden Thread");
    assert!(window.says(env!("CARGO_PKG_VERSION")) && window.says("Open Government Licence v3.0"));
    picture(&mut window.harness, "about");
    window.fill("Search the packages", "zxcvbn");
    assert!(window.says("Permission is hereby granted"), "{:?}", window.all_words());
    window.fill("Search the packages", "no such thing");
    assert!(window.says("No package has these words"));
}

#[test]
fn the_help_desk_is_told_what_draws_which_tools_and_where_the_log_lies() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Menu");
    window.press("About and licences");
    window.heading("About Golden Thread");
    assert!(window.says("Drawn by: OpenGL 4.5 Mesa 22.3.6; it is the first choice and works"));
    assert!(window.says("window.log") && window.says("ehc-plan-audit, version 1"), "{:?}", window.all_words());
    assert!(!window.says("Copied"));
    window.press("Copy for the help desk");
    assert!(window.says("Copied"));
    picture(&mut window.harness, "about-with-a-file");
    window.press("OpenGL");
    window.key(Key::Escape);
    window.close();
    let kept = std::fs::read_to_string(file.folder().join("settings.json")).unwrap();
    assert!(kept.contains("\"renderer\": \"glow\""), "{kept}");
}

#[test]
fn what_was_taken_in_one_step_offers_undo_until_the_next_step() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    window.press("Agree");
    window.press("Findings");
    let notes = window.harness.query_all_by_role(Role::CheckBox);
    notes.into_iter().next().unwrap().click();
    window.settle();
    window.press("Make a finding of 1 note");
    window.press("Save the finding");
    let change = window.harness.query_all_by_label_contains("Change: ").next().unwrap();
    change.click_accesskit();
    window.settle();
    window.press("Remove the finding");
    assert!(window.says("The finding is removed."), "{:?}", window.all_words());
    window.press("Undo");
    assert!(window.says("Taken back.") && !window.says("The finding is removed."));
}

#[test]
fn a_file_opened_last_can_be_taken_off_the_list() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Menu");
    window.press("Close the file");
    assert!(window.says("Open test.gthread"));
    window.press("Forget test.gthread: take it off this list");
    assert!(!window.says("Open test.gthread"));
    window.close();
    let kept = std::fs::read_to_string(file.folder().join("settings.json")).unwrap();
    assert!(!kept.contains("test.gthread"), "{kept}");
}

#[test]
fn a_file_opened_last_says_when_and_is_not_offered_where_it_is_gone() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Menu");
    window.press("Close the file");
    assert!(window.says("Open test.gthread") && window.says("Opened 22 November 2026, "), "{:?}", window.all_words());
    picture(&mut window.harness, "start-recent");
    window.close();
    let away = file.folder().join("elsewhere.gthread");
    std::fs::rename(file.path(), &away).unwrap();
    let mut window = Window::open(file.folder(), None);
    assert!(window.says("Not found") && !window.says("Open test.gthread"), "{:?}", window.all_words());
    picture(&mut window.harness, "start-recent-gone");
    window.press("Forget test.gthread: take it off this list");
    assert!(!window.says("Not found"), "{:?}", window.all_words());
    window.close();
    std::fs::rename(away, file.path()).unwrap();
}

#[test]
fn first_steps_come_once_end_at_any_time_and_come_again_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.json"), "{}").unwrap();
    let path = folder.path().join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
    let mut window = Window::open(folder.path(), None);
    assert!(window.says("First steps, 1 of 3"), "{:?}", window.all_words());
    picture(&mut window.harness, "tour-1");
    window.press("Look round: open the sample");
    assert!(!window.says("First steps"), "who is acting comes first: {:?}", window.all_words());
    window.act_as("Audit lead");
    assert!(window.says("First steps, 2 of 3"), "{:?}", window.all_words());
    picture(&mut window.harness, "tour-2");
    window.press("Go on");
    assert!(window.says("First steps, 3 of 3"), "{:?}", window.all_words());
    picture(&mut window.harness, "tour-3");
    // Behind a question Esc leaves the question, not the steps.
    window.ctrl(Key::K);
    window.key(Key::Escape);
    assert!(window.says("First steps, 3 of 3"), "{:?}", window.all_words());
    window.key(Key::Escape);
    assert!(!window.says("First steps, "), "{:?}", window.all_words());
    window.press("Menu");
    window.press("First steps");
    assert!(window.says("First steps, 2 of 3"), "{:?}", window.all_words());
    window.press("No more first steps");
    window.close();
    let kept = std::fs::read_to_string(folder.path().join("settings.json")).unwrap();
    assert!(kept.contains("\"tour_seen\": true"), "{kept}");
    let mut window = Window::open(folder.path(), None);
    assert!(!window.says("First steps, "), "{:?}", window.all_words());
    window.press("Menu");
    window.press("First steps");
    assert!(window.says("First steps, 1 of 3"), "{:?}", window.all_words());
    window.key(Key::Escape);
    assert!(!window.says("First steps, "), "{:?}", window.all_words());
}

#[test]
fn the_places_stand_in_named_groups_each_once() {
    let file = three_plans();
    let mut window = Window::open_as(&file, "Audit lead");
    for group in ["The round", "Beside the sheets", "Across rounds", "Files and tools"] {
        assert_eq!(window.harness.query_all_by_role_and_label(Role::Group, group).count(), 1, "{group}");
    }
    for (label, route) in Route::PLACES {
        window.press(label);
        assert_eq!(window.harness.state().route(), *route);
    }
}

/// Every screen of a file with a round.
fn screens() -> Vec<Route> {
    let mut all: Vec<Route> = Route::PLACES.iter().map(|(_, route)| *route).collect();
    all.push(Route::Who);
    all.extend([Task::Plans, Task::Panel, Task::Round, Task::Sample, Task::Ready, Task::Allocate].map(Route::Prepare));
    all.extend(Discipline::ALL.map(Route::Discipline));
    all
}

/// What a screen reader could say nothing of: pressed or filled in, but without a name.
fn nameless(window: &Window<'_>) -> Vec<String> {
    let wants_name = |role| {
        use Role as R;
        matches!(role, R::Button | R::Link | R::CheckBox | R::RadioButton | R::TextInput | R::MultilineTextInput)
            || matches!(role, R::PasswordInput | R::ComboBox | R::Tab | R::MenuItem | R::ListBoxOption | R::Heading)
            || matches!(role, R::Table | R::Grid | R::RowHeader | R::ColumnHeader | R::Slider | R::SpinButton)
    };
    let nodes = window.harness.root().children_recursive();
    let found = nodes.filter(|node| {
        let node = node.accesskit_node();
        wants_name(node.role()) && node.label().is_none_or(|label| label.trim().is_empty())
    });
    found.map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect())).collect()
}

#[test]
fn every_control_of_every_screen_has_a_name_and_every_heading_a_level() {
    let (_folder, mut window) = Window::on_sample();
    for who in ["Hazel Brightwater", "Audit lead"] {
        window.harness.state_mut().act(Action::Go(Route::Who));
        window.settle();
        window.act_as(who);
        let mut all = screens();
        if who != "Audit lead" {
            window.key(Key::Enter);
            let sheet = window.harness.state().route();
            assert!(matches!(sheet, Route::Sheet(_)), "{sheet:?}");
            all.push(sheet);
        }
        for route in all {
            window.harness.state_mut().act(Action::Go(route));
            window.settle();
            assert_eq!(nameless(&window), Vec::<String>::new(), "{who} at {route:?}");
            for heading in window.harness.query_all_by_role(Role::Heading) {
                assert!(
                    heading.accesskit_node().level().is_some(),
                    "{:?} at {route:?}",
                    heading.accesskit_node().label()
                );
            }
        }
    }
}

#[test]
fn the_keyboard_goes_round_on_every_screen_and_is_caught_nowhere() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    for route in screens() {
        window.harness.state_mut().act(Action::Go(route));
        window.settle();
        let mut seen: Vec<_> = Vec::new();
        let came_back = (0..400).any(|_| {
            window.harness.key_press(Key::Tab);
            window.harness.step();
            window.harness.step();
            let focused = window.harness.root().children_recursive().find(|node| node.is_focused());
            let Some(focused) = focused.map(|node| node.accesskit_node().id()) else { return false };
            if seen.last() == Some(&focused) {
                return false;
            }
            let is_round = seen.first() == Some(&focused);
            seen.push(focused);
            is_round
        });
        assert!(came_back, "{route:?}: after {} places", seen.len());
        // Who is acting is chosen before there are places at the left.
        let least = if route == Route::Who { 4 } else { 9 };
        assert!(seen.len() >= least, "{route:?}: {} places to stop at", seen.len());
    }
}

#[test]
fn after_a_dialog_the_keyboard_is_where_it_was() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    window.harness.get_by_label("Search places, acts, plans and help").focus();
    window.settle();
    let before = window.focused_name();
    assert_eq!(before, "Search places, acts, plans and help");
    window.key(Key::F1);
    assert_ne!(window.focused_name(), before, "help has the keyboard");
    window.key(Key::Escape);
    assert_eq!(window.focused_name(), before);
    window.key(Key::Enter);
    window.heading("Search and do");
    window.key(Key::Escape);
    assert!(!window.says("Search and do"), "it is left");
    assert_eq!(window.focused_name(), before, "after the list");
}

#[test]
fn nothing_moves_by_itself_and_no_idle_screen_asks_for_a_frame() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    let style = window.harness.ctx.global_style();
    assert_eq!((style.animation_time, style.scroll_animation), (0.0, egui::style::ScrollAnimation::none()));
    for route in screens() {
        window.harness.state_mut().act(Action::Go(route));
        window.settle();
        window.harness.step();
        window.harness.step();
        let output = window.harness.output();
        let delay = output.viewport_output.values().map(|of| of.repaint_delay).min().unwrap();
        assert!(delay > std::time::Duration::from_secs(60), "{route:?}: a frame after {delay:?}");
    }
}

#[test]
fn the_window_can_be_drawn_from_the_least_size_to_four_thousand_points() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    for (width, height) in [(1280.0, 720.0), (3840.0, 2160.0)] {
        window.harness.set_size(egui::vec2(width, height));
        for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            window.settle();
            assert!(window.says("Overview"));
            picture(&mut window.harness, &format!("shell-{look}-{width}"));
        }
    }
}
