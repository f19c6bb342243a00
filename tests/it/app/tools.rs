//! The screen of the audit tools: by name and by keyboard.

use super::Window;
use crate::pictures::picture;
use crate::tools::agree_all;
use egui::Key;
use golden_thread::domain::audit_tool::AuditTool;
use golden_thread::exchange::tool_file::{parse_tool, tool_to_toml};
use golden_thread::ops::Session;
use golden_thread::settings::Appearance;
use golden_thread::testing::{self, TestFile};
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::Route;

/// The screen, as the lead, with a round that is agreed.
fn on_tools(file: &TestFile) -> Window<'static> {
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.act_as("Audit lead");
    window.press("Audit tools");
    assert_eq!(window.harness.state().route(), Route::Tools);
    window
}

fn agreed() -> TestFile {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 6, 4);
    agree_all(&mut session, &round);
    session.close().unwrap();
    file
}

/// Opens the first version in the list and begins to edit it, by keyboard.
fn edit_first(window: &mut Window<'_>) {
    window.focus_rows("Published tools");
    window.key(Key::Enter);
    window.press("Edit");
    window.heading("Draft: EHC plan audit");
}

fn newest(file: &TestFile) -> AuditTool {
    file.open().find_tool("ehc-plan-audit", None).unwrap().1
}

fn drafts(file: &TestFile) -> Vec<AuditTool> {
    let session: Session = file.open();
    session.list_tool_drafts().unwrap().into_iter().map(|draft| draft.tool).collect()
}

#[test]
fn a_tool_is_edited_checked_undone_and_published() {
    let file = agreed();
    let mut window = on_tools(&file);
    edit_first(&mut window);
    assert!(window.says("Nothing is wrong with it: it can be published."));
    window.fill("Section title", " ");
    assert!(window.says("1 thing is to be put right before it can be published"), "{:?}", window.all_words());
    assert!(window.says("Is empty. Write the words people are to read."));
    window.press("Answers");
    window.press("Go to the first");
    window.fill("Section title", "Views and hopes");
    window.key(Key::Tab);
    assert!(window.says("All changes saved"), "{:?}", window.all_words());
    assert!(window.says("Nothing is wrong with it: it can be published."));
    window.press("Move the section down");
    window.press("Compare");
    picture(&mut window.harness, "tools-compared-draft");
    assert!(window.says("Section A: title changed"), "{:?}", window.all_words());
    assert!(window.says("Sections: in another order"));
    window.ctrl(Key::Z);
    assert!(!window.says("Sections: in another order"), "undone");
    assert!(window.says("Section A: title changed"));
    window.press("Publish…");
    window.heading("Publish version 2?");
    window.press("Publish");
    assert!(window.says("version 2 is published."), "{:?}", window.all_words());
    drop(window);
    let tool = newest(&file);
    assert_eq!((tool.version, tool.headings[0].title.as_str()), (2, "Views and hopes"));
    assert!(drafts(&file).is_empty());
}

#[test]
fn what_is_typed_is_saved_when_the_window_is_closed() {
    let file = agreed();
    let mut window = on_tools(&file);
    edit_first(&mut window);
    window.press("The tool");
    window.fill("Title", "Ours");
    window.close();
    assert_eq!(drafts(&file)[0].title, "Ours");
}

#[test]
fn a_draft_is_tried_on_a_past_round_and_calibrated_and_says_so() {
    let file = agreed();
    let mut window = on_tools(&file);
    edit_first(&mut window);
    window.press("Try it");
    assert!(window.says("0 of 6 plans would have another grade"), "{:?}", window.all_words());
    window.press("Calibrate");
    window.focus_rows("Plans you know");
    window.key(Key::Num1);
    assert!(window.says("of 1 plan you know have your grade under the draft"), "{:?}", window.all_words());
    window.fill("Outstanding from", "100");
    window.key(Key::ArrowDown);
    window.key(Key::Tab);
    window.press("Try it");
    picture(&mut window.harness, "tools-tried");
    window.press("The tool");
    assert!(window.says("Local thresholds, set on 22 November 2026"), "{:?}", window.all_words());
    drop(window);
    assert_eq!(drafts(&file)[0].grades[0].from_percent, 99);
}

#[test]
fn a_draft_is_tried_on_one_agreed_plan_and_on_one_sheet_of_it() {
    let file = agreed();
    let plan = {
        let mut session = file.open();
        let round = session.round(None).unwrap();
        session.round_progress(&round).unwrap().plans[1].facts.reference.clone()
    };
    let mut window = on_tools(&file);
    edit_first(&mut window);
    window.press("Grades and rule");
    window.fill("Threshold of grade 1, percent", "99");
    window.key(Key::Tab);
    window.press("Try it");
    window.choose("Plan", &plan);
    window.heading(&format!("Plan {plan}"));
    let otherwise = "2 of 13 sections would be graded otherwise";
    assert!(window.says(otherwise), "{:?}", window.all_words());
    assert!(window.says("The plan: Good stays"), "{:?}", window.all_words());
    picture(&mut window.harness, "tools-tried-plan");
    window.choose("Answers", "Sheet of reader B");
    assert!(window.says(otherwise), "{:?}", window.all_words());
    assert!(!window.says("Member 0"), "no name stands beside answers");
    window.choose("Plan", "Every agreed plan (6)");
    assert!(window.says("of 6 plans would have another grade"), "{:?}", window.all_words());
}

#[test]
fn rows_of_a_worksheet_are_looked_at_and_taken_in_whole() {
    let file = agreed();
    let mut window = on_tools(&file);
    edit_first(&mut window);
    window.press("Paste rows");
    let paste = |window: &mut Window<'_>, text: &str| {
        window.fill("Rows", "x");
        window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        window.harness.event(egui::Event::Paste(text.to_owned()));
        window.settle();
        window.press("Look at the rows");
    };
    paste(&mut window, "A\tA70\tIs it so?\tduty");
    assert!(
        window.says("Row 1, kind: “duty” is not known. Use one of: must, should, local."),
        "{:?}",
        window.all_words()
    );
    paste(&mut window, "A\tA70\tIs it so?\tmust\nZ Local offer\tZ1\tIs it there?");
    assert!(window.says("2 criteria are new, 0 brought up to date."), "{:?}", window.all_words());
    window.press("Take in 2 rows");
    drop(window);
    let tool = &drafts(&file)[0];
    assert!(tool.get_criterion("A70").is_some());
    assert_eq!(tool.get_heading("Z").unwrap().title, "Local offer");
}

#[test]
fn a_tool_file_is_looked_at_published_and_written() {
    let file = agreed();
    let mut tool = testing::default_tool();
    tool.version = 2;
    tool.title = "With another title".to_owned();
    let path = file.folder().join("in.toml");
    std::fs::write(&path, tool_to_toml(&tool).replacen("version = 2", "version = 0", 1)).unwrap();
    let mut window = on_tools(&file);
    window.fill("Tool file", path.to_str().unwrap());
    window.press("Look at the file");
    assert!(window.says("Use 1 to"), "{:?}", window.all_words());
    std::fs::write(&path, tool_to_toml(&tool)).unwrap();
    window.press("Look at the file");
    window.press("Publish it here");
    assert!(window.says("With another title, version 2 is published."), "{:?}", window.all_words());
    window.focus_rows("Published tools");
    window.key(Key::Home);
    window.key(Key::Enter);
    window.heading("With another title, version 2");
    window.choose("Compare it with", "EHC plan audit, version 1");
    picture(&mut window.harness, "tools-compared-versions");
    assert!(window.says("The tool: title changed"), "{:?}", window.all_words());
    let out = file.folder().join("out.toml");
    window.fill("Tool file to write", out.to_str().unwrap());
    window.press("Export as TOML");
    assert!(window.says("The tool file is written."));
    assert_eq!(parse_tool(&std::fs::read_to_string(&out).unwrap()).unwrap(), tool);
    window.press("Export as TOML");
    window.heading("Replace the file?");
}

#[test]
fn a_member_sees_what_is_published_and_edits_nothing() {
    let file = agreed();
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.act_as("Member 01");
    window.press("Audit tools");
    window.focus_rows("Published tools");
    window.key(Key::Enter);
    assert!(window.says("Used in Autumn 2026"));
    for act in ["Edit", "New tool from this…", "Look at the file", "Export as TOML"] {
        assert!(!window.all_words().iter().any(|words| words == act), "{act}");
    }
}

#[test]
fn every_part_of_the_editor_can_be_drawn_in_every_appearance_at_two_sizes() {
    let file = agreed();
    let mut window = on_tools(&file);
    edit_first(&mut window);
    let parts = [
        "The tool",
        "Answers",
        "Grades and rule",
        "Groups and views",
        "Paste rows",
        "Try it",
        "Calibrate",
        "Compare",
        "Sections and criteria",
    ];
    for (size, scale) in [([1280.0, 720.0], ""), ([640.0, 400.0], "-double")] {
        window.harness.set_size(egui::Vec2::from(size));
        for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            for part in parts {
                window.press(part);
                let name = part.to_lowercase().replace(' ', "-");
                picture(&mut window.harness, &format!("tools-{name}-{look}{scale}"));
            }
        }
    }
}
