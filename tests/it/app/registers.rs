//! The register of drafts and the clocks with something in them: what they look like, and the table taken out.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui_kittest::kittest::Queryable;
use golden_thread::domain::draft_check::{DraftAnswer, DraftDecision};
use golden_thread::domain::ids::MemberId;
use golden_thread::ops::{Actor, Drafting, Session};
use golden_thread::platform::clock::Machine;
use golden_thread::settings::Appearance;
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::Route;
use jiff::civil::date;
use std::path::{Path, PathBuf};

/// The sample with four drafts: two issued, one held, one being checked.
fn with_drafts(folder: &Path) -> PathBuf {
    let path = folder.join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(Machine), false).unwrap();
    let mut session = Session::open(&path, None, Box::new(Machine)).unwrap();
    let tools = session.list_tools().unwrap();
    let (_, tool) = tools.into_iter().find(|(_, tool)| tool.code == "draft-before-issue").unwrap();
    let checker: MemberId = session.list_members().unwrap()[1].id;
    let drafts = [("NEW-014", ""), ("K-2081", ""), ("=K-2090", "D3: nobody is named"), ("NEW-015", "open")];
    for (reference, reason) in drafts {
        let begin = Drafting::Begin { reference: reference.to_owned(), draft_on: date(2026, 10, 5), checker };
        let check = session.run_drafting(&Actor::Lead, begin).unwrap().value.unwrap();
        let asked = if reason == "open" { 5 } else { usize::MAX };
        for (at, (_, criterion)) in tool.criteria().enumerate().take(asked) {
            let is_gap = reason.starts_with('D') && at == 2;
            let (answer, note) = if is_gap { ("not_met", "Name who does it, and how often") } else { ("met", "") };
            let given = DraftAnswer { answer: answer.to_owned(), na_reason: None, note: note.to_owned() };
            let criterion = criterion.code.clone();
            session.run_drafting(&Actor::Lead, Drafting::Answer { check, criterion, given }).unwrap();
        }
        let decision = match reason {
            "open" => continue,
            "" => DraftDecision::Issue,
            _ => DraftDecision::Hold,
        };
        let decide = Drafting::Decide { check, decision, reason: reason.to_owned() };
        session.run_drafting(&Actor::Lead, decide).unwrap();
    }
    session.close().unwrap();
    path
}

#[test]
fn the_register_of_drafts_goes_out_as_a_table_a_spreadsheet_cannot_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = with_drafts(folder.path());
    let mut window = Window::open(folder.path(), Some(path));
    window.act_as("Audit lead");
    window.harness.state_mut().act(Action::Go(Route::Drafts));
    window.settle();
    let out = folder.path().join("drafts.csv");
    window.fill("Where to write the register", &out.display().to_string());
    window.press("Write the register");
    assert!(window.says("The register of drafts is written."), "{:?}", window.all_words());
    let table = std::fs::read_to_string(&out).unwrap();
    assert_eq!(table.lines().count(), 5, "{table}");
    let held = table.lines().find(|line| line.contains("K-2090")).unwrap();
    assert!(held.starts_with("'=K-2090,2026-10-05,") && held.contains("Name who does it, and how often"), "{held}");
    window.press("Write the register");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), table, "what is there is never written over");
}

#[test]
fn the_register_and_the_clocks_can_be_drawn_in_every_appearance_at_three_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let path = with_drafts(folder.path());
    let mut window = Window::open(folder.path(), Some(path));
    window.act_as("Audit lead");
    for (size, scale) in [([1280.0, 800.0], ""), ([1280.0, 720.0], "-low"), ([640.0, 400.0], "-double")] {
        window.harness.set_size(egui::Vec2::from(size));
        for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            window.harness.state_mut().act(Action::Go(Route::Clocks));
            window.settle();
            picture(&mut window.harness, &format!("registers-clocks-{look}{scale}"));
            window.harness.state_mut().act(Action::Go(Route::Drafts));
            window.settle();
            assert!(window.harness.query_by_label("Drafts checked").is_some());
            picture(&mut window.harness, &format!("registers-drafts-{look}{scale}"));
            window.focus_rows("Drafts checked");
            window.key(Key::Enter);
            picture(&mut window.harness, &format!("registers-check-{look}{scale}"));
            window.press("Back to the drafts");
        }
    }
}
