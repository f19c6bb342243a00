//! Every screen in every appearance and at two sizes: nothing fails to draw, nothing shares an identity.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui_kittest::kittest::Queryable;
use golden_thread::domain::ids::SubjectId;
use golden_thread::settings::Appearance;
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::{Discipline, Route, Task};

/// The sample with the sheet open that its reader goes on with.
fn a_sheet_of_the_sample() -> (tempfile::TempDir, Window<'static>, SubjectId) {
    let (folder, mut window) = Window::on_sample();
    window.act_as("Hazel Brightwater");
    window.key(Key::Enter);
    let Route::Sheet(subject) = window.harness.state().route() else { panic!("no sheet is open") };
    (folder, window, subject)
}

#[test]
fn every_screen_can_be_drawn_in_every_appearance_at_two_sizes() {
    let (_folder, mut window, subject) = a_sheet_of_the_sample();
    let screens = screens(subject);
    let appearances =
        [(Appearance::Light, "light"), (Appearance::Dark, "dark"), (Appearance::HighContrast, "contrast")];
    for (size, scale) in [([1280.0, 800.0], ""), ([640.0, 400.0], "-double")] {
        window.harness.set_size(egui::Vec2::from(size));
        for (appearance, look) in appearances {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            for (name, route) in screens {
                window.go(route);
                assert_eq!(window.harness.state().route(), route);
                picture(&mut window.harness, &format!("app-{name}-{look}{scale}"));
            }
        }
    }
}

/// The screen of a laptop, the same at 150 % and at 200 %, between them, and a large one.
#[test]
fn no_word_is_cut_on_any_screen_from_a_laptop_at_200_percent_to_4k() {
    let (_folder, mut window, subject) = a_sheet_of_the_sample();
    window.go(Route::Who);
    window.act_as("Audit lead");
    for size in [[853.0, 480.0], [640.0, 360.0], [1000.0, 700.0], [3840.0, 2160.0]] {
        window.harness.set_size(egui::Vec2::from(size));
        for (name, route) in screens(subject) {
            window.go(route);
            picture(&mut window.harness, &format!("size-{name}-{}x{}", size[0], size[1]));
        }
    }
}

/// Every screen with its name.
fn screens(subject: SubjectId) -> [(&'static str, Route); 27] {
    [
        ("sheet", Route::Sheet(subject)),
        ("overview", Route::Overview),
        ("plans", Route::Plans),
        ("agree", Route::Agree),
        ("results", Route::Results),
        ("cohort", Route::Cohort),
        ("health", Route::Discipline(Discipline::Health)),
        ("social-care", Route::Discipline(Discipline::SocialCare)),
        ("advice", Route::Advice),
        ("concerns", Route::Concerns),
        ("families", Route::Families),
        ("drafts", Route::Drafts),
        ("on-time", Route::Clocks),
        ("actions", Route::Actions),
        ("measures", Route::Measures),
        ("year", Route::Year),
        ("packs", Route::Packs),
        ("reports", Route::Reports),
        ("file", Route::File),
        ("tools", Route::Tools),
        ("who", Route::Who),
        ("import", Route::Prepare(Task::Plans)),
        ("panel", Route::Prepare(Task::Panel)),
        ("round", Route::Prepare(Task::Round)),
        ("sample", Route::Prepare(Task::Sample)),
        ("ready", Route::Prepare(Task::Ready)),
        ("allocate", Route::Prepare(Task::Allocate)),
    ]
}

#[test]
fn every_part_of_agreeing_can_be_drawn_in_every_appearance_at_two_sizes() {
    let (_folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    window.press("Agree");
    window.press("Findings");
    let notes = window.harness.query_all_by_role(egui::accesskit::Role::CheckBox).count();
    assert!(notes > 2, "the sample has notes to gather from");
    for at in 0..2 {
        window.harness.query_all_by_role(egui::accesskit::Role::CheckBox).nth(at).unwrap().click();
        window.settle();
    }
    window.press("Make a finding of 2 notes");
    let parts = ["Plans to compare", "Findings", "Plan results", "Reply and closing", "Answers"];
    for (size, scale) in [([1280.0, 800.0], ""), ([1280.0, 720.0], "-low"), ([640.0, 400.0], "-double")] {
        window.harness.set_size(egui::Vec2::from(size));
        for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            window.settle();
            for part in parts {
                window.press(part);
                let name = part.to_lowercase().replace(' ', "-");
                picture(&mut window.harness, &format!("agree-{name}-{look}{scale}"));
            }
            window.key(Key::P);
            assert!(window.says("Leave the projector view"));
            picture(&mut window.harness, &format!("agree-projector-{look}{scale}"));
            window.key(Key::P);
        }
    }
}
