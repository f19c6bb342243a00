//! How long rounds are kept, the reminder, erasing on the screen.

use super::Window;
use crate::pictures::{paper, picture};
use golden_thread::testing::{self, TestFile};
use golden_thread::ui::route::Route;

fn file_with_round() -> (TestFile, String) {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 4);
    let plan = session.round_progress(&round).unwrap().plans[0].facts.reference.clone();
    session.keep_backup("by hand").unwrap();
    session.close().unwrap();
    (file, plan)
}

#[test]
fn the_last_day_of_a_round_is_proposed_set_and_spoken_of_on_the_overview_when_near() {
    let (file, _) = file_with_round();
    let mut window = Window::open_as(&file, "Audit lead");
    window.go(Route::File);
    assert!(window.says("No last day is set."));
    assert!(window.says("Limitation Act 1980"), "it says what the proposal rests on");
    window.press("Take 22 November 2032 for Autumn 2026");
    assert!(window.says("Kept until 22 November 2032."), "{:?}", window.all_words());
    window.go(Route::Overview);
    assert!(!window.says("Kept until"), "six years away is not near");
    window.go(Route::File);
    window.fill("Last day of Autumn 2026", "next week");
    assert!(window.says("Write it as day/month/year, such as 22/11/2026"));
    window.fill("Last day of Autumn 2026", "2026-12-01");
    window.press("Keep Autumn 2026 until this day");
    window.go(Route::Overview);
    assert!(window.says("Kept until 1 December 2026: 9 days left."), "{:?}", window.all_words());
    window.press("Go to how long rounds are kept");
    assert_eq!(window.harness.state().route(), Route::File);
    window.fill("Last day of Autumn 2026", "2026-11-21");
    window.press("Keep Autumn 2026 until this day");
    window.go(Route::Overview);
    assert!(window.says("that was 1 day ago"), "{:?}", window.all_words());
}

#[test]
fn a_plan_is_erased_on_the_screen_only_with_a_reason_and_its_name_typed_again() {
    let (file, plan) = file_with_round();
    let mut window = Window::open_as(&file, "Audit lead");
    window.go(Route::File);
    window.fill("Reference of the plan", &plan);
    window.press("Look what would go…");
    window.heading(&format!("Erase {plan}?"));
    assert!(window.says("The plan and its facts"), "{:?}", window.all_words());
    assert!(window.says("2 backups removed"), "the one made first goes too");
    picture(&mut window.harness, "file-erase");
    let certificate = file.folder().join("certificate.pdf");
    window.fill("Certificate", &certificate.display().to_string());
    window.press("Erase for good");
    window.heading(&format!("Erase {plan}?"));
    window.fill("Reason", "Asked for by the family");
    window.fill("Confirm", "K99999");
    window.press("Erase for good");
    window.heading(&format!("Erase {plan}?"));
    window.fill("Confirm", &plan);
    window.press("Erase for good");
    assert!(window.says(&format!("Erased: plan {plan}.")), "{:?}", window.all_words());
    assert!(std::fs::read(&certificate).unwrap().starts_with(b"%PDF"));
    paper(&certificate, "certificate.pdf");
    drop(window);
    let session = file.open();
    assert!(session.list_plans().unwrap().iter().all(|known| known.facts.reference != plan));
    // The next daily backup may be there already; none from before is.
    for backup in session.list_backups().unwrap() {
        assert_eq!(session.peek_backup(&backup.path, None).unwrap().plans, 39, "{}", backup.why);
    }
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn a_round_is_erased_and_the_window_goes_on_without_it() {
    let (file, _) = file_with_round();
    let mut window = Window::open_as(&file, "Audit lead");
    window.go(Route::File);
    window.press("Erase Autumn 2026…");
    let taken = file.folder().join("taken.pdf");
    std::fs::write(&taken, b"something else").unwrap();
    for (certificate, is_erased) in [(taken.clone(), false), (file.folder().join("round.pdf"), true)] {
        // What could not be done leaves what was written.
        if !is_erased {
            window.fill("Reason", "Kept long enough");
        }
        window.fill("Certificate", &certificate.display().to_string());
        window.fill("Confirm", "Autumn 2026");
        window.press("Erase for good");
        assert_eq!(window.says("Erased: round Autumn 2026."), is_erased, "{:?}", window.all_words());
    }
    assert_eq!(std::fs::read(&taken).unwrap(), b"something else");
    assert!(window.says("There is no round yet."));
    window.go(Route::Overview);
    window.heading("Overview");
    drop(window);
    assert_eq!(file.open().list_rounds().unwrap().len(), 0);
}

#[test]
fn a_member_sets_no_last_day_and_erases_nothing() {
    let (file, _) = file_with_round();
    let mut window = Window::open_as(&file, "Member 01");
    window.go(Route::File);
    assert!(window.says("Only the audit lead sets this, and erases."));
    assert!(!window.says("Erase"), "{:?}", window.all_words());
}
