//! Nobody's screen holds a colleague's unsubmitted answers.

use super::Window;
use egui::Key;
use golden_thread::testing::{TestFile, round};

const SECRET: &str = "The health part is a photocopy of last year";

#[test]
fn the_second_readers_screen_never_holds_the_first_ones_answers() {
    let (file, mut session) = TestFile::new();
    // Two members, so both read every plan.
    round(&mut session, 1, 2);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Member 01");
    window.key(Key::Enter);
    window.key(Key::Num3);
    window.key(Key::Num3);
    window.key(Key::N);
    window.type_text(SECRET);
    window.key(Key::Escape);
    assert!(window.says(SECRET), "the first one sees their own");

    window.press("Acting: Member 01. Change who is acting");
    window.act_as("Member 02");
    assert!(window.harness.state().sheet_data().is_none(), "nothing of the last one stays behind the screen");
    assert!(!window.says(SECRET) && window.says("Member 01: 2 of 45"), "counts, never answers");
    window.key(Key::Enter);
    let data = format!("{:?}", window.harness.state().sheet_data().unwrap().desk.criteria);
    assert!(!data.contains(SECRET) && !data.contains("not_met"), "{data}");
    assert!(window.says("0 of 45 answered") && !window.says(SECRET));
    // A field remembers what was typed into it: not for somebody else.
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::N);
    window.type_text("x");
    for _ in 0..3 {
        window.ctrl(Key::Z);
        assert!(!window.says(SECRET), "undoing in the field brings nothing of the first one back");
    }
    window.key(Key::Escape);

    // Nor can they take it away by undoing it, after what is their own.
    for _ in 0..3 {
        window.ctrl(Key::Z);
    }
    window.close();
    let mut session = file.open();
    let first = session.member("Member 01").unwrap().id;
    let round = session.round(None).unwrap();
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let desk = session.desk(round.id, subject, first).unwrap();
    assert_eq!(desk.answered(), 2);
    assert_eq!(desk.criteria[2].note.as_ref().unwrap().text, SECRET);
}

#[test]
fn neither_lead_nor_results_nor_agreeing_show_a_sheet_that_is_not_in() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 1, 2);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Member 01");
    window.key(Key::Enter);
    window.key(Key::Num3);
    window.key(Key::N);
    window.type_text(SECRET);
    window.key(Key::Escape);
    window.press("Acting: Member 01. Change who is acting");
    window.act_as("Audit lead");
    for place in ["Plans", "Agree", "Results", "Overview"] {
        window.press(place);
        assert!(!window.says(SECRET), "{place}");
    }
    let notes = window.harness.state().results_data().map(|data| data.notes.len());
    assert_eq!(notes, Some(0));
}
