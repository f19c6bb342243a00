//! Every screen in every appearance and at two sizes: nothing fails to draw, nothing shares an identity.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use golden_thread::settings::Appearance;
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::{Route, Task};

#[test]
fn every_screen_can_be_drawn_in_every_appearance_at_two_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
    let mut window = Window::open(folder.path(), Some(path));
    window.act_as("Hazel Brightwater");
    window.key(Key::Enter);
    let Route::Sheet(subject) = window.harness.state().route() else { panic!("no sheet is open") };
    let screens = [
        ("sheet", Route::Sheet(subject)),
        ("overview", Route::Overview),
        ("plans", Route::Plans),
        ("agree", Route::Agree),
        ("results", Route::Results),
        ("reports", Route::Reports),
        ("who", Route::Who),
        ("import", Route::Prepare(Task::Plans)),
        ("panel", Route::Prepare(Task::Panel)),
        ("round", Route::Prepare(Task::Round)),
        ("sample", Route::Prepare(Task::Sample)),
        ("allocate", Route::Prepare(Task::Allocate)),
    ];
    let appearances =
        [(Appearance::Light, "light"), (Appearance::Dark, "dark"), (Appearance::HighContrast, "contrast")];
    for (size, scale) in [([1280.0, 800.0], ""), ([640.0, 400.0], "-double")] {
        window.harness.set_size(egui::Vec2::from(size));
        for (appearance, look) in appearances {
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            for (name, route) in screens {
                window.harness.state_mut().act(Action::Go(route));
                window.settle();
                assert_eq!(window.harness.state().route(), route);
                picture(&mut window.harness, &format!("app-{name}-{look}{scale}"));
            }
        }
    }
}
